"""``cablegram search QUERY…``: ranked full text, with the exact place of every hit."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from cablegram.cli.archives import add_archive_option, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive.hits import Hit
    from cablegram.archive.searching import Results
    from cablegram.cli.screen import Screen
    from cablegram.errors import QueryError

_INDENT = "    "
_VALUES = 10  # of one facet that are shown
_WORD = re.compile(r"\S+")


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "query",
        nargs="+",
        metavar="QUERY",
        help='words, "phrases", field:value (docs/query.md); in quotes for the shell',
    )
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many are shown (default: 20)")
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="how many are passed over first")
    parser.add_argument(
        "--sort",
        choices=("rank", "date", "date-desc"),
        help="the order (default: rank; date where no word is searched for)",
    )
    parser.add_argument("--facets", action="store_true", help="count the hits by year, origin, TAGS and so on")
    parser.add_argument(
        "--facet",
        action="append",
        default=[],
        metavar="NAME",
        help="count the hits by this one (state, org, person, place, year, origin, tags ...); can be given again",
    )
    parser.add_argument(
        "--json", action="store_true", help="one JSON object per hit; with --facets or --facet a last one of counts"
    )
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Print what is found; 1 where nothing is."""
    from cablegram.errors import QueryError, UsageError

    if options.limit < 0 or options.offset < 0:
        raise UsageError("--limit and --offset are numbers from 0")
    with open_from(options) as archive:
        view = view_of(archive, options)
        try:
            results = view.search(
                " ".join(options.query),
                limit=options.limit,
                offset=options.offset,
                sort=options.sort,
                facets=True if options.facets else options.facet,
            )
        except QueryError as error:
            point(error)
            return 2
        if not archive.indexed():
            hint = "an ingest runs, or was stopped and is to be run again (or cablegram archive reindex)"
            print(f"cablegram: the index has yet to take some documents, which are not found: {hint}", file=sys.stderr)
    if options.json:
        _json(results, options)
    else:
        from cablegram.cli.screen import Screen

        show_results(Screen(), results, options.offset)
    return 0 if results.total else 1


def point(error: QueryError) -> None:
    """What is wrong with a query in one line, and below it the place."""
    print(f"cablegram: {error}", file=sys.stderr)
    if error.query.strip():
        from cablegram.archive.query import pointed

        for line in pointed(error).splitlines()[:2]:
            print("  " + line, file=sys.stderr)


def _json(results: Results, options: Namespace) -> None:
    from cablegram.archive.shown import facets, found_hit

    for number, hit in enumerate(results.hits, start=options.offset + 1):
        write_json(found_hit(number, results.total, hit))
    if options.facets or options.facet:
        write_json(facets(results))


def show_results(screen: Screen, results: Results, offset: int = 0) -> None:
    """What was found, numbered from ``offset`` on, and the counts below it."""
    if not results.total:
        print("nothing found")
        return
    shown = ""
    if results.hits and len(results.hits) < results.total:
        shown = f", {offset + 1:,} to {offset + len(results.hits):,} shown"
    screen.line((f"{results.total:,} found{shown} ({results.seconds:.2f} s)", "dim"))
    for number, hit in enumerate(results.hits, start=offset + 1):
        _hit(screen, number, hit)
    for name, values in results.facets.items():
        _facet(screen, name, values, about=results.about)


def _hit(screen: Screen, number: int, hit: Hit) -> None:
    from cablegram.cli.screen import printable

    screen.blank()
    name = hit.cable + (f"¶{hit.paragraph}" if hit.paragraph is not None else "")
    facts = [fact for fact in (hit.date or "undated", hit.origin, hit.level) if fact]
    if hit.kind != "telegram":
        facts.append(f"[{hit.kind}]")
    screen.line(f"{number:3d} ", (printable(name), "bold green"), "   ", printable("   ".join(facts)))
    if hit.subject:
        subject = printable(" ".join(hit.subject.split()))
        screen.line(_INDENT, (subject[: screen.width - len(_INDENT)], "bold"))
    for line in snippet_lines(hit.snippet, hit.marks, screen.width - len(_INDENT)):
        screen.line(_INDENT, *line)
    if hit.why:
        screen.line(_INDENT, (f"matched: {printable(', '.join(hit.why))}", "dim"))


def snippet_lines(text: str, marks: tuple[tuple[int, int], ...], width: int) -> list[list[tuple[str, str]]]:
    """A stretch of text wrapped, each line as parts with their style: what matched is set off."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if used and used + 1 + end - start > width:
            lines.append([])
            used = 0
        if used:
            # A blank between two words of one match belongs to it.
            inside = any(a < start and end <= b for a, b in marks)
            lines[-1].append((" ", _MARKED if inside else ""))
            used += 1
        lines[-1] += _styled(text, start, end, marks)
        used += end - start
    return [line for line in lines if line]


_MARKED = "bold yellow"


def _styled(text: str, start: int, end: int, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, str]]:
    from cablegram.cli.screen import printable

    parts: list[tuple[str, str]] = []
    at = start
    for a, b in marks:
        a, b = max(a, at), min(b, end)
        if a < b:
            parts += [(printable(text[at:a]), ""), (printable(text[a:b]), _MARKED)]
            at = b
    parts.append((printable(text[at:end]), ""))
    return [part for part in parts if part[0]]


def _facet(screen: Screen, name: str, values: tuple[tuple[str, int], ...], *, about: bool) -> None:
    """Counts by one field as a small table, the largest first; years as they follow."""
    from cablegram.cli.screen import printable

    if not values:
        return
    screen.blank()
    screen.line((name, "bold cyan"), (" (about)" if about else "", "dim"))
    most = values if name == "year" else values[:_VALUES]
    wide = max(len(value) for value, _ in most)
    for value, count in most:
        screen.line(_INDENT, printable(value).ljust(wide), f"{count:10,}")
    if len(values) > len(most):
        screen.line((f"{_INDENT}and {len(values) - len(most)} more", "dim"))
