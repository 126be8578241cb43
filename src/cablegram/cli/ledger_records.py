"""The objects that ``positions --matrix``, ``--over-time`` and ``--between`` print, and the rows of their CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

import msgspec

from cablegram.ledger.building import between, silent
from cablegram.ledger.records import Common, Finding, FindingKind, How, Ledger, Merge, Option, Row, Told
from cablegram.positions.records import Attribution, Stance, Strength, Voice


class ShownQuote(msgspec.Struct, frozen=True, kw_only=True):
    """One place that states something: ``quote`` is ``span`` of the text of its document; ``attributed_to`` goes from the
    nearest source to the post."""

    cable: str
    document: str
    date: str
    post: str
    paragraph: int
    span: tuple[int, int]
    quote: str
    quote_more: tuple[str, ...]
    target_mention: str
    stance: Stance
    strength: Strength
    attributed_to: tuple[str, ...]
    attribution: Attribution
    voice: Voice
    rule: str
    confidence: float


class ShownOption(msgspec.Struct, frozen=True, kw_only=True, tag="option", tag_field="kind"):
    """An option as it was put together: ``merges`` say why; of the ``silent``, who hold something on another option of its
    issue, nothing is told here. ``confirmed`` are people who said that it is right, ``named`` who named it."""

    id: str
    name: str
    issue_id: str
    issue: str
    wordings: tuple[str, ...]
    merges: tuple[Merge, ...]
    confirmed: tuple[str, ...]
    named: str
    silent: tuple[str, ...]


class ShownCell(msgspec.Struct, frozen=True, kw_only=True, tag="cell", tag_field="kind"):
    """What one holder thinks of one option (`positions-guideline.md`, section 9), with the quotes that count now and those
    of ``before`` the last change."""

    issue_id: str
    issue: str
    option_id: str
    option: str
    holder: str
    holder_id: str
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
    quotes: tuple[ShownQuote, ...]
    before: tuple[ShownQuote, ...]


class ShownDifference(msgspec.Struct, frozen=True, kw_only=True, tag="difference", tag_field="kind"):
    """A ``change`` of mind or a ``contradiction`` between sources, with both places."""

    how: FindingKind
    holder: str
    holder_id: str
    option_id: str
    option: str
    words: str
    first: ShownQuote
    second: ShownQuote


class ShownCommon(msgspec.Struct, frozen=True, kw_only=True, tag="common", tag_field="kind"):
    """An option on which two holders ``agree``, ``differ``, stand ``apart`` (one is neutral or mixed), or one is ``silent``."""

    how: How
    option_id: str
    option: str
    issue: str
    first: ShownCell | None
    second: ShownCell | None


Shown = ShownOption | ShownCell | ShownDifference | ShownCommon


def quote_of(one: Told) -> ShownQuote:
    """A place as it is printed."""
    p, source = one.position, one.source
    return ShownQuote(
        cable=source.cable, document=source.document, date=source.date, post=source.post, paragraph=p.paragraph,
        span=(p.start, p.end), quote=p.quote, quote_more=p.quote_more, target_mention=p.target_mention, stance=p.stance,
        strength=p.strength, attributed_to=p.attributed_to, attribution=p.attribution, voice=p.voice, rule=p.rule,
        confidence=p.confidence,
    )  # fmt: skip


class Printed:
    """The objects of one ledger."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._issues = {issue.id: issue.name for issue in book.issues}
        self._options = {option.id: option for option in book.options}
        self._silent = silent(book)

    def matrix(self) -> Iterator[Shown]:
        """Each option, followed by its cells."""
        rows = self._book.by_option()
        for option in self._book.options:
            yield self._option(option)
            yield from map(self.cell, rows.get(option.id, ()))

    def over_time(self) -> Iterator[Shown]:
        """The matrix, and what changed or is contradicted."""
        yield from self.matrix()
        yield from map(self._difference, self._book.findings)

    def between(self, first: str, second: str) -> Iterator[Shown]:
        """What two have in common."""
        return map(self._common, between(self._book, first, second))

    def cell(self, row: Row) -> ShownCell:
        """One cell."""
        option = self._options[row.option]
        return ShownCell(
            issue_id=option.issue, issue=self._issues[option.issue], option_id=option.id, option=option.name,
            holder=row.holder, holder_id=row.holder_id, stance=row.stance, sign=row.sign, strength=row.strength,
            mixed=row.mixed, sides=row.sides, acquiesces=row.acquiesces, red_line=row.red_line, undecided=row.undecided,
            conditions=row.conditions, since=row.since, until=row.until, quotes=tuple(map(quote_of, row.told)),
            before=tuple(map(quote_of, row.before)),
        )  # fmt: skip

    def _option(self, one: Option) -> ShownOption:
        return ShownOption(
            id=one.id, name=one.name, issue_id=one.issue, issue=self._issues[one.issue], wordings=one.wordings,
            merges=one.merges, confirmed=one.confirmed, named=one.named, silent=self._silent[one.id],
        )  # fmt: skip

    def _difference(self, one: Finding) -> ShownDifference:
        return ShownDifference(
            how=one.kind, holder=one.holder, holder_id=one.holder_id, option_id=one.option,
            option=self._options[one.option].name, words=one.words, first=quote_of(one.first), second=quote_of(one.second),
        )  # fmt: skip

    def _common(self, one: Common) -> ShownCommon:
        option = self._options[one.option]
        return ShownCommon(
            how=one.how, option_id=option.id, option=option.name, issue=self._issues[option.issue],
            first=None if one.first is None else self.cell(one.first),
            second=None if one.second is None else self.cell(one.second),
        )  # fmt: skip


_CELL = (
    "issue", "option", "holder", "holder_id", "stance", "sign", "strength", "mixed", "acquiesces", "red_line", "undecided",
    "conditions", "since", "until",
)  # fmt: skip
_QUOTE = (
    "counts", "cable", "document", "date", "post", "paragraph", "start", "end", "quoted_stance", "attributed_to", "voice",
    "quote",
)  # fmt: skip


def write_csv(book: Ledger, file: TextIO) -> None:
    """One line a quote, with its cell: what spreadsheets pivot. ``counts`` is ``now`` or ``before``."""
    printed = Printed(book)
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow((*_CELL, *_QUOTE))
    for row in book.rows:
        cell = printed.cell(row)
        left = [_plain(getattr(cell, name)) for name in _CELL]
        for counts, quotes in (("now", cell.quotes), ("before", cell.before)):
            for one in quotes:
                lines.writerow(
                    (
                        *left, counts, one.cable, one.document, one.date, one.post, one.paragraph, *one.span, one.stance,
                        " < ".join(one.attributed_to), one.voice, " … ".join((one.quote, *one.quote_more)),
                    )
                )  # fmt: skip


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "; ".join(value) if isinstance(value, tuple) else value
