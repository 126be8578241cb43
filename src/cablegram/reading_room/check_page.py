"""A text that is pasted or dropped: read, checked and mended on the spot. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.errors import UsageError
from cablegram.findings import RULES, mend
from cablegram.findings.placing import FoundFinding, found_findings
from cablegram.reading import is_telegram, parse_all
from cablegram.reading_room.asking import Ask, rendered
from cablegram.reading_room.document_view import DocumentView, Field, Part
from cablegram.reading_room.marked import FINDING, Anchors, Mark
from cablegram.reading_room.texts import AT_ONCE, MOST_LISTED, Group, Pasted, Text
from cablegram.telegram.records import Telegram

LARGEST = 200_000  # characters that are shown; the API takes more
_MOST = 20  # telegrams of one text that are shown
_LF = "\n"
_FIRST_YEAR, _LAST_YEAR = 1861, 2100


class Checked(Struct):
    """One telegram of the text with everything found."""

    text: Text
    telegram: Telegram
    known: bool
    found: int
    findings: list[tuple[FoundFinding, str, str]]
    fields: list[Field]
    parts: list[Part]
    more: bool
    lines: list[Group]
    mended: Markup


def check_page(view: View, ask: Ask) -> Response:
    """The form, and below it what was found in the text that it sent."""
    text, year = ask.sent("text"), ask.sent("year").strip()
    about: dict[str, Any] = {
        "here": "check",
        "text": text,
        "year": year,
        "largest": LARGEST,
        "most": _MOST,
        "at_once": AT_ONCE,
    }
    if not ask.form:
        return rendered("check.html", **about, checked=None, more=0, wrong="", explain=_explain)
    try:
        telegrams = _telegrams(text, year)
    except UsageError as error:
        return rendered("check.html", 400, **about, checked=None, more=0, wrong=str(error), explain=_explain)
    anchors = Anchors()
    checked: list[Checked] = []
    before = ""
    for telegram in telegrams[:_MOST]:
        checked.append(_checked(telegram, len(checked) + 1, before, anchors))
        before += telegram.text
    return rendered(
        "check.html", **about, checked=checked, more=max(len(telegrams) - _MOST, 0), wrong="", explain=_explain
    )


def mended_text(view: View, ask: Ask) -> Response:
    """The text with its safe mends, as a file."""
    mended = "".join(mend(telegram).text for telegram in _telegrams(ask.sent("text"), ask.sent("year").strip()))
    return Response(
        mended.encode("utf-8", "replace"),
        media_type="text/plain; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="mended.txt"'},
    )


def _telegrams(text: str, year: str) -> list[Telegram]:
    """The telegrams of a text.

    Raises:
        UsageError: the text is too large, or the year is none.
    """
    if len(text) > LARGEST:
        raise UsageError(
            f"The text has {len(text):,} characters; {LARGEST:,} are shown. cablegram check takes any file."
        )
    if year and not (year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year[:6]) <= _LAST_YEAR):
        raise UsageError(f"The year is a number from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return parse_all(text, year=int(year) if year else None)


def _checked(telegram: Telegram, k: int, before: str, anchors: Anchors) -> Checked:
    text = Text(Pasted(telegram), k)
    findings = []
    everything = found_findings(telegram, None, before)
    for number, one in enumerate(everything[:MOST_LISTED], start=1):
        anchor = text.anchor(f"found-{number}")
        text.marks.append(Mark(one.start, one.end, FINDING, anchor=anchor))
        findings.append((one, anchor, RULES[one.code].explain))
    lines = text.as_read(anchors)  # first, so that what findings lead to stands in the lines
    text.marks = []  # once is enough
    shown = DocumentView(text, anchors)
    return Checked(
        text,
        telegram,
        is_telegram(telegram),
        len(everything),
        [(one, anchor if anchor in anchors else _line(text, one, anchors), told) for one, anchor, told in findings],
        shown.fields(),
        *shown.first_parts(),
        lines,
        text.as_mended(anchors),
    )


def _line(text: Text, one: FoundFinding, anchors: Anchors) -> str:
    """The line of a finding whose words cannot be seen: blanks, line ends."""
    anchor = text.anchor(f"L{text.telegram.text.count(_LF, 0, one.start) + 1}")
    return anchor if anchor in anchors else ""


def _explain(code: str) -> str:
    return RULES[code].explain if code in RULES else ""
