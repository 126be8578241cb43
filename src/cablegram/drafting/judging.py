"""What a draft may not say: contradictions, and values that no table knows (reference 4, 5, 6.4)."""

from __future__ import annotations

import re
from datetime import timedelta

from cablegram.drafting.draft_text import years_after
from cablegram.drafting.facts import (
    FIRST_DAY,
    LEVELS,
    is_indicator,
    level_number,
    order_on,
    portion_level,
    precedence_ranks,
)
from cablegram.drafting.records import LONGEST, SHORTEST, Addressed, Draft, Lines
from cablegram.errors import DraftError
from cablegram.tables import rows
from cablegram.tables.stations import station
from cablegram.tables.tags import tag_kind
from cablegram.tables.words import is_caption_line
from cablegram.telegram import patterns as p
from cablegram.telegram.marks import normal_mark
from cablegram.telegram.mrn import canonical_station

_LAST_YEAR = 2065  # the date-time group has two digits: 66-99 are 19xx (1.7)
_MOST = 999_999  # a serial has six digits on the classification line (1.9)
_FEWEST_LINES = 10
_TRANSMISSION = re.compile(r"[A-Z]{3}\d{3,4}$")


def judge(draft: Draft) -> None:
    """Refuse a folded draft that contradicts itself or the order in force.

    Raises:
        DraftError: with the draft's line and what to do.
    """
    lines = Lines(draft)
    _complete(draft, lines)
    _sender(draft, lines)
    for key, found in (("to", draft.to), ("info", draft.info)):
        _addressees(key, found, lines)
    level = _level(draft, lines)
    _captions(draft, lines)
    for i, tag in enumerate(draft.tags):
        if tag_kind(tag) == "unknown":
            raise DraftError(
                f"{tag!r} is no TAG: four letters (PREL), two (FR), a known organisation or K and three letters",
                lines.field("tags", i),
            )
    _portions(draft, level, lines)
    _authority(draft, level, lines)
    _declassification(draft, level, lines)
    layout = draft.layout
    if not SHORTEST <= layout.width <= LONGEST:
        raise DraftError(f"width {layout.width}: a line has {SHORTEST} to {LONGEST} characters", lines.field("width"))
    if layout.section_lines is not None and layout.section_lines < _FEWEST_LINES:
        raise DraftError(
            f"section-length {layout.section_lines}: give at least {_FEWEST_LINES} lines, or none",
            lines.field("section-length"),
        )


def _complete(draft: Draft, lines: Lines) -> None:
    for key, value, what in (
        ("post", draft.post, "the sending post, such as `post: AMEMBASSY LISBON`"),
        ("serial", draft.serial, "the telegram's serial, such as `serial: 1187`"),
        ("dtg", draft.dtg, "the date-time group, such as `dtg: 161543Z NOV 07`"),
        ("classification", draft.classification, "the overall mark, such as `classification: CONFIDENTIAL`"),
        ("to", draft.to, "an action addressee, such as `to: SECSTATE WASHDC`"),
        ("tags", draft.tags, "TAGS, such as `tags: PREL, FR`"),
        ("subject", draft.subject, "a subject"),
    ):
        if value is None or value == () or value == "":
            raise DraftError(f"there is no {key}; give {what}", lines.field(key) or (1 if draft.origin else None))
    if not draft.passages:
        raise DraftError(
            "there is no text; write at least one paragraph below the front matter",
            1 if draft.origin else None,
        )


