"""From a telegram back to its draft: what a drafter decided, without what was computed (reference 1.5-1.16).

Exact for telegrams that :func:`cablegram.write` made. Of others, words between paragraphs, tables and
lettered items are taken into the running text, and what a draft has no place for is left out.
"""

from __future__ import annotations

import re

from cablegram.drafting.records import LONGEST, SHORTEST, Addressed, Cited, Draft, Layout, Passage
from cablegram.telegram import patterns as p
from cablegram.telegram.records import Addressee, Telegram

_SET = frozenset(
    (
        "tags",
        "subject",
        "reference",
        "classified-by",
        "paragraph",
        "text",
        "sub-paragraph",
        "heading",
        "marker",
    )
)
_NOT_COUNTED = frozenset(("blank", "separator", "serial-check", "end", "page"))
_LETTER = re.compile(r"(?<!\S)\(?(?P<letter>[A-Z])[.)]\s+(?=\S)")
_ITEM = re.compile(r"-{1,3}\s+(?=\S)")


def draft_from(telegram: Telegram) -> Draft:
    """The draft of a telegram. Never raises; a field the telegram does not show stays empty."""
    classified = telegram.classification
    originator, transmission = telegram.originator, telegram.transmission
    portion = telegram.where("subject_portion")
    authority = classified.authority
    return Draft(
        post=telegram.origin,
        serial=telegram.serial,
        dtg=telegram.dtg,
        classification=classified.level,
        controls=classified.controls,
        captions=telegram.captions,
        passing=telegram.passing,
        to=tuple(map(_addressed, telegram.action)),
        info=tuple(map(_addressed, telegram.info)),
        tags=tuple(f"({tag.code})" if tag.kind == "person" else tag.code for tag in telegram.tags),
        subject=telegram.subject,
        subject_portion=telegram.text[portion.start : portion.end] if portion else None,
        references=_references(telegram),
        authority=authority.name if authority else None,
        title=authority.title if authority else None,
        reason_section=classified.reason_section,
        reasons=classified.reasons,
        declassify_on=classified.declassify_on,
        entire=telegram.entire_text,
        passages=_passages(telegram),
        signature=telegram.signature,
        transmission=f"{transmission.channel}{transmission.serial}" if transmission else None,
        routing=originator.routing if originator else None,
        layout=_layout(telegram),
    )


def _addressed(one: Addressee) -> Addressed:
    return Addressed(one.plad, one.precedence, one.serial, one.routing, one.excluded)


def _references(telegram: Telegram) -> tuple[Cited, ...]:
    """The items of the reference lines with their whole words; letters run on from A (1.11)."""
    contents = [line.text.strip() for line in telegram.lines if line.kind == "reference"]
    if not contents:
        return ()
    label = p.REFERENCE.match(contents[0])
    words = " ".join([label["value"] if label else contents[0], *contents[1:]])
    marks: list[re.Match[str]] = []
    for match in _LETTER.finditer(words):
        if ord(match["letter"]) - ord("A") == len(marks) and (marks or not words[: match.start()].strip()):
            marks.append(match)
    if not marks:
        return (Cited(None, words.strip()),) if words.strip() else ()
    stops = [*(match.start() for match in marks[1:]), len(words)]
    return tuple(
        Cited(match["letter"], words[match.end() : stop].strip()) for match, stop in zip(marks, stops, strict=True)
    )


def _passages(telegram: Telegram) -> tuple[Passage, ...]:
    headings = _headings(telegram)
    numbered = any(paragraph.number is not None for paragraph in telegram.paragraphs)
    found: list[Passage] = []
    for paragraph in telegram.paragraphs:
        if telegram.entire_text and not found and not paragraph.text and paragraph.portion == telegram.entire_text:
            continue
        text: list[str] = []
        items: list[str] = []
        for part in filter(None, (part.strip() for part in paragraph.text.split("\n"))):
            item = _ITEM.match(part)
            if item and text:
                items.append(part[item.end() :])
            elif items:
                items[-1] += f" {part}"
            else:
                text.append(part)
        if found and paragraph.number is None and numbered:
            # Words between numbered paragraphs, such as a quoted text: part of the paragraph above them.
            above = found[-1]
            words = " ".join([above.text, *text]) if not above.items else above.text
            more = (
                (*above.items, *items)
                if not above.items
                else (*above.items[:-1], " ".join([above.items[-1], *text]), *items)
            )
            found[-1] = Passage(words, above.portion, above.heading, more)
            continue
        found.append(Passage(" ".join(text), paragraph.portion, headings.get(paragraph.start), tuple(items)))
    return tuple(found)


def _headings(telegram: Telegram) -> dict[int, str]:
    """The heading above each paragraph, by the paragraph's start; a block marker alone is one too."""
    starts = sorted(paragraph.start for paragraph in telegram.paragraphs)
    found: dict[int, str] = {}
    for line in telegram.lines:
        if line.kind in ("heading", "marker"):
            below = next((start for start in starts if start >= line.end), None)
            if below is not None:
                words = line.text.strip()
                found[below] = f"{found[below]} {words}" if below in found else words
    return found


def _layout(telegram: Telegram) -> Layout:
    """The width of the longest line that was set, and the lines of the longest section (1.13, 1.17)."""
    widest, counts, text = 0, [0], False
    for line in telegram.lines:
        if line.kind in _SET:
            widest = max(widest, len(line.text.rstrip()))
        if line.kind == "page":
            counts.append(0)
        elif text and line.kind not in _NOT_COUNTED:
            counts[-1] += 1
        text = text or line.kind == "classification"
    strict = any(line.kind == "separator" for line in telegram.lines)
    return Layout(min(max(widest, SHORTEST), LONGEST), max(counts) if len(counts) > 1 else None, strict)
