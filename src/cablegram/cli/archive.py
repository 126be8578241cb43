"""``cablegram archive ACTION``: keeping an archive, and what it holds in numbers and to be cited."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cablegram.cli import archive_links
from cablegram.cli.archives import (
    ProgressLine,
    add_archive_option,
    counted,
    folder_from,
    open_from,
    view_of,
    write_json,
)

if TYPE_CHECKING:
    from cablegram.archive.describing import Stats
    from cablegram.archive.store.counting import Counts
    from cablegram.errors import ArchiveError

ACTIONS = {
    "verify": "look whether everything still is what was filed; changes nothing",
    "backup": "copy the archive into another folder while others go on writing",
    "reindex": "throw the index away and make it again",
    "rederive": "derive again what an older version read of documents and found in them",
    "stats": "the archive in numbers",
    "describe": "a description that can be cited",
    "unread": "what could not be read, and why",
}
_LABEL = 16
_YEARS = 30  # that are shown one by one


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    links = archive_links.ACTIONS
    for name, summary in {**ACTIONS, **links}.items():
        action = actions.add_parser(name, help=summary, description=f"cablegram archive {name}: {summary}.")
        action.add_argument("--json", action="store_true", help="JSON, one object a line")
        add_archive_option(action, view=name in ("stats", "describe", "unread", *archive_links.VIEWED))
        if name in links:
            archive_links.add_options(name, action)
        if name == "backup":
            action.add_argument("target", metavar="DIR", help="the folder of the copy; it must not hold an archive")
        if name == "verify":
            action.add_argument("--quick", action="store_true", help="without reading every text and every byte")
        if name == "rederive":
            action.add_argument("--all", action="store_true", help="every document, whatever version derived it")
            action.add_argument(
                "--stage", choices=("read", "actors", "positions", "ledger"), help="only this stage (default: all)"
            )
            finders = action.add_mutually_exclusive_group()
            finders.add_argument("--rules-only", action="store_true", help="actors by lists and rules alone")
            finders.add_argument("--model", action="store_true", help="actors with the model, where rules found them")
        if name == "rederive":
            action.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each core)")
        if name == "stats":
            action.add_argument("--top", type=int, default=20, metavar="N", help="origins and findings (default: 20)")
        if name == "describe":
            action.add_argument("--title", help="the title (default: the name of the folder)")


def run(options: Namespace) -> int:
    """Do what is asked; ``verify`` exits 1 where something is wrong."""
    if options.action in archive_links.ACTIONS:
        return archive_links.run(options)
    actions = {
        "verify": _verify, "backup": _backup, "reindex": _reindex, "rederive": _rederive, "stats": _stats,
        "describe": _describe, "unread": _unread,
    }  # fmt: skip
    return actions[options.action](options)


def _verify(options: Namespace) -> int:
    from cablegram.errors import ArchiveError

    progress = ProgressLine(options.json)
    try:
        archive = open_from(options)
    except ArchiveError as error:
        return _unopened(error, options)
    with archive:
        report = archive.verify(deep=not options.quick, told=progress.steps)
    progress.end()
    if options.json:
        for problem in report.problems:
            write_json(problem)
        return 0 if report.sound else 1
    for problem in report.problems:
        print(problem)
    looked = counted(report.documents, "document")
    if report.deep:
        looked += f", {counted(report.files, 'file')} put together again, {report.raw:,} kept as they came"
    print(
        f"{looked}: " + ("everything is as it was filed" if report.sound else counted(len(report.problems), "problem"))
    )
    return 0 if report.sound else 1


def _unopened(error: ArchiveError, options: Namespace) -> int:
    """A store that is there and cannot even be opened is what was looked for; anything else is no archive."""
    from cablegram.archive.store.upkeep import DAMAGE

    if not isinstance(error.__cause__, DAMAGE):
        raise error
    from cablegram.archive.verifying import Problem

    where = str(Path(folder_from(options)) / "archive.sqlite")
    problem = Problem(where, f"cannot be opened ({error.__cause__})", "keep the file, and restore a backup beside it")
    if options.json:
        write_json(problem)
    else:
        print(problem)
    return 1


def _backup(options: Namespace) -> int:
    progress = ProgressLine(options.json)
    with open_from(options) as archive:
        made = archive.backup(options.target, told=progress.steps)
    progress.end()
    size = made.stat().st_size
    if options.json:
        from cablegram.cli.records import Backup

        write_json(Backup(str(made), size))
    else:
        print(f"{made}: {size:,} bytes, checked; cablegram archive reindex --archive {options.target} makes its index")
    return 0


def _reindex(options: Namespace) -> int:
    progress = ProgressLine(options.json)
    with open_from(options) as archive:
        archive.reindex(told=progress.steps)
        progress.end()
        count = archive.count("*")
    if options.json:
        from cablegram.cli.records import Reindexed

        write_json(Reindexed(count))
    else:
        print(f"{counted(count, 'document')} indexed again")
    return 0


def _rederive(options: Namespace) -> int:
    from cablegram.archive.ingest import default_executor
    from cablegram.errors import UsageError

    if options.workers is not None and options.workers < 1:
        raise UsageError(f"--workers {options.workers}: give a number from 1")
    progress = ProgressLine(options.json)
    try:
        with open_from(options) as archive:
            executor = default_executor(options.workers)
            done = archive.rederive(
                everything=options.all,
                stage=options.stage,
                actors="rules" if options.rules_only else "model" if options.model else None,
                executor=executor,
                told=progress.steps,
            )
    except KeyboardInterrupt:
        progress.end()
        print(
            "cablegram: stopped; what was derived again is kept, and the same command goes on from there",
            file=sys.stderr,
        )
        return 130
    progress.end()
    if options.json:
        write_json(done)
        return 0
    print(f"{counted(done.documents, 'document')} derived again, {done.changed:,} of them otherwise than before")
    for name in done.failed:
        print(f"{name}: it ended the process; what was derived of it before is kept", file=sys.stderr)
    return 0


def _stats(options: Namespace) -> int:
    with open_from(options) as archive:
        found = view_of(archive, options).stats(options.top)
    if options.json:
        write_json(found)
    else:
        _show_stats(found)
    return 0


def _show_stats(found: Stats) -> None:
    from cablegram.cli.screen import Screen, printable

    screen = Screen()

    def row(label: str, value: str) -> None:
        screen.line((label.ljust(_LABEL), "cyan"), printable(value))

    row("documents", f"{found.documents:,}")
    row("cables", f"{found.cables:,}")
    row("without text", f"{found.stubs:,}")
    row("not held", f"{counted(found.missing, 'cable')} referred to")
    span = f", {found.first} to {found.last}" if found.first else ""
    row("dated", f"{found.dated:,}{span}; {found.undated:,} undated")
    row("text", f"{found.text_bytes:,} bytes")
    if found.store_bytes is not None:
        row("on disk", f"store {found.store_bytes:,} bytes, index {found.index_bytes or 0:,} bytes")
    names = _finding_names()
    tables = (
        ("kind", found.kinds), ("format", found.formats), ("collection", found.collections), ("class", found.levels),
        ("year", _by_decade(found.years)), ("origin", found.origins), ("finding", found.findings),
    )  # fmt: skip
    for label, counts in tables:
        if counts:
            screen.blank()
            screen.line((label, "bold cyan"))
            wide = max(len(value) for value, _ in counts)
            for value, count in counts:
                name = f"   {names[value]}" if label == "finding" and value in names else ""
                screen.line("  ", printable(value).ljust(max(wide, _LABEL - 2)), f"{count:10,}", (name, "dim"))


def _by_decade(years: Counts) -> Counts:
    """Counts by year, where there are many by ten years."""
    if len(years) <= _YEARS:
        return years
    found: dict[str, int] = {}
    for year, count in years:
        name = f"{year[:3]}0 to {year[:3]}9" if year.isdigit() else year
        found[name] = found.get(name, 0) + count
    return tuple(found.items())


def _finding_names() -> dict[str, str]:
    """What each code means, in a few words."""
    from cablegram.archive.givens import NAMES
    from cablegram.findings import RULES
    from cablegram.findings.rules import load

    load()
    return {**NAMES, **{code: rule.name for code, rule in RULES.items()}}


def _describe(options: Namespace) -> int:
    with open_from(options) as archive:
        found = view_of(archive, options).describe(options.title)
    if options.json:
        write_json(found)
        return 0
    from cablegram.cli.screen import Screen, printable

    screen = Screen()
    dates = f"{found.first} to {found.last}" if found.first else "none is dated"
    rows = [
        ("title", found.title),
        ("documents", f"{counted(found.documents, 'document')} of {counted(found.cables, 'cable')}"),
    ]
    rows += [("dates", dates)]
    for one in found.collections:
        said = f"{one.name}: {counted(one.documents, 'document')}, release status {one.release}"
        rows.append(("collection", said + (f", licence {one.licence}" if one.licence else "")))
    if found.up_to:
        rows.append(("marked", f"{found.up_to} at most"))
    rows.append(("not held", f"{counted(found.missing, 'cable')} referred to"))
    if found.unread is not None:
        hint = " (cablegram archive unread lists them)" if found.unread else ""
        rows.append(("not read", (counted(found.unread, "thing") if found.unread else "nothing") + hint))
    rows.append(
        ("version", f"Cablegram {found.version}; stage read {found.stages['read']}, index {found.stages['index']}")
    )
    rows.append(("as of", found.date))
    rows.append(("content", f"sha256:{found.content}"))
    for label, value in rows:
        screen.line((label.ljust(_LABEL), "cyan"), printable(value))
    screen.blank()
    print(found.sentence)
    return 0


def _unread(options: Namespace) -> int:
    from cablegram.cli.screen import printable

    with open_from(options) as archive:
        view = view_of(archive, options)
        found = view.unread()
    for one in found:
        if options.json:
            write_json(one)
        else:
            print(printable(f"{one.path}!{one.member}: {one.reason}" if one.member else f"{one.path}: {one.reason}"))
    if not options.json and not found:
        hidden = " that may be told of: such things have no mark" if view.up_to else ""
        print(f"nothing{hidden}")
    return 0
