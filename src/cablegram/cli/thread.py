"""``cablegram thread NAME``: the references to and from a cable, drawn as a tree."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.archive.briefs import Held
    from cablegram.archive.gaps import Run
    from cablegram.archive.threads import Node, Thread

_NARROWEST = 24  # of what is told of a cable, however deep it stands
_INDENT = "   "
_DOCUMENTS = 4  # of a cable that are named


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    from cablegram.cli.archives import add_archive_option

    parser.add_argument("name", metavar="NAME", help="a cable by its number (07PARIS4514), or a document by its id")
    parser.add_argument(
        "--depth", type=int, default=2, metavar="N", help="how many steps to follow references each way (2)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object (see: docs/threads.md)")
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Show the thread of a cable."""
    from cablegram.cli.archives import open_from, view_of, write_json
    from cablegram.cli.screen import Screen
    from cablegram.errors import UsageError

    with open_from(options) as archive:
        thread = view_of(archive, options).thread(options.name, options.depth)
    if thread is None:
        raise UsageError(f"{options.name}: no such cable in the archive, and none there refers to it")
    if options.json:
        write_json(thread)
        return 0
    screen = Screen()
    for line in draw(thread, screen.width):
        screen.line(line)
    return 0


def draw(thread: Thread, width: int = 100) -> list[str]:
    """The thread as lines: the cable, what it refers to, what refers to it, and the numbers around its own."""
    root = thread.root
    drawn: set[str] = set()
    lines = [_cut(_title(root), width)]
    if root.subject:
        lines.append(_cut(_clean(root.subject), width))
    lines += [_cut(note, width) for note in _notes(root) if root.state == "held"]
    if root.name:
        drawn.add(root.name)
    groups = [("refers to", root.refers_to, False), ("referred to by", root.referred_by, True)]
    groups = [group for group in groups if group[1]]
    for k, (word, nodes, up) in enumerate(groups):
        last = k == len(groups) - 1
        lines.append(("└─ " if last else "├─ ") + word)
        lines += _tree(nodes, _INDENT if last else "│  ", width, up, drawn)
    if not groups and not root.more:
        lines.append("no references to it or from it")
    if root.more:
        lines.append(f"{root.more} more, not followed (see --depth)")
    if thread.numbers and len(thread.numbers.stretches) > 1:
        lines += ["", *_numbers(thread.numbers, root.name, width)]
    return lines


def _tree(nodes: tuple[Node, ...], before: str, width: int, up: bool, drawn: set[str]) -> Iterator[str]:
    for k, node in enumerate(nodes):
        last = k == len(nodes) - 1
        below = before + (_INDENT if last else "│  ")
        room = max(width - len(below), _NARROWEST)
        children = node.referred_by if up else node.refers_to
        where = ""
        if node.repeated:
            where = "see above" if node.name in drawn else "see below"
        elif node.name:
            drawn.add(node.name)
        letters = _letters(node)
        head = (
            f"{node.name} (ref {letters})"
            if up and letters
            else f"{letters}. {_name(node)}"
            if letters
            else _name(node)
        )
        yield (
            before
            + ("└─ " if last else "├─ ")
            + _cut("  ".join(part for part in (head, where or _facts(node)) if part), room)
        )
        deeper = below + ("│  " if children or node.more else _INDENT)
        if not where:
            if node.subject:
                yield deeper + _cut(_clean(node.subject), room)
            for note in _notes(node):
                yield deeper + _cut(note, room)
        yield from _tree(children, below, width, up, drawn)
        if node.more:
            yield below + f"└─ {node.more} more"


def _title(node: Node) -> str:
    state = "not held" if node.state == "missing" else node.level or ""
    parts = (_name(node), state, _clean(node.origin or ""), _date(node), "; ".join(node.statuses))
    return "   ".join(part for part in parts if part)


def _facts(node: Node) -> str:
    if node.state == "missing":
        return "not held"
    return "  ".join(part for part in (_date(node), node.level or "", "; ".join(node.statuses)) if part)


def _name(node: Node) -> str:
    if node.name:
        return node.name
    words = f'"{_clean(node.quotes[0].text)}"' if node.quotes else ""
    kind = {"cable": "cable without a number", "dtg": "message by its date-time group"}.get(node.kind, node.kind)
    return f"{kind}: {words}"


def _date(node: Node) -> str:
    return (node.date or "").replace("T", " ").replace("Z", " UTC")


def _letters(node: Node) -> str:
    return ", ".join(dict.fromkeys(quote.letter for quote in node.quotes if quote.letter))


def _notes(node: Node) -> Iterator[str]:
    """What is to be known of a cable beside its fields."""
    if node.state == "missing":
        others = ", ".join(node.referred_from)
        if node.referrers > len(node.referred_from):
            others += f" and {node.referrers - len(node.referred_from)} more"
        words = "; ".join(dict.fromkeys(f'"{_clean(quote.text)}"' for quote in node.quotes))
        yield f"referred to by {others}, here as {words}" if node.referrers > 1 else f"referred to as {words}"
    if node.sections_missing:
        missing = ", ".join(map(str, node.sections_missing))
        yield f"{node.sections} sections, not held: {missing}"
    if len(node.documents) > 1:
        texts = [_document(one) for one in node.documents if one.kind != "record"]
        records = len(node.documents) - len(texts)
        parts = texts if len(texts) <= _DOCUMENTS else [*texts[: _DOCUMENTS - 1], f"{len(texts) - _DOCUMENTS + 1} more"]
        if records:
            parts.append(f"{records} without text")
        yield f"{len(node.documents)} documents: " + ", ".join(parts)
    elif node.documents and node.documents[0].kind == "record":
        yield "a record without text"


def _document(held: Held) -> str:
    parts = [held.document]
    if held.section:
        end = f"-{held.section_to}" if held.section_to and held.section_to != held.section else ""
        parts.append(f"section {held.section}{end} of {held.sections}")
    if held.status:
        parts.append(held.status)
    return " ".join(parts)


def _numbers(run: Run, name: str | None, width: int) -> Iterator[str]:
    """The run of numbers around the cable, a line for each stretch."""
    from cablegram.telegram.mrn import split_mrn

    yield f"numbers of {run.station} in {run.year} around it"
    own = split_mrn(name)[1] if name else -1
    for stretch in run.stretches:
        first, last = split_mrn(stretch.first)[1], split_mrn(stretch.last)[1]
        names = stretch.first if first == last else f"{stretch.first} … {last}"
        here = " (this one)" if first == own == last else " (this one among them)" if first <= own <= last else ""
        count = f" ({stretch.count})" if stretch.count > 1 else ""
        yield _cut(f"  {names} {'held' if stretch.held else 'not held'}{count}{here}", width)


def _clean(text: str) -> str:
    from cablegram.cli.screen import printable

    return printable(" ".join(text.split()))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
