"""Acronyms of governments that are somebody's surname in the telegram at hand.

Posts abbreviate any government ("GOP", "GOPO"), and the table lists what they may write. Where a telegram names a person
in full or with a title by the same word, that word alone is the person (`actors-guideline.md`: the same words in one
telegram mean the same actor).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cablegram.actors.gazetteer import key, words_of_states
from cablegram.actors.spans import Span


def with_surnames(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans of a text, a government's acronym that is a surname in it read as the person, once."""
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
        found.append(span)
    return found


def _government(word: str) -> bool:
    known = words_of_states().get(word, ())
    return bool(known) and all(one.plain_kind == "government" for one in known)