def _sender(draft: Draft, lines: Lines) -> None:
    assert draft.post
    assert draft.serial is not None
    assert draft.dtg
    known = station(draft.post)
    if known is None:
        near = station(canonical_station(draft.post))
        raise DraftError(
            f"no post is called {draft.post!r}" + (f"; is it {near.plad!r}?" if near else "; see the table `stations`"),
            lines.field("post"),
        )
    if draft.routing is None or not is_indicator(draft.routing):
        raise DraftError(
            f"no routing indicator is known for {draft.post!r}; give one as `routing: RUEHXX`",
            lines.field("routing") or lines.field("post"),
        )
    if not 1 <= draft.serial <= _MOST:
        raise DraftError(f"serial {draft.serial}: serials run from 1 to {_MOST} (reference 6.1)", lines.field("serial"))
    if draft.dtg.utcoffset() != timedelta(0):
        raise DraftError("the date-time group is in UTC; give a datetime whose zone is UTC", lines.field("dtg"))
    if draft.dtg.date() < FIRST_DAY or draft.dtg.year > _LAST_YEAR:
        raise DraftError(
            f"dtg: drafts are written from {FIRST_DAY} (E.O. 12958) to {_LAST_YEAR} (a year of two digits)",
            lines.field("dtg"),
        )
    if draft.transmission and not _TRANSMISSION.match(draft.transmission):
        raise DraftError(
            "transmission is three letters and three or four digits, such as XRO4410",
            lines.field("transmission"),
        )


def _addressees(key: str, found: tuple[Addressed, ...], lines: Lines) -> None:
    for i, one in enumerate(found):
        line = lines.field(key, i)
        if one.routing is None or not is_indicator(one.routing):
            raise DraftError(
                f"no routing indicator is known for {one.plad!r}; write it in front, as RHMFISS/{one.plad}",
                line,
            )
        if one.precedence is not None and one.precedence not in precedence_ranks():
            raise DraftError(
                f"{one.precedence!r} is no precedence word; the words are: {', '.join(precedence_ranks())}",
                line,
            )
        if one.excluded and i < len(found) - 1:
            raise DraftError(f"exemptions end a list of addressees; put {one.plad!r} last", line)
        for name in one.excluded:
            if station(name) is None:
                raise DraftError(f"{name!r} is no post; exemptions are posts of the collective, parted by commas", line)


def _level(draft: Draft, lines: Lines) -> int:
    assert draft.classification
    level = level_number(draft.classification)
    if level is None:
        raise DraftError(
            f"{draft.classification!r} is no classification; the levels are {', '.join(LEVELS.values())} "
            "(SBU is UNCLASSIFIED with the caption SENSITIVE)",
            lines.field("classification"),
        )
    for i, control in enumerate(draft.controls):
        if not p.CONTROL.fullmatch(control):
            raise DraftError(
                f"{control!r} is no control of the classification line; is it a caption?",
                lines.field("controls", i),
            )
        if control.replace(" ", "") == "EFTO" and level:
            raise DraftError("EFTO is for unclassified texts (reference 1.9); delete it", lines.field("controls", i))
    return level


def _captions(draft: Draft, lines: Lines) -> None:
    """At most one channel; NODIS with EXDIS or LIMDIS contradicts itself (1.10)."""
    kinds = {row["caption"]: row["kind"] for row in rows("captions")}
    channels = []
    for i, caption in enumerate(draft.captions):
        if not is_caption_line(caption):
            raise DraftError(f"{caption!r} is no caption; is it a pass line (`passing:`)?", lines.field("captions", i))
        if kinds.get(caption) == "channel":
            channels.append(i)
    if len(channels) > 1:
        raise DraftError("two channel captions; a message travels in one channel", lines.field("captions", channels[1]))
    restrictive = [i for i, caption in enumerate(draft.captions) if caption in ("EXDIS", "LIMDIS")]
    if "NODIS" in draft.captions and restrictive:
        raise DraftError("NODIS goes with neither EXDIS nor LIMDIS; keep one", lines.field("captions", restrictive[0]))


