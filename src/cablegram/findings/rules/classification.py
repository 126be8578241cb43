"""Classification: the order in force, its instruction, the authority, and the portion marks (1.12, 1.14, 4, 6.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.damage_words import one_edit
from cablegram.tables import rows

RANK = {
    "UNCLASSIFIED": 0, "LIMITED OFFICIAL USE": 0, "RESTRICTED": 1, "CONFIDENTIAL": 1, "SECRET": 2, "TOP SECRET": 3,
}  # fmt: skip
_RANK_NAME = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_LAG = dt.timedelta(days=60)
_TOLERANCE = dt.timedelta(days=10)
_AUTHORITY_FROM = dt.date(1995, 10, 14)
_AMENDED = dt.date(2003, 3, 25)  # section 1.4 for 1.5, and 25 years for ten
_OLD_SECTION_UNTIL = dt.date(2008, 12, 31)  # old templates kept section 1.5 (4.5)
_MARKS_FROM = dt.date(1978, 12, 1)
_GENERAL_SCHEDULE = {1: 6, 2: 8, 3: 10}
_REASON_IN_BRACKETS = re.compile(
    r"(?P<section>1\.\s?[45])\s*[.,:]?\s*(?P<letters>\([A-Z](?:\s?[,/&]\s?[A-Z])*\)(?:[\s,/&.]*(?:AND\s*)?\([A-Z](?:\s?[,/&]\s?[A-Z])*\))*)",
    re.IGNORECASE,
)
_ONE_LETTER = re.compile(r"(?<![A-Z])[A-Z](?![A-Z])", re.IGNORECASE)
_MARK = re.compile(r"[(\[]\s?([A-Z]{1,12})", re.IGNORECASE)


@lru_cache(maxsize=1)
def orders() -> dict[str, tuple[dt.date, dt.date | None]]:
    """The executive orders with the days from and until which each was in force (4.3)."""
    return {
        row["order"]: (
            dt.date.fromisoformat(row["in_force_from"]),
            dt.date.fromisoformat(row["in_force_until"]) if row["in_force_until"] else None,
        )
        for row in rows("executive_orders")
    }


@lru_cache(maxsize=256)
def order_meant(order: str, day: dt.date | None) -> str | None:
    """The one order on classification that a damaged number is one digit away from; of two, the one in force."""
    near = [known for known in orders() if one_edit(order, known)]
    if len(near) > 1 and day is not None:
        near = [known for known in near if orders()[known][0] <= day <= (orders()[known][1] or day)]
    return near[0] if len(near) == 1 else None


def day_of(scan: Scan) -> dt.date | None:
    """The day of the telegram, where more than its year is known."""
    date = scan.telegram.date
    return date.start.date() if date is not None and date.precision != "year" else None


def _rank(scan: Scan) -> int | None:
    return RANK.get(scan.telegram.classification.level or "")


@rule(
    "C212",
    "order-in-force",
    "warning",
    ("K12",),
    "The executive order named in the E.O. line was in force on the day of the telegram. Sixty days on either side are "
    "allowed, because old forms kept old numbers.",
)
def order_in_force(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K12."""
    order = scan.telegram.classification.order
    place = scan.telegram.where("order")
    if order is None or place is None:
        return
    known = orders().get(order)
    if known is None:
        if order_meant(order, day_of(scan)):
            return  # a digit lost or wrong: H156
        yield rule.finding(f"E.O. {order} is no order on classification", place.start, place.end)
        return
    day = day_of(scan)
    if day is None:
        return
    begin, until = known
    if day < begin - _LAG:
        yield rule.finding(
            f"E.O. {order} came into force on {begin}, after the telegram of {day}", place.start, place.end
        )
    elif until is not None and day > until + _LAG:
        yield rule.finding(f"E.O. {order} was in force until {until}, the telegram is of {day}", place.start, place.end)


