"""The one form of a draft's values: what the wire folds, upper-cases, fills in and leaves out.

This is ``normalise`` without the setting of lines, which :mod:`cablegram.drafting.writing` adds.
"""

from __future__ import annotations

import re

import msgspec

from cablegram.drafting.facts import full_level, indicator_of, order_on
from cablegram.drafting.folding import fold, fold_upper
from cablegram.drafting.records import Addressed, Cited, Draft, Lines, Passage
from cablegram.errors import DraftError
from cablegram.tables.stations import normal, station
from cablegram.telegram.marks import normal_mark

_CHARGE = re.compile(r"\bcharge,? d' ?affaires?\b(?:,? (?:a\.? ?i\b\.?|ad interim))?", re.IGNORECASE)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fold_draft(draft: Draft) -> Draft:
    """Every value in the form the telegram gives it back.

    Everything is folded to the wire's characters, blanks collapsed. In capitals: post, addressees, captions,
    pass lines, controls, TAGS, subject, references, headings, signature, portion marks. A bare post becomes
    its address name; ``precedence`` moves to the action addressees; ROUTINE is left out; routing indicators are
    filled in; repeated captions and TAGS are dropped; references get their letters, reasons their section; a
    subject loses the full stop at its end; a charge d'affaires is a Charge.

    Raises:
        DraftError: a character has no form on the wire.
    """
    lines = Lines(draft)

    def upper(words: str | None, key: str) -> str | None:
        return (fold_upper(words, lines.field(key)) or None) if words else None

    post = upper(draft.post, "post")
    known = station(post) if post else None
    if post and known and normal(post) == known.station and known.kind != "trip-series":
        post = known.plad
    default = upper(draft.precedence, "precedence")
    section = draft.reason_section
    if draft.reasons and section is None and draft.dtg:
        order = order_on(draft.dtg.date())
        section = next(iter(order.sections)) if order else None
    return msgspec.structs.replace(
        draft,
        post=post,
        dtg=draft.dtg.replace(second=0, microsecond=0) if draft.dtg else None,
        classification=full_level(fold(draft.classification)) if draft.classification else None,
        controls=_list(draft.controls, "controls", lines),
        captions=_list(draft.captions, "captions", lines),
        passing=tuple(fold_upper(words, lines.field("passing", i)) for i, words in enumerate(draft.passing)),
        to=tuple(_addressed(one, default, lines.field("to", i)) for i, one in enumerate(draft.to)),
        info=tuple(_addressed(one, None, lines.field("info", i)) for i, one in enumerate(draft.info)),
        precedence=None,
        tags=_list(draft.tags, "tags", lines),
        subject=_subject(upper(draft.subject, "subject")),
        subject_portion=_mark(draft.subject_portion),
        references=_references(draft, lines),
        authority=(fold(draft.authority, lines.field("authority")) or None) if draft.authority else None,
        title=_title(draft.title, lines.field("authority")),
        reason_section=section,
        reasons=tuple(dict.fromkeys(letter.lower() for letter in draft.reasons)),
        entire=_mark(draft.entire),
        passages=tuple(_passage(one, i, lines) for i, one in enumerate(draft.passages)),
        signature=upper(draft.signature, "signature"),
        transmission=upper(draft.transmission, "transmission"),
        routing=upper(draft.routing, "routing") or (indicator_of(post) if post else None),
    )


def _list(words: tuple[str, ...], key: str, lines: Lines) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold_upper(word, lines.field(key, i)) for i, word in enumerate(words)))


def _title(words: str | None, line: int | None) -> str | None:
    return (_CHARGE.sub("Charge", fold(words, line)).strip(" ,.;") or None) if words else None


def _mark(mark: str | None) -> str | None:
    return normal_mark(fold(mark)) if mark else None


def _addressed(one: Addressed, default: str | None, line: int | None) -> Addressed:
    plad = fold_upper(one.plad, line)
    word = fold_upper(one.precedence, line) if one.precedence else default
    return Addressed(
        plad,
        None if word == "ROUTINE" else word,
        one.serial,
        fold_upper(one.routing, line) if one.routing else indicator_of(plad),
        tuple(fold_upper(name, line) for name in one.excluded),
    )


def _subject(words: str | None) -> str | None:
    if words and words.endswith(".") and "." not in words.split()[-1][:-1]:
        return words.rstrip(". ") or None
    return words


def _references(draft: Draft, lines: Lines) -> tuple[Cited, ...]:
    found = draft.references
    if len(found) > len(_LETTERS):
        raise DraftError("more than 26 references; letters end at Z", lines.field("references"))
    lettered = len(found) > 1 or any(one.letter for one in found)
    return tuple(
        Cited(_LETTERS[i] if lettered else None, fold_upper(one.text, lines.field("references", i)))
        for i, one in enumerate(found)
    )


def _passage(one: Passage, i: int, lines: Lines) -> Passage:
    at = 0

    def folded(words: str) -> str:
        nonlocal at
        parts = words.split()
        done = [fold(part, lines.word(i, at + k)) for k, part in enumerate(parts)]
        at += len(parts)
        return " ".join(part for part in done if part)

    return Passage(
        folded(one.text),
        _mark(one.portion),
        (fold_upper(one.heading, lines.heading(i)) or None) if one.heading else None,
        tuple(folded(item) for item in one.items),
    )
