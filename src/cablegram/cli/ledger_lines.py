"""The ledger on a screen: holders by options with what is behind each cell, over time, and between two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cablegram.archive.wording import MARKS, MIXED, SIGNS, SILENT, does, marks, sign, standing
from cablegram.cli.archives import counted
from cablegram.cli.position_lines import STYLES, plain, short, wrapped
from cablegram.cli.screen import Screen, printable
from cablegram.ledger.building import between, silent
from cablegram.ledger.differences import source_of
from cablegram.ledger.records import How, Issue, Ledger, Option, Row, Told

_LEGEND = (
    "   ".join(
        [
            *(f"{sign} {does(stance).removeprefix('is ')}" for stance, sign in SIGNS.items()),
            f"{MIXED} mixed",
            f"{SILENT} nothing is told",
        ]
    ),
    "   ".join(f"{mark} {words}" for _, mark, words in MARKS),
)
_LEAST, _MOST = 30, 52  # columns of the names of options
_COLUMN = 14  # of a holder at most
QUOTES = 3  # of a cell, of a mixed one of each side; the rest is counted
_HOWS: dict[How, str] = {
    "differ": "THEY DIFFER ON", "apart": "ONE IS NEUTRAL OR MIXED ON", "agree": "THEY AGREE ON", "silent": "NOTHING IS TOLD OF ONE ON",
}  # fmt: skip


def show_matrix(book: Ledger, *, explain: bool = False, quotes: bool = True) -> None:
    """Holders by options, issue by issue; then each cell with its quotes, without them where ``quotes`` is false.
    ``explain`` shows ids, why words were taken for one, and what is near and stays apart."""
    screen = Screen()
    if not _any(screen, book):
        return
    options = {option.id: option for option in book.options}
    rows = book.by_option()
    numbers = {id: k for k, id in enumerate((id for issue in book.issues for id in issue.options), 1)}
    for holders in _columns(book, screen.width):
        _table(screen, book, options, numbers, holders)
        screen.blank()
    for line in _LEGEND:
        screen.line((line, "dim"))
    if not quotes:
        return
    quiet = silent(book)
    for issue in book.issues:
        screen.blank()
        if len(issue.options) > 1 or issue.named:
            screen.line((f"ISSUE  {short(_issue(issue), screen.width - 7)}", "bold green"))
        for id in issue.options:
            option = options[id]
            screen.line((f"  {numbers[id]:3d}  ", "dim"), (_name(screen, option), "bold"), *_proposal(option))
            if explain:
                _explain(screen, book, issue, option)
            for row in rows.get(id, ()):
                _cell(screen, row)
            if quiet[id]:
                for line in wrapped(f"nothing is told of: {printable(', '.join(quiet[id]))}", screen.width - 7):
                    screen.line(" " * 7, (line, "dim"))
    _end(screen, book)


def show_over_time(book: Ledger) -> None:
    """Option by option and holder by holder, what was said when and through whom, with changes and contradictions."""
    screen = Screen()
    if not _any(screen, book):
        return
    rows = book.by_option()
    for option in book.options:
        screen.line((_name(screen, option), "bold green"), *_proposal(option))
        for row in rows.get(option.id, ()):
            screen.line("  ", (printable(row.holder), "bold"), ("   now: " + _now(row), "dim"))
            here = [one for one in book.findings if one.option == option.id and one.holder == row.holder]
            for one in (*row.before, *row.told):
                for finding in here:
                    if finding.kind == "change" and finding.second == one:
                        screen.line(" " * 4, (f"changed {finding.words}", "yellow"))
                _quote(screen, one, 4, dated=True)
            for finding in here:
                if finding.kind == "contradiction":
                    for line in wrapped(f"contradiction: {plain(finding.words)}", screen.width - 4):
                        screen.line(" " * 4, (line, "red"))
        screen.blank()
    kinds = Counter(one.kind for one in book.findings)
    facts = [counted(kinds["change"], "change"), counted(kinds["contradiction"], "contradiction")]
    screen.line((f"{', '.join(facts)}", "dim"))
    _end(screen, book)


def show_between(book: Ledger, first: str, second: str) -> None:
    """On what two holders differ and agree."""
    screen = Screen()
    found = between(book, first, second)
    if not found:
        screen.line(f"nothing is told of {printable(first)} or {printable(second)}")
        _known(screen, book)
        return
    names = {option.id: option for option in book.options}
    for how, heading in _HOWS.items():
        here = [one for one in found if one.how == how]
        if here:
            screen.line((f"{heading}  {len(here):,}", "bold"))
        for one in here:
            screen.line("  ", (_name(screen, names[one.option]), "bold green"))
            for asked, row in ((first, one.first), (second, one.second)):
                if row is None:
                    screen.line(" " * 7, (f"{printable(asked)}: nothing is told", "dim"))
                else:
                    _cell(screen, row)
        if here:
            screen.blank()


def _any(screen: Screen, book: Ledger) -> bool:
    if not book.rows:
        screen.line("nobody holds anything of what was asked for")
    return bool(book.rows)


def _known(screen: Screen, book: Ledger) -> None:
    holders = sorted({row.holder for row in book.rows})
    for line in wrapped(printable(f"there is something of: {', '.join(holders)}"), screen.width - 2):
        screen.line(f"  {line}")


def _columns(book: Ledger, width: int) -> Iterator[list[str]]:
    """The holders, those with most to say first, as many at a time as there is room for."""
    often = Counter(row.holder for row in book.rows)
    order = sorted(often, key=lambda name: (-often[name], name))
    here: list[str] = []
    room = width - _LEAST - 7
    for name in order:
        wide = max(3, min(_COLUMN - 2, len(name))) + 2
        if here and wide > room:
            yield here
            here, room = [], width - _LEAST - 7
        here.append(name)
        room -= wide
    yield here


def _table(
    screen: Screen, book: Ledger, options: dict[str, Option], numbers: dict[str, int], holders: Sequence[str]
) -> None:
    cells = {(row.option, row.holder): row for row in book.rows}
    wide = [min(_COLUMN - 2, max(len(name), 3)) for name in holders]
    left = max(_LEAST, min(_MOST, screen.width - 7 - sum(one + 2 for one in wide)))
    heads = "".join(f"  {_clipped(printable(name), one):^{one}}" for name, one in zip(holders, wide, strict=True))
    screen.line((" " * (left + 7) + heads, "bold"))
    for issue in book.issues:
        here = [id for id in issue.options if any((id, name) in cells for name in holders)]
        if len(issue.options) > 1 and here:
            screen.line((f"  {_clipped(_issue(issue), left + 5)}", "green"))
        inside = "  " if len(issue.options) > 1 else ""
        for id in here:
            parts: list[tuple[str, str] | str] = [
                f"  {numbers[id]:3d}  {_clipped(inside + printable(options[id].name), left):{left}}"
            ]
            for name, one in zip(holders, wide, strict=True):
                row = cells.get((id, name))
                parts.append((f"  {sign(row) if row else SILENT:^{one}}", _style(row)))
            screen.line(*parts)


def _style(row: Row | None) -> str:
    if row is None:
        return "dim"
    return "yellow" if row.mixed else STYLES[row.stance]


def _cell(screen: Screen, row: Row) -> None:
    """A row in words, with its quotes."""
    screen.line(" " * 7, (f"{printable(row.holder)} ", "bold"), (_now(row), _style(row)))
    for words in row.conditions:
        for line in wrapped(f"condition: {printable(words)}", screen.width - 9):
            screen.line(" " * 9, (line, "italic"))
    told = [*row.told]
    shown = told if row.mixed else told[-QUOTES:]
    for one in shown:
        _quote(screen, one, 9, dated=False)
    left = row.said - len(shown)
    if left or row.said_before:
        notes = [
            f"and {left:,} more" if left else "",
            f"{row.said_before:,} before the last change (--over-time)" if row.said_before else "",
        ]
        screen.line(" " * 9, ("; ".join(filter(None, notes)), "dim"))


def _now(row: Row) -> str:
    """The row in words, without the marks that are told apart: conditions, and what was before."""
    told = ", ".join(words for field, _, words in marks(row) if field not in ("conditions", "before"))
    return f"{standing(row)} ({told})" if told else standing(row)


def _quote(screen: Screen, one: Told, left: int, *, dated: bool) -> None:
    p, source = one.position, one.source
    facts = (
        f"{source.date or 'undated'}  {source.cable or source.document} ¶{p.paragraph}"
        if p.paragraph
        else f"{source.date}  {source.cable}"
    )
    if dated:
        facts += f"  {does(p.stance, p.strength)}"
    _, teller = source_of(one)
    told = [*(p.attributed_to[:-1] or p.attributed_to)] if teller or len(p.attributed_to) > 1 else []
    said = f" — {plain(' → '.join(told))}" if told else ""
    said += ", comment" if p.voice == "author_comment" else ""
    quote = short(plain(" … ".join((p.quote, *p.quote_more))), 2 * (screen.width - left) - len(facts) - len(said) - 8)
    for k, line in enumerate(wrapped(f'{plain(facts)}  "{quote}"{said}', screen.width - left - 2)):
        screen.line(" " * (left + (2 if k else 0)), (line, "" if dated else "dim"))


def _issue(issue: Issue) -> str:
    return printable(issue.name) + (f"   named by {printable(issue.named)}" if issue.named else "")


def _name(screen: Screen, option: Option) -> str:
    return short(printable(option.name), screen.width - 40)


def _explain(screen: Screen, book: Ledger, issue: Issue, option: Option) -> None:
    """Ids, and how it came about."""
    lines = [f"{option.id} of {issue.id}"]
    for merge in (*option.merges, *(one for one in issue.merges if option.name in (one.one, one.other))):
        lines.append(f"“{merge.one}” and “{merge.other}”, {merge.score:.0%}: {'; '.join(merge.why)}")
    names = {one.id: one.name for one in book.options}
    for near in book.near:
        if option.id in (near.one, near.other):
            other = near.other if near.one == option.id else near.one
            lines.append(f"near and apart: “{names[other]}” ({other}), {near.score:.0%}: {'; '.join(near.why)}")
    for words in lines:
        for line in wrapped(plain(words), screen.width - 9):
            screen.line(" " * 9, (line, "cyan"))


def _proposal(option: Option) -> list[tuple[str, str] | str]:
    """How it was put together, where it was."""
    notes = []
    if option.confirmed:
        notes.append(f"confirmed by {', '.join(option.confirmed)}")
    elif len(option.wordings) > 1:
        notes.append(f"{counted(len(option.wordings), 'wording')} taken for one")
    return [(f"   {printable('; '.join(notes))}", "dim")] if notes else []


def _end(screen: Screen, book: Ledger) -> None:
    screen.blank()
    holders = {row.holder_id or row.holder for row in book.rows}
    facts = [counted(len(book.options), "option"), counted(len(holders), "holder")]
    facts.append(counted(sum(row.said + row.said_before for row in book.rows), "statement"))
    screen.line((", ".join(facts), "dim"))
    if book.left_out:
        screen.line((f"{counted(book.left_out, 'option')} with less to say left out (--limit)", "dim"))


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
