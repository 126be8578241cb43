"""``cablegram archive gaps|missing|duplicates|decide|decisions|undo``: what is not there, what is there twice, who said so."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING

from cablegram.cli import archive_decisions
from cablegram.cli.archives import ProgressLine, counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive.gaps import Gaps, Missing, Stub
    from cablegram.archive.near import Pair
    from cablegram.archive.store import Brief
    from cablegram.archive.views import View
    from cablegram.cli.screen import Screen

ACTIONS = {
    "gaps": "the numbers of a station and year: held, not held, referred to",
    "missing": "cables that are only referred to, the most referred to first",
    "duplicates": "documents of different cables that are nearly the same; suggested, never merged",
    "decide": "keep what you found: documents are the same message, or are not; who an actor is; what is one option or issue",
    "decisions": "what people decided",
    "undo": "undo a decision by its number; it stays listed as undone",
}
VIEWED = ("gaps", "missing", "duplicates", "decisions")  # actions that take the options of a view
_LABEL = 9
_REFERRERS = 3  # cables that refer to a missing one, by name


def add_options(name: str, parser: ArgumentParser) -> None:
    """The options of one action."""
    if name == "gaps":
        parser.add_argument("station", metavar="STATION", help="a post as its numbers name it (PARIS, USNATO, STATE)")
        parser.add_argument("year", metavar="YEAR", type=int, help="of four digits")
    if name == "missing":
        parser.add_argument("--station", metavar="STATION", help="only numbers of this post")
        parser.add_argument("--year", type=int, metavar="YEAR", help="only numbers of this year")
        parser.add_argument("--limit", type=int, default=50, metavar="N", help="how many (default: 50)")
    if name == "duplicates":
        parser.add_argument(
            "--threshold",
            type=float,
            default=0.8,
            metavar="SHARE",
            help="the share of rows of five words in common, 0.1 to 1 (default: 0.8)",
        )
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many pairs (default: 20)")
        parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    if name == "decide":
        parser.add_argument("kind", metavar="KIND", choices=archive_decisions.KINDS, help="one of: " + ", ".join(archive_decisions.KINDS))
        parser.add_argument("document", metavar="DOCUMENT", help="the id of a document, or a cable: its first document; an option or issue: its id or name")
        parser.add_argument(
            "other", metavar="OTHER", nargs="?", default="", help="the other document, option or issue; of actors, who it is; a name"
        )
        parser.add_argument("--cable", metavar="NAME", help="option-split: the cable whose words are another option")
        parser.add_argument("--actor", metavar="WHO", help="which actor of the document: its id, name or words there")
        parser.add_argument("--span", metavar="START-END", help="one mention, as cablegram actors --mentions lists it")
        parser.add_argument("--name", metavar="NAME", help="what an actor is called that the archive does not have yet")
        parser.add_argument("--who", required=True, metavar="NAME", help="who decides")
    if name == "decisions":
        parser.add_argument("name", nargs="?", metavar="NAME", help="only those on this cable or document")
        parser.add_argument("--undone", action="store_true", help="those that were undone, too")
    if name == "undo":
        parser.add_argument("number", metavar="NUMBER", type=int, help="as archive decisions lists it")


def run(options: Namespace) -> int:
    """Do what is asked; ``gaps`` exits 1 where nothing of the station and year is known."""
    actions = {
        "gaps": _gaps, "missing": _missing, "duplicates": _duplicates, "decide": archive_decisions.decide,
        "decisions": archive_decisions.decisions, "undo": archive_decisions.undo,
    }  # fmt: skip
    return actions[options.action](options)


# --- numbers ------------------------------------------------------------------------------------


def _gaps(options: Namespace) -> int:
    with open_from(options) as archive:
        found = view_of(archive, options).gaps(options.station, options.year)
    known = bool(found.held or found.referred)
    if options.json:
        write_json(found)
    elif not known:
        print(f"{found.station} {found.year}: no number is held or referred to")
    else:
        _show_gaps(found)
    return 0 if known else 1


def _show_gaps(found: Gaps) -> None:
    from cablegram.cli.screen import Screen

    screen = Screen()
    facts = [f"{found.held:,} held", f"{found.missing_count:,} not held between them"]
    facts.append(f"{len(found.referred):,} referred to and not held")
    screen.line((f"{found.station} {found.year}", "bold green"), "   ", "; ".join(facts))
    screen.blank()
    rows = list(_runs(found))
    wide = max(len(names) for names, *_ in rows)
    for names, state, count, referred in rows:
        number = f"{count:,}" if count else ""
        screen.line("  ", (names.ljust(wide), "" if state == "held" else "yellow"), f"   {state:9}{number:>7}")
        if referred:
            told = ", ".join(f"{_serial(one.name)} ({one.referrers})" for one in referred)
            for line in wrap(f"referred to: {told}", screen.width - 6, subsequent_indent="  "):
                screen.line("      ", line)
    if found.referred:
        screen.blank()
        screen.line(
            ("in brackets: how many cables refer to it; cablegram thread NAME tells which, in what words", "dim")
        )


Line = tuple[str, str, int | None, Sequence["Missing"]]


def _runs(found: Gaps) -> Iterator[Line]:
    """Runs of numbers in order: what they are called, held or not, how many, and what of them is referred to."""
    serials = [_serial(one.name) for one in found.referred]

    def referred(first: int, last: float) -> Sequence[Missing]:
        return [one for one, serial in zip(found.referred, serials, strict=True) if first <= serial <= last]

    if found.first is None or found.last is None:
        yield f"{found.station} {found.year}", "not held", None, found.referred
        return
    start, last = _serial(found.first), _serial(found.last)
    before, after = referred(0, start - 1), referred(last + 1, float("inf"))
    stem = found.first[: -len(str(start))]
    if before:
        yield f"before {found.first}", "not held", None, before
    for stretch in found.missing:
        first, end = _serial(stretch.first), _serial(stretch.last)
        yield _named(stem, start, first - 1), "held", first - start, ()
        yield _named(stem, first, end), "not held", stretch.count, referred(first, end)
        start = end + 1
    yield _named(stem, start, last), "held", last - start + 1, ()
    if after:
        yield f"after {found.last}", "not held", None, after


def _named(stem: str, first: int, last: int) -> str:
    return f"{stem}{first}" if first == last else f"{stem}{first} to {last}"


def _serial(name: str) -> int:
    from cablegram.telegram.mrn import split_mrn

    return split_mrn(name)[1]


def _missing(options: Namespace) -> int:
    from cablegram.cli.screen import Screen

    with open_from(options) as archive:
        view = view_of(archive, options)
        found = view.missing(options.limit, options.station, options.year)
        if options.json:
            for one in found:
                write_json(one)
            return 0
        screen = Screen()
        wide = max((len(one.name) for one in found), default=0)
        for one in found:
            screen.line((one.name.ljust(wide), "bold green"), f"   referred to by {counted(one.referrers, 'cable')}")
            stub = view.stub(one.name)
            if stub is not None:
                for line in _referrers(stub, screen.width - 6):
                    screen.line("      ", line)
    if not found and options.limit:
        print("no cable is referred to and not held")
    elif found and len(found) == options.limit:
        screen.blank()
        screen.line((f"the first {options.limit:,} are shown (--limit)", "dim"))
    return 0


def _referrers(stub: Stub, width: int) -> list[str]:
    """Who refers to a cable, when and in what words, the oldest first."""
    from cablegram.cli.screen import printable

    told: dict[str, str] = {}
    for one in stub.referrers:
        date = f", {one.date[:10]}" if one.date else ""
        told.setdefault(one.cable, f'{one.cable}{date}: "{" ".join(one.text.split())}"')
    lines = [wrap(printable(words), width)[0] for words in list(told.values())[:_REFERRERS]]
    if len(told) > _REFERRERS:
        lines.append(f"and {len(told) - _REFERRERS:,} more (cablegram thread {stub.name})")
    return lines


# --- near-duplicates ----------------------------------------------------------------------------


def _duplicates(options: Namespace) -> int:
    from cablegram.cli.screen import Screen

    progress = ProgressLine(options.quiet or options.json)
    with open_from(options) as archive:
        view = view_of(archive, options)
        # One more than is shown tells whether there are more.
        limit = options.limit + 1 if options.limit >= 0 else options.limit
        found = list(view.near_duplicates(options.threshold, limit, told=progress.steps))
        progress.end()
        more, found = len(found) > options.limit, found[: options.limit]
        if options.json:
            for pair in found:
                write_json(pair)
            return 0
        screen = Screen()
        for number, pair in enumerate(found):
            if number:
                screen.blank()
            _show_pair(screen, view, pair, options)
    if not found and not more:
        print(f"no two documents of different cables are {options.threshold:.0%} alike, but those decided on")
        return 0
    if found:
        screen.blank()
        screen.line(
            ("where they are not the same message, say not-same; what is decided is not suggested again", "dim")
        )
    if more:
        screen.line((f"the {options.limit:,} most alike are shown; there are more (--limit)", "dim"))
    return 0


def _show_pair(screen: Screen, view: View, pair: Pair, options: Namespace) -> None:
    """Two documents, how to look at them, and how to say what they are."""
    from cablegram.cli.screen import printable

    names = []
    for k, (document, cable) in enumerate(((pair.a, pair.cable_a), (pair.b, pair.cable_b))):
        held = view.resolve(cable)
        # A cable of one document is that document; its name says more than an id.
        names.append(cable if len(held) == 1 else document)
        brief = next((one for one in held if one.id == document), None)
        share = f"{pair.similarity:.0%}" if k == 0 else ""
        facts = _facts(brief, document) if brief else []
        screen.line(f"{share:>5} ", (printable(cable), "bold green"), "   ", printable("   ".join(facts)))
        if brief and brief.subject:
            screen.line("      ", printable(" ".join(brief.subject.split()))[: screen.width - 6])
    where = f" --archive {quote(options.archive)}" if options.archive else ""
    a, b = map(quote, names)
    screen.line("      ", ("look".ljust(_LABEL), "cyan"), f"cablegram show {a} --against {b}{where}")
    decide = f"cablegram archive decide same-message {a} {b} --who NAME{where}"
    screen.line("      ", ("decide".ljust(_LABEL), "cyan"), decide)


def _facts(brief: Brief, document: str) -> list[str]:
    from cablegram.archive.briefs import moment

    section = f"section {brief.section} of {brief.sections}" if brief.section else None
    date = (moment(brief.first, brief.precision) or "undated")[:10]
    name = document if document != brief.cable else None
    return [fact for fact in (date, brief.origin, brief.level, section, name) if fact]