@rule(
    "C213",
    "instruction",
    "warning",
    ("K13",),
    "A classified telegram says in its E.O. line when it is declassified; an unclassified one says N/A there.",
)
def instruction(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K13."""
    telegram = scan.telegram
    classification = telegram.classification
    rank = _rank(scan)
    place = telegram.where("classification")
    if rank is None or place is None:
        return
    if classification.order is None:
        if rank and "eo" not in scan.by_kind and "tags" in scan.by_kind and telegram.subject and not _more_eo(scan):
            yield rule.finding(f"{classification.level}, but no E.O. line says until when", place.start, place.end)
        return
    order = telegram.where("order")
    assert order is not None
    if rank and classification.schedule == "N/A":
        yield rule.finding(f"{classification.level}, but the E.O. line says N/A", order.start, order.end)
    elif rank and not classification.instruction:
        yield rule.finding(f"{classification.level}, but the E.O. line gives no instruction", order.start, order.end)
    elif classification.level == "UNCLASSIFIED" and classification.schedule != "N/A" and telegram.family != "label":
        if classification.instruction and "TAGS" in classification.instruction.upper():
            return  # the next label ran into the line: H155
        if classification.instruction:
            yield rule.finding(
                f"UNCLASSIFIED, but the E.O. line says {classification.instruction[:40]} and not N/A",
                order.start,
                order.end,
            )
        else:
            at = order.end
            colon = scan.text[at : at + 1] == ":"
            edit = Edit(at + colon, at + colon, " N/A" if colon else ": N/A")
            yield rule.finding(
                "UNCLASSIFIED, but the E.O. line lacks N/A", order.start, order.end, edit, safety="likely"
            )


def _more_eo(scan: Scan) -> bool:
    """Whether an order is named in a line the reader did not take for an E.O. line."""
    head = scan.text[: scan.body[0]]
    return "E.O" in head or "EO 1" in head or "E.0" in head


@rule(
    "C214",
    "declassification-date",
    "warning",
    ("K14",),
    "The date of declassification lies after the date-time group and within the limit of the order: under 11652 the "
    "general schedule, under 12065 six or twenty years, under 12958 ten years and from 25 March 2003 twenty-five. "
    "Drafters count from the day of drafting, so ten days are allowed.",
)
def declassification_date(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K14."""
    telegram = scan.telegram
    date, dtg = telegram.classification.declassify_on, telegram.dtg
    place = telegram.where("declassify_on")
    if date is None or dtg is None or place is None:
        return
    day = dtg.date()
    if date < day:
        yield rule.finding(
            f"declassified on {date}, before the telegram of {day}", place.start, place.end, severity="error"
        )
        return
    limit, reason = _limit(scan, day)
    if limit is not None and date > limit + _TOLERANCE:
        yield rule.finding(f"declassified on {date}; {reason} allows {limit} at most", place.start, place.end)


def _limit(scan: Scan, day: dt.date) -> tuple[dt.date | None, str]:
    """The latest day of declassification under the order named, with why (4.4)."""
    classification = scan.telegram.classification
    order, schedule = classification.order, classification.schedule
    rank = _rank(scan) or 1
    named = f"E.O. {order}"
    if order == "11652":
        if schedule in ("ADS", "GDS"):
            return _years(dt.date(day.year, 12, 31), _GENERAL_SCHEDULE[rank]), f"the general schedule of {named}"
        return _years(dt.date(day.year, 12, 31), 30), named
    if order == "12065":
        years = 6 if schedule == "GDS" else 20
        return _years(day, years), f"{schedule or 'the limit'} of {named} ({years} years)"
    if order in ("12958", "13292", "13526"):
        if any(exemption.startswith(("25X", "50X", "75X", "X")) for exemption in classification.exemptions):
            return None, ""
        years = 10 if day < _AMENDED else 25
        return _years(day, years), f"{named} ({years} years)"
    return None, ""


def _years(day: dt.date, years: int) -> dt.date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1) if day.year + years <= dt.MAXYEAR else None


