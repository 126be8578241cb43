"""The data tables agree with themselves and with each other."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import cablegram.tables
from cablegram.tables import rows

DATA = Path(cablegram.tables.__file__).parent / "data"

COLUMNS = {
    "tags_subject": "code meaning category from_year to_year source",
    "tags_program": "code meaning source",
    "tags_organisation": "code meaning group source",
    "tags_geographic": "code iso name from_year to_year source",
    "tag_kinds": "kind shape meaning source",
    "countries": "code name official_name demonym capital from to successors source",
    "captions": "caption kind meaning from_year to_year source",
    "controls": "word meaning source",
    "precedences": "word letter prosign rank meaning source",
    "security_prosigns": "letters prosign level meaning source",
    "operating_signals": "signal meaning source",
    "executive_orders": ("order signed in_force_from in_force_until default_years limit_years marks note source"),
    "reasons": "section letter meaning order source",
    "exemptions": "code order meaning source",
    "levels": "word level display source",
    "portion_marks": "mark level control meaning source",
    "block_markers": "opening closing block source",
    "record_keys": "key meaning source",
    "stamps": "name date years source",
    "label_keys": "key kind meaning source",
    "titles": "title expansion core source",
    "line_kinds": "kind meaning section source",
    "given_keys": "key field rank source",
    "family_names": "name where source",
    "given_names": "name source",
}

KEYS = {
    "tags_program": ["code"],
    "tags_organisation": ["code"],
    "tag_kinds": ["kind"],
    "countries": ["code"],
    "captions": ["caption"],
    "controls": ["word"],
    "precedences": ["word"],
    "security_prosigns": ["letters"],
    "operating_signals": ["signal"],
    "executive_orders": ["order"],
    "reasons": ["section", "letter", "order"],
    "exemptions": ["code"],
    "levels": ["word"],
    "portion_marks": ["mark"],
    "block_markers": ["opening"],
    "record_keys": ["key"],
    "stamps": ["name", "date"],
    "label_keys": ["key"],
    "titles": ["title"],
    "line_kinds": ["kind"],
    "given_keys": ["key"],
    "family_names": ["name"],
    "given_names": ["name"],
}

YEAR_ENDS = (("from_year", "0"), ("to_year", "9999"))

DATE = re.compile(r"(?:\d{4}(?:-\d{2}-\d{2})?)?\Z")


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_source(name: str) -> None:
    table = rows(name)
    assert table
    for row in table:
        assert list(row) == COLUMNS[name].split()
        assert row["source"], row
        assert all(isinstance(value, str) and value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", COLUMNS)
def test_file_form(name: str) -> None:
    raw = (DATA / f"{name}.csv").read_bytes()
    raw.decode("utf-8")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("name", KEYS)
def test_no_key_twice(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows(name)]
    assert len(keys) == len(set(keys)), sorted({key for key in keys if keys.count(key) > 1})


@pytest.mark.parametrize("name", ["tags_subject", "tags_geographic", "captions"])
def test_years_are_numbers_in_order(name: str) -> None:
    for row in rows(name):
        start, end = (int(row[column] or default) for column, default in YEAR_ENDS)
        assert start <= end, row
        assert all(not row[column] or 1900 < int(row[column]) < 2100 for column, _ in YEAR_ENDS)


@pytest.mark.parametrize("name", ["tags_subject", "tags_geographic"])
def test_periods_of_a_code_do_not_overlap(name: str) -> None:
    periods: dict[str, list[tuple[int, int]]] = {}
    for row in rows(name):
        start, end = (int(row[column] or default) for column, default in YEAR_ENDS)
        periods.setdefault(row["code"], []).append((start, end))
    for code, spans in periods.items():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            assert end < start, code


def test_shape_of_the_tags() -> None:
    categories = {"A", "B", "C", "E", "M", "O", "P", "S", "T"}
    for row in rows("tags_subject"):
        assert re.fullmatch(r"[A-Z]{4}", row["code"]), row
        assert row["category"] in categories, row
        assert row["category"] == row["code"][0] or row["code"] == "ENRG", row
    for row in rows("tags_program"):
        assert re.fullmatch(r"K[A-Z]{3}", row["code"]), row
    for row in rows("tags_geographic"):
        assert re.fullmatch(r"[A-Z]{2}", row["code"]), row
        assert row["name"] or row["code"].startswith("X"), row
    for row in rows("tags_organisation"):
        assert re.fullmatch(r"[A-Z0-9&/' -]{2,22}", row["code"]), row
        assert row["group"], row


def test_no_code_is_both_subject_and_program_or_body_and_country() -> None:
    subjects = {row["code"] for row in rows("tags_subject")}
    programs = {row["code"] for row in rows("tags_program")}
    places = {row["code"] for row in rows("tags_geographic")}
    assert not subjects & programs
    assert not places & {"UN", "EU"}, "these two are bodies"


def test_iso_codes_of_tags_stand_in_countries() -> None:
    countries = {row["code"] for row in rows("countries")}
    for row in rows("tags_geographic"):
        for iso in filter(None, row["iso"].split("/")):
            assert iso in countries, row


def test_countries() -> None:
    codes = {row["code"] for row in rows("countries")}
    for row in rows("countries"):
        assert re.fullmatch(r"[A-Z]{2}|[A-Z]{4}", row["code"]), row
        assert row["name"], row
        assert DATE.match(row["from"]), row
        assert DATE.match(row["to"]), row
        assert not (row["from"] and row["to"]) or row["from"] < row["to"], row
        assert (len(row["code"]) == 4) == bool(row["to"]), "four letters are for dead states"
        successors = row["successors"].split()
        assert set(successors) <= codes - {row["code"]}, row
        assert bool(successors) == bool(row["to"]), row


def test_every_sovereign_state_has_a_tag() -> None:
    tagged = {iso for row in rows("tags_geographic") for iso in row["iso"].split("/")}
    older_than_tags = {"BUMM", "UARX", "TGTZ", "ZNTZ"}  # BM serves for both names of Burma
    for row in rows("countries"):
        if row["capital"] and row["code"] not in older_than_tags | {"BQ", "AX"}:
            assert row["code"] in tagged, row


def test_executive_orders_follow_each_other() -> None:
    table = rows("executive_orders")
    for row in table:
        assert row["signed"] <= row["in_force_from"], row
        assert not row["in_force_until"] or row["in_force_from"] < row["in_force_until"], row
        assert re.fullmatch(r"(?:\d+|T:\d+ S:\d+ C:\d+)?", row["default_years"]), row
        assert re.fullmatch(r"\d*", row["limit_years"]), row
    assert [row["signed"] for row in table] == sorted(row["signed"] for row in table)
    assert [row["order"] for row in table if not row["in_force_until"]] == ["13526"]


def test_reasons_and_exemptions_name_known_orders() -> None:
    orders = {row["order"] for row in rows("executive_orders")}
    for row in rows("reasons"):
        assert row["order"] in orders, row
        assert row["section"] == ("1.5" if row["order"] == "12958" else "1.4"), row
        assert row["letter"] in "abcdefgh", row
        assert (row["section"], row["letter"]) != ("1.5", "h"), "the list of 1995 ends at g"
    for row in rows("exemptions"):
        assert row["order"] in orders | {"5 USC 552(b)"}, row


def test_levels_are_numbers() -> None:
    for name in ("levels", "portion_marks"):
        for row in rows(name):
            assert row["level"] in {"0", "1", "2", "3"}, row
    for row in rows("security_prosigns"):
        assert row["level"] in {"0", "1", "2", "3"} or not row["prosign"], row
        assert row["letters"] == row["letters"][0] * 5, row


def test_precedences_rank_as_their_prosigns() -> None:
    for row in rows("precedences"):
        assert row["prosign"] == row["letter"] * 2, row
    ranked = sorted(rows("precedences"), key=lambda row: -int(row["rank"]))
    assert [row["letter"] for row in ranked] == ["Z", "O", "O", "P", "R"]


def test_closed_vocabularies() -> None:
    caption_kinds = {"distribution", "channel", "handling", "programme", "notice", "code-word"}
    assert {row["kind"] for row in rows("captions")} == caption_kinds
    assert {row["block"] for row in rows("block_markers")} == {
        "summary",
        "comment",
        "note",
        "text",
        "translation",
        "points",
        "quote",
        "fyi",
        "action-request",
        "bio-note",
        "background",
    }
    assert {row["kind"] for row in rows("tag_kinds")} == {
        "subject",
        "geography",
        "organisation",
        "program",
        "person",
        "unknown",
    }


def test_line_kinds_equal_the_document() -> None:
    kinds = [row["kind"] for row in rows("line_kinds")]
    document = Path(__file__).parents[2] / "docs" / "line-kinds.md"
    if not document.exists():
        pytest.skip("the document is not part of this checkout")
    text = document.read_text(encoding="utf-8")
    assert kinds == re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)


def test_label_keys_have_known_kinds() -> None:
    kinds = {row["kind"] for row in rows("line_kinds")}
    assert {row["kind"] for row in rows("label_keys")} <= kinds


def test_titles_are_no_names() -> None:
    titles = {row["title"] for row in rows("titles")}
    assert len(titles) >= 250
    assert not titles & {"MARK", "CHASE", "POPE", "DEAN", "MAJOR"}
    assert all(title == title.upper() for title in titles)


def test_family_names_are_of_states() -> None:
    assert len(rows("family_names")) >= 2000
    codes = {row["code"] for row in rows("countries")}
    for row in rows("family_names"):
        assert row["where"], row
        assert set(row["where"].split()) <= codes, row
        assert row["name"][0].isalpha(), row
        assert " ".join(row["name"].split()) == row["name"], row
