"""``cablegram positions FILE…``: who wants what, what is expected, due and done, each with its quote and its source."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from cablegram.cli import ledger_command, second_reader
from cablegram.cli.archives import add_archive_option, add_files_or_query, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cablegram.positions.records import Item, Stated

_KINDS = ("position", "expectation", "deadline", "action")
_STANCES = ("support", "lean_support", "neutral", "lean_oppose", "oppose")


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    add_files_or_query(parser)
    parser.add_argument(
        "--explain", action="store_true", help="show how each item came about: rule, steps, cue, conditions, places"
    )
    parser.add_argument(
        "--holder",
        action="append",
        metavar="NAME",
        help="only what this one holds, must do or does: a name, the words of the text, or an id; can be given again",
    )
    parser.add_argument("--kind", action="append", choices=_KINDS, help="only this kind; can be given again")
    parser.add_argument(
        "--stance", action="append", choices=_STANCES, help="only positions of this stance; can be given again"
    )
    parser.add_argument("--optional", action="store_true", help="also what careful readers may differ on")
    parser.add_argument("--holders", action="store_true", help="with --archive: who holds positions, counted by stance")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object an item (see: cablegram schema position, expectation …)"
    )
    ledger_command.add_arguments(parser)
    second_reader.add_arguments(parser)
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Show what the telegrams of each file state."""
    from cablegram.errors import UsageError
    from cablegram.positions.finding import stated
    from cablegram.reading import is_telegram, read_all

    if ledger_command.asked(options):
        return ledger_command.run(options)
    if second_reader.asked(options):
        return second_reader.run(options)
    if options.stance and options.kind and "position" not in options.kind:
        raise UsageError(f"positions: --stance is of positions; leave out --kind {' and '.join(options.kind)}")
    if options.archive is not None:
        from cablegram.cli.position_archive import of_archive

        return of_archive(options)
    if not options.files:
        raise UsageError("positions: name files to look at, or an archive with --archive DIR")
    if options.holders or options.collection or options.up_to:
        raise UsageError("positions: --holders, --collection and --up-to go with --archive DIR")
    for name in options.files:
        offset = 0
        lines = 1
        for telegram in read_all(sys.stdin.buffer if name == "-" else name):
            found = stated(telegram)
            names = wanted(found, options)
            if options.json:
                from cablegram.archive.shown_items import shown_items

                rows = shown_items(found, telegram.mrn or name, path=name, offset=offset, optional=options.optional)
                for row in rows:
                    if row.id in names:
                        write_json(row)
            else:
                from cablegram.cli.position_lines import show

                if not is_telegram(telegram):
                    print(f"cablegram: {name}: no telegram in it, read as plain text", file=sys.stderr)
                show(telegram, name, lines, found, names, options)
            offset += len(telegram.text)
            lines += telegram.text.count("\n")
    return 0


def wanted(found: Stated, options: Namespace) -> frozenset[str]:
    """The ids of the items asked for."""
    from cablegram.archive.wording import who

    items = found.items(optional=options.optional)
    holders = _holders((item for _, _, item in items), options.holder) if options.holder else None
    kinds = ["position"] if options.stance else options.kind
    return frozenset(
        name
        for name, kind, item in items
        if (not kinds or kind in kinds)
        and (not options.stance or getattr(item, "stance", None) in options.stance)
        and (holders is None or who(item)[0] in holders)
    )


def _holders(items: Iterable[Item], asked: list[str]) -> set[str]:
    """The names of those asked for: by a part of the name in whole words, by an id, or by how the text calls them."""
    from cablegram.archive.wording import who

    words = [" ".join(one.casefold().split()) for one in asked]
    found = set()
    for item in items:
        known = [" ".join(one.casefold().split()) for one in who(item)]
        if any(one in known or f" {one} " in f" {known[0]} " for one in words if one):
            found.add(who(item)[0])
    return found - {""}
