"""Who classified a telegram: offices and names in every order and kind of damage (reference 1.12)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.telegram.authority import natural_title

CASES = [
    ("Ambassador John Q. Adams for reasons 1.4 (b) and (d).", "John Q. Adams", "office, name, reason"),
    (
        "Stephen A. Seche, Charge d'Affaires, for reasons 1.4 b,d",
        "Stephen A. Seche",
        "office behind the name",
    ),
    ("John Roe, DCM, EXEC, DOS.\nREASON: 1.4 (b), (d)", "John Roe", "office symbols behind the name"),
    ("John A. Roe, DCM, U.S. Embassy Doha, State", "John A. Roe", "the post is no name"),
    ("Ambassador Jose de la Vega for reason 1.4 (d)", "Jose de la Vega", "particles belong to the name"),
    ("Charge d'Affaires, a.i. Robert van der Berg; Reasons: 1.4 (b)", "Robert van der Berg", "a.i."),
    ("Charge d'affaires ad interim Gordon Gray for reasons 1.4 (b)", "Gordon Gray", "ad interim"),
    ("Charg? d'Affaires Gordon Gray for reasons 1.4 (b)", "Gordon Gray", "a question mark for an accent"),
    ("Charge d\u2019Affaires Janet Beik, reason 1.4 (b)", "Janet Beik", "curly apostrophe"),
    ("Legal Adviser John Bellinger III for reasons 1.4 (b)", "John Bellinger III", "a numeral is no office"),
    ("Ambassador Charles A. Ray, II for reasons 1.4", "Charles A. Ray, II", "suffix behind a comma"),
    ("CAPT William Pope, USN, for reasons 1.4", "William Pope", "a service is no part of the name"),
    ("Lt. Gen. William Pope for reasons 1.4", "William Pope", "military rank"),
    ("Dr. William Pope, for reasons 1.4", "William Pope", "form of address"),
    ("AmbassadorGordon Gray for reasons 1.4 (b)", "Gordon Gray", "lost blank"),
    ("Ambassador- Gordon Gray; Reasons 1.4 (b,d)", "Gordon Gray", "dash for a colon"),
    ("DCM/William Pope, reasons 1.4 (b)", "William Pope", "slash before the name"),
    ("DCM:WPope", "WPope", "initial and surname run together"),
    ("Abmassador Gordon Gray for reasons 1.4 (b) and (d)", "Gordon Gray", "transposed letters in an office"),
    ("Politcal Counslor Gordon Gray for reasons 1.4 (b)", "Gordon Gray", "two damaged words"),
    ("Economic Officer Ann Mason and Political Officer Bob Hall", "Ann Mason", "the first of two"),
    ("Economic and Political Minister Counselor Michael Corbin", "Michael Corbin", "AND inside an office"),
    ("Counselor for Political Affairs John Smith, reasons 1.4 (b)", "John Smith", "FOR inside an office"),
    ("Coordinator for Economic Transition in Iraq William Pope", "William Pope", "country inside an office"),
    ("Consul General in Hong Kong John Maisto", "John Maisto", "a place of two words"),
    ("U.S. Ambassador to Bosnia Juan Alsace", "Juan Alsace", "part of a country's name"),
    ("EUR/SCE Director Jennifer Brush, reasons 1.4 (b)", "Jennifer Brush", "bureau and office"),
    ("ISN - C.S. Eliot Kang, Acting, Reason 1.4 (b), (d)", "C.S. Eliot Kang", "initials run together"),
    ("Political Counselor PETER GRAY for reasons 1.4 (b)", "PETER GRAY", "short capitals are a name here"),
    ("DCM Peter GRAY for reasons 1.4 (b)", "Peter GRAY", "surname alone in capitals"),
    ("AMBASSADOR WILLIAM J. BURNS. REASONS 1.4 (B/D).", "WILLIAM J. BURNS", "all in capitals"),
    ("ECON COUNSELOR JANE R. DOE FOR REASONS 1.4 (B)", "JANE R. DOE", "a surname that is an agency too"),
    ("dcm jane m. roe, reasons 1.4 (b,d)", "jane m. roe", "a text lower-cased by a tool"),
    ("Ambassador William K. Pope due to reasons 1.4 (b)", "William K. Pope", "due to"),
    ("Ambassador William K. Pope in accordance with E.O. 12958", "William K. Pope", "in accordance with"),
    ("Ambassador William K. Pope Reason: Section 1.4 (b)", "William K. Pope", "section spelt out"),
    ("Ambassador William K. Pope Reason: 1,4 (b)", "William K. Pope", "comma for a full stop"),
    ("Ambassador William K. Pope. Declassify on 12/31/2015", "William K. Pope", "instruction behind"),
    ("Ambassador William K. Pope. Reas on: 1.4 (b)", "William K. Pope", "REASON with a blank"),
    ("Ambassador William K. Pope, f\nor reasons 1.4 (b)", "William K. Pope", "FOR broken at the line end"),
    ("DEPUTY CHIEF OF MISS\nION WILLIAM K. POPE", "WILLIAM K. POPE", "office broken at the line end"),
    ("for reasons 1.4 (b) and (d)", None, "no name"),
    ("Political Counselor for reasons 1.4 (b) and (d)", None, "an office alone"),
    ("Multiple Sources", None, "derived, by nobody"),
]


@pytest.mark.parametrize(("value", "name", "why"), CASES)
def test_name(value: str, name: str | None, why: str) -> None:
    text = f"Classified By: {value} \n"
    who = cablegram.parse(text, year=2007).classification.authority
    assert (who.name.casefold().rstrip(".") if who else None) == (name.casefold().rstrip(".") if name else None), why
    if who:
        words = text[who.start : who.end]
        assert words == words.strip()
        assert who.name.split()[-1].casefold() in "".join(words.split()).casefold()


OFFICES = [
    "Deputy Political Counselor",
    "Acting Economic Section Chief",
    "Minister-Counselor for Political Affairs",
    "Political/Economic Counselor",
    "Acting Deputy Chief of Mission and Political Counselor",
]
NAMES = [
    "Jonathan R. Williamson",
    "Mary-Beth O'Donnell",
    "Carlos de la Cruz",
    "D. Kathleen Stephens",
    "Ann Oliver",
]


@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("before", ["", "Acting ", "Classified by ", "USNATO "])
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("name", NAMES)
def test_a_field_cut_after_71_characters(name: str, office: str, before: str, capitals: bool) -> None:
    """The field is cut wherever 71 characters end; only a blank in the next line shows a blank."""
    value = f"{before}{office} {name} for reasons 1.4 (b) and (d)."
    line = "Classified By: " + (value.upper() if capitals else value)
    text = " \n" + " \n".join(line[i : i + 71].rstrip() for i in range(0, len(line), 71)) + " \n\n1. (C) Summary: Text."
    who = cablegram.parse(text, year=2007).classification.authority
    assert who is not None
    assert who.name.casefold() == name.casefold()


@pytest.mark.parametrize(
    ("title", "natural"),
    [
        ("DEPUTY CHIEF OF MISSION", "Deputy Chief of Mission"),
        ("HEAD OF UNIT", "Head of Unit"),
        ("VICE CONSUL", "Vice Consul"),
        ("DCM", "DCM"),
        ("ACTING DAS", "Acting DAS"),
        ("POL/ECON CHIEF", "Pol/Econ Chief"),
    ],
)
def test_short_words_of_an_office_are_no_abbreviations(title: str, natural: str) -> None:
    assert natural_title(title) == natural
