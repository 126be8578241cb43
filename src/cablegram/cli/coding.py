"""``cablegram coding ACTION``: a desk for two coders: sample, sheets, agreement, adjudication, gold lines."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cablegram.cli.archives import add_archive_option, counted, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cablegram.archive.store import Row
    from cablegram.archive.views import View
    from cablegram.reports.agreement import Coded
    from cablegram.reports.coding_desk import Agreement, Desk

ACTIONS = {
    "codebook": "print what coders are to do",
    "draw": "draw a sample of cables by a seed, from files or an archive",
    "sheet": "print a sheet to be filled in, for one coder",
    "hand-in": "hand in a sheet; it is checked, and kept from the other coder",
    "agreement": "how far two coders agree",
    "adjudicate": "print a sheet with what both made, side by side",
    "settle": "take down which of two is right; makes gold lines",
    "export": "print the gold lines, as the guideline has them",
}
_SIDE = ("holder", "target_mention", "stance", "strength", "conditions", "quote")


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    for name, summary in ACTIONS.items():
        action = actions.add_parser(name, help=summary, description=f"cablegram coding {name}: {summary}.")
        if name != "codebook":
            action.add_argument("desk", metavar="DESK", help="the folder of the desk")
        if name == "draw":
            action.add_argument(
                "files", nargs="*", metavar="FILE|QUERY", help="files; with --archive a query, or nothing"
            )
            action.add_argument("--size", type=int, required=True, metavar="N", help="how many cables")
            action.add_argument(
                "--seed", type=int, required=True, metavar="N", help="the same seed draws the same sample"
            )
            add_archive_option(action)
        if name == "hand-in":
            action.add_argument("sheet", metavar="SHEET", help="the sheet, filled in (CSV; - is standard input)")
            action.add_argument("--coder", required=True, metavar="NAME", help="who coded it")
        if name == "settle":
            action.add_argument("sheet", metavar="SHEET", help="the sheet of adjudicate, its column take filled in")
        if name == "agreement":
            action.add_argument("--json", action="store_true", help="one JSON object (see: cablegram schema agreement)")


def run(options: Namespace) -> int:
    """Do what is asked."""
    actions = {
        "codebook": _codebook, "draw": _draw, "sheet": _sheet, "hand-in": _hand_in, "agreement": _agreement,
        "adjudicate": _adjudicate, "settle": _settle, "export": _export,
    }  # fmt: skip
    actions[options.action](options)
    return 0


def _desk(options: Namespace) -> Desk:
    from cablegram.reports.coding_desk import Desk

    return Desk(Path(options.desk))


def _codebook(options: Namespace) -> None:
    from importlib import resources

    text = (resources.files("cablegram.reports") / "data" / "codebook.md").read_text(encoding="utf-8")
    print(text, end="")


def _draw(options: Namespace) -> None:
    from cablegram.reports.coding_desk import Desk

    cables = _of_archive(options) if options.archive is not None else _of_files(options)
    desk = Desk.draw(Path(options.desk), cables, options.size, options.seed)
    print(f"{options.desk}: {counted(len(desk.cables), 'cable')} of {len(cables):,} drawn with seed {options.seed}")
    print(f"for each coder: cablegram coding sheet {options.desk} > NAME.csv; what to do: cablegram coding codebook")


def _of_files(options: Namespace) -> dict[str, str]:
    from cablegram.errors import UsageError
    from cablegram.reading import read_all

    if not options.files:
        raise UsageError("coding draw: name files to draw from, or an archive with --archive DIR")
    found: dict[str, str] = {}
    for name in options.files:
        for number, telegram in enumerate(read_all(name), 1):
            found.setdefault(telegram.mrn or f"{Path(name).stem}-{number}", telegram.text)
    return found


def _of_archive(options: Namespace) -> dict[str, str]:
    from cablegram.cli.archives import open_from, view_of

    query = " ".join(options.files) or None
    with open_from(options) as archive:
        view = view_of(archive, options)
        found: dict[str, tuple[str, str]] = {}
        for row in view.documents() if query is None else _matching(view, query):
            if row.kind != "record" and row.id < found.get(row.cable, ("~", ""))[0]:
                found[row.cable] = row.id, row.text  # of several documents the first by its id
    return {cable: text for cable, (_, text) in found.items()}


def _matching(view: View, query: str) -> Iterator[Row]:
    for hit in view.search(query, limit=max(view.count(query), 1)).hits:
        document = view.document(hit.document)
        if document is not None:
            yield document.row


def _sheet(options: Namespace) -> None:
    from cablegram.reports.coding_sheets import blank

    print(blank(_desk(options).cables), end="")


def _hand_in(options: Namespace) -> None:
    from cablegram.reports.coding_sheets import read

    desk = _desk(options)
    items = read(_read(options.sheet), desk.cables, options.sheet)
    desk.hand_in(options.coder, items)
    print(f"{options.coder}: {counted(len(items), 'position')} in {counted(len(desk.cables), 'cable')} handed in")


def _read(path: str) -> str:
    from cablegram.errors import InputError

    if path == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error


def _agreement(options: Namespace) -> None:
    found = _desk(options).agreement()
    if options.json:
        write_json(found)
        return
    for line in _told(found):
        print(line)


def _told(found: Agreement) -> list[str]:
    one, other = found.coders
    lines = [
        f"{one} {counted(found.items[0], 'position')}, {other} {counted(found.items[1], 'position')}, in {counted(found.cables, 'cable')}",
        f"  found by both   {found.both:,}   F1 {found.f1:.2f} (goal 0.75)",
    ]
    for name, value, goal in (
        ("stance", found.stance, " (goal 0.70)"), ("sign", found.sign, ""), ("strength", found.strength, ""), ("voice", found.voice, ""),
    ):  # fmt: skip
        told = "nothing can be told: all values are one" if value is None else f"{value:.2f}{goal}"
        lines.append(f"  alpha of {name:9} {told}")
    return lines


def _adjudicate(options: Namespace) -> None:
    desk = _desk(options)
    coders = desk.coders()
    pairs = desk.pairs()
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(
        ["number", "take", "cable", "paragraph", *(f"{coder}: {name}" for coder in coders for name in _SIDE)]
    )
    for number, pair in enumerate(pairs, 1):
        one = pair.one or pair.other
        assert one is not None
        take = coders[0] if pair.agreed else ""
        lines.writerow([number, take, one.cable, one.position.paragraph, *_side(pair.one), *_side(pair.other)])


def _side(one: Coded | None) -> list[str]:
    if one is None:
        return [""] * len(_SIDE)
    values = [getattr(one.position, name) for name in _SIDE]
    return ["; ".join(value) if isinstance(value, tuple) else " ".join(value.split()) for value in values]


def _settle(options: Namespace) -> None:
    from cablegram.errors import InputError

    desk = _desk(options)
    takes: dict[int, str] = {}
    rows = csv.DictReader(_read(options.sheet).splitlines())
    for row in rows:
        number, take = row.get("number"), row.get("take")
        if number is None or take is None or not number.strip().isdecimal():
            raise InputError(
                f"{options.sheet}, line {rows.line_num}: no number and take; the sheet is made by coding adjudicate"
            )
        takes[int(number)] = take.strip()
    found = desk.settle(takes)
    print(f"{counted(len(found), 'position')} settled; cablegram coding export {options.desk}")


def _export(options: Namespace) -> None:
    sys.stdout.buffer.write(_desk(options).settled())
