"""``cablegram calendar``: what falls due in files or in an archive: a list, JSON Lines, iCalendar."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from cablegram.cli.archives import add_archive_option, add_files_or_query, counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.ledger.calendar import Due, Entry


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    add_files_or_query(parser)
    parser.add_argument(
        "--since", metavar="DATE", help="only what falls on this day or later (2007, 2007-11, 2007-11-29)"
    )
    parser.add_argument("--until", metavar="DATE", help="only what falls on this day or earlier")
    parser.add_argument("--lapsing", action="store_true", help="only mandates on which no decision is told")
    parser.add_argument("--optional", action="store_true", help="also what careful readers may differ on")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object an entry (see: cablegram schema due)")
    form.add_argument("--ical", metavar="FILE", help="write an iCalendar file (- is standard output)")
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Show what falls due."""
    from cablegram.ledger.choosing import day

    since = day(options.since) if options.since else None
    until = day(options.until) if options.until else None
    found = _of_archive(options, since, until) if options.archive is not None else _of_files(options, since, until)
    if found is None:
        return 2
    if options.lapsing:
        found = [one for one in found if one.lapses]
    if options.ical:
        return _write(found, options.ical)
    if options.json:
        from cablegram.cli.calendar_records import shown

        for one in found:
            write_json(shown(one))
        return 0
    show_due(found)
    return 0


def _of_archive(options: Namespace, since: str | None, until: str | None) -> list[Entry] | None:
    from cablegram.errors import QueryError

    with open_from(options) as archive:
        try:
            query = " ".join(options.files) or None
            return view_of(archive, options).calendar(query, since=since, until=until, optional=options.optional)
        except QueryError as error:
            from cablegram.cli.search import point

            point(error)
            return None


def _of_files(options: Namespace, since: str | None, until: str | None) -> list[Entry]:
    from cablegram.cli.ledger_files import cables
    from cablegram.errors import UsageError
    from cablegram.ledger.calendar import Taken, calendar, due_in, taken_in

    if not options.files:
        raise UsageError("calendar: name files to look at, or an archive with --archive DIR")
    if options.collection or options.up_to:
        raise UsageError("calendar: --collection and --up-to go with --archive DIR")
    due: list[Due] = []
    taken: list[Taken] = []
    for source, stated in cables(options.files):
        due += due_in(source, stated, optional=options.optional)
        taken += taken_in(source, stated, optional=options.optional)
    return calendar(due, taken, since, until)


def _write(found: list[Entry], path: str) -> int:
    from datetime import UTC, datetime

    from cablegram.errors import InputError
    from cablegram.ledger.icalendar import icalendar

    text = icalendar(found, datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")).encode("utf-8", "replace")
    if path == "-":
        sys.stdout.buffer.write(text)
        return 0
    try:
        with open(path, "wb") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error})") from error
    print(f"{path}: {len(found):,} {'entry' if len(found) == 1 else 'entries'}")
    return 0


def show_due(found: list[Entry]) -> None:
    """What falls due, month by month, each entry with its quote."""
    from cablegram.archive.wording import DEADLINES
    from cablegram.cli.position_lines import plain, short, wrapped
    from cablegram.cli.screen import Screen

    screen = Screen()
    if not found:
        screen.line("nothing falls due")
        return
    month = ""
    for one in found:
        if one.first[:7] != month:
            month = one.first[:7]
            screen.line((month, "bold green"))
        bound = {"by": "by ", "not_before": "not before "}.get(one.bound, "")
        when = f"{bound}{' to '.join(one.date.split('/'))}"
        screen.line("  ", (f"{when:<25}", "bold"), (f"{DEADLINES[one.type]}: ", "magenta"), short(plain(one.what), 62))
        if one.lapses:
            screen.line(" " * 27, ("lapses: no decision on it is told", "bold red"))
        elif one.decision:
            screen.line(" " * 27, (f"a decision on it is told: {one.decision}", "yellow"))
        if one.responsible:
            screen.line(" " * 27, f"responsible: {plain(one.responsible)}")
        for due in one.told:
            quote = short(plain(" … ".join((due.deadline.quote, *due.deadline.quote_more))), 2 * (screen.width - 48))
            place = f"{due.source.cable or due.source.document} ¶{due.deadline.paragraph}"
            for k, line in enumerate(wrapped(f'{plain(place)}  "{quote}"', screen.width - 29)):
                screen.line(" " * (29 if k else 27), (line, "dim"))
    screen.blank()
    lapsing = sum(one.lapses for one in found)
    facts = f"{len(found):,} {'entry' if len(found) == 1 else 'entries'}"
    screen.line((facts + (f"; {counted(lapsing, 'mandate')} on which no decision is told" if lapsing else ""), "dim"))
