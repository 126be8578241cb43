"""The text's head: captions, TAGS, SUBJECT and REF (1.10, 1.11, 5, 6.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.damage_words import code_mended
from cablegram.tables import rows
from cablegram.tables.stations import station
from cablegram.tables.tags import repair
from cablegram.telegram.records import Tag

_REF_LETTER = re.compile(r"(?:TEL|tel)?[Ss]? ([A-Z])(?=[\s,.;:)'/]|$)(?!\.[A-Z])")
_SHORT = 6  # letters up to which an unknown word on the TAGS line passes for a code


@rule(
    "T353",
    "tags",
    "info",
    ("K21", "D06"),
    "Every TAG is a known code, one at least names a subject, and a post names its own country. A code with one wrong "
    "letter is mended where only one known code is that near; codes that ran together are parted.",
)
def tags(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K21."""
    found = scan.telegram.tags
    if not found:
        return
    comma = "," in scan.text[found[0].start : found[-1].end]
    yield from _joined(rule, found, ", " if comma else " ")
    for tag in found:
        if not tag.text.isalpha() and code_mended(tag.text):
            continue  # a digit for a letter: H151
        if tag.text.upper() != tag.code and repair(tag.text) == tag.code:
            safe = tag.kind in ("subject", "program")
            yield rule.finding(
                f"{tag.text} is no TAG; {tag.code} ({tag.meaning or tag.kind}) is one letter away",
                tag.start,
                tag.end,
                Edit(tag.start, tag.end, tag.code),
                safety="safe" if safe else "likely",
            )
        elif tag.kind == "unknown" and tag.code.isalpha() and len(tag.code) <= _SHORT and (scan.year or 0) >= 1980:
            yield rule.finding(f"{tag.code} is no TAG the tables know", tag.start, tag.end)
    codes = [tag for tag in found if tag.kind != "person"]
    if codes and len(codes) > 1 and not any(tag.kind in ("subject", "unknown") for tag in codes):
        yield rule.finding("no TAG names a subject", codes[0].start, codes[-1].end)
    elif len(codes) > 1 and not any(tag.kind in ("geography", "unknown") for tag in codes):
        country = _country(scan)
        if country is not None:
            yield rule.finding(f"no TAG names a country; the post is in {country}", codes[0].start, codes[-1].end)


def _joined(rule: Rule, found: tuple[Tag, ...], gap: str) -> Iterator[Finding]:
    """Codes that ran together: each next to the one before it, without a blank."""
    i = 0
    while i < len(found):
        k = i
        while k + 1 < len(found) and found[k].end == found[k + 1].start:
            k += 1
        if k > i:
            run = found[i : k + 1]
            yield rule.finding(
                f"{''.join(tag.text for tag in run)} is {len(run)} codes run together: {' '.join(tag.code for tag in run)}",
                run[0].start,
                run[-1].end,
                *(Edit(tag.start, tag.start, gap) for tag in run[1:]),
                safety="safe",
            )
        i = k + 1


