"""Searching: exact places, true counts, the orders, and what a hit says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.archive_scan import plain

from cablegram.archive import Archive
from cablegram.archive.query_text import matches
from cablegram.archive.searching import FACETS, SORTS, every_hit, every_place, query_tree
from cablegram.errors import ArchiveError, QueryError, UsageError
from tests.archive.filing import file_samples, file_texts, telegram

QUERIES = (
    "minister", "the", '"the minister"', "minist*", "ministre~", "tags:PREL", "class:SECRET", "from:1990", "until:1979-06",
    "date:none", "year:2005..2007", "minister OR fisheries", "-minister", '"embassy minister"~3', "origin:LUSAKA",
    "mrn:08MONTEVIDEO1906", "refs:07BAKU1562", "subject:debt", "caption:SIPDIS", "precedence:IMMEDIATE", "kind:text",
    "signer:doe", "format:text", "collection:samples", "(debt OR strike) AND NOT minister", "*",
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return file_samples(tmp_path_factory.mktemp("samples"))


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_those_of_a_scan(archive: Archive, query: str) -> None:
    tree = query_tree(query)
    documents = {row.id: plain(archive, row) for row in archive.documents()}
    found = archive.search(query, limit=1000)
    assert {hit.document for hit in found.hits} == {name for name, one in documents.items() if matches(tree, one)}
    assert found.total == len(found.hits)


@pytest.mark.parametrize("query", QUERIES)
def test_every_quote_is_exact(archive: Archive, query: str) -> None:
    for hit in archive.search(query, limit=1000).hits:
        document = archive.document(hit.document)
        assert document is not None
        assert document.text[hit.start : hit.end] == hit.quote
        for start, end in hit.marks:
            assert hit.snippet[start:end].strip() == hit.snippet[start:end] != ""
        if hit.paragraph is not None:
            assert any(p.number == hit.paragraph and p.start <= hit.start < p.end for p in document.paragraphs)


def test_a_hit_says_where_and_why(archive: Archive) -> None:
    (hit, *_) = archive.search('"debt rescheduling" OR debt', limit=3).hits
    assert "debt" in hit.quote.lower()
    assert hit.why
    assert any("debt" in hit.snippet[start:end].lower() for start, end in hit.marks)


def test_words_across_line_ends_and_page_turns(tmp_path: Path) -> None:
    body = "The Chairmanship of the\norganization will need to be set-\n\nLISBON 00002217  002 OF 002\n\ntled by the minister."
    archive = file_texts(tmp_path, {"a.txt": telegram(body)})
    (hit,) = archive.search('"the organization will"').hits
    assert hit.quote == "the\norganization will"


def test_a_mended_word_is_found_as_mended_and_as_it_stood(tmp_path: Path) -> None:
    text = telegram("The minister spoke.").replace("ZNY CCCCC", "ZNY GCCCC").replace("P 071540Z", "P O71540Z")
    archive = file_texts(tmp_path, {"a.txt": text})
    assert archive.count("071540Z") == 1
    assert archive.count("O71540Z") == 1


def test_orders(archive: Archive) -> None:
    dates = [hit.date for hit in archive.search("the", limit=100, sort="date").hits]
    known = [date for date in dates if date]
    assert known == sorted(known)
    assert dates[: len(known)] == known  # the undated come last
    newest = [hit.date for hit in archive.search("the", limit=100, sort="date-desc").hits if hit.date]
    assert newest == sorted(newest, reverse=True)
    scores = [hit.score or 0 for hit in archive.search("minister", limit=100).hits]
    assert scores == sorted(scores, reverse=True)


def test_pages_of_hits_are_the_whole(archive: Archive) -> None:
    for sort in SORTS:
        whole = [hit.document for hit in archive.search("the", limit=100, sort=sort).hits]
        parts = [
            hit.document
            for at in range(0, len(whole), 7)
            for hit in archive.search("the", limit=7, offset=at, sort=sort).hits
        ]
        assert parts == whole


def test_facets(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    found = archive.search("*", limit=0, facets=True)
    assert set(found.facets) == set(FACETS)
    assert sum(count for _, count in found.facets["kind"]) == found.total
    years = [year for year, _ in found.facets["year"]]
    assert years == sorted(years)
    assert dict(found.facets["class"])["SECRET"] == archive.count("class:SECRET")
    assert not found.about
    monkeypatch.setattr("cablegram.archive.searching.SAMPLED", 10)
    sampled = archive.search("*", limit=0, facets=["kind"])
    assert sampled.about
    assert sampled.total == found.total  # the number of hits is exact all the same


def test_filters_say_the_same_as_fields(archive: Archive) -> None:
    assert archive.search("the", since="2005", tags=["PREL"], limit=0).total == archive.count("the from:2005 tags:PREL")
    assert archive.search(level="SECRET", limit=0).total == archive.count("class:SECRET")


def test_typing(archive: Archive) -> None:
    assert archive.search("minis", typing=True, limit=0).total == archive.count("minis*")
    assert archive.search("m", typing=True, limit=0).total == archive.count("m")
    assert archive.search("minister ", typing=True, limit=0).total == archive.count("minister")


def test_a_number_finds_the_cable_and_what_refers_to_it(tmp_path: Path) -> None:
    texts = {"a.txt": telegram(serial=2217), "b.txt": telegram("Other.", serial=2218, refs=("07 LISBON 2217",))}
    archive = file_texts(tmp_path, texts)
    assert {hit.cable for hit in archive.search("07LISBON2217").hits} == {"07LISBON2217", "07LISBON2218"}
    assert archive.count("07LISBON2217 kind:telegram") == 2
    assert archive.count("07LISBON2217 -refs:07LISBON2217") == 1


def test_a_record_without_text_is_found_by_what_was_given(tmp_path: Path) -> None:
    card = '{"Document Number": "1976LUSAKA00817", "Locator": "TEXT ON MICROFILM", "Withdrawn by": "the archivist of Lusaka"}\n'
    archive = file_texts(tmp_path, {"cards.jsonl": card})
    (hit,) = archive.search("archivist withdrawn").hits
    assert (hit.kind, hit.cable, hit.quote) == ("record", "76LUSAKA817", "")
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"archivist", "Withdrawn"}
    assert archive.count("kind:record") == 1


def test_a_text_with_the_words_comes_before_a_record_about_them(tmp_path: Path) -> None:
    card = '{"Document Number": "1976LUSAKA00817", "Subject": "harbor dues", "Note": "harbor dues, harbor dues"}\n'
    archive = file_texts(tmp_path, {"a.txt": telegram("The dues of the harbor."), "cards.jsonl": card})
    assert archive.search("harbor dues").hits[0].kind == "telegram"


def test_mistakes(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="not closed"):
        archive.search('"open')
    with pytest.raises(UsageError, match="no facet"):
        archive.search("the", facets=["colour"])
    with pytest.raises(UsageError, match="no order"):
        archive.search("the", sort="size")  # type: ignore[arg-type]
    from cablegram.archive import open_archive

    open_archive(tmp_path / "empty", create=True).close()
    import shutil

    while (tmp_path / "empty" / "index").exists():  # the library's threads may still be putting files there
        shutil.rmtree(tmp_path / "empty" / "index", ignore_errors=True)
    with pytest.raises(ArchiveError, match="reindex"), open_archive(tmp_path / "empty") as empty:
        empty.search("the")


@pytest.mark.parametrize("query", ["minister", "tags:PREL", "state:FR", "*"])
def test_every_hit_is_told_however_many(archive: Archive, query: str) -> None:
    found = list(every_hit(archive, query))
    asked = archive.search(query, limit=1000).hits
    assert {(hit.document, hit.start, hit.end, hit.snippet) for hit in found} == {
        (hit.document, hit.start, hit.end, hit.snippet) for hit in asked
    }
    assert len(found) == len(asked) > 0
    assert all(hit.score is None for hit in found)


def test_every_hit_is_of_the_view(archive: Archive) -> None:
    ids = {hit.document for hit in every_hit(archive.view(up_to="UNCLASSIFIED"), "minister")}
    assert ids == {hit.document for hit in archive.view(up_to="UNCLASSIFIED").search("minister", limit=1000).hits}
    assert ids < {hit.document for hit in every_hit(archive, "minister")}


def test_every_place_is_told(archive: Archive) -> None:
    for hit in every_hit(archive, "minister"):
        document = archive.document(hit.document)
        assert document is not None
        text = document.reading().text
        words = [text[start:end].casefold() for start, end, _ in every_place(archive, "minister", document)]
        assert len(words) == len(re.findall(r"\bminister\b", text, re.IGNORECASE)) > 0
        assert set(words) == {"minister"}
    secret = next(document for document in archive.documents() if document.level == "SECRET")
    hidden = archive.document(secret.id)
    assert hidden is not None
    assert every_place(archive, "the", hidden)
    assert every_place(archive.view(up_to="UNCLASSIFIED"), "the", hidden) == []
