"""Reference numbers out of damaged ids (reference 6.1, 6.3)."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.tables.stations import stations

CASES = [
    ("07PARIS001501", "07PARIS1501", "padding"),
    ("2007 Paris 1501", "07PARIS1501", "four digits and blanks"),
    ("09EFTOLONDON123", "09LONDON123", "control word"),
    ("10ETOLAHORE295", "10LAHORE295", "damaged control word"),
    ("02NFORNBISHKEK98", "02BISHKEK98", "damaged control word"),
    ("00CONFIDENTIALPRAIA7637", "00PRAIA7637", "class word"),
    ("05UNCLASEFTOADDISABABA12", "05ADDISABABA12", "class and control word"),
    ("01AMEMBASYCARACAS4390", "01CARACAS4390", "damaged address word"),
    ("06AMEMBASSYBLABLA1", "06BLABLA1", "an unknown post keeps its name"),
    ("08SECTION01OF03CAIRO1416", "08CAIRO1416", "section"),
    ("06EFTOSECTION02OF11BUENOSAIRES4173", "06BUENOSAIRES4173", "control word and section"),
    ("04NOFORNSECTION04OF11ZURICH105", "04ZURICH105", "control word and section"),
    ("08SECTION008OF004PORTLOUIS8656", "08PORTLOUIS8656", "three digits"),
    ("01SECTION08OB05DAKAR5478", "01DAKAR5478", "OF misread"),
    ("01SECTIOF04OF03KUWAIT820", "01KUWAIT820", "a letter misread as the next word"),
    ("03SECTION04OF02OPORTO3530", "03OPORTO3530", "a post's own O is no digit"),
    ("0807OF02NIAMEY5670", "08NIAMEY5670", "the word lost"),
    ("06MADRID002583ZFR2585", "06MADRID2583", "operating signal"),
    ("06PARIS1501ZOC2233", "06PARIS1501", "another operating signal"),
    ("08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1392", "a duplicate carries its new serial (6.3)"),
    ("90STATE255577TOSEC140323", "90STATE255577", "trip series"),
    ("07PARIS1501CORRECTEDCOPY", "07PARIS1501", "note behind"),
    ("05SECTO12005", "05SECTO12005", "a trip series by itself"),
    ("7575LIBREVILLE1895", "75LIBREVILLE1895", "doubled year"),
    ("06DHA12", "06DOHA12", "a letter lost in a post of four"),
    ("08ACCA12", "08ACCRA12", "an older name does not tie"),
    ("06TAIPEI2654", "06AITTAIPEI2654", "the institute's numbers since 1979"),
    ("75TAIPEI2654", "75TAIPEI2654", "the embassy's before"),
    ("02BRUSSELS12", "02BRUSSELS12", "the embassy is not the mission"),
    ("06MEXICOCITY12", "06MEXICO12", "never with CITY"),
    ("06HCMC12", "06HOCHIMINHCITY12", "abbreviation"),
    ("06BOGATA12", "06BOGOTA12", "misspelt"),
    ("06USMISSIONUSNATO12", "06USNATO12", "address name"),
    ("092OF5", None, "nothing left"),
    ("no number", None, "no id"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("damaged", "expected", "why"), CASES)
def test_canonical(damaged: str, expected: str | None, why: str) -> None:
    assert cablegram.canonical_mrn(damaged) == expected, why


def test_every_lost_letter_of_section_and_every_post() -> None:
    for entry in stations().values():
        if entry.kind != "embassy":
            continue
        meant = cablegram.canonical_mrn(f"08{entry.station}1234")
        for i in range(7):
            word = "SECTION"[:i] + "SECTION"[i + 1 :]
            assert cablegram.canonical_mrn(f"08{word}01OF02{entry.station}1234") == meant
            assert cablegram.canonical_mrn(f"08EFTO{word}01F02{entry.station}1234") == meant
