"""Persons: names, titles with names, offices alone."""

from __future__ import annotations

import pytest

from cablegram.actors.context import Facts
from cablegram.actors.naming import spoken
from cablegram.actors.records import Actor
from tests.actors.marking import answers, last, resolutions
from tests.actors.test_resolving import OSLO, PARIS, STATE, facts


@pytest.mark.parametrize(
    ("text", "name", "surname"),
    [
        ("Foreign Minister de Guiringaud", ("de", "guiringaud"), "de guiringaud"),
        ("AMB. SMITH", ("smith",), "smith"),
        ("French Foreign Minister Kouchner", ("kouchner",), "kouchner"),
        ("Deputy Political Director Bujon-Barre", ("bujon-barre",), "bujon-barre"),
        ("ZQX GENERAL SECRETARY OTTO WELLER", ("otto", "weller"), "weller"),  # an acronym that no table has
        ("AMBASSADOR JORDAN", ("jordan",), "jordan"),  # a name that is a state too
        ("Vice Admiral John Q. Public, Jr.", ("john", "q", "public", "jr"), "public"),
        ("WEEKLY PRINTER AND PUBLISHER HELGA VINTERBERG", ("helga", "vinterberg"), "vinterberg"),
        ("Polar Research Institute K.L. Karpenko", ("kl", "karpenko"), "karpenko"),
        ("JOHAN JORGEN HAUGDAL", ("johan", "jorgen", "haugdal"), "haugdal"),  # given names are no description
    ],
)
def test_a_mention_taken_apart(text: str, name: tuple[str, ...], surname: str) -> None:
    said = spoken(text)
    assert said.name == name
    assert said.surname == surname


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("{Johan Vik|person} came. {VIK|person} spoke", OSLO, "Johan Vik"),  # the fullest form
        ("{FM Kouchner|person}", PARIS, "Bernard Kouchner"),  # a holder of the office at the date
        ("{Secretary Kissinger|person}", STATE, "Henry A. Kissinger"),
        ("{SECRETARY KISSINGR|person} and {KISSINGER|person}", STATE, "Henry A. Kissinger"),  # damage
        ("{Dutch|state} {Foreign Minister Smith|person}", OSLO, "Smith"),  # nobody of that name held it
        ("{General Haig|person}", facts("USNATO", "1976-01-01", body="nato"), "Alexander M. Haig"),
        ("{Mr. Young|person} called", OSLO, "Young"),  # too common a name to be the one in New York
        ("{Foreign Minister Frydenlund|person} met. {Mrs. Frydenlund|person} came", OSLO, "Frydenlund"),  # his wife
    ],
)  # fmt: skip
def test_names(text: str, where: Facts, name: str) -> None:
    assert last(text, where) == name


def test_a_wife_is_not_the_minister() -> None:
    minister, wife = answers("{Foreign Minister Frydenlund|person} met. {Mrs. Frydenlund|person} came", OSLO)
    assert minister[1] == "Knut Frydenlund"
    assert wife[1] == "Frydenlund"


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("{Foreign Minister Vik|person} came. The {Foreign Minister|person|nominal} spoke", OSLO, "Vik"),
        ("{Foreign Minister Vik|person} came. The {Minister|person|nominal} spoke", OSLO, "Vik"),
        ("the {Foreign Minister|person|nominal} spoke", OSLO, "Knut Frydenlund"),  # by host state and date
        ("{{Swedish|state} Foreign Minister|person|nominal}", facts("OSLO", "1975-01-01"), "Sven Andersson"),
        ("the {Secretary|person|nominal} agrees", STATE, "Henry A. Kissinger"),
        ("the {Secretary General|person|nominal}", facts("USUNNEWYORK", "1976-01-01", body="un"), "Kurt Waldheim"),
        ("{OSCE|body}'s {Secretary-General|person|nominal}", PARIS, "Marc Perrin de Brichambaut"),
        ("{{OSCE|body} Chairman-in-Office|person|nominal} for 2011", PARIS,
         "Chairman-in-Office (Organization for Security and Cooperation in Europe)"),  # nobody yet
        ("the {DCM|person|nominal} called", OSLO, "Deputy Chief of Mission, Embassy of the United States, Oslo"),
        ("the {{Danish|state} Ambassador|person|nominal}", OSLO, "Ambassador (Denmark)"),
        ("{Eva Lind|person}, the {harbour master|person|nominal}, spoke", OSLO, "Eva Lind"),  # beside the name
        ("the {harbour master|person|nominal} ({Lind|person}) spoke", OSLO, "Lind"),
        ("{Lind|person} is the {leader|person|nominal} of all", OSLO, "Lind"),
        ("the {shah|person|nominal} spoke", facts("TEHRAN", "1976-01-01"), "Mohammad Reza Pahlavi"),
        ("an {{Danish|state} spokesman|person|nominal} spoke", OSLO, "Denmark"),  # he speaks for it
    ],
)  # fmt: skip
def test_offices(text: str, where: Facts, name: str) -> None:
    found = last(text, where) if not text.startswith("the {harbour") else answers(text, where)[0][1]
    assert found == name


def test_two_with_one_office_are_kept_apart() -> None:
    text = (
        "{{Danish|state} Ambassador Holm|person} and {{Swedish|state} Ambassador Berg|person} met."
        " The {{Danish|state} Ambassador|person|nominal} left"
    )
    assert last(text, OSLO) == "Holm"


class Chiefs:
    """A roster with one chief of mission."""

    def person(self, surname: str, *, given: str, of: str, post: str, date: str) -> Actor | None:
        if (surname, post) == ("stapleton", "PARIS") and date.startswith("2007"):
            return Actor(id="person:stapleton-craig-roberts", name="Craig Roberts Stapleton", kind="person", state="US")
        return None


def test_the_roster_names_who_signs() -> None:
    where = Facts(post=PARIS.post, host="FR", date="2007-11-16", signer="STAPLETON")
    text = "The {Ambassador|person|nominal} called on {Stapleton's|organ} neighbours.\n\n{STAPLETON|person}"
    assert answers(text, where, Chiefs())[-1] == ("STAPLETON", "Craig Roberts Stapleton")
    assert answers(text, where, Chiefs())[0] == ("Ambassador", "Craig Roberts Stapleton")
    assert answers(text, where)[-1] == ("STAPLETON", "Stapleton")


def test_the_office_is_a_candidate_beside_its_holder() -> None:
    *_, (_, found) = resolutions("{OSCE|body}'s {Secretary-General|person|nominal}", PARIS)
    assert found.candidates == ("person:marc-perrin-de-brichambaut", "person:osce/secretary-general")
