"""Header fields that must agree: K01-K03, K08-K11, K23-K25."""

from __future__ import annotations

import pytest

from tests.findings.telling import WIRE, changed, clean_samples, found, mended, told
from tests.real_data import SHARED, needs_shared

CODES = frozenset(("H101", "H102", "H103", "H108", "H109", "H110", "H111", "H123", "H124", "H125"))

# (old, new, code and words found, why)
CASES = [
    ("0661540", "0651540", [("H101", "065")], "the day before the date-time group"),
    ("0661540", "0681540", [("H101", "068")], "two days after it"),
    ("0661540", "0670010", [], "ten past midnight of the next day is allowed"),
    ("0661540", "0661539", [("H102", "1539")], "a minute before the date-time group"),
    ("0661540", "0662960", [("H102", "2960")], "no time of the day"),
    ("0661540", "066", [], "a DE line without a time"),
    ("#2217/01", "#2218/01", [("H103", "2218"), ("H125", "#2217")], "serial differs, and the trailer from it"),
    ("FM AMEMBASSY PARIS", "FM AMEMBASSY ROME", [("H108", "PARIS")], "another sender"),
    ("FM AMEMBASSY PARIS", "FM USMISSION OECD PARIS", [], "a mission in the same town"),
    ("DE RUEHFR", "DE RUEHRO", [("H108", "RUEHRO")], "Rome's routing indicator"),
    ("DE RUEHFR", "DE RUEHSR", [], "Strasbourg is in the same country"),
    ("PP RUEHDBU", "OO RUEHDBU", [("H109", "OO")], "higher than any precedence used"),
    ("PP RUEHDBU", "RR RUEHDBU", [("H109", "RR")], "lower than the highest"),
    ("PRIORITY 5519", "IMMEDIATE 5519", [("H109", "PP"), ("H110", "IMMEDIATE")], "O is not in the date-time group"),
    ("PRIORITY 5519", "5519", [], "a letter without its word says nothing"),
    ("CCCCC", "SSSSS", [("H111", "SSSSS")], "letters of another class"),
    ("ZNY CCCCC", "ZNR CCCCC", [("H111", "ZNR")], "in clear, but classified"),
    ("RUEHLO/", "RUEHMO/", [("H123", "RUEHMO")], "Moscow's indicator before London"),
    ("RUEHLO/", "RHMFIUU/", [], "a gateway serves many"),
    ("XMT AMEMBASSY BRUSSELS", "XMT THE MOON", [("H124", "THE MOON")], "no post"),
    (
        "RUCNMEM/EU MEMBER STATES COLLECTIVE",
        "RUEHRO/AMEMBASSY ROME",
        [("H124", "RUEHRO/AMEMBASSY ROME")],
        "no collective",
    ),
    ("\n#2217", "\n#2271", [("H125", "#2271")], "digits swapped in the trailer"),
    ("NNNN\n", "NNNN\n\nNNNN\n", [("H125", "NNNN")], "ended twice"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_one_change_in_a_clean_header(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(WIRE, (old, new)), CODES) == expected, why


def test_clean_header_is_silent() -> None:
    assert told(WIRE, CODES) == []


def test_leap_years_are_counted() -> None:
    text = changed(WIRE, ("0661540", "0681540"), ("071540Z MAR 07", "081540Z MAR 08"))
    assert told(text, CODES) == []


def test_new_year_after_midnight() -> None:
    text = changed(WIRE, ("0661540", "0010005"), ("071540Z MAR 07", "312358Z DEC 07"))
    assert told(text, CODES) == []


def test_messages_name_the_values() -> None:
    text = changed(WIRE, ("0661540", "0651540"))
    assert [f.message for f in found(text, CODES)] == [
        "the DE line says day 065 of the year, the date-time group (07 Mar 2007) is day 066"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("PP RUEHDBU", "OO RUEHDBU"), ("#2217/01", "#2219/01"), ("\n#2217", "\n#2271")],
    ids=["prosign", "DE", "trailer"],
)
def test_two_fields_that_agree_mend_the_third(old: str, new: str) -> None:
    text = changed(WIRE, (old, new))
    assert mended(text, CODES) == text, "not by default"
    assert mended(text, CODES, "likely") == WIRE


def test_unclassified_letters() -> None:
    text = changed(WIRE, ("ZNY CCCCC", "ZNR UUUUU"), ("C O N F I D E N T I A L", "UNCLAS"))
    assert told(text, CODES) == []
    assert told(text.replace("ZNR UUUUU", "ZNY EEEEE"), CODES) == [("H111", "EEEEE")]
    assert told(text.replace("UNCLAS", "UNCLAS E F T O").replace("ZNR UUUUU", "ZNY EEEEE"), CODES) == []


def test_serial_of_five_digits_is_sent_with_four() -> None:
    text = WIRE.replace("002217", "012217").replace("00002217", "00012217")
    assert told(text, CODES) == []


def test_renamed_posts_are_one() -> None:
    text = changed(WIRE, ("FM AMEMBASSY PARIS", "FM AMEMBASSY KIEV"), ("DE RUEHFR", "DE RUEHKV")).replace(
        "PARIS 0", "KYIV 0"
    )
    assert told(text, CODES) == []


@pytest.mark.parametrize("line", ["1. (C) TEXT.", "", "#2217", "NNNN\nNNNN", "DE RUEHFR #2217", "XMT PARIS"])
def test_fragments_are_silent(line: str) -> None:
    assert told(line, CODES) == []


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert told(text, CODES) == [], name


@needs_shared
def test_the_founding_cable_is_consistent() -> None:
    text = (SHARED / "seed" / "07PARIS4514.txt").read_text(encoding="utf-8")
    assert told(text, CODES | {"H104", "H105", "H106", "H107", "C212", "C213", "C214", "C215", "C216", "C218"}) == []
