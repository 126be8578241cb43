from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.formats import Entry
from cablegram.formats.record import attributes, has_text
from tests.formats.given_fields import fields, good, pairs, read
from tests.real_data import SAMPLES

STAMP = "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\n"
BODY = "CONFIDENTIAL\nPAGE 01  LUSAKA  00817  121455Z\nFM AMEMBASSY LUSAKA\n1. THIS IS AN INVENTED SPECIMEN.\nNNN\n"
KEYS = """
Current Classification: UNCLASSIFIED
Draft Date: 12 APR 1976
Concepts: LABOR STRIKES,
  FOUNDRIES
Document Number: {number}
From: LUSAKA
Locator: {locator}
Original Classification: CONFIDENTIAL
Reference: 76 LUSAKA 790
Review Markings:
 Margaret P. Grafeld
 Declassified/Released
Subject: STRIKE AT LUSAKA CASTINGS
AND ITS CAUSE: PAY
TAGS: ELAB, ZA
To: STATE
"""


def record(number: str = "1976LUSAKA00817", locator: str = "TEXT ON-LINE, ON MICROFILM", body: str = BODY) -> str:
    return f"Message Text\n\n{body}\nMessage Attributes\n{KEYS.format(number=number, locator=locator)}"


def test_one_record(tmp_path: Path) -> None:
    text = STAMP + record()
    (entry,) = good(read(tmp_path, "a.txt", text.encode()))
    assert (entry.format, entry.source.text, entry.whole) == ("record", text, False)
    assert fields(entry) == {
        "date": "12 APR 1976",
        "mrn": "1976LUSAKA00817",
        "origin": "LUSAKA",
        "locator": "TEXT ON-LINE, ON MICROFILM",
        "classification": "CONFIDENTIAL",
        "references": "76 LUSAKA 790",
        "subject": "STRIKE AT LUSAKA CASTINGS\nAND ITS CAUSE: PAY",
        "tags": "ELAB, ZA",
        "to": "STATE",
    }
    found = dict(pairs(entry))
    assert len(found) == 12
    assert found["Concepts"] == "LABOR STRIKES,\n  FOUNDRIES"
    assert found["Review Markings"] == "Margaret P. Grafeld\n Declassified/Released"
    assert has_text(entry)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("above", ["", STAMP, STAMP.replace("EO ", "EO\n") + "\n"])
def test_several_records(tmp_path: Path, end: str, above: str) -> None:
    numbers = ["1976LUSAKA00817", "1976LUSAKA00818", "1976LUSAKA00819"]
    parts = [(above + record(number) + "\n").replace("\n", end) for number in numbers]
    data = "".join(parts).encode()
    found = good(read(tmp_path, "a.txt", data))
    assert [entry.source.text for entry in found] == parts
    assert [fields(entry)["mrn"] for entry in found] == numbers
    assert [data[e.origin.offset :][: e.origin.length] for e in found] == [e.source.data for e in found]


@pytest.mark.parametrize(
    ("locator", "body", "has", "reason"),
    [
        ("TEXT ON-LINE", BODY, True, "on line"),
        ("TEXT ON MICROFILM, TEXT ONLINE", BODY, True, "the other spelling"),
        ("TEXT ON MICROFILM", "\n", False, "on film, nothing there"),
        ("ADS TEXT UNRETRIEVABLE", "Error reading the text index: no text\n", False, "a note in place of the text"),
        ("TEXT ON MICROFILM", BODY, True, "a telegram all the same"),
        ("TEXT ON-LINE", STAMP, False, "nothing but the stamp"),
    ],
)
def test_has_text(tmp_path: Path, locator: str, body: str, has: bool, reason: str) -> None:
    (entry,) = good(read(tmp_path, "a.txt", record(locator=locator, body=body).encode()))
    assert fields(entry)["locator"] == locator
    assert has_text(entry) is has, reason


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("Message Attributes\n" + KEYS, "record", "attributes alone"),
        ("Message Text\n" + "A LONG TEXT\n" * 2000 + "Message Attributes\nFrom: X\n", "record", "a long text"),
        ("Message Text\nFM LUSAKA\n", "text", "no attributes"),
        ("Message Attributes\nof a good cable: brevity\n", "text", "an essay"),
        ("FM LUSAKA\n1. (U) The words Message Text and Message Attributes.\n", "text", "inside a line"),
    ],
)
def test_sniffing(tmp_path: Path, text: str, form: str, reason: str) -> None:
    (entry,) = good(read(tmp_path, "a.txt", text.encode()))
    assert entry.format == form, reason


def test_attributes_end_at_an_empty_line() -> None:
    assert attributes("Message Attributes\n\nTo: STATE\n\nSome other words.\n") == [("To", "STATE")]
    assert attributes("no heading\nTo: STATE\n") == []
    assert attributes("Message Attributes\nNew Key: 1\nNOTE: 2\nType:\n") == [("New Key", "1\nNOTE: 2"), ("Type", "")]


def test_the_samples(tmp_path: Path) -> None:
    found = 0
    for path in sorted(SAMPLES.glob("*.txt")):
        data = path.read_bytes()
        (entry,) = good(read(tmp_path, path.name, data))
        assert isinstance(entry, Entry)
        assert (entry.format == "record") == (b"\nMessage Attributes" in data), path.name
        if entry.format == "record":
            found += 1
            assert fields(entry)["mrn"] == path.stem
            assert entry.source.data == data
    assert found >= 1


@given(st.lists(st.sampled_from([STAMP, "Message Text\n", "Message Attributes\n", "To: STATE\n", "x: y\n", "\n", "é", "\r", "Message Text"]), max_size=14))  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_entries_are_the_file(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    data = ("Message Text\nA\nMessage Attributes\n" + "".join(parts)).encode()
    found = good(read(tmp_path_factory.mktemp("record"), "a.txt", data))
    assert b"".join(entry.source.data for entry in found) == data
    assert all(entry.format == "record" for entry in found)