def _country(scan: Scan) -> str | None:
    """The country of the sending post, where a TAG would be expected to name it."""
    name = scan.telegram.station
    own = station(name) if name else None
    if own is None or own.kind not in ("embassy", "consulate") or not own.country:
        return None
    return _country_names().get(own.country)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Countries by their code, those that have a geographic TAG."""
    tagged = {row["iso"] for row in rows("tags_geographic")}
    return {row["code"]: row["name"] for row in rows("countries") if row["code"] in tagged}


@lru_cache(maxsize=1)
def _captions() -> dict[str, tuple[str, int | None, int | None]]:
    return {
        row["caption"]: (row["kind"], int(row["from_year"] or 0) or None, int(row["to_year"] or 0) or None)
        for row in rows("captions")
    }


@lru_cache(maxsize=512)
def _single(line: str) -> tuple[str, ...]:
    """The captions a caption line holds: ``NODIS CHEROKEE`` is two."""
    known = _captions()
    words = " ".join(line.replace(",", " ").replace(";", " ").split())
    if words in known:
        return (words,)
    found: list[str] = []
    parts = words.split(" ")
    i = 0
    while i < len(parts):
        size = next((n for n in (4, 3, 2, 1) if " ".join(parts[i : i + n]) in known), 1)
        name = " ".join(parts[i : i + size])
        if name in known:
            found.append(name)
        i += size
    return tuple(found)


@rule(
    "T354",
    "captions",
    "warning",
    ("K26",),
    "One channel caption at most; AGREMENT and DIRGEN stand alone, and AGREMENT is classified or controlled. NODIS "
    "contradicts EXDIS and LIMDIS. A caption is not used long before or after its time.",
)
def captions(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K26."""
    lines = scan.by_kind.get("caption")
    if not lines:
        return
    places: dict[str, tuple[int, int]] = {}
    for line in lines:
        content = line.text.strip()
        start = line.start + line.text.find(content)
        for name in _single(content):
            at = content.find(name)
            places.setdefault(name, (start + at, start + at + len(name)) if at >= 0 else (start, start + len(content)))
    known = _captions()
    names = set(places) | {control for control in scan.telegram.classification.controls if control in known}
    channels = [name for name in places if known[name][0] == "channel" and name != "AIDAC"]
    if len(channels) > 1:
        yield rule.finding(f"two channel captions: {' and '.join(channels)}", *places[channels[1]])
    for channel in channels:
        alone = channel.split(" ")[0]
        others = [n for n in places if n not in channels and known[n][0] in ("distribution", "handling", "programme")]
        if alone in ("AGREMENT", "DIRGEN") and others:
            yield rule.finding(f"{channel} admits no other caption, not {others[0]}", *places[others[0]])
        classification = scan.telegram.classification
        if (
            alone == "AGREMENT"
            and classification.level == "UNCLASSIFIED"
            and not classification.controls
            and not others
        ):
            yield rule.finding(
                f"{channel} must be classified or controlled; the telegram is UNCLASSIFIED", *places[channel]
            )
    if "NODIS" in names:
        for other in ("EXDIS", "LIMDIS"):
            if other in places:
                yield rule.finding(f"{other} contradicts NODIS", *places[other])
    year = scan.year
    if year is None:
        return
    for name, place in places.items():
        _, first, last = known[name]
        if (first and year < first - 1) or (last and year > last + 1):
            period = f"from {first}" if first and year < first else f"until {last}"
            yield rule.finding(f"{name} was used {period}; the telegram is of {year}", *place, severity="info")


@rule(
    "T355",
    "subject",
    "warning",
    ("K29",),
    "The SUBJECT line says what the telegram is about. It is not empty, and it is not only the first heading of the text.",
)
def subject(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K29."""
    telegram = scan.telegram
    lines = scan.by_kind.get("subject")
    if lines and telegram.subject is None:
        text = lines[0].text.strip()
        start = lines[0].start + lines[0].text.find(text)
        yield rule.finding("the SUBJECT line is empty", start, start + len(text))
        return
    headings = scan.by_kind.get("heading")
    place = telegram.where("subject")
    if telegram.subject and headings and place:
        first = " ".join(headings[0].text.split()).upper().strip(" .:-")
        if first == telegram.subject.upper().strip(" .:-"):
            yield rule.finding("the SUBJECT is only the first heading of the text", place.start, place.end)


@rule(
    "T352",
    "reference-letters",
    "info",
    ("K20",),
    "Every letter by which the text cites a reference (REF C) stands in the REF line, and a text that speaks of its "
    "REFTEL has a REF line.",
)
def reference_letters(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K20."""
    telegram = scan.telegram
    begin, end = scan.body
    if begin >= end:
        return
    if not telegram.references:
        kinds = scan.by_kind
        if "reference" not in kinds and "tags" in kinds and "subject" in kinds and telegram.dtg is not None:
            for word in ("REFTEL", "Reftel", "reftel"):
                at = scan.text.find(word, begin, end)
                if at >= 0 and "REF:" not in scan.text[:begin] and "Ref:" not in scan.text[:begin]:
                    yield rule.finding(f"the text speaks of {word}, but there is no REF line", at, at + len(word))
                    return
        return
    letters = {reference.letter for reference in telegram.references if reference.letter}
    if not letters:
        return
    text, told = scan.text, set(letters)
    for word in ("REF", "Ref", "ref"):
        at = text.find(word, begin, end)
        while at >= 0:
            match = _REF_LETTER.match(text, at + 3, end) if text[at + 3 : at + 4] in " TtSs" else None
            if match is not None and match[1] not in told and match[1] != "I" and not text[at - 1].isalpha():
                told.add(match[1])
                yield rule.finding(
                    f"the text cites REF {match[1]}; the REF line has {', '.join(sorted(letters))}", at, match.end(1)
                )
            at = text.find(word, at + 3, end)
