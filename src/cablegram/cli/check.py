"""``cablegram check PATH…``: a linter for cables."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.findings import Mended
    from cablegram.findings.placing import FoundFinding
    from cablegram.telegram.records import Telegram

_MENDED = ".mended"
_CANCELLED = ".cancelled"


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or folders with files; - is standard input")
    parser.add_argument(
        "--fix", action="store_true", help="write mended copies (NAME.mended.EXT); originals are never touched"
    )
    parser.add_argument("--into", metavar="DIR", help="with --fix: the folder the copies are written to")
    parser.add_argument(
        "--up-to",
        choices=("safe", "likely"),
        default="safe",
        help="with --fix and --beside: how sure a mend must be (default: safe)",
    )
    parser.add_argument(
        "--beside",
        action="store_const",
        const="changes",
        help="show the text as it came and as mended in two columns, where they differ",
    )
    parser.add_argument(
        "--beside=all", dest="beside", action="store_const", const="all", help="the same with every line"
    )
    parser.add_argument("--explain", metavar="CODE", help="say what a code means; 'all' lists every code")
    parser.add_argument(
        "--level", choices=("error", "warning", "info"), default="info", help="the least severity shown (default: info)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object per finding and line")


def run(options: Namespace) -> int:
    """Print the findings; 1 where there are any."""
    from cablegram.errors import UsageError

    if options.explain:
        return _explain(options.explain)
    if not options.paths:
        raise UsageError("check: name files or folders to check, or --explain CODE")
    if options.beside and options.json:
        raise UsageError("check: --beside is for people to read; --json gives the edits of each finding")
    shown = ("error", "warning", "info")[: ("error", "warning", "info").index(options.level) + 1]
    counts: Counter[str] = Counter()
    files = telegrams = mends = 0
    progress = _Progress()
    for name, telegram, before in _telegrams(options.paths, progress):
        from cablegram.findings.placing import found_findings

        telegrams += 1
        for finding in found_findings(telegram, name, before):
            if finding.severity in shown:
                counts[finding.severity] += 1
                if not options.beside:
                    _print(finding, options.json)
        if options.beside:
            from cablegram.cli import beside

            beside.show(name, telegram, before.count("\n") + 1, options.up_to, options.beside == "all")
    if options.fix:
        for path in _files(options.paths):
            if str(path) != "-":
                files += 1
                mends += _fix(path, options, progress)
    progress.end()
    if not options.json:
        total = sum(counts.values())
        parts = ", ".join(f"{counts[s]} {s}" for s in shown if counts[s])
        print(
            f"{total} findings in {telegrams} telegrams"
            + (f" ({parts})" if parts else "")
            + (f"; {mends} mends written in {files} copies" if options.fix else "")
        )
    return 1 if counts else 0


class _Progress:
    """A line on standard error every two seconds, where a person is looking or the work is long."""

    def __init__(self) -> None:
        self._last = self._start = time.monotonic()
        self._shown = False
        self.done = 0

    def step(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self._last > 2:
            self._last = now
            self._shown = True
            print(
                f"\rchecked {self.done} files, {self.done / (now - self._start):.0f} a second",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def end(self) -> None:
        if self._shown:
            print(file=sys.stderr)


def _files(paths: list[str]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order; mended copies are left out."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and _MENDED not in p.suffixes and not p.name.startswith(".")
            )
        else:
            yield path


def _telegrams(paths: list[str], progress: _Progress) -> Iterator[tuple[str, Telegram, str]]:
    """Each telegram with the name of its file and the text of the source before it."""
    from cablegram.reading import read_all

    for path in _files(paths):
        name = str(path)
        before = ""
        for telegram in read_all(sys.stdin.buffer if name == "-" else name):
            yield name, telegram, before
            before += telegram.text
        progress.step()


def _print(found: FoundFinding, as_json: bool) -> None:
    if as_json:
        from cablegram.telegram.jsonform import encode

        sys.stdout.buffer.write(encode(found) + b"\n")
        return
    offer = f" [{found.safety} mend]" if found.safety else ""
    from cablegram.cli.screen import printable

    print(f"{found.path}:{found.line}:{found.column}: {found.code} {printable(found.message)}{offer}")


def _fix(path: Path, options: Namespace, progress: _Progress) -> int:
    """Write the mended copy of one file, when there is something to mend; the number of mends."""
    from cablegram.errors import InputError
    from cablegram.findings import mend
    from cablegram.reading import read_all
    from cablegram.source import encode

    mended: list[Mended] = [mend(telegram, up_to=options.up_to) for telegram in read_all(path)]
    count = sum(len(one.mends) for one in mended)
    if not count:
        return 0
    text = "".join(one.text for one in mended)
    provenance = mended[0].telegram.provenance
    try:
        data = encode(text, (provenance.encoding if provenance else None) or "utf-8")
    except (KeyError, UnicodeEncodeError):
        data = text.encode("utf-8", "replace")
    folder = Path(options.into) if options.into else path.parent
    # A cancelled telegram must not pass for a valid one once its ZFR is taken out.
    mark = _CANCELLED if any(one.cancelled for one in mended) else ""
    target = folder / f"{path.stem}{mark}{_MENDED}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}); name another folder with --into") from error
    if not options.json:
        for one in mended:
            for made in one.mends:
                print(f"{target}: {made.code} {made.name}: {made.before!r} -> {made.after!r}")
    return count


def _explain(code: str) -> int:
    import textwrap

    from cablegram.errors import UsageError
    from cablegram.findings import RULES
    from cablegram.findings.rules import load

    load()
    if code != "all" and code.upper() not in RULES:
        raise UsageError(f"check: no code {code}; cablegram check --explain all lists them")
    for rule in sorted(RULES.values(), key=lambda r: r.code):
        if code == "all":
            print(f"{rule.code}  {rule.severity:7s}  {rule.name}")
        elif rule.code == code.upper():
            print(f"{rule.code} {rule.name} ({rule.severity}; reference {', '.join(rule.source)})\n")
            print(textwrap.fill(rule.explain, 90))
    return 0
