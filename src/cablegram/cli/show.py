"""``cablegram show NAME[¶N]``: a cable of the archive with its findings, where it came from and its copies, or a paragraph."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TYPE_CHECKING

from cablegram.cli.archives import add_archive_option, counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive.comparing import Comparison
    from cablegram.archive.packing import PlacedParagraph
    from cablegram.archive.store import Seen
    from cablegram.archive.views import Document, View
    from cablegram.cli.screen import Screen

_PARAGRAPH = re.compile(r"\s*[¶#]\s*(\d{1,9})\s*$")
_LABEL = 15
_NEAR = 8  # names that begin alike
_CUT, _MORE = 160, 40  # characters of a given value that are shown, and how many more it may have and be whole
_RECORDS = 3  # records without text beside a cable that are listed one by one


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "name",
        metavar="NAME[¶N]",
        help="a cable (07PARIS4514, in any spelling) or the id of a document; ¶N or #N: a paragraph",
    )
    parser.add_argument("--as-read", action="store_true", help="the text as it came in, character for character")
    parser.add_argument("--compare", action="store_true", help="what differs between the texts held of the cable")
    parser.add_argument("--against", metavar="OTHER", help="what differs from another cable or document")
    parser.add_argument("--brief", action="store_true", help="paragraphs cut to one line each")
    parser.add_argument("--json", action="store_true", help="one JSON object per document (with --compare, per pair)")
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Show it; 2 where the archive has no such cable, or the cable no such paragraph."""
    name, number = _parts(options.name)
    with open_from(options) as archive:
        view = view_of(archive, options)
        documents = view.cable(name)
        if not documents:
            return _nothing(view, name)
        if options.against is not None:
            return _compare_with(view, documents, options)
        if options.compare:
            return _compare(documents, options)
        if number is not None:
            return _paragraph(documents, number, options)
        if options.json:
            from cablegram.archive.shown import shown_document

            for document in documents:
                write_json(shown_document(document))
        elif options.as_read:
            from cablegram.archive.copies import told_of

            for document in told_of(documents):
                _give(document.text)
        else:
            _show(view, documents, options)
    return 0


def _parts(name: str) -> tuple[str, int | None]:
    """A name and the paragraph named behind it."""
    match = _PARAGRAPH.search(name)
    return (name[: match.start()], int(match[1])) if match else (name.strip(), None)


def _nothing(view: View, name: str) -> int:
    near = view.suggest(name, _NEAR) if name else []
    stub = None if near else view.stub(name)
    if stub is not None:
        hint = f"; it is referred to: cablegram thread {stub.name} tells where"
    elif near:
        hint = f"; there are: {', '.join(near)}"
    else:
        hint = "; cablegram search finds cables by their words"
    print(f"cablegram: no cable {name} in the archive, as far as may be seen{hint}", file=sys.stderr)
    return 2


def _give(text: str) -> None:
    """A text to standard output: exact, but on a terminal, which a cable must not drive."""
    if sys.stdout.isatty():
        from cablegram.cli.screen import printable

        text = "\n".join(map(printable, text.splitlines())) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


# --- one paragraph ------------------------------------------------------------------------------


def _paragraph(documents: list[Document], number: int, options: Namespace) -> int:
    found = [(document, one) for document in documents for one in document.paragraphs if one.number == number]
    if not found:
        there = sorted({one.number for document in documents for one in document.paragraphs if one.number is not None})
        has = f"it has ¶{there[0]} to ¶{there[-1]}" if there else "its paragraphs have no numbers"
        print(f"cablegram: {documents[0].row.cable} has no ¶{number}; {has}", file=sys.stderr)
        return 2
    seen: set[str] = set()
    for document, one in found:
        words = document.text[one.start : one.end]
        if options.json:
            from cablegram.archive.shown import passage

            write_json(passage(document, one))
        elif words not in seen:
            seen.add(words)  # a copy with the same words is shown once
            if options.as_read:
                _give(words + ("" if words.endswith("\n") else "\n"))
            else:
                _show_paragraph(document, one, number)
    return 0


def _show_paragraph(document: Document, one: PlacedParagraph, number: int) -> None:
    from textwrap import wrap

    from cablegram.cli.screen import Screen, printable

    screen = Screen()
    row = document.row
    facts = [fact for fact in (row.origin, row.level, f"({one.portion})" if one.portion else None) if fact]
    screen.line((f"{row.cable}¶{number}", "bold green"), "   ", printable("   ".join(facts)))
    screen.line((f"{row.id}, characters {one.start} to {one.end}", "dim"))
    screen.blank()
    for part in document.text[one.start : one.end].split("\n\n"):
        for line in wrap(printable(" ".join(part.split())), screen.width - 2):
            screen.line("  ", line)
        screen.blank()


# --- the whole cable ----------------------------------------------------------------------------


def _show(view: View, documents: list[Document], options: Namespace) -> None:
    from cablegram.archive.copies import told_of
    from cablegram.cli.screen import Screen

    screen = Screen()
    told = told_of(documents)
    for document in told:
        _show_document(screen, document, options.brief)
        screen.blank()
    _show_decisions(screen, view, documents)
    rest = [document for document in documents if document.row.number not in {one.row.number for one in told}]
    if rest:
        texts = [document for document in rest if document.row.kind != "record"]
        hint = " (--compare shows what differs)" if texts else ""
        screen.line((f"also held: {counted(len(rest), 'document')} of this cable{hint}", "bold"))
        records = [document for document in rest if document.row.kind == "record"]
        for document in texts if len(records) > _RECORDS else rest:
            _show_copy(screen, document, told)
        if len(records) > _RECORDS:
            _row(screen, "records", f"{len(records):,} without text (--json has them)")
            for place, count in Counter(_where(one) for document in records for one in document.places).items():
                _row(screen, "from", f"{place}" + (f", {count:,} times" if count > 1 else ""))


