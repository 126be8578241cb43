"""Reference lines in every style of enumeration and damage (reference 1.11, 6.2)."""

from __future__ import annotations

import pytest

import cablegram

CASES = [
    ("PARIS 1501", "07PARIS1501", "the citing year"),
    ("'06 PARIS 5733", "06PARIS5733", "year before, with an apostrophe"),
    ("2006 PARIS 5733", "06PARIS5733", "four digits"),
    ("(06) PARIS 5733", "06PARIS5733", "year before in brackets"),
    ("O5 PARIS 1501", "05PARIS1501", "letter O for the digit"),
    ("STATE 8123 ('06)", "06STATE8123", "year behind"),
    ("STATE 8123 (06 NOTAL)", "06STATE8123", "year and caption in one bracket"),
    ("PARIS 12 OF 2006", "06PARIS12", "year spelt out"),
    ("PARIS 06 1234", "06PARIS1234", "year between post and serial"),
    ("PARIS (06) 1234", "06PARIS1234", "the same in brackets"),
    ("PARIS 1234/06", "06PARIS1234", "year behind a slash"),
    ("PARIS 12, 13 ROME 14", "07PARIS12 07ROME14", "2013 is no year of a telegram of 2007"),
    ("PARIS 1501, 1520 AND 1544", "07PARIS1501 07PARIS1520 07PARIS1544", "serials inherit the post"),
    ("Kabul 936/935", "07KABUL936 07KABUL935", "serials behind a slash"),
    ("06 OSLO 3, 4 AND 5", "06OSLO3 06OSLO4 06OSLO5", "serials inherit the year"),
    ("STATE 12 AND 06 STATE 14", "07STATE12 06STATE14", "a year is no serial"),
    ("PARIS 12, 06 TEL AVIV 3", "07PARIS12 06TELAVIV3", "a year before a post of two words"),
    ("PARIS 1501-1503", "07PARIS1501 07PARIS1503", "both ends of a run"),
    ("PARIS 1501 AND PREVIOUS", "07PARIS1501", "PREVIOUS names none"),
    ("A. PARIS 1501 B. STATE 8123", "07PARIS1501 07STATE8123", "full stop"),
    ("A)PARIS 1501 B)STATE 8123", "07PARIS1501 07STATE8123", "bracket without a blank"),
    ("A. (A) PARIS 1501 B. (B) STATE 8123", "07PARIS1501 07STATE8123", "doubled by a macro"),
    ("A. REF A: PARIS 1501 B. REF B: STATE 8123", "07PARIS1501 07STATE8123", "with a label inside"),
    ("A PARIS 1501 B STATE 8123", "07PARIS1501 07STATE8123", "no sign behind the letter"),
    ("1) PARIS 1501 2) STATE 8123", "07PARIS1501 07STATE8123", "figures for letters"),
    ("[a] Paris 1501 [b] Rome 12", "07PARIS1501 07ROME12", "small letters in square brackets"),
    ("A. STATE 12 \n     \u00b6B. 06 ROME 12", "07STATE12 06ROME12", "pilcrow"),
    ("A. STATE 12 B. PORT AU \n \nPRINCE 1234", "07STATE12 07PORTAUPRINCE1234", "a post over a blank line"),
    ("A. STATE 12\nPARIS 00001234 001.2 OF 003\nB. ROME 14", "07STATE12 07ROME14", "page line inside"),
    ("06PARIS1234", "06PARIS1234", "an id for a reference"),
    ("PARIS #1234", "07PARIS1234", "number sign"),
    ("PARIS NO. 1234", "07PARIS1234", "number word"),
    ("PORT OF SPAIN 12", "07PORTOFSPAIN12", "OF inside a post's name"),
    ("SECSTATE WASHDC 8123", "07STATE8123", "address name"),
    ("EMBASSY PARIS 1501", "07PARIS1501", "word before the post"),
    ("A. TIBLISI 12 B. REYKIAVIK 3", "07TBILISI12 07REYKJAVIK3", "misspelt posts"),
    ("TAIPEI 12 AND AIT TAIPEI 13", "07AITTAIPEI12 07AITTAIPEI13", "one series since 1979"),
    ("SECDEF 301601Z SEP 08", "", "a date-time group is no serial"),
    ("A. JOINT STAFF 211640Z FEB 07 B. STATE 123", "07STATE123", "the same in a list"),
    ("SMITH-JONES TELCON 05/11/07", "", "telephone"),
    ("EMBASSY BERLIN E-MAIL TO EUR/AGS OF JUNE 4 2007", "", "electronic mail"),
    ("PARIS 12 MAY 2007", "", "a day, not a serial"),
    ("PARIS A-145", "", "airgram"),
    ("A. PARIS 12 B. IIR 6 832 0617 08", "07PARIS12", "intelligence report"),
    ("A. 9 FAM 41.31 B. STATE 12", "07STATE12", "manual"),
    ("UNSCR 1737", "", "resolution"),
    ("259032", "07STATE259032", "six digits alone are the Department's (6.2)"),
]


@pytest.mark.parametrize(("value", "expected", "why"), CASES)
def test_references(value: str, expected: str, why: str) -> None:
    cable = cablegram.parse(f"REF: {value}\n", year=2007)
    assert [r.mrn for r in cable.references if r.mrn] == expected.split(), why
    for reference in cable.references:
        assert cable.text[reference.start : reference.end].split() == reference.text.split()
