"""Acronyms that are somebody's name in the telegram at hand.

Posts abbreviate any government ("GOP", "GOPO"), and the table lists what they may write. Where a telegram names a person
in full or with a title by the same word, that word alone is the person (`actors-guideline.md`: the same words in one
telegram mean the same actor). An organisation's acronym that is a given name too ("Ida") is part of the name where it
stands in a person's mention and no title follows it: "Consul Ida Roe", but "IDA Director Roe".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cablegram.actors.gazetteer import key, words_of_states
from cablegram.actors.spans import Span
from cablegram.tables.family_names import given_names
from cablegram.tables.offices import offices, title_key

_ORGANISED = ("organ", "body", "party", "company")


def with_people(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans of a text, an acronym that is a person's name in it read as the person, once."""
    spans = list(spans)
    people = [span for span in spans if span.type == "person" and span.form == "name"]
    surnames = {key(words[-1]) for span in people if len(words := text[span.start : span.end].split()) > 1}
    found: list[Span] = []
    for span in spans:
        word = key(text[span.start : span.end])
        if span.type == "state" and span.form == "name" and word in surnames and _government(word):
            if any(one.start <= span.start and span.end <= one.end for one in people):
                continue
            span = replace(span, type="person", entry=None)
        elif span.type in _ORGANISED and word in given_names() and _given(span, people, text):
            continue
        found.append(span)
    return found


def _given(span: Span, people: Iterable[Span], text: str) -> bool:
    """Whether a word is the given name in a person's mention: a name comes next in it, not a title."""
    for one in people:
        if one.start <= span.start and span.end < one.end:
            behind = text[span.end : one.end].split()
            return bool(behind) and title_key(behind[0]) not in offices()
    return False


def _government(word: str) -> bool:
    known = words_of_states().get(word, ())
    return bool(known) and all(one.plain_kind == "government" for one in known)
