"""What people decided about options and issues, applied to what was grouped."""

from __future__ import annotations

from typing import Any

from cablegram.ledger import Told
from cablegram.ledger.decided import Place, Ruling, at_place
from cablegram.ledger.records import Whole
from cablegram.ledger.selecting import grouped
from tests.ledger.telling import told

TOLL = told("Peru", "support", "the toll", target_span=(10, 18))
LEVY = told("Chile", "oppose", "a levy", at=50, target_span=(60, 66))
FERRY = told("Chile", "oppose", "the ferry to Orle", at=90, target_span=(100, 117))
SHIP = told("Peru", "oppose", "a ferry to Orle in 2009", at=150, target_span=(160, 183))
TOLLS = told("Chile", "support", "tolls", at=200, target_span=(210, 215))
ROWS = (TOLL, LEVY, FERRY, SHIP, TOLLS)


def ruling(saying: str, one: Told, other: Told | None = None, number: int = 1, **fields: Any) -> Ruling:
    values: dict[str, Any] = {"of": "option", "who": "ROE", **fields}
    return Ruling(number=number, saying=saying, place=one.place, other=other and other.place, **values)  # type: ignore[arg-type]


def made(*rulings: Ruling) -> Whole:
    return grouped(ROWS, rulings)


def names(whole: Whole) -> list[list[str]]:
    of = {option.id: option for option in whole.options}
    assert all(of[id].issue == issue.id for issue in whole.issues for id in issue.options)
    return [[of[id].name for id in issue.options] for issue in whole.issues]


UNDECIDED = [["toll"], ["levy"], ["ferry to Orle", "ferry to Orle in 2009"]]


def test_without_rulings_nothing_changes() -> None:
    assert names(made()) == [["tolls"], *UNDECIDED[1:]]
    assert made(ruling("rename", told("X", "support", "x", document="elsewhere"), name="Y")) == made()


def test_rename_and_confirm() -> None:
    whole = made(ruling("rename", TOLLS, name="Orle dues"), ruling("confirm", LEVY, number=2))
    assert names(whole)[:2] == [["Orle dues"], ["levy"]]
    assert (whole.options[0].named, whole.options[0].confirmed) == ("ROE", ())
    assert (whole.options[1].named, whole.options[1].confirmed) == ("", ("ROE",))


def test_merge_keeps_a_name_and_leaves_a_trace() -> None:
    whole = made(ruling("rename", LEVY, name="Dues"), ruling("merge", TOLL, LEVY, number=7))
    assert names(whole)[0] == ["Dues"]
    (option, *_) = whole.options
    assert [one.position.holder for one in option.told] == ["Peru", "Chile", "Chile"]
    assert option.merges[-1].why == ("decided by ROE (decision 7)",)
    assert option.confirmed == ("ROE",)
    assert made(ruling("merge", TOLL, TOLLS)) == made()  # they are one already


def test_split_makes_an_option_of_its_own() -> None:
    whole = made(ruling("split", TOLLS))
    assert [option.name for option in whole.options if "toll" in option.name] == ["toll", "tolls"]
    assert all(option.merges == () for option in whole.options if "toll" in option.name)
    assert made(ruling("split", LEVY)) == made()  # it is alone already


def test_split_into_another() -> None:
    whole = made(ruling("split", TOLLS, LEVY))
    held = {option.name: [one.place for one in option.told] for option in whole.options}
    assert held["toll"] == [TOLL.place]
    assert held["levy"] == [LEVY.place, TOLLS.place]
    whole = made(ruling("split", LEVY, FERRY))
    assert "levy" not in {option.name for option in whole.options}


def test_a_later_ruling_speaks_of_what_the_earlier_made() -> None:
    whole = made(
        ruling("merge", TOLL, LEVY), ruling("split", LEVY, number=2), ruling("rename", LEVY, number=3, name="Dues")
    )
    assert {option.name: len(option.told) for option in whole.options if option.name in ("tolls", "Dues")} == {
        "tolls": 2, "Dues": 1,
    }  # fmt: skip


def test_issues() -> None:
    def of(saying: str, one: Told, other: Told | None = None, **fields: Any) -> Ruling:
        return ruling(saying, one, other, of="issue", **fields)

    assert names(made(of("merge", TOLL, LEVY))) == [["tolls", "levy"], UNDECIDED[2]]
    assert made(of("merge", TOLL, LEVY)).issues[0].name == "levy"
    assert names(made(of("split", SHIP))) == [["tolls"], ["levy"], ["ferry to Orle"], ["ferry to Orle in 2009"]]
    assert names(made(of("split", SHIP, LEVY))) == [["tolls"], ["levy", "ferry to Orle in 2009"], ["ferry to Orle"]]
    assert names(made(of("split", LEVY, TOLL))) == [["tolls", "levy"], UNDECIDED[2]]
    assert names(made(of("split", LEVY))) == names(made())
    whole = made(of("rename", SHIP, name="Ferries"), of("confirm", LEVY))
    assert [(issue.name, issue.named, issue.confirmed) for issue in whole.issues[1:]] == [
        ("levy", "", ("ROE",)), ("Ferries", "ROE", ()),
    ]  # fmt: skip
    assert made(of("merge", FERRY, SHIP)) == made()


def test_the_position_at_a_place() -> None:
    def at(start: int, end: int) -> Told | None:
        return at_place(ROWS, ("doc-07LIMA1", start, end))

    assert at(17, 30) is TOLL
    assert at(18, 30) is None
    assert at(64, 110) is FERRY  # most of it
    elsewhere: Place = ("doc-x", 10, 18)
    assert at_place(ROWS, elsewhere) is None
