"""``cablegram read FILE…``: telegrams, field by field."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file of one or more telegrams; - is standard input")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object per telegram and line (see: cablegram schema telegram)"
    )
    parser.add_argument(
        "--lines", action="store_true", help="every line with its kind; with --json, add them to the object"
    )
    parser.add_argument("--brief", action="store_true", help="paragraphs cut to one line each")
    parser.add_argument("--year", type=int, metavar="YYYY", help="year of a fragment that has no date of its own")


def run(options: Namespace) -> int:
    """Read each file; 1 where no file held a telegram."""
    from cablegram.cli.fields import show, show_lines
    from cablegram.cli.screen import Screen
    from cablegram.errors import UsageError
    from cablegram.reading import is_telegram, read_all
    from cablegram.telegram.jsonform import to_json

    if options.year is not None and not 1 <= options.year <= 9998:
        raise UsageError(f"--year {options.year}: give a year of four digits, such as 2007")
    screen = Screen()
    found = shown = 0
    for name in options.files:
        telegrams = read_all(sys.stdin.buffer if name == "-" else name, year=options.year)
        for telegram in telegrams:
            held = is_telegram(telegram)
            found += held
            if options.json:
                sys.stdout.buffer.write(to_json(telegram, lines=options.lines) + b"\n")
                continue
            if shown:
                screen.line(("-" * screen.width, "dim"))
            shown += 1
            if not held:
                print(f"cablegram: {name}: no telegram in it, read as plain text", file=sys.stderr)
            if options.lines:
                show_lines(screen, telegram)
            else:
                show(screen, telegram, brief=options.brief)
    return 0 if found else 1
