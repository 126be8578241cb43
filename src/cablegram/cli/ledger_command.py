"""``cablegram positions --matrix | --over-time | --between A B``: the ledger of files or of an archive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from cablegram.cli.archives import open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.ledger.choosing import Choice
    from cablegram.ledger.records import Ledger

_FILTERS = ("issue", "body", "post", "since", "until", "voice")


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the ledger."""
    group = parser.add_argument_group("the ledger: across cables and over time")
    form = group.add_mutually_exclusive_group()
    form.add_argument("--matrix", action="store_true", help="holders by options, with the quotes behind each cell")
    form.add_argument("--over-time", action="store_true", help="what was said when; changes of mind and contradictions")
    form.add_argument("--between", nargs=2, metavar=("A", "B"), help="on what two holders agree and differ")
    group.add_argument(
        "--issue", metavar="WORDS", help="only options and issues with these words in their name, or an id"
    )
    group.add_argument(
        "--body", metavar="NAME", help="only what names this body or place, or stands under such a heading"
    )
    group.add_argument("--post", metavar="NAME", help="count only what this post reports")
    group.add_argument(
        "--since", metavar="DATE", help="count only cables of this day or later (2007, 2007-11, 2007-11-29)"
    )
    group.add_argument("--until", metavar="DATE", help="count only cables of this day or earlier")
    group.add_argument(
        "--voice", choices=("reported", "author_comment"), help="count only what is reported, or comment"
    )
    group.add_argument("--limit", type=int, metavar="N", help="options at most, those of most cables first (shown: 40)")
    group.add_argument("--csv", action="store_true", help="one line a quote, with its cell")


def asked(options: Namespace) -> bool:
    """Whether the ledger is asked for.

    Raises:
        UsageError: an option of the ledger is given without it, or options that do not go together.
    """
    from cablegram.errors import UsageError

    wanted = bool(options.matrix or options.over_time or options.between)
    given = [name for name in (*_FILTERS, "limit", "csv") if getattr(options, name) not in (None, False)]
    if given and not wanted:
        raise UsageError(f"positions: --{given[0]} goes with --matrix, --over-time or --between A B")
    if wanted and (options.holders or options.kind):
        raise UsageError("positions: --holders and --kind are of lists; leave them out")
    if options.explain and wanted and not options.matrix:
        raise UsageError("positions: --explain is of lists and of --matrix; leave it out")
    if options.csv and options.json:
        raise UsageError("positions: --csv or --json, not both")
    if options.csv and options.between:
        raise UsageError("positions: --csv is of cells; --between prints JSON with --json")
    if options.limit is not None and options.limit < 1:
        raise UsageError("positions: --limit is a number from 1 on")
    return wanted


def run(options: Namespace) -> int:
    """Show the ledger, or print it."""
    from cablegram.errors import QueryError

    choice = choice_of(options)
    try:
        book = _of_archive(options, choice) if options.archive is not None else _of_files(options, choice)
    except QueryError as error:
        from cablegram.cli.search import point

        point(error)
        return 2
    if options.csv:
        from cablegram.cli.ledger_records import write_csv

        write_csv(book, sys.stdout)
    elif options.json:
        from cablegram.cli.ledger_records import Printed

        printed = Printed(book)
        rows = printed.between(*options.between) if options.between else printed.matrix()
        for row in printed.over_time() if options.over_time else rows:
            write_json(row)
    else:
        _show(book, options)
    return 0


def _show(book: Ledger, options: Namespace) -> None:
    from cablegram.cli import ledger_lines

    if options.between:
        ledger_lines.show_between(book, *options.between)
    elif options.over_time:
        ledger_lines.show_over_time(book)
    else:
        ledger_lines.show_matrix(book, explain=options.explain)


def choice_of(options: Namespace) -> Choice:
    """What the options ask for.

    Raises:
        UsageError: a date is none.
    """
    from cablegram.ledger.choosing import Choice, day

    return Choice(
        post=options.post,
        since=day(options.since) if options.since else None,
        until=day(options.until) if options.until else None,
        voice=options.voice,
        issue=options.issue,
        body=options.body,
        # Between two, what is told of the others is left out, too.
        holders=tuple(options.between or options.holder or ()),
        stances=tuple(options.stance or ()),
    )


def _limit(options: Namespace) -> int | None:
    if options.limit is not None:
        return int(options.limit)
    return None if options.json or options.csv or options.between else 40


def _quotes(options: Namespace) -> int | None:
    """How many quotes of a cell are needed: a matrix on a screen shows the latest."""
    from cablegram.cli.ledger_lines import QUOTES

    return QUOTES if options.matrix and not (options.json or options.csv) else None


def _of_archive(options: Namespace, choice: Choice) -> Ledger:
    query = " ".join(options.files) or None
    with open_from(options) as archive:
        view = view_of(archive, options)
        return view.ledger(query, choice, optional=options.optional, limit=_limit(options), quotes=_quotes(options))


def _of_files(options: Namespace, choice: Choice) -> Ledger:
    from cablegram.cli.ledger_files import cables
    from cablegram.errors import UsageError
    from cablegram.ledger.building import told_in
    from cablegram.ledger.selecting import grouped, part_of

    if not options.files:
        raise UsageError("positions: name files to look at, or an archive with --archive DIR")
    if options.collection or options.up_to:
        raise UsageError("positions: --collection and --up-to go with --archive DIR")
    told = (
        one for source, stated in cables(options.files) for one in told_in(source, stated, optional=options.optional)
    )
    return part_of(grouped(told), choice, None, _limit(options), _quotes(options))
