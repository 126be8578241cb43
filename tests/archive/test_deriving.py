"""The stage *read*: documents of entries, ids from content, given fields beside the text's own, one version per output."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.archive.compression import decompress
from cablegram.archive.deriving import VERSION, derive, document_id, documents
from cablegram.archive.packing import unpack_paragraphs
from cablegram.formats import Entry, Given, Origin
from cablegram.source import Source
from tests.archive.filing import telegram
from tests.real_data import ROOT, samples

RECORDED = ROOT / "tests" / "data" / "stage-read.json"


def entry(text: str | bytes, *fields: Given, whole: bool = False) -> Entry:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    source = Source.from_bytes(data) if isinstance(text, bytes) else Source(data, text, "utf-8")
    return Entry("text", source, Origin("x.txt", None, 0, len(data), hashlib.sha256(data).hexdigest()), fields, whole)


def test_the_version_goes_up_when_the_output_changes() -> None:
    digest = hashlib.sha256()
    for path in samples():
        for document in documents(entry(path.read_bytes())):
            digest.update(msgspec.json.encode(document.reading))
    now = {"version": VERSION, "sha256": digest.hexdigest()}
    recorded = json.loads(RECORDED.read_text())
    if recorded["version"] != VERSION:
        pytest.fail(f"a new version: write {json.dumps(now)} into {RECORDED.relative_to(ROOT)}")
    assert now == recorded, (
        "what is derived of the samples has changed: raise VERSION in archive/deriving.py, so that archives derive it again"
    )


def test_documents_of_an_entry_are_its_text() -> None:
    text = telegram(serial=1) + "NNNN\n\n" + telegram(serial=2) + "NNNN\n"
    found = list(documents(entry(text)))
    assert "".join(one.text for one in found) == text
    assert [one.reading.mrn for one in found] == ["07LISBON1", "07LISBON2"]
    assert [text[one.place.start : one.place.end] for one in found] == [one.text for one in found]


def test_the_id_is_of_the_content_alone() -> None:
    one, other = (next(iter(documents(entry(telegram(), *fields)))) for fields in ((), (Given("a", "b"),)))
    assert one.id != other.id  # fields given with a text are part of what came in
    assert one.id == document_id(telegram(), "")
    assert one.id.startswith("doc-")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # what was given, our field, the code of the finding; nothing where it says the same in another spelling
        ((Given("id", "07LISBON2217", "mrn"),), []),
        ((Given("id", "07LISBON9999", "mrn"),), ["A601"]),
        ((Given("Document Number", "2007LISBON02217", "mrn"),), []),
        ((Given("date", "2007-03-07", "date"),), []),
        ((Given("date", "2007-03-08", "date"),), []),  # received a day later
        ((Given("date", "2008-03-07", "date"),), ["A602"]),
        ((Given("class", "Confidential", "classification"),), []),
        ((Given("class", "SECRET", "classification"),), ["A603"]),
        ((Given("origin", "Embassy Lisbon", "origin"),), []),
        ((Given("origin", "Embassy Oslo", "origin"),), ["A604"]),
        ((Given("subject", "Harbor dues", "subject"),), []),
        ((Given("subject", "Fish", "subject"),), ["A605"]),
        ((Given("tags", "PREL; PO", "tags"),), []),
        ((Given("tags", "PREL, SP", "tags"),), ["A606"]),
        ((Given("note", "anything at all"),), []),
    ],
)
def test_given_fields_that_differ_are_found(fields: tuple[Given, ...], expected: list[str]) -> None:
    reading = next(iter(documents(entry(telegram(), *fields)))).reading
    assert [one.code for one in reading.findings if one.code.startswith("A6")] == expected


def test_the_higher_mark_counts() -> None:
    """A view must not show what one of two marks forbids."""
    cases = (
        ("SECRET", "SECRET"),
        ("UNCLASSIFIED", "CONFIDENTIAL"),
        ("n/a", "CONFIDENTIAL"),
        ("Geheim", "GEHEIM"),  # said and not understood: it stands above every mark we know
    )
    for given_level, expected in cases:
        reading = derive("x", telegram(), (Given("class", given_level, "classification"),))
        assert reading.level == expected


def test_given_fields_stand_in_where_the_text_says_nothing() -> None:
    fields = (
        Given("id", "1976LUSAKA00817", "mrn"),
        Given("date", "12 APR 1976", "date"),
        Given("From", "LUSAKA", "origin"),
        Given("class", "CONFIDENTIAL", "classification"),
        Given("TAGS", "PFOR, ZA", "tags"),
        Given("Subject", "STRIKE", "subject"),
        Given("Locator", "TEXT ON MICROFILM", "locator"),
    )
    reading = derive("x", "", fields)
    assert (reading.kind, reading.cable, reading.level, reading.subject) == (
        "record",
        "76LUSAKA817",
        "CONFIDENTIAL",
        "STRIKE",
    )
    assert [code for code, _ in reading.tags] == ["PFOR", "ZA"]
    assert (reading.basis, reading.precision, reading.station, reading.serial) == ("given", "day", "LUSAKA", 817)


def test_a_number_alone_gives_the_year() -> None:
    reading = derive("x", "no date here", (Given("id", "75LAPAZ3809", "mrn"),))
    assert (reading.precision, reading.basis) == ("year", "mrn")


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_derived_and_its_places_are_true(text: str) -> None:
    found = list(documents(entry(text)))
    assert "".join(one.text for one in found) == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    for one in found:
        one.text.encode()  # what goes to the store can be written
        for finding in one.reading.findings:
            assert 0 <= finding.start <= finding.end <= len(one.text)
        for paragraph in unpack_paragraphs(one.reading.paragraphs):
            assert 0 <= paragraph.start <= paragraph.end <= len(one.text)


def test_bytes_that_the_text_does_not_give_back_are_kept() -> None:
    as_text = next(iter(documents(entry(b"1. CHARG\xc9.\r\n"))))
    page = Entry("html", Source(b"<pre>1. ONE.</pre>", "1. ONE.", "utf-8"), Origin("x.html", None, 0, 18, "0" * 64))
    assert as_text.raw is None
    raw = next(iter(documents(page))).raw
    assert raw is not None
    assert decompress(raw.zstd) == b"<pre>1. ONE.</pre>"
    assert (raw.size, raw.sha256) == (18, hashlib.sha256(b"<pre>1. ONE.</pre>").hexdigest())


def test_where_it_came_from(tmp_path: Path) -> None:
    paged = Entry("pdf", Source(b"%PDF", "one\f1. TWO", "pdf"), Origin("a.pdf", "b.pdf", 0, 4, "0" * 64), pages=(0, 4))
    found = list(documents(paged))
    assert (found[0].place.member, found[0].place.page) == ("b.pdf", 1)
