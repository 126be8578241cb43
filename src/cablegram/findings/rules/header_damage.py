"""Damaged header fields: look-alikes, garbled and lost letters, joined words, whole headers lost or doubled (8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.damage_words import (
    DIGITS,
    LETTERS,
    address_word,
    as_digits,
    damaged_station,
    kind_of_damage,
    routing_mended,
)
from cablegram.telegram import patterns as p
from cablegram.telegram.records import Line

_SECURITY = re.compile(r"ZN[RY]\s+(?P<letters>[A-Z0-9](?: ?[A-Z0-9]){4})(?:\s+Z[A-Z]{2}\d?)*\s*$")
_ORIGINATOR = re.compile(
    r"DE\s+(?P<routing>R[A-Z0-9]{3,7})\s+#(?P<serial>[\dOIlSBG]{4})(?:/(?P<section>[\dOIl]{2}))?(?:\s+(?P<filed>[\dOIlSBG]{7}))?\s*$"
)
_ROUTING = re.compile(r"(?:ZZ|OO|PP|RR)((?:\s+R[A-Z0-9]{3,7})+)\s*$")
_WORD = re.compile(r"R[A-Z0-9]{3,7}")
_ADDRESS_ROUTING = re.compile(r"(?:TO |INFO )?(?P<routing>R[A-Z0-9]{3,7})/")
_LATE_NUMBER = re.compile(r" (?P<number>(?=\S*\d\S*\d)[\dOIlSB]{4})\s*$")
_CLASS_SERIAL = re.compile(
    r"(?:UNCLAS\b|C O N F|S E C R|T O P).*\s(?P<station>[A-Z][A-Z ]{2,20}) (?P<serial>(?=\S*\d\S*\d\S*\d)[\dOIlSB]{5,6})\s*$"
)
_ADDRESS_KINDS = ("to", "info", "exempt")
_READ = ("blank", "paragraph", "eo", "tags", "subject")
_RELEASE = re.compile(r"([UECST])\1\1([ABCOUX])\2$")
_PREFIX = re.compile(r"(?:AMEMBASSY|AMCONSUL|USMISSION|USINT|USLO)\s+(?P<name>[A-Z][A-Z .'-]{2,24})$")
_SECTION = re.compile(
    r"(?P<word>[A-Z]{4,8})(?P<gap>\s*)(?P<n>\d{1,2})(?P<gap2>\s*)(?P<of>[A-Z0]{1,2})(?P<gap3>\s*)(?P<total>\d{1,2})(?=\s)", re.IGNORECASE
)


def _stated(scan: Scan, kind: str) -> Iterator[tuple[Line, str, int]]:
    """The lines of a kind with their content and where it starts."""
    for line in scan.by_kind.get(kind, ()):
        content = line.text.strip()
        yield line, content, line.start + line.text.find(content)


def _swapped(rule: Rule, what: str, value: str, start: int, new: str | None) -> Iterator[Finding]:
    if new is not None and new != value:
        yield rule.finding(
            f"{what} {value!r} holds look-alikes; it is {new}", start, start + len(value),
            Edit(start, start + len(value), new), safety="safe",
        )


@rule(
    "H151", "look-alike", "warning", ("D06",),
    "A field of digits or letters alone holds a sign that looks like another: O for 0, I for 1, S for 5, B for 8. It is "
    "mended in the typed fields of the header only: date-time group, serials, routing indicators and the five letters of "
    "format line 4, which are restored by their majority.",
)
def look_alike(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D06."""
    fields = scan.fields("transmission-id")
    if fields:
        value, start, _ = fields["serial"]
        yield from _swapped(rule, "the channel serial", value, start, as_digits(value))
        line = scan.by_kind["transmission-id"][0]
        begin = line.start + len(line.text) - len(line.text.lstrip())
        head = scan.text[begin : fields["channel"][1]]
        if head != "VZCZC":
            yield rule.finding(f"{head!r} stands for VZCZC", begin, begin + len(head), Edit(begin, begin + len(head), "VZCZC"), safety="safe")
    fields = scan.fields("dtg")
    for name in ("day", "time"):
        if name in fields and not fields[name][0].isdigit():
            yield from _swapped(rule, "the date-time group", fields[name][0], fields[name][1], as_digits(fields[name][0]))
    for name in ("precedence", "second"):
        if name in fields and fields[name][0] == "0":
            yield from _swapped(rule, "the precedence", "0", fields[name][1], "O")
    security = scan.fields("security")
    if security:
        yield from _majority(rule, security["letters"][0], security["letters"][1])
    for kind in ("to", "info"):
        for _, content, start in _stated(scan, kind):
            yield from _address(rule, content, start)
    if scan.telegram.family.startswith("wire") or "from" in scan.by_kind:
        yield from _unread(rule, scan)


