"""From the text of a draft to its record: front matter by key, the body by paragraphs.

The body: paragraphs parted by empty lines, each with its portion mark in front; ``## Heading`` above a
paragraph; ``- `` items at a paragraph's end; ``<!-- ... -->`` comments. Lines of a paragraph are joined: the
wire's lines are set anew. No other Markdown is read.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from cablegram.drafting.frontmatter import Value, front_matter
from cablegram.drafting.records import SECTION_LINES, Addressed, Cited, Draft, Layout, Origin, Passage
from cablegram.drafting.suspicious import refuse_line, refuse_passage
from cablegram.errors import DraftError
from cablegram.tables.tags import tag_kind
from cablegram.telegram import patterns as p
from cablegram.telegram.dates import read_date, read_dtg
from cablegram.telegram.marks import normal_mark

_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*$")
_ITEM = re.compile(r"(?:-{1,2}|\*|\u2022)\s+(?P<words>\S.*)$")
_PORTION = re.compile(r"\((?P<mark>[A-Za-z]{1,4}(?:\s?(?:/{1,2}|-)\s?[A-Za-z]+(?: ?[A-Za-z, ]+)?)?)\)\s*")
_LETTERED = re.compile(r"\(?(?P<letter>[A-Z])[.)]\s+(?P<words>\S.*)$")
_SECTION = re.compile(r"1\s?\.\s?(?P<n>[45])\b")
_REASON = re.compile(r"\b[A-Za-z]\b")
_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV|PH\.?D)\.?$", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,3})\s+years?$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T| )(\d\d):?(\d\d)\s?(?:Z|UTC)$", re.IGNORECASE)
_EXCEPT = re.compile(r"\s+EXCEPT\s+", re.IGNORECASE)
_DIGITS = 9
_YES, _NO = frozenset(("yes", "true", "on")), frozenset(("no", "false", "off"))


def parse_draft(text: str) -> Draft:
    """Read a draft; computes nothing and judges only its form.

    Raises:
        DraftError: a line is none of the forms above, or would be read as a line of another kind.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    values, start = front_matter(lines)
    body = _Body(lines, start)
    draft = _fields(values)
    origin = Origin(
        {key: tuple(line for _, line in found) for key, found in values.items()},
        tuple(body.words),
        tuple(body.headings),
    )
    return msgspec.structs.replace(
        draft, entire=draft.entire or body.entire, passages=tuple(body.passages), origin=origin
    )


# --- front matter -------------------------------------------------------------------------------


def _fields(values: dict[str, list[Value]]) -> Draft:
    def one(key: str) -> Value | None:
        return next(iter(values.get(key, ())), None)

    def words(key: str) -> str | None:
        found = one(key)
        return found[0] if found else None

    dtg = _dtg(one("dtg"))
    portion, subject = _subject(words("subject"))
    name, title = _authority(words("authority"))
    section, letters = _reasons(one("reasons"))
    return Draft(
        post=words("post"),
        serial=_number(one("serial"), "serial"),
        dtg=dtg,
        classification=words("classification"),
        controls=_words(values, "controls"),
        captions=_words(values, "captions"),
        passing=_words(values, "passing"),
        to=tuple(_addressed(value) for value in values.get("to", ())),
        info=tuple(_addressed(value) for value in values.get("info", ())),
        precedence=words("precedence"),
        tags=tuple(tag for words, line in values.get("tags", ()) for tag in _tags(words, line)),
        subject=subject,
        subject_portion=portion,
        references=tuple(_cited(words) for words, _ in values.get("references", ())),
        authority=name,
        title=title,
        reason_section=section,
        reasons=letters,
        declassify_on=_declassify(one("declassify-on"), dtg),
        entire=(words("entire-text") or "").strip("() ") or None,
        signature=words("signature"),
        transmission=words("transmission"),
        routing=words("routing"),
        layout=_layout(one("width"), one("section-length"), one("strict-wire")),
    )


