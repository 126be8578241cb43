"""What is told of a cable from the lines of its documents: its date, its highest mark, the sections that are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from cablegram.archive.store import Brief
from cablegram.tables.words import mark_rank

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Held(msgspec.Struct, frozen=True, gc=False):
    """One document of a cable that is held. ``status`` is ``corrected``, ``cancelled``, ``repeated`` or ``None``."""

    document: str
    kind: str
    level: str | None
    section: int | None
    section_to: int | None
    sections: int | None
    status: str | None


def held(brief: Brief) -> Held:
    """The document of a line."""
    return Held(brief.id, brief.kind, brief.level, brief.section, brief.section_to, brief.sections, brief.status)


def moment(minutes: int | None, precision: str | None) -> str | None:
    """A date as precise as it is known: ``2007-11-15T16:42Z``, ``2007-11-15`` or ``2007``."""
    if minutes is None:
        return None
    when = _EPOCH + dt.timedelta(minutes=minutes)
    if precision == "year":
        return f"{when.year:04d}"
    return when.strftime("%Y-%m-%dT%H:%MZ") if precision == "minute" else when.strftime("%Y-%m-%d")


def date_of(briefs: Iterable[Brief]) -> str | None:
    """The date of a cable: of its first document that is dated to the minute, else of the first that has one."""
    dated = [brief for brief in briefs if brief.first is not None]
    best = next((brief for brief in dated if brief.precision == "minute"), dated[0] if dated else None)
    return moment(best.first, best.precision) if best else None


def level_of(briefs: Iterable[Brief]) -> str | None:
    """The highest mark of a cable's documents."""
    return max((brief.level for brief in briefs if brief.level), key=mark_rank, default=None)


def sections_missing(briefs: Sequence[Brief]) -> tuple[int | None, tuple[int, ...]]:
    """In how many sections a cable was sent, and which of them no document has.

    A text without a section is taken for the whole; a record without text holds nothing.
    """
    texts = [brief for brief in briefs if brief.kind != "record"]
    sections = max((brief.sections for brief in texts if brief.sections), default=None)
    if sections is None or any(brief.section is None for brief in texts):
        return sections, ()
    have: set[int] = set()
    for brief in texts:
        if brief.section is not None:
            have.update(range(brief.section, (brief.section_to or brief.section) + 1))
    return sections, tuple(number for number in range(1, sections + 1) if number not in have)
