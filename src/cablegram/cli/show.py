"""``cablegram show NAME[¶N]``: a cable of the archive with its findings, where it came from and its copies, or a paragraph."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from cablegram.cli.archives import add_archive_option, counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive.packing import PlacedParagraph
    from cablegram.archive.views import Document, View
    from cablegram.cli.screen import Screen

_PARAGRAPH = re.compile(r"\s*[¶#]\s*(\d+)\s*$")
_LABEL = 15
_NEAR = 8  # names that begin alike


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "name",
        metavar="NAME[¶N]",
        help="a cable (07PARIS4514, in any spelling) or the id of a document; ¶N or #N: a paragraph",
    )
    parser.add_argument("--as-read", action="store_true", help="the text as it came in, character for character")
    parser.add_argument("--compare", action="store_true", help="what differs between the texts held of the cable")
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
        if options.compare:
            return _compare(documents, options)
        if number is not None:
            return _paragraph(documents, number, options)
        if options.json:
            for document in documents:
                write_json(as_json(document))
        elif options.as_read:
            for document in _told(documents):
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


def _told(documents: list[Document]) -> list[Document]:
    """What is told in full: the first text of the whole message, else the first of every section; the rest are copies."""

    def whole(document: Document) -> bool:
        row = document.row
        return row.section is None or (row.section == 1 and row.section_to == row.sections)

    # A telegram before a loose text of the same number, that before a record without text.
    wholes = sorted(filter(whole, documents), key=lambda one: ("telegram", "text", "record").index(one.row.kind))
    sections: dict[tuple[int | None, int | None], Document] = {}
    for document in documents:
        if not whole(document):
            sections.setdefault((document.row.section, document.row.section_to), document)
    if wholes and (wholes[0].row.kind == "telegram" or not sections):
        return wholes[:1]
    return list(sections.values())


def _give(text: str) -> None:
    """A text to standard output: exact, but on a terminal, which a cable must not drive."""
    if sys.stdout.isatty():
        from cablegram.cli.screen import printable

        text = "\n".join(map(printable, text.splitlines())) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


# --- for machines -------------------------------------------------------------------------------


def as_json(document: Document) -> dict[str, Any]:
    """A document as one object; every ``start`` and ``end`` is a place in its ``text``."""
    import msgspec

    from cablegram.archive.searching import day_of

    row = document.row
    text = row.text
    return {
        "cable": row.cable,
        "document": row.id,
        "kind": row.kind,
        "mrn": row.mrn,
        "date": day_of(row.first, row.precision),
        "date_precision": row.precision,
        "date_basis": row.basis,
        "dtg": row.dtg,
        "origin": row.origin,
        "station": row.station,
        "level": row.level,
        "subject": row.subject,
        "precedence": row.precedence,
        "status": row.status,
        "section": row.section,
        "section_to": row.section_to,
        "sections": row.sections,
        "captions": row.captions.split("; ") if row.captions else [],
        "signers": row.signers.split("; ") if row.signers else [],
        "tags": document.tags,
        "given": [{"key": one.key, "value": one.value, "field": one.field} for one in document.given],
        "places": document.places,
        "references": [
            {"kind": r.kind, "letter": r.letter, "mrn": r.mrn, "text": r.text, "start": r.start, "end": r.end}
            for r in document.references
        ],
        "findings": [{**msgspec.structs.asdict(f), "quote": text[f.start : f.end]} for f in document.findings],
        "paragraphs": [_paragraph_json(document, one) for one in document.paragraphs],
        "text": text,
    }


def _paragraph_json(document: Document, one: PlacedParagraph) -> dict[str, Any]:
    return {
        "number": one.number,
        "portion": one.portion,
        "start": one.start,
        "end": one.end,
        "text": document.text[one.start : one.end],
    }


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
            name = {"cable": document.row.cable, "document": document.row.id}
            write_json({**name, **_paragraph_json(document, one)})
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
    from cablegram.cli.screen import Screen

    screen = Screen()
    told = _told(documents)
    for document in told:
        _show_document(screen, document, options.brief)
        screen.blank()
    rest = [document for document in documents if document.row.number not in {one.row.number for one in told}]
    if rest:
        screen.line(
            (f"also held: {counted(len(rest), 'document')} of this cable (--compare shows what differs)", "bold")
        )
        for document in rest:
            _show_copy(screen, document, told)


def _show_document(screen: Screen, document: Document, brief: bool) -> None:
    from cablegram.archive.givens import read_given
    from cablegram.cli.fields import show
    from cablegram.cli.screen import printable
    from cablegram.telegram.reader import parse

    row = document.row
    if row.text.strip():
        telegram = parse(row.text, year=read_given(document.given).year)
        show(screen, telegram, brief=brief)
    else:
        screen.line((printable(row.cable), "bold green"), "   ", "a record without text")
        if row.subject:
            screen.line((printable(row.subject), "bold"))
    screen.blank()
    for given in document.given:
        named = given.key + (f" ({given.field})" if given.field else "")
        _row(screen, "given", f"{named}: {' '.join(given.value.split())}")
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
        where = f"{place.path}!{place.member}" if place.member else place.path
        page = f", page {place.page}" if place.page else ""
        licence = f", {place.licence}" if place.licence else ""
        _row(screen, "from", f"{where}{page} ({place.collection}: {place.release}{licence})")


def _show_copy(screen: Screen, document: Document, told: list[Document]) -> None:
    row = document.row
    facts = [row.id, row.level or "no mark"]
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
    """Each text of a section beside the first one of it; the very same text is not compared."""
    from cablegram.archive.comparing import compare

    told = _told(documents)
    pairs = []
    for document in documents:
        first = next((one for one in told if one.row.section == document.row.section), told[0])
        if document.row.number != first.row.number and document.text != first.text:
            pairs.append(compare(first, document))
    if options.json:
        for pair in pairs:
            write_json(pair)
        return 0
    if not pairs:
        many = counted(len(documents), "document")
        print(
            f"{documents[0].row.cable}: {many}, "
            + ("nothing to compare" if len(documents) == 1 else "all the same text")
        )
        return 0
    from cablegram.cli.releases import draw_comparison
    from cablegram.cli.screen import Screen

    screen = Screen()
    for k, pair in enumerate(pairs):
        if k:
            screen.blank()
        for line in draw_comparison(pair, screen.width):
            screen.line(line)
    return 0
