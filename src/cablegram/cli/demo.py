"""``cablegram demo [FILE]``: the main job in one go, as far as it exists."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cablegram.cli.screen import Screen
    from cablegram.telegram.records import Telegram

_SHOWN = 12
_OPTIONS = 40
_QUOTES = 4
_QUERY = '"tariff inspectors" OR fisher* from:1975'


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="your own file; without one, the samples of the package"
    )
    parser.add_argument("--json", action="store_true", help="the telegrams as JSON, one object a line")


def run(options: Namespace) -> int:
    """Show what a cable is and what was understood of it."""
    from cablegram.cli.fields import show, show_lines
    from cablegram.cli.screen import Screen
    from cablegram.reading import is_telegram, read_all
    from cablegram.samples import HERO, sample_path, sample_rows
    from cablegram.telegram.jsonform import to_json

    telegrams = read_all(options.file) if options.file else read_all(sample_path(HERO))
    if options.json:
        for telegram in (
            telegrams if options.file else [t for row in sample_rows() for t in read_all(sample_path(row["name"]))]
        ):
            print(to_json(telegram).decode())
        return 0
    screen = Screen()
    first = telegrams[0]
    name = options.file or f"{HERO} (an invented sample, damaged as real ones are)"
    screen.line(("1. As it came: ", "bold"), name)
    screen.line(
        ("   every line is kept and has a kind; put together again they are the text, character for character", "dim")
    )
    screen.blank()
    show_lines(screen, first, limit=26)
    screen.blank()
    screen.line(("2. As it was read", "bold"))
    screen.blank()
    for telegram in telegrams:
        show(screen, telegram, brief=True)
        screen.blank()
    _findings(screen, telegrams)
    _wanted(screen, telegrams)
    if options.file:
        return 0 if any(map(is_telegram, telegrams)) else 1
    screen.line(("5. The other samples of the package, all invented", "bold"))
    screen.blank()
    lines = kept = unknown = 0
    for row in sample_rows():
        for telegram in read_all(sample_path(row["name"])):
            lines += len(telegram.lines)
            kept += "".join(line.text for line in telegram.lines) == telegram.text
            unknown += sum(line.kind == "unknown" for line in telegram.lines)
            date = (
                f"{telegram.date.start:%Y-%m-%d}"
                if telegram.date and telegram.date.precision != "year"
                else row["year"]
            )
            subject = telegram.subject or (telegram.paragraphs[0].text if telegram.paragraphs else "")
            screen.line(
                "  ",
                (row["name"].ljust(27), "green"),
                date.ljust(12),
                telegram.family.ljust(10),
                str(len(telegram.lines)).rjust(4),
                "  ",
                " ".join(subject.split())[: max(20, screen.width - 62)],
            )
    screen.blank()
    total = len(sample_rows())
    screen.line(
        f"  {lines} lines in {total} telegrams: {kept} of {total} put together again exactly, {unknown} lines not understood."
    )
    screen.blank()
    _archive(screen, [sample_path(row["name"]) for row in sample_rows()])
    screen.line(
        ("  Next: cablegram read FILE, cablegram ingest FOLDER, cablegram search WORDS, make demo FILE=...", "dim")
    )
    return 0


def _archive(screen: Screen, paths: list[Path]) -> None:
    """The samples filed, and a search in them: in a folder that is gone afterwards."""
    import tempfile

    from cablegram.archive import open_archive
    from cablegram.archive.executors import InProcess
    from cablegram.cli.search import show_results

    screen.line(("6. Filed in an archive, and searched", "bold"))
    screen.blank()
    with tempfile.TemporaryDirectory() as folder, open_archive(folder, create=True) as archive:
        progress = archive.ingest(paths, collection="samples", executor=InProcess())
        screen.line(f"  {progress.new} telegrams filed in {progress.seconds:.1f} s; cablegram search '{_QUERY}' tells:")
        screen.blank()
        show_results(screen, archive.search(_QUERY, limit=2, facets=("year",)))
    screen.blank()


def _wanted(screen: Screen, telegrams: list[Telegram]) -> None:
    """Who wants what in the telegrams, with the quotes behind the first rows, and what falls due."""
    from cablegram.archive.wording import STANCES
    from cablegram.cli.calendar import show_due
    from cablegram.cli.ledger_files import source_of
    from cablegram.cli.ledger_lines import show_matrix
    from cablegram.cli.position_lines import STYLES, plain, short
    from cablegram.ledger.building import told_in
    from cablegram.ledger.calendar import calendar, due_in, taken_in
    from cablegram.ledger.choosing import Choice
    from cablegram.ledger.selecting import grouped, part_of
    from cablegram.positions.finding import stated

    screen.line(("4. Who wants what, and what falls due", "bold"))
    screen.blank()
    cables = [(source_of(one, f"#{number}"), stated(one)) for number, one in enumerate(telegrams)]
    told = [one for source, found in cables for one in told_in(source, found)]
    show_matrix(part_of(grouped(told), Choice(), None, _OPTIONS), quotes=False)
    screen.blank()
    for one in told[:_QUOTES]:
        quote = short(plain(one.position.quote), screen.width - 44)
        stance = one.position.stance
        screen.line("  ", plain(one.position.holder), " ", (STANCES[stance][0], STYLES[stance]), f': "{quote}"')
    screen.line(("  ... each with its exact words: cablegram positions FILE, --matrix, --explain", "dim"))
    screen.blank()
    due = [one for source, found in cables for one in due_in(source, found)]
    show_due(calendar(due, [one for source, found in cables for one in taken_in(source, found)]))
    screen.blank()


def _findings(screen: Screen, telegrams: list[Telegram]) -> None:
    """What is wrong with the telegrams, and how many safe mends there are."""
    from cablegram.cli.screen import printable
    from cablegram.findings import check, mend

    screen.line(("3. What is wrong with it, and what can be mended without inventing", "bold"))
    screen.blank()
    mends = total = 0
    for telegram in telegrams:
        found = check(telegram)
        total += len(found)
        mends += len(mend(telegram).mends)
        for finding in found[:_SHOWN]:
            line = telegram.text.count("\n", 0, finding.start) + 1
            offer = f"   [{finding.safety} mend]" if finding.safety else ""
            screen.line(
                f"  line {line:3d}  ", (finding.code, "cyan"), f"  {printable(finding.message)}", (offer, "green")
            )
        if len(found) > _SHOWN:
            screen.line((f"  ... and {len(found) - _SHOWN} more (cablegram check)", "dim"))
    screen.line(
        f"  {total} findings, {mends} safe mends: cablegram check --fix writes a mended copy, originals are never touched."
    )
    screen.blank()