@rule(
    "C215",
    "authority",
    "warning",
    ("K15",),
    "From 14 October 1995 a classified telegram names who classified it, in what office and for which reason, in a line "
    "that begins with Classified By.",
)
def classified_by(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K15."""
    telegram = scan.telegram
    if telegram.classification.authority is not None or not _rank(scan):
        return
    day, place = day_of(scan), telegram.where("classification")
    if day is None or place is None or day <= _AUTHORITY_FROM or not telegram.paragraphs:
        return
    kinds = scan.by_kind
    if "classified-by" in kinds or not ("eo" in kinds and ("subject" in kinds or "tags" in kinds)):
        return
    upper = scan.text[: telegram.paragraphs[0].start + 2000].upper()
    if any(words in upper for words in ("FIED BY", "DERIVED FROM", "FIED  BY", "REASON", "AUTHORITY")):
        return
    yield rule.finding(f"{telegram.classification.level}, but no line says who classified it", place.start, place.end)


@rule(
    "C216",
    "reason",
    "warning",
    ("K16",),
    "The reason names a section of the order: 1.5 under E.O. 12958 of 1995, letters a to g, and 1.4 since its amendment "
    "of 25 March 2003, letters a to h. Old forms kept 1.5 until about 2008.",
)
def reason(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K16."""
    telegram = scan.telegram
    section = telegram.classification.reason_section
    if section is None:
        return
    authority = telegram.where("authority")
    begin = authority.start if authority else 0
    at = scan.text.find(section, begin)
    if at < 0:
        at = scan.text.find(section)
    start, end = (at, at + len(section)) if at >= 0 else (begin, begin)
    day = day_of(scan)
    if day is not None and section == "1.4" and _AUTHORITY_FROM < day < _AMENDED - _LAG:
        yield rule.finding(f"section 1.4 gives reasons only since {_AMENDED}; the telegram is of {day}", start, end)
    elif day is not None and section == "1.5" and day > _OLD_SECTION_UNTIL:
        yield rule.finding(f"section 1.5 became 1.4 on {_AMENDED}; the telegram is of {day}", start, end)
    last = "h" if section == "1.4" else "g"
    match = _REASON_IN_BRACKETS.search(scan.text, max(at, 0), max(at, 0) + 60) if at >= 0 else None
    if match is not None:
        for letter in _ONE_LETTER.finditer(match["letters"].lower().replace("and", "   ")):
            if letter[0] > last:
                place = match.start("letters") + letter.start()
                yield rule.finding(f"section {section} has no letter {letter[0].upper()}", place, place + 1)


@lru_cache(maxsize=256)
def _portion_rank(mark: str) -> int | None:
    """The level of a portion mark as printed, ``None`` where it is no mark of a level."""
    upper = "".join(mark.upper().split())
    for row in rows("portion_marks"):
        if row["mark"] == upper:
            return int(row["level"])
    head = re.split(r"[/-]", upper)[0]
    return {"U": 0, "SBU": 0, "LOU": 0, "C": 1, "S": 2, "TS": 3}.get(head)


@rule(
    "C218",
    "portion-marks",
    "warning",
    ("K18",),
    "No portion of a telegram, its subject included, is marked above the telegram; and where portions are marked, one at "
    "least bears the telegram's own level. The first is an error; the second may come of lost paragraphs, or of a class "
    "given to the whole.",
)
def portion_marks(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K18."""
    telegram = scan.telegram
    overall = _rank(scan)
    day = day_of(scan)
    if overall is None or (day is not None and day < _MARKS_FROM):
        return
    highest, marked = -1, 0
    level = telegram.classification.level
    place = telegram.where("subject_portion")
    if place is not None:
        rank = _portion_rank(scan.text[place.start : place.end])
        if rank is not None:
            highest = rank
            if rank > overall:
                yield rule.finding(
                    f"the subject is ({scan.text[place.start : place.end]}), the telegram only {level}",
                    place.start,
                    place.end,
                    severity="error",
                )
    for paragraph in telegram.paragraphs:
        if not paragraph.portion:
            continue
        rank = _portion_rank(paragraph.portion)
        if rank is None:
            continue
        marked += 1
        highest = max(highest, rank)
        if rank > overall:
            found = _MARK.search(scan.text, paragraph.start, min(paragraph.end, paragraph.start + 40))
            start, end = found.span(1) if found else (paragraph.start, paragraph.start + 1)
            number = f"paragraph {paragraph.number}" if paragraph.number else "a paragraph"
            yield rule.finding(
                f"{number} is ({paragraph.portion}), the telegram only {level}", start, end, severity="error"
            )
    if marked and overall and highest < overall and not telegram.entire_text and not _elsewhere(scan, overall):
        where = telegram.where("classification")
        if where:
            yield rule.finding(
                f"the telegram is {level}, but no portion of it is: the highest is {_RANK_NAME[max(highest, 0)]}",
                where.start,
                where.end,
            )


def _elsewhere(scan: Scan, overall: int) -> bool:
    """Whether a mark of the telegram's level may stand in an item, a heading, or a section that is not here."""
    letter = ("U", "C", "S", "TS")[overall]
    text = scan.text
    if f"({letter})" in text or f"({letter}/" in text or f"({letter}-" in text or f"({letter} " in text:
        return True
    section = scan.telegram.section
    if section is None or section.of < 2:
        return False
    announced = {page.section.number for page in scan.telegram.pages if page.section}
    return section.number != 1 or len(announced | {1}) < section.of