def _portions(draft: Draft, level: int, lines: Lines) -> None:
    """No portion above the overall mark; above UNCLASSIFIED every paragraph has one (4.2, K18)."""
    marks = [(draft.subject_portion, lines.field("subject")), (draft.entire, lines.field("entire-text"))]
    for i, one in enumerate(draft.passages):
        marks.append((one.portion, lines.word(i)))
        at = len(one.text.split())
        for item in one.items:
            match = p.PORTION.match(item)
            if match and match["mark"] and match["mark"].isupper():
                marks.append((normal_mark(match["mark"]), lines.word(i, at)))
            at += len(item.split())
    for mark, line in marks:
        if mark is None:
            continue
        own = portion_level(mark)
        if own is None:
            raise DraftError(f"({mark}) is no portion mark; the marks are (U), (SBU), (C), (S), (TS), with /NF", line)
        if own > level:
            raise DraftError(
                f"({mark}) is above the overall mark {LEVELS[level]}; raise the classification or lower the portion",
                line,
            )
    if level and draft.entire is None:
        for i, one in enumerate(draft.passages):
            if one.portion is None:
                raise DraftError(
                    f"a {LEVELS[level]} text needs a portion mark on every paragraph: "
                    f"begin with ({LEVELS[level][0]}) or (U)",
                    lines.word(i),
                )


def _authority(draft: Draft, level: int, lines: Lines) -> None:
    """A classified text says who classified it, and why; an unclassified one neither (1.12, 4.5, K15)."""
    assert draft.dtg
    has, why = bool(draft.authority), bool(draft.reasons)
    if not level:
        for key, given in (("authority", has), ("reasons", why)):
            if given:
                raise DraftError(f"an unclassified text has no {key}; delete it or classify the text", lines.field(key))
        return
    if not has:
        what = "reasons without an authority" if why else "a classified text without an authority"
        raise DraftError(
            f"{what}; give `authority: Jane Doe, Political Counselor`",
            lines.field("reasons" if why else "classification"),
        )
    if not why:
        raise DraftError("an authority without reasons; give `reasons: 1.4 b d`", lines.field("authority"))
    order = order_on(draft.dtg.date())
    assert order is not None
    letters = order.sections.get(draft.reason_section or "")
    if letters is None:
        known = " or ".join(order.sections)
        raise DraftError(
            f"reasons of section {draft.reason_section}: "
            f"on {draft.dtg.date()} E.O. {order.printed} has them in {known}",
            lines.field("reasons"),
        )
    wrong = next((letter for letter in draft.reasons if letter not in letters), None)
    if wrong:
        raise DraftError(
            f"reason {draft.reason_section} ({wrong}) does not exist; "
            f"the letters are ({letters[0]}) to ({letters[-1]})",
            lines.field("reasons"),
        )


def _declassification(draft: Draft, level: int, lines: Lines) -> None:
    """A date after the telegram's and within the limit of the order (4.4, K13, K14)."""
    assert draft.dtg
    line = lines.field("declassify-on")
    until = draft.declassify_on
    if not level:
        if until is not None:
            raise DraftError(
                "an unclassified text is not declassified; delete declassify-on or classify the text", line
            )
        return
    if until is None:
        raise DraftError(
            "a classified text without declassify-on; give a date, or `declassify-on: 10 years`",
            line or lines.field("classification"),
        )
    day = draft.dtg.date()
    order = order_on(day)
    assert order is not None
    if until <= day:
        raise DraftError(f"declassify-on {until} is not after the telegram's date {day}", line)
    latest = years_after(day, order.limit_years)
    leap = day.month == 2 and day.day == 29 and until == latest.replace(month=3, day=1)
    if until > latest and not leap:
        raise DraftError(
            f"declassify-on {until} is past the limit of E.O. {order.printed}, {order.limit_years} years: "
            f"{latest} at the latest",
            line,
        )


def precedence_of(addressees: tuple[Addressed, ...]) -> str:
    """The highest precedence word of addressees, ROUTINE where none has one."""
    ranks = precedence_ranks()
    return max((one.precedence or "ROUTINE" for one in addressees), key=lambda word: ranks[word][0])
