"""The founding cable, field by field (issue 2, "What must be seen", 2): the reason this project exists."""

from __future__ import annotations

import datetime as dt

import pytest

import cablegram
from cablegram.telegram.records import Telegram
from tests.real_data import SHARED, needs_shared
from tests.telegram.checks import check

pytestmark = needs_shared

SUBJECT = "OSCE: FRANCE'S LOW EXPECTATIONS FOR THE NOVEMBER 29-30 MADRID MINISTERIAL"
HEADINGS = [
    None,
    "CHARTER TALKS: A ROUTE TO A STRONGER SYG AND A STRONGER INSTITUTION",
    None,
    "KAZAKH CiO?",
    "KOSOVO MANDATE",
    "ELECTION MONITORING IN RUSSIA",
    None,
    "U.S. & FRANCE AT THE OSCE",
    "FRENCH PARTICIPATION AT MADRID",
]


@pytest.fixture(scope="module")
def cable() -> Telegram:
    return cablegram.read(SHARED / "seed" / "07PARIS4514.txt")


def _words(cable: Telegram, field: str) -> str | None:
    span = cable.where(field)
    return cable.text[span.start : span.end] if span else None


def test_it_is_one_telegram_and_nothing_is_lost(cable: Telegram) -> None:
    path = SHARED / "seed" / "07PARIS4514.txt"
    assert cablegram.read_all(path) == [cable]
    assert str(cable).encode() == path.read_bytes()
    check(cable.text)


def test_identity(cable: Telegram) -> None:
    assert cable.family == "wire"
    assert cable.mrn == "07PARIS4514"
    assert cable.archive_number == "2007PARIS04514"
    assert (cable.station, cable.serial) == ("PARIS", 4514)
    assert _words(cable, "mrn") == "PARIS 004514"
    assert cable.section is not None
    assert (cable.section.number, cable.section.of) == (1, 2)
    assert _words(cable, "section") == "01 OF 02"


def test_dates(cable: Telegram) -> None:
    assert cable.dtg == dt.datetime(2007, 11, 16, 13, 24, tzinfo=dt.UTC)
    assert _words(cable, "dtg") == "161324Z NOV 07"
    assert cable.date is not None
    assert cable.date.start == cable.dtg
    assert cable.date.end - cable.date.start == dt.timedelta(minutes=1)
    assert (cable.date.precision, cable.date.basis) == ("minute", "dtg")


def test_envelope(cable: Telegram) -> None:
    assert cable.transmission is not None
    assert (cable.transmission.channel, cable.transmission.serial) == ("XRO", "8345")
    assert [(indicator.code, indicator.holder) for indicator in cable.routing] == [
        ("RUEHDBU", "AMEMBASSY DUSHANBE"),
        ("RUEHFL", "AMCONSUL FLORENCE"),
        ("RUEHLA", "AMCONSUL BARCELONA"),
        ("RUEHMRE", "AMCONSUL MARSEILLE"),
        ("RUEHROV", "AMEMBASSY VATICAN CITY"),
        ("RUEHSR", "AMCONSUL STRASBOURG"),
    ]
    assert cable.originator is not None
    assert (cable.originator.routing, cable.originator.serial) == ("RUEHFR", "4514")
    assert cable.originator.section == 1
    assert (cable.originator.day, cable.originator.time) == (320, "1324")
    assert cable.security is not None
    assert (cable.security.prosign, cable.security.letters) == ("ZNY", "CCCCC")
    assert cable.security.signals == ("ZZH",)
    assert cable.precedence == "P"
    assert cable.origin == "AMEMBASSY PARIS"
    assert _words(cable, "origin") == "AMEMBASSY PARIS"


def test_addressees(cable: Telegram) -> None:
    (action,) = cable.action
    assert (action.routing, action.plad, action.precedence, action.serial, action.collective) == (
        "RUEHC", "SECSTATE WASHDC", "PRIORITY", "1148", False,
    )  # fmt: skip
    assert cable.text[action.start : action.end] == "RUEHC/SECSTATE WASHDC PRIORITY 1148"
    (info,) = cable.info
    assert (info.routing, info.plad, info.precedence, info.serial, info.collective) == (
        "RUCNOSC", "OSCE POST COLLECTIVE", "PRIORITY", None, True,
    )  # fmt: skip
    assert cable.text[info.start : info.end] == "RUCNOSC/OSCE POST COLLECTIVE PRIORITY"