def _show_decisions(screen: Screen, view: View, documents: list[Document]) -> None:
    """What people decided on a cable or document."""
    from cablegram.archive.decisions import PAIRS
    from cablegram.cli.archive_decisions import decision_lines

    ids = {document.row.id for document in documents}
    found = [one for one in view.decisions() if one.document in ids or (one.kind in PAIRS and one.value in ids)]
    if not found:
        return
    screen.line(("decisions", "bold"))
    for decision in found:
        for line in decision_lines(view, decision):
            screen.line(line)
    screen.blank()


def _show_document(screen: Screen, document: Document, brief: bool) -> None:
    from cablegram.archive.givens import read_given
    from cablegram.cli.fields import show
    from cablegram.cli.screen import printable
    from cablegram.telegram.reader import parse

    row = document.row
    if row.text.strip():
        telegram = parse(row.text, year=read_given(document.given).year)
        show(screen, telegram, brief=brief, name=row.cable, see="--as-read")
        if row.mrn and not telegram.mrn:
            screen.line("  ", ("number".ljust(_LABEL), "cyan"), "given with the text, which has none")
    else:
        screen.line((printable(row.cable), "bold green"), "   ", "a record without text")
        if row.subject:
            screen.line((printable(row.subject), "bold"))
    screen.blank()
    for given in document.given:
        named = given.key + (f" ({given.field})" if given.field else "")
        value = " ".join(given.value.split())
        room = _CUT if not brief else screen.width - _LABEL - len(named) - 8
        if len(value) > room + _MORE:
            value = f"{value[:room].rstrip()}… ({len(value):,} characters; --json has them)"
        _row(screen, "given", f"{named}: {value}")
    if row.status:
        _row(screen, "status", row.status)
    for finding in document.findings:
        line = row.text.count("\n", 0, finding.start) + 1
        offer = f"   [{finding.safety} mend]" if finding.safety else ""
        _row(screen, "finding", f"line {line}: {finding.code} {finding.message}{offer}")
    _places(screen, document)
    _row(screen, "document", row.id)


def _row(screen: Screen, label: str, value: str) -> None:
    from textwrap import wrap

    from cablegram.cli.screen import printable

    for k, line in enumerate(wrap(printable(value), screen.width - _LABEL - 2) or [""]):
        screen.line("  ", ((label if k == 0 else "").ljust(_LABEL), "cyan"), line)


def _places(screen: Screen, document: Document) -> None:
    for place in document.places:
        _row(screen, "from", _where(place))


def _where(place: Seen) -> str:
    where = f"{place.path}!{place.member}" if place.member else place.path
    page = f", page {place.page}" if place.page else ""
    licence = f", {place.licence}" if place.licence else ""
    return f"{where}{page} ({place.collection}: {place.release}{licence})"


def _show_copy(screen: Screen, document: Document, told: list[Document]) -> None:
    row = document.row
    facts = [row.id, "a record without text" if row.kind == "record" else row.level or "no mark"]
    if row.section is not None:
        facts.append(f"section {row.section} of {row.sections}")
    if row.status:
        facts.append(row.status)
    if any(document.text.split() == one.text.split() for one in told):
        facts.append("the same words")
    _row(screen, "copy", "   ".join(facts))
    _places(screen, document)


# --- what differs -------------------------------------------------------------------------------


def _compare(documents: list[Document], options: Namespace) -> int:
    """Each text of a section beside the first one of it; the very same text is not compared, nor a record without text."""
    from cablegram.archive.comparing import compare
    from cablegram.archive.copies import told_of

    told = told_of(documents)
    texts = [document for document in documents if document.row.kind != "record"]
    pairs = []
    for document in texts:
        first = next((one for one in told if one.row.section == document.row.section), told[0])
        if document.row.number != first.row.number and document.text != first.text:
            pairs.append(compare(first, document))
    if pairs or options.json:
        _show_comparisons(pairs, options)
        return 0
    records = len(documents) - len(texts)
    held = [counted(len(texts), "text")] if texts else []
    held += [f"{counted(records, 'record')} without text"] if records else []
    print(
        f"{documents[0].row.cable}: {' and '.join(held)}, "
        + ("nothing to compare" if len(texts) < 2 else "all the same text")
    )
    return 0


def _compare_with(view: View, documents: list[Document], options: Namespace) -> int:
    """The first text of a cable beside that of another, or one document beside another."""
    from cablegram.archive.comparing import compare
    from cablegram.archive.copies import told_of

    others = view.cable(options.against)
    if not others:
        return _nothing(view, options.against)
    _show_comparisons([compare(told_of(documents)[0], told_of(others)[0])], options)
    return 0


def _show_comparisons(pairs: list[Comparison], options: Namespace) -> None:
    if options.json:
        for pair in pairs:
            write_json(pair)
        return
    from cablegram.cli.releases import draw_comparison
    from cablegram.cli.screen import Screen

    screen = Screen()
    for k, pair in enumerate(pairs):
        if k:
            screen.blank()
        for line in draw_comparison(pair, screen.width):
            screen.line(line)
