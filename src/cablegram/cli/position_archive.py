"""``cablegram positions --archive DIR [QUERY]``: who wants what in an archive, document by document, or counted by holder."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cablegram.cli.archives import counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive.position_lists import StatedItem
    from cablegram.archive.views import View
    from cablegram.positions.records import Stated

_LISTS = {"position": "positions", "expectation": "expectations", "deadline": "deadlines", "action": "actions"}


def of_archive(options: Namespace) -> int:
    """List what is stated in an archive, or with ``--holders`` by whom."""
    from cablegram.errors import QueryError

    query = " ".join(options.files) or None
    with open_from(options) as archive:
        view = view_of(archive, options)
        try:
            if options.holders:
                _count(view, query, options)
            else:
                _list(view, query, options)
        except QueryError as error:
            from cablegram.cli.search import point

            point(error)
            return 2
    return 0


def _items(view: View, query: str | None, options: Namespace) -> Iterator[StatedItem]:
    """The items asked for; several values of an option add up."""
    kinds, stances, holders = options.kind or [None], options.stance or [None], options.holder or [None]
    one = len(kinds) == len(stances) == len(holders) == 1
    found = view.positions(
        query,
        holder=holders[0] if one else None,
        stance=stances[0] if one else None,
        kind=kinds[0] if one else None,
        optional=options.optional,
    )
    if one:
        yield from found
        return
    from cablegram.archive.wording import who

    asked = {" ".join(name.casefold().split()) for name in options.holder or []}
    for row in found:
        if options.kind and row.kind not in options.kind:
            continue
        if options.stance and getattr(row.item, "stance", None) not in options.stance:
            continue
        if asked and not asked & {name.casefold() for name in who(row.item)}:
            continue
        yield row


def _list(view: View, query: str | None, options: Namespace) -> None:
    from cablegram.archive.shown_items import shown_items
    from cablegram.cli.position_lines import show_items

    nothing = True
    for document, rows in groupby(_items(view, query, options), key=lambda row: row.document):
        here = list(rows)
        nothing = False
        stated = _together(here)
        if options.json:
            for shown in shown_items(stated, here[0].cable, path=document, offset=0, optional=True):
                write_json(shown)
            continue
        held = view.document(document)
        heading = here[0].cable if here[0].cable == document else f"{here[0].cable}   {document}"
        show_items(heading, held.text if held else "", stated, options)
    if nothing and not options.json:
        print("nothing of what was asked for is stated")


def _together(rows: list[StatedItem]) -> Stated:
    """The items of one document as one record."""
    from cablegram.positions.records import Stated

    lists: dict[str, Any] = {name: tuple(row.item for row in rows if row.kind == kind) for kind, name in _LISTS.items()}
    return Stated(cable=rows[0].cable, **lists)


def _count(view: View, query: str | None, options: Namespace) -> None:
    from cablegram.cli.screen import Screen, printable

    kind = options.kind[0] if options.kind else "position"
    found = view.holders(query, kind=kind, optional=options.optional)
    if options.json:
        for one in found:
            write_json(one)
        return
    if not found:
        print(f"nobody holds a {kind}")
        return
    screen = Screen()
    wide = min(max(len(one.name) for one in found), 44)
    stances = "  for  lean  open  lean  against" if kind == "position" else ""
    screen.line((f"  {'':{wide}}  documents  items{stances}", "dim"))
    for one in found:
        row = f"  {one.documents:9,}{one.items:7,}"
        if kind == "position":
            row += f"{one.support:5,}{one.lean_support:6,}{one.neutral:6,}{one.lean_oppose:6,}{one.oppose:9,}"
        screen.line("  ", printable(one.name)[:wide].ljust(wide), row)
    screen.line((f"  {counted(len(found), 'holder')}", "dim"))
