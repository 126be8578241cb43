"""Who is named in the header: the posts of FM, TO and INFO with their cities, the classifier, the signer.

`actors-guideline.md`: a post is an organ, its city a place inside it; routing indicators are not marked.
"""

from __future__ import annotations

import re

from cablegram.actors.lists import longest
from cablegram.actors.spans import Span
from cablegram.actors.tokens import tokens
from cablegram.source.view import View
from cablegram.telegram.records import Telegram

# Lines whose words are read for names; posts come from the header's own fields, and references name telegrams.
READ = frozenset(
    (
        "paragraph",
        "sub-paragraph",
        "text",
        "heading",
        "marker",
        "subject",
        "classified-by",
        "signature",
        "unknown",
        "passing",
    )
)
# What stands before the words of a line: its label, paragraph number and portion mark.
_LABEL = re.compile(
    r"[\s\-.*]*(?:(?:SUBJECT|SUBJ|CLASSIFIED BY|REASONS?)\s*:)?\s*(?:[¶(]?\d{1,3}[.)]+|[¶#]\s?\d{1,3}\.?)?\s*"
    r"(?:\([A-Z]{1,4}(?:[/,-][A-Z]{1,6})*\))?",
    re.IGNORECASE,
)
_CITIES = frozenset(("station", "capital", "place", "place-ambiguous", "state"))


def readable(telegram: Telegram, view: View) -> str:
    """The reading view with blanks over the lines that are not read, so that offsets hold."""
    if not view.starts:
        return view.text
    kept = []
    index = 0
    ends = [*view.starts[1:], len(view.text)]
    for at, end, (start, _) in zip(view.starts, ends, view.spans, strict=True):
        while index + 1 < len(telegram.lines) and telegram.lines[index + 1].start <= start:
            index += 1
        line = telegram.lines[index]
        text = view.text[at:end]
        if line.kind not in READ:
            text = "\n".ljust(len(text)) if text else ""
        elif line.start <= start < line.start + 2:  # the piece with which the line begins
            label = _LABEL.match(text)
            if label and line.kind != "text":
                text = " " * label.end() + text[label.end() :]
        kept.append(text)
    return view.text[: view.starts[0]] + "".join(kept)


def posts(telegram: Telegram, view: View) -> list[Span]:
    """The posts of the header and the cities in their names."""
    found: list[Span] = []
    origin = telegram.where("origin")
    if origin is not None and telegram.origin:
        found += _post(telegram, view, telegram.origin, origin.start, origin.end)
    for addressee in (*telegram.action, *telegram.info):
        found += _post(telegram, view, addressee.plad, addressee.start, addressee.end)
    return found


def _post(telegram: Telegram, view: View, plad: str, start: int, end: int) -> list[Span]:
    at = telegram.text.find(plad, start, end)
    if at < 0 or not plad:
        return []
    span = _forward(view, at, at + len(plad))
    if span is None:
        return []
    found = [Span(*span, "organ", "name", by="header")]
    words = tokens(plad)
    for number in range(1, len(words)):
        match = longest([token.word for token in words], number)
        if match and match[0] == len(words) and match[1] & _CITIES:
            city = _forward(view, at + words[number].start, at + words[-1].end)
            if city is not None:
                found.append(Span(*city, "place", "name", by="header"))
            break
    return found


def signers(telegram: Telegram, view: View) -> list[Span]:
    """The names of those who signed, and of the classifying officer with his title."""
    found: list[Span] = []
    place = telegram.where("signature")
    if place is not None:
        for name in telegram.signers:
            match = re.compile(re.escape(name), re.IGNORECASE).search(telegram.text, place.start, place.end)
            if match:
                found += _person(view, *match.span())
    authority = telegram.classification.authority
    if authority is not None and authority.name:
        found += _person(view, authority.start, authority.end)
    return found


def _person(view: View, start: int, end: int) -> list[Span]:
    span = _forward(view, start, end)
    return [] if span is None else [Span(*span, "person", "name", by="header")]


def _forward(view: View, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of the source in the reading view, ``None`` where its ends were cut away."""
    first, last = view.forward(start), view.forward(end - 1)
    return None if first is None or last is None or last < first else (first, last + 1)
