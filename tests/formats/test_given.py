from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.formats import FIELDS
from cablegram.formats.given import (
    assign,
    day_order,
    given_date,
    given_level,
    given_post,
    given_tags,
    known_field,
    normal_key,
)
from cablegram.tables import rows


def test_the_table_names_fields_there_are() -> None:
    for row in rows("given_keys"):
        assert row["field"] in ("", *FIELDS), row
        assert row["rank"] in ("1", "2"), row
        assert row["key"] == normal_key(row["key"]), row


def test_record_keys_with_a_field_stand_in_both_tables() -> None:
    record = {normal_key(row["key"]) for row in rows("record_keys")}
    for row in rows("given_keys"):
        if row["source"] == "cable-format 2.5; wrapper-keys.csv":
            assert row["key"] in record, row


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Document Number", "mrn"),
        ("REFERENCE_ID", "mrn"),
        ("Reference", "references"),
        ("Review Release Date", "released"),
        ("Draft Date", "date"),
        ("header", None),
        ("Subject:", "subject"),
    ],
)
def test_keys(key: str, field: str | None) -> None:
    known = known_field(key)
    assert known is not None
    assert known[0] == field


@pytest.mark.parametrize(
    ("pairs", "fields", "reason"),
    [
        ([("Current Classification", "U"), ("Original Classification", "S")], [None, "classification"], "rank 1 first"),
        ([("Draft Date", "n/a"), ("Sent Date", "02 MAY 1977")], [None, "date"], "one with a value first"),
        ([("date", "1"), ("date", "2")], ["date", None], "every field once"),
        ([("colour", "x")], [None], "unknown"),
    ],
)
def test_assign(pairs: list[tuple[str, str]], fields: list[str | None], reason: str) -> None:
    assert assign(pairs) == fields, reason


DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("value", "start", "precision", "reason"),
    [
        ("2007-11-16", "2007-11-16 00:00", "day", "ISO"),
        ("2007-11-16T18:16:00Z", "2007-11-16 18:16", "minute", "ISO with time"),
        ("2007-11-16 18:16:09.5+01:00", "2007-11-16 17:16", "minute", "zone"),
        ("2007-11-16 00:00:00", "2007-11-16 00:00", "day", "midnight is padding"),
        ("01 JAN 1994", "1994-01-01 00:00", "day", "record"),
        ("01-Jan-1994 12:00:00 AM", "1994-01-01 00:00", "day", "record, padded"),
        ("06-SEP-07", "2007-09-06 00:00", "day", "two digits of this century"),
        ("06-SEP-77", "1977-09-06 00:00", "day", "two digits of the last"),
        ("31/12/2019", "2019-12-31 00:00", "day", "only one reading"),
        ("12/28/1966 18:48", "1966-12-28 18:48", "minute", "only one reading"),
        ("05/05/2005", "2005-05-05 00:00", "day", "both readings agree"),
        ("16.11.2007", "2007-11-16 00:00", "day", "dots"),
        ("November 16, 2007", "2007-11-16 00:00", "day", "month first, in words"),
        ("Fri, 16 Nov 2007 18:16:00 +0000 (UTC)", "2007-11-16 18:16", "minute", "mail"),
        ("161816Z NOV 07", "2007-11-16 18:16", "minute", "date-time group"),
        ("O 161816Z NOV 07", "2007-11-16 18:16", "minute", "with its precedence"),
        ("19760402", "1976-04-02 00:00", "day", "digits alone"),
        ("1195237001", "2007-11-16 18:16", "minute", "epoch, seconds"),
        ("1195237001000", "2007-11-16 18:16", "minute", "epoch, thousandths"),
    ],
)
def test_dates(value: str, start: str, precision: str, reason: str) -> None:
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    length = DAY if precision == "day" else MINUTE
    assert given_date(value) == (begin, begin + length, precision), reason


