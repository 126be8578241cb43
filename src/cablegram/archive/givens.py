"""What came beside a text, and where it differs from what the text says: both are kept, and a finding says so.

Codes: ``A6``, archive. Their place is where the text says it, or the beginning of the document.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from cablegram.archive.records import Noted
from cablegram.formats import Given
from cablegram.formats.given import given_date, given_level, given_tags, is_none
from cablegram.tables.tags import tag_kind
from cablegram.telegram.mrn import canonical_mrn, canonical_station, split_mrn
from cablegram.telegram.records import Telegram

_NO_TEXT = re.compile(r"ON[- ]?(?:MICRO)?FILM|NOT ON[- ]?LINE|ERROR|WITHDRAWN|MISSING", re.IGNORECASE)
_POST = re.compile(r"(?:AM)?EMBASSY|CONSULATE(?: GENERAL)?|(?:U\.?S\.? ?)?MISSION(?: TO)?|\bTHE\b", re.IGNORECASE)
NAMES = {
    f"A60{k}": f"given {word} differs from the text's"
    for k, word in enumerate(("number", "date", "classification", "origin", "subject", "TAGS"), start=1)
}
Interval = tuple[dt.datetime, dt.datetime, str]


class Givens(msgspec.Struct, frozen=True):
    """The given fields by our words, read; ``None`` or empty where nothing was given or it could not be read."""

    mrn: str | None = None
    date: Interval | None = None
    origin: str | None = None
    station: str | None = None
    serial: int | None = None
    level: str | None = None
    subject: str | None = None
    tags: tuple[tuple[str, str], ...] = ()
    without_text: bool = False

    @property
    def year(self) -> int | None:
        """The year of the given date."""
        return self.date[0].year if self.date else None


NONE = Givens()


def read_given(given: tuple[Given, ...]) -> Givens:
    """The given fields read, the first of each that can be."""
    if not given:
        return NONE
    values: dict[str, str] = {}
    order = None  # of day and month in a date, which only its column tells
    for one in given:
        if one.field and one.value.strip() and one.field not in values:
            values[one.field] = one.value.strip()
            order = one.form if one.field == "date" else order
    mrn = canonical_mrn(values.get("mrn", ""))
    station, serial = split_mrn(mrn) if mrn else (None, None)
    origin = values.get("origin")
    if origin and not station:
        station = canonical_station(_POST.sub(" ", origin).strip())
    return Givens(
        mrn=mrn,
        date=given_date(values["date"], order) if "date" in values else None,
        origin=origin,
        station=station,
        serial=serial,
        level=_mark(values.get("classification", "")),
        subject=values.get("subject"),
        tags=tuple({code: (code, tag_kind(code)) for code in given_tags(values.get("tags", ""))}.values()),
        without_text=bool(_NO_TEXT.search(values.get("locator", ""))),
    )


def _mark(value: str) -> str | None:
    """A given mark. One that is said and not understood is kept as it is, and so stands above every mark we know."""
    level = given_level(value)
    if level is None and value and not is_none(value):
        return " ".join(value.upper().split())
    return level


def differences(telegram: Telegram, givens: Givens) -> list[Noted]:
    """A finding for each given field that says something else than the text."""
    found: list[Noted] = []

    def note(code: str, field: str, word: str, given: object, own: object) -> None:
        span = telegram.where(field)
        start, end = (span.start, span.end) if span else (0, 0)
        found.append(
            Noted(code, "warning", f"{word} given with the text: {given}; the text says {own}", start, end, None)
        )

    if givens.mrn and telegram.mrn and givens.mrn != telegram.mrn:
        note("A601", "mrn", "number", givens.mrn, telegram.mrn)
    if givens.date and telegram.date and telegram.date.basis == "dtg":
        start, end, _ = givens.date
        if not (start - _DAY < telegram.date.end and telegram.date.start < end + _DAY):
            note("A602", "dtg", "date", f"{start:%Y-%m-%d}", f"{telegram.date.start:%Y-%m-%d}")
    level = telegram.classification.level
    if givens.level and level and givens.level != level:
        note("A603", "classification", "classification", givens.level, level)
    if givens.station and telegram.station and givens.station != telegram.station and not givens.mrn:
        note("A604", "origin", "origin", givens.origin, telegram.station)
    if givens.subject and telegram.subject and _letters(givens.subject) != _letters(telegram.subject):
        note("A605", "subject", "subject", _short(givens.subject), _short(telegram.subject))
    own = {tag.code for tag in telegram.tags}
    given = {code for code, _ in givens.tags}
    if given and own and given != own:
        note("A606", "tags", "TAGS", ", ".join(sorted(given)), ", ".join(sorted(own)))
    return found


_DAY = dt.timedelta(days=1)  # given dates are local or of receipt: a day beside is no difference


def _letters(text: str) -> str:
    """Letters and digits alone, so that case, blanks and marks make no difference."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:67] + "..."
