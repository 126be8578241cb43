"""What goes into the ledger and what comes out of it.

In: positions of many cables, each with the cable it stands in (:class:`Told`). Out: options and issues as proposals,
rows by the guideline's section 9, and findings. Nothing here knows where the cables are kept.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cablegram.positions.records import Position, Stance, Strength

FindingKind = Literal["change", "contradiction"]
How = Literal["agree", "differ", "apart", "silent"]


class Source(Struct, frozen=True):
    """The cable a position stands in. ``date`` is an ISO day, empty where it is not known; ``subject`` and ``tags`` are
    what its heading says of the matter."""

    document: str
    cable: str
    date: str = ""
    post: str = ""
    subject: str = ""
    tags: tuple[str, ...] = ()


class Told(Struct, frozen=True):
    """A position with its cable."""

    source: Source
    position: Position

    @property
    def place(self) -> tuple[str, int, int]:
        """Document and span of the target's words, or of the quote where these are not one stretch."""
        start, end = self.position.target_span or (self.position.start, self.position.end)
        return self.source.document, start, end

    @property
    def order(self) -> tuple[str, str, str, int, int, str, str]:
        """By date, then by name: the order of every list, whatever was handed in first. Of a holder the words count, which no
        decision on who he is can change."""
        one = self.position
        return self.source.date, self.source.cable, self.source.document, one.start, one.end, one.holder_mention, one.target

    @property
    def who(self) -> str:
        """What tells holders apart: the id, else the name without case."""
        return self.position.holder_id or f" {self.position.holder.casefold()}"


class Merge(Struct, frozen=True):
    """Why two targets, as written, were taken for one option: ``score`` is the share of their words, by weight, that is
    the same; ``why`` says what was the same and what was left out of account."""

    one: str
    other: str
    score: float
    why: tuple[str, ...]


class Option(Struct, frozen=True):
    """What somebody can be for or against, as far as the words tell: a proposal until ``confirmed`` names a person.

    ``wordings`` are the targets as written, the most frequent first; ``merges`` the trace of how they came together;
    ``named`` says who gave it its name.
    """

    id: str
    name: str
    issue: str
    told: tuple[Told, ...]
    wordings: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    confirmed: tuple[str, ...] = ()
    named: str = ""


class Issue(Struct, frozen=True):
    """Options that are about one matter, by the ids of the options; ``merges`` says why."""

    id: str
    name: str
    options: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    confirmed: tuple[str, ...] = ()
    named: str = ""


class Near(Struct, frozen=True):
    """Two options that share much and stay apart: for a person to look at."""

    one: str
    other: str
    score: float
    why: tuple[str, ...]


class Row(Struct, frozen=True):
    """What one holder thinks of one option, at one time (guideline, section 9).

    ``stance`` is ``neutral`` and ``mixed`` is true where the signs of what counts now differ; ``sides`` are then the stances
    on both sides. ``told`` is what counts now, ``before`` what was said before the last change, both in order of time;
    ``said`` and ``said_before`` are how many these are, also where only the latest are kept (:func:`shortened`).
    """

    holder: str
    holder_id: str
    option: str
    stance: Stance
    sign: int
    strength: Strength
    mixed: bool
    sides: tuple[Stance, ...]
    acquiesces: bool
    red_line: bool
    undecided: bool
    conditions: tuple[str, ...]
    since: str
    until: str
    told: tuple[Told, ...]
    before: tuple[Told, ...] = ()
    said: int = 0
    said_before: int = 0


class Finding(Struct, frozen=True):
    """A change of mind between two dates, or two sources that contradict each other; both places are quoted."""

    kind: FindingKind
    holder: str
    holder_id: str
    option: str
    first: Told
    second: Told
    words: str


class Ledger(Struct, frozen=True):
    """Everything: issues and options in the order of their first mention, rows by option and holder, findings by time.
    ``left_out`` is how many options were asked for and are not in it, because a limit was set."""

    issues: tuple[Issue, ...]
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    near: tuple[Near, ...] = ()
    left_out: int = 0

    def option(self, id: str) -> Option:
        """The option of an id.

        Raises:
            KeyError: there is none.
        """
        for one in self.options:
            if one.id == id:
                return one
        raise KeyError(id)

    def by_option(self) -> dict[str, list[Row]]:
        """The rows of each option that has any, in their order."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.option, []).append(row)
        return found

    def of(self, holder: str) -> dict[str, Row]:
        """The rows of a holder, by name in any case or by id, for each option of which something is told of him."""
        asked = holder.casefold()
        return {row.option: row for row in self.rows if asked in (row.holder.casefold(), row.holder_id.casefold())}


class Common(Struct, frozen=True):
    """An option on which something is told of one of two holders: ``how`` is ``agree`` (one sign), ``differ`` (opposite
    signs), ``apart`` (one of them neutral or mixed) or ``silent`` (nothing is told of one of them)."""

    option: str
    how: How
    first: Row | None
    second: Row | None


class Whole(Struct, frozen=True):
    """Everything that cables hold, grouped."""

    issues: tuple[Issue, ...]
    options: tuple[Option, ...]
    near: tuple[Near, ...] = ()