def _majority(rule: Rule, value: str, start: int) -> Iterator[Finding]:
    letters = value.replace(" ", "")
    if len(set(value)) == 1 or _RELEASE.match(letters):
        return
    usual = max(letters, key=letters.count)
    if letters.count(usual) >= 3 and usual in "UECSTR":
        yield from _swapped(rule, "format line 4:", value, start, usual * 5)


def _address(rule: Rule, content: str, start: int) -> Iterator[Finding]:
    slash = content.find("/")
    if 3 < slash < 14 and not content[:slash].isalpha():
        match = _ADDRESS_ROUTING.match(content)
        if match and not match["routing"].isalpha():
            yield from _swapped(rule, "the routing indicator", match["routing"], start + match.start("routing"), routing_mended(match["routing"]))
    if content[-1:] in DIGITS and not content[-4:].isdigit() and content[-1:].isalnum():
        match = _LATE_NUMBER.search(content)
        if match and not match["number"].isdigit():
            yield from _swapped(rule, "the message number", match["number"], start + match.start("number"), as_digits(match["number"]))


def _unread(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Lines of the header that the reader could not take for what they are."""
    kinds = scan.by_kind
    lacks_class = not any(line.fields for line in kinds.get("classification", ()))
    if not lacks_class and {"originator", "security", "routing"} <= kinds.keys():
        return
    for line in scan.lines[:40]:
        if line.kind in _READ or (line.fields and line.kind not in _ADDRESS_KINDS):
            continue
        content = line.text.strip()
        start = line.start + line.text.find(content)
        if content.startswith("DE R") and "originator" not in kinds and (match := _ORIGINATOR.match(content)):
            if not match["routing"].isalpha():
                yield from _swapped(rule, "the routing indicator", match["routing"], start + match.start("routing"), routing_mended(match["routing"]))
            for name in ("serial", "section", "filed"):
                if match[name]:
                    yield from _swapped(rule, "the DE line:", match[name], start + match.start(name), as_digits(match[name]))
        elif content.startswith("ZN") and "security" not in kinds and (match := _SECURITY.match(content)):
            yield from _majority(rule, match["letters"], start + match.start("letters"))
        elif content[:2] in ("ZZ", "OO", "PP", "RR") and "routing" not in kinds and (match := _ROUTING.match(content)):
            for word in _WORD.finditer(content, match.start(1)):
                if not word[0].isalpha():
                    yield from _swapped(rule, "the routing indicator", word[0], start + word.start(), routing_mended(word[0]))
        elif lacks_class and content[:1] in "UCST" and (match := _CLASS_SERIAL.match(content)) and not match["serial"].isdigit():
            yield from _swapped(rule, "the serial", match["serial"], start + match.start("serial"), as_digits(match["serial"]))


def _names(scan: Scan) -> Iterator[tuple[str, int]]:
    """The names of posts in the header: classification line, FM line, address lines."""
    place = scan.telegram.where("station")
    if place is not None:
        yield scan.text[place.start : place.end], place.start
    place = scan.telegram.where("origin")
    if place is not None and (match := _PREFIX.match(scan.text[place.start : place.end].strip())):
        yield match["name"].rstrip(), place.start + match.start("name")
    for addressee in (*scan.telegram.action, *scan.telegram.info):
        match = _PREFIX.match(addressee.plad)
        if match:
            at = scan.text.find(addressee.plad, addressee.start, addressee.end)
            if at >= 0:
                yield match["name"], at + match.start("name")


def garbled(scan: Scan, code: str) -> Iterator[tuple[str, str, int]]:
    """Words of the header with one kind of damage: as printed, as meant, and where."""
    for name, start in _names(scan):
        found = damaged_station(name)
        if found is not None and found[0] == code:
            yield name, found[1], start
    for addressee in (*scan.telegram.action, *scan.telegram.info):
        damaged = address_word(addressee.plad)
        if damaged is not None and damaged[0] == code:
            at = scan.text.find(damaged[1], addressee.start, addressee.end)
            if at >= 0:
                yield damaged[1], damaged[2], at
    if scan.telegram.section is not None:
        match = section_words(scan)
        if match is not None:
            line, found_word = match
            for name, meant in (("word", "SECTION"), ("of", "OF")):
                seen = found_word[name].upper()
                if seen != meant and kind_of_damage(seen, meant) == code:
                    yield found_word[name], meant, line + found_word.start(name)


def section_words(scan: Scan) -> tuple[int, re.Match[str]] | None:
    """The words of ``SECTION nn OF nn`` in the classification line, and where the line starts."""
    lines = scan.by_kind.get("classification")
    if not lines:
        return None
    match = _SECTION.search(lines[0].text, 5)
    return (lines[0].start, match) if match else None


@rule(
    "H152", "one-bit-garble", "warning", ("D07",),
    "A bit lost on the wire turned one letter of a name or keyword into another (K to I, N to O). Where one known name "
    "is that near, it is offered.",
)
def one_bit_garble(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D07."""
    for seen, meant, start in garbled(scan, "H152"):
        yield rule.finding(
            f"{seen} is not known; one bit turns {meant} into it", start, start + len(seen),
            Edit(start, start + len(seen), meant), safety="likely",
        )


@rule(
    "H153", "letters-lost-to-q", "warning", ("D08",),
    "A Q without U stands for one or several letters that were lost (BRUSSQLS). Where one known name fits, it is offered.",
)
def letters_lost_to_q(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D08."""
    for seen, meant, start in garbled(scan, "H153"):
        yield rule.finding(
            f"{seen}: the Q stands for lost letters of {meant}", start, start + len(seen),
            Edit(start, start + len(seen), meant), safety="likely",
        )


@rule(
    "H155", "joined-words", "warning", ("D12",),
    "Words of the header ran together: a prosign with its address (TORUEHC), a label with the word before it "
    "(PRIMEREF:), two labels on one line (N/A TAGS:). A blank or a new line goes between them.",
)
def joined_words(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D12."""
    kinds = scan.by_kind
    for kind, word in (("from", "FM"), ("to", "TO"), ("info", "INFO")):
        for line, content, start in _stated(scan, kind):
            after = content[len(word) : len(word) + 1]
            if content.startswith(word) and after.isalpha() and line.kind == kind and content[len(word) :].startswith(LETTERS):
                yield rule.finding(
                    f"{word} ran together with the address behind it", start, start + len(word) + 1,
                    Edit(start + len(word), start + len(word), " "), safety="safe",
                )
    if scan.telegram.family == "label":
        return
    break_ = "\r\n" if "\r\n" in scan.text else "\n"
    for kind in ("classification", "eo", "tags", "subject", "passing"):
        for line in kinds.get(kind, ()):
            text = line.text
            if ":" not in text or len(text) > p.HEAD:
                continue
            first = len(text) - len(text.lstrip()) + 1
            rest = text[first:].upper()
            if not ("TAGS" in rest or "SUBJ" in rest or "REF" in rest or "E.O" in rest or "CLASSIFIED" in rest):
                continue
            for match in p.MID_LABEL.finditer(text, first):
                if match.lastgroup in ("paragraph", None) or match.lastgroup == kind:
                    continue
                if match.lastgroup == "classified" and kind not in ("eo", "tags", "subject"):
                    continue
                at = line.start + match.start()
                before = line.start + len(text[: match.start()].rstrip())
                label = match[0].strip().rstrip(":").strip()
                yield rule.finding(
                    f"{label} stands in the same line as {kind.upper() if kind != 'eo' else 'E.O.'}", at, line.start + match.end(),
                    Edit(before, at, break_), safety="safe",
                )
