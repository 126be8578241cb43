"""What ``cablegram positions`` shows on a screen: items by kind, each in two or three lines, and how it came about."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from bisect import bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

from cablegram.archive.wording import headline, particulars, who
from cablegram.archive.wording import quote as quote_of
from cablegram.archive.wording import source as source_of
from cablegram.cli.archives import counted
from cablegram.cli.screen import Screen, printable
from cablegram.positions.records import Action, Deadline, Expectation, Item, Position, Stated

if TYPE_CHECKING:
    from cablegram.telegram.records import Telegram

_LEFT = 16  # columns of the place
_NAME = 60  # of a name in a headline
_ROOM = 20  # columns a headline needs behind its first words; with fewer its rest goes on the next line
_LINES = 2  # of a headline, and of a quote with its source
_HEADINGS = {"position": "POSITIONS", "expectation": "EXPECTATIONS", "deadline": "DEADLINES", "action": "ACTIONS"}
STYLES = {
    "support": "green",
    "lean_support": "green",
    "neutral": "yellow",
    "lean_oppose": "red",
    "oppose": "bold red",
    "expectation": "cyan",
    "deadline": "magenta",
    "action": "blue",
}


def show(telegram: Telegram, path: str, first: int, found: Stated, names: Collection[str], options: Namespace) -> None:
    """The items with these ids of one telegram; ``first`` is the number of its first line in the file."""
    screen = Screen()
    post = telegram.origin or ""
    heading = [telegram.mrn, post, str(telegram.dtg.date()) if telegram.dtg else None, path]
    screen.line((printable("   ".join(part for part in heading if part)), "bold green"))
    if telegram.subject:
        screen.line((short(plain(telegram.subject), screen.width), "dim"))
    everything = found.items(optional=options.optional)
    items = [row for row in everything if row[0] in names]
    if not items:
        _say_none(screen, everything, options)
        return
    _write(screen, telegram.text, first, post, items, options)


def show_items(heading: str, text: str, found: Stated, options: Namespace) -> None:
    """Items of one document of an archive below its heading."""
    screen = Screen()
    screen.line((printable(heading), "bold green"))
    _write(screen, text, 1, "", found.items(optional=True), options)


def _write(
    screen: Screen, text: str, first: int, post: str, items: list[tuple[str, str, Item]], options: Namespace
) -> None:
    lines = _Lines(screen, text, first, post, options.explain)
    for kind, words in _HEADINGS.items():
        here = [row for row in items if row[1] == kind]
        if not here:
            continue
        screen.blank()
        screen.line((f"{words}  {len(here):,}", "bold"))
        if kind == "deadline":
            here.sort(key=lambda row: getattr(row[2], "date", ""))
        for name, _, item in here:
            lines.item(name, kind, item)
    if not options.explain:
        screen.blank()


def _say_none(screen: Screen, everything: list[tuple[str, str, Item]], options: Namespace) -> None:
    if not everything:
        screen.line("  nothing is stated here: no position, expectation, deadline or action")
    else:
        screen.line(f"  nothing of what was asked for, among {counted(len(everything), 'item')}")
    if options.holder and everything:
        known = sorted({who(item)[0] for _, _, item in everything} - {""})
        for line in wrapped(printable(f"there is something of: {', '.join(known)}"), screen.width - 4):
            screen.line(f"  {line}")
    screen.blank()


class _Lines:
    """Writes items of one text."""

    def __init__(self, screen: Screen, text: str, first: int, post: str, explain: bool) -> None:
        self._screen, self._first, self._post, self._explain = screen, first, post, explain
        self._breaks = [at for at, char in enumerate(text) if char == "\n"]
        self._wide = screen.width - _LEFT

    def item(self, name: str, kind: str, item: Item) -> None:
        """One item: what is stated, the words with who says so, and what it depends on."""
        place = f"  {f'¶{item.paragraph}' if item.paragraph else '':<4} {self._place(item.start):>7}  "
        parts, rest = _headline(kind, item)
        if item.optional:
            rest += "  (readers may differ)"
        body = _after(sum(len(words) for words, _ in parts), rest, self._wide)
        self._screen.line((place, "dim"), *parts, body[0])
        for line in body[1:]:
            self._screen.line(" " * _LEFT, line)
        for line in _quoted(item, self._post, self._wide):
            self._screen.line(" " * _LEFT, (line, "dim"))
        more = "; ".join(map(printable, particulars(item)))
        for line in wrapped(more, self._wide):
            self._screen.line(" " * _LEFT, (line, "italic"))
        if self._explain:
            for key, value in _explained(name, item):
                label = f"{key:<12}"
                for number, line in enumerate(wrapped(value, self._wide - len(label))):
                    self._screen.line(" " * _LEFT, (label if not number else " " * len(label), "cyan"), line)
            self._screen.blank()

    def _place(self, start: int) -> str:
        before = bisect_right(self._breaks, start - 1)
        column = start - (self._breaks[before - 1] + 1 if before else 0) + 1
        return f"{self._first + before}:{column}"


def _headline(kind: str, item: Item) -> tuple[list[tuple[str, str]], str]:
    """The first words of an item in styles, and the rest, which may go over the line."""
    told = headline(item)
    name = short(printable(told.who), _NAME)
    style = STYLES[item.stance if isinstance(item, Position) else kind]
    return [(f"{name} ", "bold"), (f"{told.does}: ", style)], printable(told.what)


def _quoted(item: Item, post: str, width: int) -> list[str]:
    """The exact words, shortened in the middle where they are long, and who says so, from the nearest source. The post,
    which stands in the heading, is named only where nobody told it."""
    chain = printable(source_of(item, post))
    source = f" — {chain}" if chain else ""
    quote = printable(quote_of(item))
    room = width * _LINES
    while True:
        lines = wrapped(f'"{short(quote, room)}"{source}', width)
        if len(lines) <= _LINES or room <= width // 2:
            return lines
        room -= 6


def _explained(name: str, item: Item) -> list[tuple[str, str]]:
    """How an item came about, key by key."""
    places = f"{item.start}-{item.end}" + "".join(f", {start}-{end}" for start, end in item.more)
    rows = [("rule", f"{item.rule}, confidence {item.confidence:.2f}  [{name}]")]
    rows += [("step" if not number else "", printable(step)) for number, step in enumerate(item.steps)]
    if isinstance(item, Position):
        rows += [
            ("cue", ", ".join(plain(one) for one in item.cues)),
            ("hedges", ", ".join(item.hedges)),
            ("holder", _from(item.holder, item.holder_id, item.holder_mention)),
            ("target", item.target + (f" at {item.target_span[0]}-{item.target_span[1]}" if item.target_span else "")),
            ("basis", item.basis),
        ]
    elif isinstance(item, Expectation):
        rows.append(("holder", _from(item.holder, item.holder_id, item.holder_mention)))
    elif isinstance(item, Deadline):
        rows.append(("date", f"{item.date}, to the {item.precision}, {item.bound}; from {item.date_source}"))
        rows.append(("responsible", _from(item.responsible or "", "", item.responsible_mention or "")))
    elif isinstance(item, Action):
        rows.append(("actor", _from(item.actor, item.actor_id, item.actor_mention)))
    rows.append(("quote at", places))
    rows.append(("source", f"{item.attribution}, {item.voice.replace('_', ' ')}"))
    return [(key, value) for key, value in rows if value]


def _from(name: str, known_as: str, mention: str) -> str:
    if not name:
        return ""
    return (
        printable(name) + (f" [{known_as}]" if known_as else "") + (f', written "{plain(mention)}"' if mention else "")
    )


def wrapped(text: str, width: int) -> list[str]:
    """Lines broken at blanks alone, so that no word of a quote looks other than it is."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _after(start: int, rest: str, width: int) -> list[str]:
    """What follows ``start`` columns of a headline: the rest of that line, and one more where it is long."""
    if start > width - _ROOM:
        return ["", *wrapped(short(rest, width), width)]
    lines = textwrap.wrap(
        rest, width, initial_indent="_" * start, max_lines=_LINES, placeholder=" …", break_on_hyphens=False
    )
    return [lines[0][start:], *lines[1:]] if lines else [""]


def plain(text: str) -> str:
    """Words of a cable on one line."""
    return printable(" ".join(text.split()))


def short(text: str, width: int) -> str:
    """A text of at most ``width`` characters, the middle left out at a blank: the ends tell who and what."""
    if len(text) <= width:
        return text
    first = max(width * 3 // 5, 1)
    last = max(width - first - 3, 1)
    head, tail = text[:first], text[-last:]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
