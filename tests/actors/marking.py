"""Spans written into a text: ``{French|state} {Foreign Minister Kouchner|person} told {us|organ|pronoun}``; they nest."""

from __future__ import annotations

from typing import cast

import cablegram
from cablegram.actors.context import Facts
from cablegram.actors.people import Roster
from cablegram.actors.records import ActorType, Form
from cablegram.actors.resolving import Resolution, resolve
from cablegram.actors.spans import Span


def marked(text: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the spans, the wider first."""
    plain = ""
    opened: list[int] = []
    spans: list[Span] = []
    at = 0
    while at < len(text):
        if text[at] == "{":
            opened.append(len(plain))
        elif text[at] == "|":
            end = text.index("}", at)
            kind, _, form = text[at + 1 : end].partition("|")
            spans.append(Span(opened.pop(), len(plain), cast(ActorType, kind), cast(Form, form or "name")))
            at = end
        else:
            plain += text[at]
        at += 1
    return plain, sorted(spans, key=lambda span: (span.start, -span.end))


def answers(text: str, facts: Facts | None = None, roster: Roster | None = None) -> list[tuple[str, str]]:
    """The words of each span with the name of its actor, ``?`` where there is none."""
    return [(words, found.actor.name if found.actor else "?") for words, found in resolutions(text, facts, roster)]


def resolutions(text: str, facts: Facts | None = None, roster: Roster | None = None) -> list[tuple[str, Resolution]]:
    """The words of each span with its answer."""
    plain, spans = marked(text)
    found = resolve(cablegram.parse(plain), plain, spans, roster, facts=facts or Facts())
    return [(plain[span.start : span.end], one) for span, one in zip(spans, found, strict=True)]


def last(text: str, facts: Facts | None = None, roster: Roster | None = None) -> str:
    """The actor of the span that ends last."""
    _, spans = marked(text)
    return max(zip(spans, answers(text, facts, roster), strict=True), key=lambda pair: (pair[0].end, -pair[0].start))[
        1
    ][1]