def test_classification(cable: Telegram) -> None:
    stated = cable.classification
    assert stated.level == "CONFIDENTIAL"
    assert _words(cable, "classification") == "C O N F I D E N T I A L"
    assert stated.order == "12958"
    assert stated.declassify_on == dt.date(2017, 11, 16)
    assert _words(cable, "declassify_on") == "11/16/2017"
    assert (stated.event, stated.exemptions, stated.schedule) == (None, (), None)
    assert stated.reason_section == "1.4"
    assert stated.reasons == ("b", "d")
    assert stated.authority is not None
    assert stated.authority.name == "Josiah Rosenblatt"
    assert stated.authority.title == "Political Minister Counselor"
    span = stated.authority
    assert cable.text[span.start : span.end] == "POLITICAL MINISTER COUNSELOR JOSIAH ROSENBLATT"
    assert cable.captions == ("SIPDIS",)


def test_head(cable: Telegram) -> None:
    assert [(tag.code, tag.kind, tag.meaning) for tag in cable.tags] == [
        ("OSCE", "organisation", "Organization for Security and Cooperation in Europe"),
        ("FR", "geography", "France"),
    ]
    assert [cable.text[tag.start : tag.end] for tag in cable.tags] == ["OSCE", "FR"]
    assert cable.subject == SUBJECT
    words = _words(cable, "subject")
    assert words is not None
    assert " ".join(words.split()) == SUBJECT
    assert cable.references == ()
    assert cable.passing == ()


def test_paragraphs(cable: Telegram) -> None:
    assert [paragraph.number for paragraph in cable.paragraphs] == list(range(1, 10))
    assert [paragraph.label for paragraph in cable.paragraphs] == [
        "11.", "12.", "13.", "\u00b64.", "\u00b65.", "- 16.", "- \u00b67.", "18.", "\u00b69.",
    ]  # fmt: skip
    assert [paragraph.portion for paragraph in cable.paragraphs] == ["C"] * 8 + ["SBU"]
    assert [paragraph.heading for paragraph in cable.paragraphs] == HEADINGS


def test_paragraph_4_is_joined_across_the_page_line(cable: Telegram) -> None:
    fourth = cable.paragraphs[3]
    assert "The issue of the Chairmanship will need to be settled by the Minister" in fourth.text
    assert "00004514" not in fourth.text
    assert "PARIS 00004514 002 OF 002" in cable.text[fourth.start : fourth.end]
    (page,) = cable.pages
    assert cable.text[page.start : page.end] == "PARIS 00004514 002 OF 002"
    assert (page.station, page.serial) == ("PARIS", "00004514")
    assert page.section is not None
    assert (page.section.number, page.section.of) == (2, 2)


def test_paragraph_7_is_joined_across_the_blank_line(cable: Telegram) -> None:
    assert "invited by Moscow to observe the elections. The GOF has tried" in cable.paragraphs[6].text


def test_damage_in_the_words_stays(cable: Telegram) -> None:
    """Reading changes no text: lost words and misread numbers are for ``check`` and ``mend``."""
    first = cable.paragraphs[0].text
    assert "a Kazakh Chairmanship in 12011." in first
    assert "on November 29. other matters, French officials" in first


def test_summary_is_paragraph_1(cable: Telegram) -> None:
    first = cable.paragraphs[0].text
    assert cable.summary is not None
    assert first == f"SUMMARY: {cable.summary} END SUMMARY"
    (block,) = cable.blocks
    assert (block.kind, block.closed) == ("summary", True)
    assert cable.paragraphs[0].start <= block.start <= block.end <= cable.paragraphs[0].end
    exact = cable.text[block.start : block.end]
    assert exact.startswith("SUMMARY: French MFA officials")
    assert exact.endswith("END SUMMARY")


def test_signature_and_the_advertising_line(cable: Telegram) -> None:
    assert cable.signature == "STAPLETON"
    assert cable.signers == ("STAPLETON",)
    assert _words(cable, "signature") == "STAPLETON"
    ninth = cable.paragraphs[8]
    assert ninth.text.endswith("Philippe Carre.")
    assert cable.text[ninth.start : ninth.end].endswith("Philippe Carre.")
    assert [line.kind for line in cable.lines if "Website" in line.text] == ["web-address"]


def test_every_quote_is_an_exact_substring(cable: Telegram) -> None:
    """Each paragraph's sentences lie in the text as they are; across the cut they come in two pieces."""
    view = cable.view()
    for paragraph in cable.paragraphs:
        at = view.text.find(paragraph.text)
        assert at >= 0, paragraph.number
        pieces = view.back(at, at + len(paragraph.text))
        assert len(pieces) == (2 if paragraph.number in (4, 7) else 1)
        assert all(paragraph.start <= start < end <= paragraph.end for start, end in pieces)
        assert " ".join(cable.text[start:end] for start, end in pieces) == paragraph.text
    assert cable.summary is not None
    assert cable.summary in cable.text
    for place in cable.places:
        assert cable.text[place.start : place.end]


def test_no_line_is_unknown(cable: Telegram) -> None:
    assert [line.text for line in cable.lines if line.kind == "unknown"] == []
