"""Random trees, queries and small documents for the tests of the query language."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from cablegram.archive.index import years_of
from cablegram.archive.query_text import Plain
from cablegram.archive.query_tree import (
    Dates,
    Everything,
    Fuzzy,
    Levels,
    Not,
    Phrase,
    Prefix,
    Tree,
    Undated,
    Value,
    ValuePrefix,
    Word,
    all_of,
    any_of,
)

# Few words, near in spelling, so that everything meets everything; some fold, some are cut, some have other letters.
WORDS = (
    "kosovo", "Kosova", "kosvoo", "mandate", "mandates", "mandat", "renewal", "the", "THE", "of", "vote", "voted",
    "Vienna", "viena", "café", "cafe", "cafés", "naïve", "straße", "strasse", "U.S.", "OSCE-led", "O'Brien", "a/b",
    "Москва", "москве", "日本", "e\u0301", "Ærø", "x" * 90, "é" * 39 + "ab", "é" * 45,
)  # fmt: skip
TOKENS = (
    "kosovo", "kosova", "kosvoo", "mandate", "mandates", "mandat", "renewal", "the", "of", "vote", "voted", "vienna",
    "viena", "cafe", "cafes", "naive", "strasse", "u", "s", "osce", "led", "o", "brien", "a", "b", "москва", "москве",
    "日本", "aero", "x" * 79, "e" * 45, "absent",
)  # fmt: skip
OF_FIELD = {
    "signer": ("doe", "van", "der", "berg", "o", "brien"),
    "person": ("kouchner", "bernard", "fm", "carre", "le", "kuchner"),
    "org": ("ministry", "of", "foreign", "affairs", "france", "mfa", "fr", "osce", "un"),
}
LOOSE = (" ", " ", " ", " ", "\n", ", ", ". ", " - ", "_")
TAGS = ("OSCE", "NATO", "FR", "PREL", "PGOV")
ORIGINS = (("PARIS",), ("USOSCE",), ("NEWDELHI",), ("PARISFRANCE", "PARIS"), ())
LEVELS = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET")
MRNS = ("07PARIS4514", "07PARIS45", "08USOSCE12")
DATES = ("1969", "1970", "2007", "2008", "2007-10", "2007-11", "2007-12", "2007-11-16", "2007-12-31", "2008-01-01")
PEOPLE = ("Bernard Kouchner", "FM KOUCHNER", "kouchner", "Josiah Rosenblatt", "Le Carré", "carre")
ORGANISATIONS = ("Ministry of Foreign Affairs (France)", "MFA", "fr/mfa", "OSCE", "osce", "UN Security Council")
STATES = ("france", "fr", "guinea", "guinea bissau", "united states", "u s", "united kingdom")
DAY = 1440


def text(rng: random.Random, most: int) -> str:
    return "".join(rng.choice(WORDS) + rng.choice(LOOSE) for _ in range(rng.randint(0, most)))


def document(rng: random.Random) -> Plain:
    subject = text(rng, 5)
    first = last = None
    if rng.random() < 0.85:
        # around the turns of days, months and years, before and after 1970
        first = rng.choice((-400, -30, -1, 0, 13817, 13818, 13833, 13848, 13849, 13878, 13879)) * DAY
        first += rng.choice((0, 1, 600, 1439))
        last = first + rng.choice((1, DAY, 31 * DAY, 366 * DAY))
    return Plain(
        text=f"{subject}\n{text(rng, 30)}" if rng.random() < 0.8 else text(rng, 30),
        stood=text(rng, 3) if rng.random() < 0.4 else "",
        subject=subject,
        signer=tuple(rng.choice(("DOE", "VAN DER BERG", "O'BRIEN", "BERG")) for _ in range(rng.randint(0, 2))),
        id=f"{rng.randrange(1 << 20):05x}",
        mrn=(rng.choice(MRNS),) if rng.random() < 0.7 else (),
        refs=tuple(rng.sample(MRNS, rng.randint(0, 2))),
        tag=tuple(rng.sample(TAGS, rng.randint(0, 3))),
        origin=rng.choice(ORIGINS),
        level=(rng.choice(LEVELS),) if rng.random() < 0.8 else (),
        caption=tuple(rng.sample(("SIPDIS", "NODIS", "EXDIS"), rng.randint(0, 2))),
        precedence=tuple(rng.sample(("IMMEDIATE", "PRIORITY"), rng.randint(0, 2))),
        kind=(rng.choice(("telegram", "text")),),
        format=(rng.choice(("csv", "html")),),
        collection=tuple(rng.sample(("Paris files", "demo"), rng.randint(0, 2))),
        person=tuple(rng.sample(PEOPLE, rng.randint(0, 2))),
        org=tuple(rng.sample(ORGANISATIONS, rng.randint(0, 2))),
        state=tuple(rng.sample(STATES, rng.randint(0, 3))),
        place=tuple(rng.sample(STATES, rng.randint(0, 1))),
        first=first,
        last=last,
    )


def leaf(rng: random.Random) -> Tree:
    field = rng.choice(("text",) * 6 + ("subject", "signer", "person", "org"))
    tokens = OF_FIELD.get(field, TOKENS)
    word = rng.choice(tokens)
    match rng.randrange(12):
        case 0 | 1 | 2:
            return Word(word, field)
        case 3:
            return Prefix(word[: rng.randint(2, 4)], field) if len(word) > 1 else Word(word, field)
        case 4:
            return Fuzzy(word, rng.randint(1, 2), field) if len(word) > 3 else Word(word, field)
        case 5:
            return Phrase(tuple(rng.choice(tokens) for _ in range(rng.randint(2, 3))), 0, field)
        case 6:
            return Phrase(tuple(rng.choice(tokens[:12]) for _ in range(rng.randint(2, 4))), rng.randint(0, 4), field)
        case 7:
            return any_value(rng)
        case 8:
            return any_dates(rng)
        case 9:
            return rng.choice(
                (Levels("CONFIDENTIAL", None), Levels(None, "LIMITED OFFICIAL USE"), Levels("SECRET", "TOP SECRET"))
            )
        case 10:
            return rng.choice(
                (
                    ValuePrefix("state", "united"),
                    ValuePrefix("state", "gui"),
                    ValuePrefix("tag", "P"),
                    ValuePrefix("mrn", "07PARIS"),
                    ValuePrefix("id", "0"),
                )
            )
        case _:
            return rng.choice((Everything(), Undated()))


def any_value(rng: random.Random) -> Tree:
    field, values = rng.choice(
        (
            ("tag", TAGS), ("origin", ("PARIS", "NEW DELHI", "AMEMBASSY PARIS", "LIMA")), ("level", LEVELS), ("mrn", MRNS),
            ("refs", MRNS), ("caption", ("SIPDIS", "NODIS")), ("precedence", ("IMMEDIATE",)), ("kind", ("telegram",)),
            ("format", ("csv",)), ("state", STATES), ("place", STATES), ("collection", ("Paris files", "paris files")),
        )
    )  # fmt: skip
    return Value(field, rng.choice(values))


def any_dates(rng: random.Random) -> Tree:
    low, high = sorted((rng.choice(DATES), rng.choice(DATES)))
    return rng.choice((Dates(low, None), Dates(None, high), Dates(low, low), Dates(low, high)))


def tree(rng: random.Random, deep: int = 3) -> Tree:
    roll = rng.random()
    if deep == 0 or roll < 0.35:
        return leaf(rng)
    if roll < 0.5:
        return Not(tree(rng, deep - 1))
    parts = [tree(rng, deep - 1) for _ in range(rng.randint(2, 3))]
    return all_of(parts) if roll < 0.75 else any_of(parts)


def fields(number: int, plain: Plain) -> dict[str, Any]:
    """A document as the index takes it."""
    found: dict[str, Any] = {"number": number, "dated": "no" if plain.first is None else "yes"}
    for name in Plain.__dataclass_fields__:
        value = getattr(plain, name)
        if value or value == 0:
            found[name] = list(value) if isinstance(value, tuple) else value
    if plain.first is not None:
        found["years"] = years_of(plain.first, plain.last)
    return found


def documents(rng: random.Random, count: int) -> Iterator[Plain]:
    for _ in range(count):
        yield document(rng)
