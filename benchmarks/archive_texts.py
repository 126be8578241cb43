"""Synthetic telegrams for an archive: as many as wanted, each of its own number, with references that hold.

The words are drawn from 30,000 English ones by how common they are (the list that comes with pyspellchecker), so that
an index has rare and common terms like one of real texts; 780 words or about 4.2 KB each. The same for the same seed.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from cablegram.tables.stations import station

POSTS = [
    "PARIS",
    "OSLO",
    "NAIROBI",
    "LIMA",
    "ROME",
    "MADRID",
    "LISBON",
    "VIENNA",
    "BERN",
    "WARSAW",
    "PRAGUE",
    "BUDAPEST",
    "SOFIA",
    "ATHENS",
    "ANKARA",
    "CAIRO",
    "AMMAN",
    "BEIRUT",
    "RABAT",
    "ALGIERS",
    "TUNIS",
    "DAKAR",
    "ACCRA",
    "LAGOS",
    "LUSAKA",
    "HARARE",
    "MAPUTO",
    "PRETORIA",
    "JAKARTA",
    "MANILA",
    "BANGKOK",
    "HANOI",
    "TOKYO",
    "SEOUL",
    "CANBERRA",
    "OTTAWA",
    "MEXICO",
    "BOGOTA",
    "QUITO",
    "CARACAS",
]
TAGS = [
    "PREL",
    "PGOV",
    "ECON",
    "ETRD",
    "OSCE",
    "UN",
    "KPAO",
    "EFIN",
    "PHUM",
    "MARR",
    "PARM",
    "EAID",
    "SENV",
    "SNAR",
    "PTER",
    "ENRG",
    "NATO",
    "EUN",
    "KNNP",
    "ELAB",
]
_MARKS = (("UNCLAS", "UUUUU"), ("C O N F I D E N T I A L", "CCCCC"), ("S E C R E T", "SSSSS"))
_LEVELS = {"UNCLAS": "U", "C O N F I D E N T I A L": "C", "S E C R E T": "S"}


def vocabulary(size: int = 30_000) -> tuple[list[str], list[int]]:
    """Words and their cumulative weights, most common first."""
    from spellchecker import SpellChecker

    counts = SpellChecker().word_frequency.dictionary
    words = sorted((word for word in counts if word.isalpha()), key=lambda word: (-counts[word], word))[:size]
    return words, list(accumulate(counts[word] for word in words))


def cables(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """MRN and text of each telegram."""
    rng = Random(seed)
    words, weights = vocabulary()
    serials: dict[tuple[str, int], int] = {}
    known: list[str] = []
    for _ in range(count):
        post, year = rng.choice(POSTS), rng.randint(2002, 2009)
        serial = serials.get((post, year), 0) + rng.choice((1, 1, 1, 2))
        serials[post, year] = serial
        drawn = rng.choices(words, cum_weights=weights, k=790)
        referred = [rng.choice(known) for _ in range(rng.choice((0, 1, 1, 2, 3)))] if known else []
        yield f"{year % 100:02d}{post}{serial}", _telegram(rng, post, year, serial, drawn, referred)
        if rng.random() < 0.2 or len(known) < 50:
            known.append(f"{year % 100:02d} {post} {serial}")
            if len(known) > 5000:
                known[rng.randrange(5000)] = known.pop()


def _telegram(rng: Random, post: str, year: int, serial: int, words: list[str], referred: list[str]) -> str:
    when = dt.datetime(year, 1, 1) + dt.timedelta(minutes=rng.randrange(525_600))
    mark, five = rng.choices(_MARKS, (4, 5, 1))[0]
    letter = _LEVELS[mark]
    country = station(post)
    tags = [*rng.sample(TAGS, rng.randint(1, 4)), *([country.country] if country and country.country else [])]
    head = [
        f"VZCZCXRO{rng.randint(1000, 9999)}",
        "PP RUEHDBU RUEHFL RUEHLA",
        f"DE RUEHXX #{serial % 10000:04d} {when:%j%H%M}",
        f"ZNY {five} ZZH" if letter != "U" else f"ZNR {five} ZZH",
        f"P {when:%d%H%M}Z {when:%b} {year % 100:02d}".upper(),
        f"FM AMEMBASSY {post}",
        f"TO RUEHC/SECSTATE WASHDC PRIORITY {rng.randint(1000, 9999)}",
        "INFO RUEHLO/AMEMBASSY LONDON 8830",
        f"{mark} {post} {serial:06d}",
        "",
        "SIPDIS",
        "",
        f"E.O. 12958: DECL: {when:%m/%d}/{year + 10}" if letter != "U" else "E.O. 12958: N/A",
        f"TAGS: {' '.join(tags)}",
        f"SUBJECT: {' '.join(words[:8]).upper()}",
        "",
    ]
    if referred:
        head += [f"{'REF:' if k == 0 else '    '} {'ABC'[k]}. {mrn}" for k, mrn in enumerate(referred)] + [""]
    if letter != "U":
        section = "1.4" if year > 2003 else "1.5"
        head += [f"Classified By: DCM JANE DOE FOR REASONS {section} (B) AND (D)", ""]
    body, at, number = [], 8, 0
    while at < len(words):
        number += 1
        size = rng.randint(40, 110)
        part = words[at : at + size]
        at += size
        sentences = []
        for k in range(0, len(part), 18):
            sentence = " ".join(part[k : k + 18])
            sentences.append(sentence[:1].upper() + sentence[1:] + ".")
        body.append(textwrap.fill(f"{number}. ({letter}) {' '.join(sentences)}", 62) + "\n")
    return "\n".join(head) + "\n" + "\n".join(body) + "\nDOE\n"
