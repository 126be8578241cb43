"""People across cables: who is joined, who is not and why, and that the order of what is looked at changes nothing."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.actors.across import Appearance, link
from cablegram.actors.person_names import NOTHING, Said, is_rare, name_parts, said_of


def _seen(number: int, row: str) -> list[Appearance]:
    """Appearances of one document from ``75 NO: Johan Travers (XF), =known Name, [AMBASSADOR] Travers``: year, host, names
    with state and titles; ``75 NO 1:`` is of the same cable as the first."""
    head, _, names = row.partition(":")
    year, host, cable = (*head.split(), "", "")[:3] if " " in head else (head, "", "")
    date = f"19{year}-03-01" if year.isdecimal() else ""
    found = []
    for name in names.split(","):
        title, _, name = name.rpartition("]")
        words, state, _ = *re.split(r" \((\w*)\)", name.strip() + " ()")[:2], None
        known = words.startswith("=")
        words = words.removeprefix("=").strip()
        local = "person:" + re.sub(r"[^a-z]+", "-", words.lower()).strip("-")
        said = said_of([f"{title.strip(' [')} {words}"], words)
        place = f"{year}CABLE{cable or number}"
        found.append(Appearance(f"doc-{number}", place, date, host, local, words, state, known, said))
    return found


def _ids(*rows: str) -> list[str]:
    seen = [one for number, row in enumerate(rows, 1) for one in _seen(number, row)]
    found = link(seen)
    return [found[one.document, one.id].id if (one.document, one.id) in found else one.id for one in seen]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # The same state and a surname that is no common word: one.
        (("75 NO: Johan Travers", "76 NO: Travers"), "NO/travers NO/travers"),
        (("75 NO: Travers", "76 NO: Travers"), "NO/travers NO/travers"),
        # The person's own state goes before the host's.
        (("75 NO: Johan Travers", "76 SW: Travers (NO)"), "NO/travers NO/travers"),
        # Two states, two people.
        (("75 NO: Travers", "76 SW: Travers"), "NO/travers SW/travers"),
        # An initial is enough; another one is another person.
        (("75 NO: Johan Travers", "76 NO: J. Travers"), "NO/travers NO/travers"),
        (("75 NO: Johan Jorgen Travers", "76 NO: J.J. Travers"), "NO/travers NO/travers"),
        (("75 NO: Johan Travers", "76 NO: K. Travers"), "NO/travers NO/travers-2"),
        # Two whom it may be: neither.
        (("75 NO: Johan Travers", "75 NO: Karl Travers", "76 NO: Travers"), "NO/travers NO/travers-2 NO/travers@76CABLE3"),
        (("75 NO: Johan Travers", "75 NO: Jens Travers", "76 NO: J. Travers"), "NO/travers-2 NO/travers NO/j-travers@76CABLE3"),
        # More than ten years later it is a namesake.
        (("73 NO: Travers", "89 NO: Travers"), "NO/travers NO/travers-2"),
        (("73 NO: Johan Travers", "81 NO: Johan Travers", "89 NO: Johan Travers"), "NO/travers NO/travers NO/travers"),
        (("73 NO: Johan Travers", "89 NO: Travers"), "NO/travers NO/travers-2"),
        # Without a date it may be the one there is, and nobody knows which of two.
        (("73 NO: Johan Travers", "- NO: Travers"), "NO/travers NO/travers"),
        (("73 NO: Travers", "89 NO: Travers", "- NO: Travers"), "NO/travers NO/travers-2 NO/travers@-CABLE3"),
        # A common surname alone, or with one initial, tells nobody; with a given name it does.
        (("75 UK: Smith", "75 UK: Smith"), "UK/smith@75CABLE1 UK/smith@75CABLE2"),
        (("75 UK: John Smith", "75 UK: J. Smith"), "UK/smith UK/j-smith@75CABLE2"),
        (("75 UK: John Smith", "76 UK: John Smith"), "UK/smith UK/smith"),
        # A full name that one alone has goes through states; a common one does not, nor one that two states claim.
        (("75 NO: Johan Travers (NO)", "76 SW: Johan Travers"), "NO/travers NO/travers"),
        (("75 NO: Johan Travers", "76 SW: Johan Travers"), "johan-travers johan-travers"),
        (("75 UK: John Smith", "75 FR: John Smith"), "UK/smith FR/smith"),
        (("75 NO: Johan Travers (NO)", "76 SW: Johan Travers (SW)"), "NO/travers SW/travers"),
        # Nothing tells of which state a surname is.
        (("75: Travers", "76: Travers"), "travers@75CABLE1 travers@76CABLE2"),
        (("75: Johan Travers", "75: Travers", "75: J. Travers"), "johan-travers travers@75CABLE2 j-travers@75CABLE3"),
        # What a hyphen joins is one surname.
        (("75 NO: Adair-Travers", "75 NO: Travers"), "NO/adair-travers NO/travers"),
        (("75 NO: Jean-Luc Travers", "75 NO: Jean Luc Travers"), "NO/travers NO/travers"),
        # Whom a table knows keeps his id; a given name that goes with it is his, a surname alone was looked up already.
        (("75 NO: =Johan Travers", "76 NO: J. Travers"), "johan-travers johan-travers"),
        (("75 NO: =Johan Travers", "76 NO: Travers"), "johan-travers NO/travers"),
        (("75 NO: =J. Travers, Bo Halloran", "76 NO: Johan Travers"), "j-travers NO/halloran NO/travers"),
        # A family name that thousands have tells nobody alone, nor across states, nor for long.
        (("75 DA: Hansen", "75 DA: Hansen"), "DA/hansen@75CABLE1 DA/hansen@75CABLE2"),
        (("75 MX: Garcia", "75 MX: Juan Garcia", "75 MX: J. Garcia"), "MX/garcia@75CABLE1 MX/garcia MX/j-garcia@75CABLE3"),
        (("75 MX: Juan Garcia", "75 SP: Juan Garcia"), "MX/garcia SP/garcia"),
        (("75 MX: Juan Carlos Garcia", "75 SP: Juan Carlos Garcia"), "MX/garcia SP/garcia"),
        (("73 DA: Jens Hansen", "76 DA: Jens Hansen", "79 DA: Jens Hansen"), "DA/hansen DA/hansen DA/hansen-2"),
        (("75: Jens Hansen", "75: Jens Hansen"), "jens-hansen@75CABLE1 jens-hansen@75CABLE2"),
        (("- DA: Jens Hansen", "75 DA: Jens Hansen"), "DA/jens-hansen@-CABLE1 DA/hansen"),
        # unless with an office that one holds at a time, within a term
        (("75 DA: [FOREIGN MINISTER] Hansen", "76 DA: [FONMIN] Hansen", "76 DA: Hansen"), "DA/hansen DA/hansen DA/hansen@76CABLE3"),
        (("75 DA: [FOREIGN MINISTER] Jens Hansen", "76 DA: [FOREIGN MINISTER] Hansen"), "DA/hansen DA/hansen"),
        (("75 DA: [DEFENSE MINISTER] Jens Hansen", "76 DA: [FOREIGN MINISTER] Hansen"), "DA/hansen DA/hansen-2"),
        (("75 DA: [FOREIGN MINISTER] Hansen", "80 DA: [FOREIGN MINISTER] Hansen"), "DA/hansen DA/hansen-2"),
        (("75 DA: [MR.] Hansen", "76 DA: [MR.] Hansen"), "DA/hansen@75CABLE1 DA/hansen@76CABLE2"),
        (("75 DA: [AMBASSADOR] Hansen", "75 DA: [AMBASSADOR] Hansen"), "DA/hansen@75CABLE1 DA/hansen@75CABLE2"),
        # or where the same cable, in another of its sections, says who it is.
        (("75 DA: Jens Hansen", "75 DA 1: Hansen", "75 DA: Hansen"), "DA/hansen DA/hansen DA/hansen@75CABLE3"),
        (("75 NO: Johan Travers", "75 NO: Karl Travers", "75 NO 2: Travers"), "NO/travers NO/travers-2 NO/travers-2"),
        (("75 NO: =Johan Travers", "75 NO 1: Travers"), "johan-travers johan-travers"),
        # Father and son, husband and wife.
        (("75 US: Ray Travers Jr.", "75 US: Ray Travers Sr.", "75 US: Ray Travers"), "US/travers US/travers-2 US/ray-travers@75CABLE3"),
        (("75 US: Ray Travers Jr.", "75 US: Ray Travers"), "US/travers US/travers"),
        (("75 NO: [MR.] Johan Travers", "76 NO: [MRS.] Travers", "76 NO: Travers"), "NO/travers NO/travers-2 NO/travers"),
        (("75 NO: Johan Travers", "76 NO: [MRS.] Travers"), "NO/travers NO/travers-2"),
        (("75 NO: [MRS.] Ann Travers", "75 NO: [MRS.] Travers", "75 NO: Travers"), "NO/travers NO/travers NO/travers"),
        # The office tells which of two; an office of another kind tells a bare surname apart, not a career.
        (("75 NO: [AMBASSADOR] Johan Travers", "75 NO: [MINISTER] Karl Travers", "76 NO: [FOREIGN MINISTER] Travers"),
         "NO/travers NO/travers-2 NO/travers-2"),
        (("75 NO: [FOREIGN MINISTER] Travers", "75 NO: [DCM] Travers", "75 NO: Travers"), "NO/travers NO/travers-2 NO/travers@75CABLE3"),
        (("75 NO: [FOREIGN MINISTER] Johan Travers", "78 NO: [AMBASSADOR] Johan Travers"), "NO/travers NO/travers"),
        (("75 NO: [FOREIGN MINISTER] Travers", "78 NO: [PRIME MINISTER] Travers"), "NO/travers NO/travers"),
        # The cable took them for two.
        (("75 NO: Johan Travers, Travers",), "NO/travers NO/travers@75CABLE1"),
    ],
)  # fmt: skip
def test_who_is_one(rows: tuple[str, ...], expected: str) -> None:
    assert [name.removeprefix("person:") for name in _ids(*rows)] == expected.split()


def test_the_fullest_name_is_the_name_and_the_host_is_no_state() -> None:
    seen = [*_seen(1, "75 NO: TRAVERS"), *_seen(2, "76 NO: Johan Jorgen Travers")]
    (actor,) = set(link(seen).values())
    assert (actor.id, actor.name, actor.state) == ("person:NO/travers", "Johan Jorgen Travers", "")


_NAMES = (
    "Travers",
    "Johan Travers",
    "J. Travers",
    "K Travers",
    "Johan Karl Travers",
    "Smith",
    "Ann Smith",
    "van Travers",
    "Ray Travers Jr.",
    "Ray Travers",
    "Hansen",
    "Jens Hansen",
    "-",
)
_APPEARANCES = st.lists(
    st.builds(
        lambda number, name, state, known, said: (number, name, state, known, said),
        st.integers(0, 7), st.sampled_from(_NAMES), st.sampled_from(("", "NO", "SW")), st.booleans(),
        st.sampled_from((*[NOTHING] * 3, *(said_of([title], "") for title in ("MRS.", "MR.", "FOREIGN MINISTER", "DCM")))),
    ),
    unique_by=lambda one: (one[0], one[1]), max_size=16,
)  # fmt: skip


def _world(drawn: list[tuple[int, str, str, bool, Said]]) -> list[Appearance]:
    """Documents with dates and hosts of their own, so that the same number is the same cable."""
    return [
        Appearance(
            f"doc-{number}", f"C{number % 6}", ("", "1973-01-01", "1979", "1990-05-06")[number % 4],
            ("NO", "", "SW")[number % 3], "person:" + name.lower().replace(" ", "-"), name, state, known, said,
        )
        for number, name, state, known, said in drawn
    ]  # fmt: skip


@given(_APPEARANCES, st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_no_document_loses_a_person(
    drawn: list[tuple[int, str, str, bool, Said]], random: Random
) -> None:
    seen = _world(drawn)
    shuffled = list(seen)
    random.shuffle(shuffled)
    found = link(seen)
    assert found == link(shuffled) == link(iter(sorted(seen, reverse=True)))
    known = {(one.document, one.id) for one in seen if one.known}
    assert not known & set(found)
    here: dict[tuple[str, str], Appearance] = {}
    for one in seen:
        actor = found.get((one.document, one.id))
        person = one.id if actor is None else actor.id
        assert here.setdefault((one.document, person), one) == one, "two of one document became one"
    told: dict[str, object] = {}
    for actor in found.values():
        if "@" not in actor.id:
            assert told.setdefault(actor.id, actor) == actor, "one id tells of one person in one way"


@pytest.mark.parametrize(
    "name", ["Hansen", "Maria del Carmen Garcia", "Kees van den Berg", "KIM", "Svoboda", "Singh", "Smith Jr."]
)
def test_names_that_many_have(name: str) -> None:
    assert not is_rare(name_parts(name)[1])


@pytest.mark.parametrize("name", ["Travers", "Halloran", "Stapleton", "Kosciusko-Morizet", "Bujon de l'Estang"])
def test_names_that_few_have(name: str) -> None:
    assert is_rare(name_parts(name)[1])
