"""The command line: one module per command, imported when it is chosen."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import NoReturn

# name -> what it does; the module of the same name has add_arguments(parser) and run(arguments) -> exit code
COMMANDS = {
    "read": "read telegrams and show them, field by field",
    "check": "a linter for cables: what is wrong with a text and why, with mended copies on demand",
    "write": "a valid telegram from a Markdown draft with front matter",
    "actors": "who is named in cables, as what, and who that is; in files, or in an archive",
    "positions": "who wants what: positions, expectations, deadlines and actions, each with its quote and its source",
    "calendar": "what falls due: mandates, meetings, decisions, deadlines, as a list or iCalendar, each with its quote",
    "ingest": "file cables in an archive; it can be stopped and run again",
    "search": "find cables by their words and fields, with the exact place of every hit",
    "show": "a cable of the archive with its findings, where it came from and its copies, or one paragraph",
    "thread": "the references to and from a cable, as a tree, and what of it is not held",
    "coding": "a desk for two coders: sample, sheets, agreement, adjudication, gold lines",
    "archive": "keep an archive and know it: verify, backup, stats, describe; gaps, missing, duplicates, decisions",
    "serve": "the reading room: search and read an archive in the browser, on this machine alone",
    "demo": "the main job in one go, on the samples that ship with the package or on your file",
    "schema": "print the JSON Schema of a record",
}
_EPILOG = (
    "exit codes: 0 did it; 1 read: no telegram in it, check and archive verify: something is wrong, search and archive gaps:"
    " nothing found; 2 could not run (one line says what to do)"
)


class _Parser(ArgumentParser):
    """Says what is wrong with the words of a call in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"cablegram: {message}; see: {self.prog} --help\n")


def _parser(chosen: str | None) -> ArgumentParser:
    parser = _Parser(prog="cablegram", description="Reads diplomatic telegrams, losing nothing.", epilog=_EPILOG)
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"cablegram {name}: {summary}.")
        if name == chosen:
            from importlib import import_module

            import_module(f"cablegram.cli.{name}").add_arguments(command)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code. Bad input gives one line on stderr and 2, never a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    chosen = next((word for word in words if word in COMMANDS), None)
    options = _parser(chosen).parse_args(words)
    if options.version:
        from cablegram import __version__

        print(f"cablegram {__version__}")
        return 0
    if not options.command:
        _parser(None).print_help()
        return 0
    from importlib import import_module

    from cablegram.errors import CablegramError

    module = import_module(f"cablegram.cli.{options.command}")
    try:
        code = module.run(options)
        sys.stdout.flush()
        return int(code)
    except CablegramError as error:
        print(f"cablegram: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (| head): not an error, but nothing more can be written.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("cablegram: interrupted", file=sys.stderr)
        return 130