def _words(values: dict[str, list[Value]], key: str) -> tuple[str, ...]:
    return tuple(words for words, _ in values.get(key, ()))


def _number(value: Value | None, key: str) -> int | None:
    if value is None:
        return None
    if not value[0].isascii() or not value[0].isdigit() or len(value[0]) > _DIGITS:
        raise DraftError(f"{key}: {value[0]!r} is no number; write digits alone", value[1])
    return int(value[0])


def _dtg(value: Value | None) -> dt.datetime | None:
    """``161543Z NOV 07`` (1.7) or ``2007-11-16 15:43Z``."""
    if value is None:
        return None
    words, line = value
    iso = _ISO.match(words)
    wire = p.DTG.match(f"R {words.upper()}")
    moment = None
    if iso:
        try:
            moment = dt.datetime.fromisoformat(f"{iso[1]}T{iso[2]}:{iso[3]}+00:00")
        except ValueError:
            moment = None
    elif wire and not wire["signals"] and wire.end() == len(words) + 2:
        moment = read_dtg(wire)
    if moment is None:
        raise DraftError(f"dtg: {words!r} is no date-time group; write `161543Z NOV 07` or `2007-11-16 15:43Z`", line)
    return moment


def _declassify(value: Value | None, dtg: dt.datetime | None) -> dt.date | None:
    """A date, or a number of years from the date-time group (4.4)."""
    if value is None:
        return None
    words, line = value
    years = _YEARS.match(words)
    if years and dtg is not None:
        return years_after(dtg.date(), int(years[1]))
    found = read_date(words, dtg.year if dtg else None)
    if found is None or words[: found[1]].strip() or words[found[2] :].strip():
        raise DraftError(f"declassify-on: {words!r} is no date; write `2017-11-16`, `11/16/2017` or `10 years`", line)
    return found[0]


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day of a later year; 29 February becomes 28 February (4.4)."""
    year = min(day.year + years, dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _subject(words: str | None) -> tuple[str | None, str | None]:
    match = _PORTION.match(words or "")
    mark = _mark(match["mark"]) if match else None
    return (mark, (words or "")[match.end() :] or None) if match and mark else (None, words)


def _mark(words: str) -> str | None:
    """A portion mark in normal form, ``None`` where the bracket holds none (1.14)."""
    match = p.PORTION.match(f"({words})")
    return normal_mark(match["mark"]) if match and match["mark"] and match.end() == len(words) + 2 else None


def _authority(words: str | None) -> tuple[str | None, str | None]:
    """``Jane Doe, Political Counselor``: the name up to the first comma that no ``Jr.`` follows (1.12)."""
    name, *rest = (words or "").split(",")
    while rest and _SUFFIX.match(rest[0].strip()):
        name += f", {rest.pop(0).strip()}"
    return name.strip() or None, ",".join(rest).strip() or None


def _reasons(value: Value | None) -> tuple[str | None, tuple[str, ...]]:
    """``1.4 b d``, ``1.4 (B) AND (D)``, or the letters alone (4.5)."""
    if value is None:
        return None, ()
    words = value[0]
    section = _SECTION.match(words.strip())
    rest = words.strip()[section.end() :] if section else words
    if re.sub(r"\b(?:[A-Za-z]|and)\b|[\s,/().&]", "", rest, flags=re.IGNORECASE):
        raise DraftError(f"reasons: {words!r} is no list of letters; write `1.4 b d`", value[1])
    letters = tuple(letter.lower() for letter in _REASON.findall(rest))
    return (f"1.{section['n']}" if section else None), letters


def _addressed(value: Value) -> Addressed:
    """``[RI/]PLAD [precedence word] [continuity number] [except PLAD, PLAD]`` (1.8)."""
    words, line = value
    head, *out = _EXCEPT.split(" ".join(words.split()))
    match = p.ADDRESSEE.match(head.upper())
    if match is None or len(out) > 1:
        raise DraftError(f"{words!r} is no addressee; write `AMEMBASSY LONDON PRIORITY 0412`", line)
    excluded = tuple(name.strip() for name in out[0].split(",") if name.strip()) if out else ()
    return Addressed(match["plad"].strip(), match["precedence"], match["serial"], match["routing"], excluded)


def _tags(words: str, line: int) -> list[str]:
    """``OVIP (DOE, JANE R.)`` is a code and a person (5.1); blanks part codes where commas do not."""
    if "(" not in words and " " in words and tag_kind(words) != "unknown":
        return [words]  # an organisation whose name has several words
    found: list[str] = []
    for part in re.findall(r"\([^()]*\)|[^\s()]+|[()]", words):
        if part in "()":
            raise DraftError(f"tags: {words!r} has a bracket without its other half", line)
        found.append(part)
    return found


def _cited(words: str) -> Cited:
    match = _LETTERED.match(words)
    return Cited(match["letter"], match["words"]) if match else Cited(None, words)


def _layout(width: Value | None, section: Value | None, strict: Value | None) -> Layout:
    known = Layout()
    said = strict[0].lower() if strict else "no"
    if strict and said not in _YES | _NO:
        raise DraftError("strict-wire is yes or no", strict[1])
    never = section is not None and section[0].lower() in ("none", "no")
    lines = None if never else _number(section, "section-length") if section else SECTION_LINES
    return Layout(_number(width, "width") or known.width, lines, said in _YES)


# --- body ---------------------------------------------------------------------------------------


class _Body:
    """Paragraphs of the body, with the line of each of their words."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.passages: list[Passage] = []
        self.words: list[tuple[int, ...]] = []
        self.headings: list[int] = []
        self.entire: str | None = None
        self._heading: Value | None = None
        block: list[Value] = []
        comment = False
        for i in range(start, len(lines)):
            line, number = lines[i].strip(), i + 1
            if comment or line.startswith("<!--"):
                comment = "-->" not in line
                continue
            heading = _HEADING.match(line)
            if not line or heading:
                self._passage(block, last=not any(map(str.strip, lines[i:])))
                block = []
            if heading:
                self._head(heading["words"], number)
            elif line:
                refuse_line(line, number)
                block.append((line, number))
        self._passage(block, last=True)
        if self._heading is not None:
            raise DraftError(
                "a heading stands above a paragraph; write one below it or delete the heading",
                self._heading[1],
            )

    def _head(self, words: str, number: int) -> None:
        if self._heading is not None:
            raise DraftError("two headings without a paragraph between them; keep one", number)
        if not words:
            raise DraftError("a heading without words; delete the line", number)
        self._heading = words, number

    def _passage(self, block: list[Value], *, last: bool) -> None:
        if not block:
            return
        first, number = block[0]
        match = _PORTION.match(first)
        mark = _mark(match["mark"]) if match else None
        if not self.passages and self.entire is None and len(block) == 1 and (entire := p.ENTIRE.fullmatch(first)):
            self.entire = normal_mark(entire["mark"])
            return
        if match and mark:
            first = first[match.end() :]
        refuse_passage([(first, number), *block[1:]], marked=bool(match and mark), last=last)
        text: list[str] = []
        items: list[list[str]] = []
        places: list[int] = []
        for words, at in [(first, number), *block[1:]]:
            item = _ITEM.match(words)
            if item and (text or not (match and mark)):
                items.append([])
                words = item["words"]
            (items[-1] if items else text).append(words)
            places += [at] * len(words.split())
        if not " ".join(text).strip():
            raise DraftError(
                "a paragraph begins with running text; write what the items are about before the first",
                number,
            )
        heading = self._heading
        self._heading = None
        self.passages.append(
            Passage(" ".join(text), mark, heading[0] if heading else None, tuple(" ".join(item) for item in items))
        )
        self.words.append(tuple(places))
        self.headings.append(heading[1] if heading else 0)