@pytest.mark.parametrize(
    ("value", "start", "end", "reason"),
    [
        ("1976", "1976-01-01", "1977-01-01", "year"),
        ("Nov 2007", "2007-11-01", "2007-12-01", "month"),
        ("2007-12", "2007-12-01", "2008-01-01", "month over the year's end"),
        ("03/04/2005", "2005-03-04", "2005-04-04", "both readings in it"),
    ],
)
def test_vague_dates(value: str, start: str, end: str, reason: str) -> None:
    found = given_date(value)
    assert found is not None
    assert (found[0].date().isoformat(), found[1].date().isoformat(), found[2]) == (start, end, "year"), reason


@pytest.mark.parametrize(
    "value",
    ["", "n/a", "01 JAN 1960", "01-Jan-1960 12:00:00 am", "1960-01-01", "30 Feb 2001", "0000-00-00", "2007-11-16 25:00", "99/99/1999", "7", "later", "2007PARIS4514"],
)  # fmt: skip
def test_no_dates(value: str) -> None:
    assert given_date(value) is None


def test_the_order_of_a_column_decides() -> None:
    column = ["03/04/2005", "12/28/1966 18:48"]
    assert day_order(column) == "mdy"
    found = given_date(column[0], "mdy")
    assert found is not None
    assert (found[0].month, found[0].day, found[2]) == (3, 4, "day")
    assert day_order(["03/04/2005"]) is None
    assert day_order(["28/12/1966", "12/28/1966"]) is None, "the column disagrees with itself"


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("CONFIDENTIAL", "CONFIDENTIAL"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLASSIFIED"),
        ("Secret/Noforn", "SECRET"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("T O P  S E C R E T", "TOP SECRET"),
        ("Top-Secret//SI", "TOP SECRET"),
        ("TOP-SECRETARY", None),
        ("UNCLAS", "UNCLASSIFIED"),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("(S)", "SECRET"),
        ("c", "CONFIDENTIAL"),
        ("SECRETARY", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_levels(value: str, level: str | None) -> None:
    assert given_level(value) == level


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("PREL, FR", ("PREL", "FR")),
        ("prel pgov|FR;UN", ("PREL", "PGOV", "FR", "UN")),
        ("OVIP (SMITH, JOHN), PDIP", ("OVIP", "SMITH, JOHN", "PDIP")),
        ('["PREL", "FR", "PREL"]', ("PREL", "FR")),
        ("[PREL", ("PREL",)),
        ("n/a", ()),
    ],
)
def test_tags(value: str, tags: tuple[str, ...]) -> None:
    assert given_tags(value) == tags


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_values_never_raise(value: str) -> None:
    given_date(value, "dmy")
    given_level(value)
    given_tags(value)
    day_order([value])


@given(
    st.from_regex(
        r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ,]{1,2}[0-9]{2,4}( [0-9]{1,2}:[0-9]{2}( ?[+-][0-9]{4})?)?",
        fullmatch=True,
    )
)
@settings(max_examples=500)
def test_dates_are_intervals(value: str) -> None:
    found = given_date(value)
    assert found is None or (found[0] < found[1] and found[0].tzinfo is dt.UTC)


@pytest.mark.parametrize(
    ("value", "known", "reason"),
    [
        ("Embassy Paris", True, "as release pages write it"),
        ("AMCONSUL LAGOS", True, "an address"),
        ("US Mission to the UN New York", True, "words before the name"),
        ("BONN", True, "the station alone"),
        ("DEPT", True, "an agency"),
        ("test_reader:_DATA[12]", False, "a name in a program"),
        ("cables-2007.zip", False, "a file"),
        ("Le Monde", False, "a newspaper"),
        ("", False, "nothing"),
        ("Embassy of the", False, "nothing behind it"),
    ],
)
def test_posts(value: str, known: bool, reason: str) -> None:
    assert given_post(value) is known, reason


def test_a_weak_key_of_the_origin_needs_a_post() -> None:
    assert assign([("source", "cables-2007.zip")]) == [None]
    assert assign([("source", "Embassy Paris")]) == ["origin"]
    assert assign([("origin", "Office of Nowhere")]) == ["origin"], "a sure key needs none"
