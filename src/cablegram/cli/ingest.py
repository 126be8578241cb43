"""``cablegram ingest PATH…``: files cables in an archive; it can be stopped and run again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cablegram.cli.archives import (
    ProgressLine,
    add_archive_option,
    counted,
    folder_from,
    lasting,
    open_from,
    write_json,
)

if TYPE_CHECKING:
    from cablegram.archive.ingest import Progress
    from cablegram.archive.records import Made
    from cablegram.formats.rows import Guess

_RELEASES = ("declassified", "leaked", "unknown")
_ROWS = (".csv", ".tsv", ".jsonl", ".ndjson", ".json")
_COLUMNS = 12  # of one file that are all shown with a value
_SHOWN = 3  # files of rows in folders whose columns are shown


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or folders with files; containers are opened")
    add_archive_option(parser, view=False)
    parser.add_argument("--collection", metavar="NAME", help="the collection they are filed in (default: main)")
    parser.add_argument("--release", choices=_RELEASES, help="how the collection came to be public")
    parser.add_argument("--licence", metavar="TEXT", help="the licence of the collection")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column of rows (CSV, JSON Lines) is which field; can be given again",
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that read (default: one for each core)")
    finders = parser.add_mutually_exclusive_group()
    finders.add_argument("--rules-only", action="store_true", help="find actors by lists and rules alone: quicker")
    finders.add_argument("--no-actors", action="store_true", help="do not look for actors; archive rederive finds them")
    parser.add_argument(
        "--no-positions",
        action="store_true",
        help="do not look for positions: quicker; archive rederive --stage positions finds them",
    )
    parser.add_argument("--dry-run", action="store_true", help="read everything, file nothing")
    parser.add_argument("--again", action="store_true", help="read files again that are filed already")
    parser.add_argument("--failed", action="store_true", help="list what could not be read, with the reason")
    parser.add_argument("--json", action="store_true", help="the summary (with --failed, the list) as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress and no columns on standard error")


def run(options: Namespace) -> int:
    """File everything named; 130 where it was stopped."""
    from cablegram.errors import UsageError

    if options.failed:
        return _failed(options)
    if not options.paths:
        raise UsageError("ingest: name files or folders to file, or --failed to list what could not be read")
    if "-" in options.paths:
        raise UsageError("ingest: what is filed needs a place to go back to; save it as a file and name that")
    if options.workers is not None and options.workers < 1:
        raise UsageError(f"--workers {options.workers}: give a number from 1")
    if options.collection is not None and not options.collection.strip():
        raise UsageError("--collection: a collection needs a name")
    return _ingest(options, _mapping(options.map))


def _mapping(words: list[str]) -> dict[str, str]:
    from cablegram.errors import UsageError
    from cablegram.formats import FIELDS

    mapping: dict[str, str] = {}
    for word in words:
        field, equals, column = word.partition("=")
        if not equals or not column:
            raise UsageError(f"--map {word}: write FIELD=COLUMN, such as --map subject=Title")
        if field not in FIELDS:
            raise UsageError(f"--map {word}: no field {field!r}; the fields are: {', '.join(FIELDS)}")
        mapping[field] = column
    return mapping


def _ingest(options: Namespace, mapping: dict[str, str]) -> int:
    from cablegram.archive.ingest import Ingest, default_executor, files_of
    from cablegram.formats import Options

    folder = Path(folder_from(options))
    files = [
        path for path, _, _ in files_of(options.paths, folder)
    ]  # a path that is missing is told of before anything
    reading = Options(mapping)
    _columns(files, options, reading)
    progress = ProgressLine(options.quiet)
    told = _Teller(progress)
    executor = default_executor(options.workers)
    collection = "main" if options.collection is None else options.collection
    made: Made = "rules" if options.rules_only else "none" if options.no_actors else "model"
    try:
        if options.dry_run:
            positions = not options.no_positions
            run = Ingest(reading, collection, executor, told, made=made, positions=positions)
            done = run.rehearse(list(files_of(options.paths, folder)))
        else:
            with open_from(options, create=True) as archive:
                done = archive.ingest(
                    options.paths,
                    collection=collection,
                    release=options.release,
                    licence=options.licence,
                    mapping=mapping,
                    executor=executor,
                    again=options.again,
                    actors=made,
                    positions=not options.no_positions,
                    told=told,
                )
    except KeyboardInterrupt:
        progress.end()
        kept = (
            "nothing was filed"
            if options.dry_run
            else "what was filed is kept, and the same command goes on from there"
        )
        print(f"cablegram: stopped; {kept}", file=sys.stderr)
        return 130
    progress.end()
    _summary(done, options, folder, collection)
    return 0


class _Teller:
    """Turns the progress of an ingest into words: how many, how fast, how long yet."""

    def __init__(self, line: ProgressLine) -> None:
        self._line = line
        self._first: tuple[float, int] | None = None

    def __call__(self, progress: Progress) -> None:
        if self._first is None:
            # Files filed by a run before count as done from the beginning: the rate is that of the others.
            self._first = (progress.seconds, progress.bytes)
        if progress.grouping:
            self._line.say("putting together what is stated (the ledger)")
            return
        words = f"{counted(progress.documents, 'document')} ({progress.new:,} new)"
        if progress.seconds > 0:
            words += f", {progress.documents / progress.seconds:,.0f} a second"
        words += f"; {progress.files:,} of {counted(progress.all_files, 'file')}"
        begun, before = self._first
        done, seconds = progress.bytes - before, progress.seconds - begun
        if done > 0 and seconds > 1 and progress.bytes < progress.all_bytes:
            words += f", {lasting((progress.all_bytes - progress.bytes) * seconds / done)} left"
        if progress.refused:
            words += f"; {progress.refused:,} could not be read"
        self._line.say(words)


# --- columns ------------------------------------------------------------------------------------


def _columns(files: list[str], options: Namespace, reading: object) -> None:
    """Show how the columns of rows will be read, before they are filed; refuse a mapping to a column there is not."""
    from cablegram.errors import UsageError
    from cablegram.formats import Options
    from cablegram.formats.guessing import guess

    assert isinstance(reading, Options)
    named = set(options.paths)
    shown = passed = 0
    shapes: set[tuple[tuple[str, str | None], ...]] = set()
    for path in files:
        if path not in named and not path.lower().endswith(_ROWS):
            continue
        found = guess(path, reading)
        if found is None:
            continue
        if found.missing and path in named:
            known = ", ".join(column.key for column in found.columns)
            raise UsageError(f"--map: {path} has no column {found.missing[0]!r}; its columns are: {known}")
        shape = tuple((column.key, column.field) for column in found.columns)
        if shape in shapes or options.quiet:
            continue
        shapes.add(shape)
        if shown == _SHOWN:
            passed += 1
            continue
        shown += 1
        _show_columns(path, found)
    if passed:
        others = f"and {counted(passed, 'file')} with other columns"
        print(f"{others} (cablegram ingest FILE --dry-run shows those of one)", file=sys.stderr)


def _show_columns(path: str, found: Guess) -> None:
    from cablegram.cli.screen import printable

    text = found.text
    note = "" if text is not None else "; no column is the text: records without text (say --map text=COLUMN)"
    print(f"{path}: {found.format}, read as{note}", file=sys.stderr)
    # Of many columns those that are no field of ours are named alone.
    many = len(found.columns) > _COLUMNS
    shown = [column for column in found.columns if column.field or not many]
    wide = max((min(24, len(column.key)) for column in shown), default=0)
    for column in shown:
        field = column.field or "kept beside it"
        sample = " ".join(column.sample.split())[:48]
        line = f"  {column.key[:24].ljust(wide)}  {field:14}  {column.filled:4.0%}  {sample}"
        print(printable(line).rstrip(), file=sys.stderr)
    if many:
        from textwrap import wrap

        kept = ", ".join(column.key for column in found.columns if not column.field)
        for line in wrap(printable(f"kept beside it: {kept}"), 98, initial_indent="  ", subsequent_indent="    "):
            print(line, file=sys.stderr)


# --- what was done ------------------------------------------------------------------------------


def _summary(done: Progress, options: Namespace, folder: Path, collection: str) -> None:
    known = done.documents - done.new
    if options.json:
        from cablegram.cli.records import Summary

        write_json(
            Summary(
                archive=str(folder),
                collection=collection,
                dry_run=options.dry_run,
                documents=done.documents,
                new=None if options.dry_run else done.new,
                known=None if options.dry_run else known,
                kinds=done.kinds,
                files=done.files,
                passed_over=done.skipped,
                could_not_be_read=done.refused,
                seconds=round(done.seconds, 3),
            )
        )
        return
    of = f"of {counted(done.files - done.skipped, 'file')} in {lasting(done.seconds)}"
    if done.skipped and done.skipped == done.all_files:
        print(
            f"nothing to file: {counted(done.skipped, 'file')} filed before and passed over (--again reads them again)"
        )
        return
    if options.dry_run:
        print(f"{counted(done.documents, 'document')} {of}; nothing was filed (--dry-run)")
    else:
        print(f"{counted(done.documents, 'document')} {of}: {done.new:,} new, {known:,} known already; in {folder}")
    if done.kinds:
        print("  " + ", ".join(counted(count, kind) for kind, count in sorted(done.kinds.items())))
    if done.skipped:
        print(f"  {counted(done.skipped, 'file')} filed before and passed over (--again reads them again)")
    if done.refused:
        see = "" if options.dry_run else f" (cablegram ingest --failed --archive {folder} lists them)"
        print(f"  could not be read: {done.refused:,}{see}")


def _failed(options: Namespace) -> int:
    from cablegram.cli.screen import printable

    with open_from(options) as archive:
        view = archive.view(collections=[options.collection]) if options.collection else archive
        found = view.unread()
    for one in found:
        if options.json:
            write_json(one)
        else:
            where = f"{one.path}!{one.member}" if one.member else one.path
            print(printable(f"{where}: {one.reason}"))
    if not options.json and not found:
        print("everything could be read")
    return 0
