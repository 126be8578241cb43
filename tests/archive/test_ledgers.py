"""The ledger of an archive: whatever order, in views, kept; and what people decided, through re-runs by other rules."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cablegram.archive import Archive, View, stating
from cablegram.archive.executors import InProcess
from cablegram.archive.ledger_decisions import read_place
from cablegram.errors import UsageError
from cablegram.ledger.choosing import Choice
from cablegram.positions.records import Position, Stated
from tests.archive.acting import file_invented, invented
from tests.archive.invented import telegram

SUBJECT = "THE HARBOR TREATY TALKS"
TEXTS = {
    "a": telegram("PARIS", 1, subject=SUBJECT, body="1. (C) FREDONIA SUPPORTS THE HARBOR TREATY.\n\n2. (C) SYLVANIA OPPOSES THE PIER."),
    "b": telegram("ROME", 3, subject=SUBJECT, day=20, body="1. (C) FREDONIA OPPOSES THE HARBOR TREATY."),
    "c": telegram("LIMA", 5, subject=SUBJECT, day=22, body="1. (C) SYLVANIA SUPPORTS A HARBOR TREATY. SYLVANIA OPPOSES THE QUAY."),
    "d": telegram("OSLO", 7, subject=SUBJECT, day=25, level="SECRET", body="1. (S) SYLVANIA OPPOSES THE HARBOR TREATY."),
}  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return file_invented(tmp_path, TEXTS)


def cells(view: View, **choice: Any) -> dict[str, list[tuple[str, str]]]:
    """Holder and stance by the name of the option."""
    book = view.ledger(choice=Choice(**choice))
    return {
        option.name: [
            (row.holder, "mixed" if row.mixed else row.stance) for row in book.rows if row.option == option.id
        ]
        for option in book.options
    }


def test_rows_changes_and_views(archive: Archive) -> None:
    found = cells(archive)
    assert found["HARBOR TREATY"] == [("Fredonia", "oppose"), ("Sylvania", "mixed")]
    assert found["PIER"] == [("Sylvania", "oppose")]
    assert sorted(one.kind for one in archive.ledger().findings) == ["change", "contradiction"]
    seen = archive.view(up_to="CONFIDENTIAL")
    assert cells(seen)["HARBOR TREATY"] == [("Fredonia", "oppose"), ("Sylvania", "support")]
    assert [one.kind for one in seen.ledger().findings] == ["change"]
    for one in (one for option in archive.ledger().options for one in option.told):
        document = archive.document(one.source.document)
        assert document is not None
        assert document.text[one.position.start : one.position.end] == one.position.quote
        start, end = one.position.target_span or (0, 0)
        assert document.text[start:end] == one.position.target_mention


def test_a_query_counts_in_the_options_of_the_view(archive: Archive) -> None:
    (option,) = archive.ledger("mrn:07LIMA5", Choice(issue="treaty")).options
    (whole,) = archive.ledger(choice=Choice(issue="treaty")).options
    assert option.id == whole.id
    assert len(option.told) == 1 < len(whole.told)
    assert archive.ledger(limit=1).left_out == 2


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_is_no_matter(seed: int, archive: Archive, tmp_path: Path) -> None:
    names = list(TEXTS)
    random.Random(seed).shuffle(names)
    other: Archive | None = None
    for name in names:
        other = file_invented(tmp_path / f"other{seed}", {name: TEXTS[name]})
    assert other is not None
    assert msgspec.json.encode(other.ledger()) == msgspec.json.encode(archive.ledger())
    assert msgspec.json.encode(other.calendar()) == msgspec.json.encode(archive.calendar())


def test_what_is_filed_later_is_in_it(archive: Archive, tmp_path: Path) -> None:
    before = archive.ledger()
    assert archive.ledger() == before
    file_invented(
        tmp_path, {"e": telegram("BONN", 8, subject=SUBJECT, body="1. (C) FREDONIA OPPOSES THE PIER.")}, "more"
    ).close()
    assert cells(archive)["PIER"] == [("Fredonia", "oppose"), ("Sylvania", "oppose")]


def test_what_people_decide_of_holders_is_seen(archive: Archive) -> None:
    cells(archive)
    number = archive.decide_actor("me", "rename", "07PARIS1", "Freedonia", actor="Fredonia")
    assert cells(archive)["HARBOR TREATY"][0] == ("Freedonia", "oppose")
    archive.undo(number)
    assert cells(archive)["HARBOR TREATY"][0] == ("Fredonia", "oppose")


# --- what people decide ---------------------------------------------------------------------------


def test_decisions_are_applied_and_undone(archive: Archive) -> None:
    (number,) = archive.decide_option("ROE", "option-merge", "QUAY", "PIER")
    assert "QUAY" not in cells(archive)
    assert len(archive.ledger(choice=Choice(issue="pier")).options[0].told) == 2
    (named,) = archive.decide_option("ROE", "option-rename", "PIER", "Pier  and quay")
    assert "Pier and quay" in cells(archive)
    archive.undo(number)
    assert {"Pier and quay", "QUAY"} <= set(cells(archive))
    archive.undo(named)
    assert {"PIER", "QUAY"} <= set(cells(archive))


def test_a_part_is_split_off(archive: Archive) -> None:
    archive.decide_option("ROE", "option-split", "HARBOR TREATY", cable="07LIMA5")
    book = archive.ledger(choice=Choice(issue="treaty"))
    assert sorted(len(option.told) for option in book.options) == [1, 3]
    archive.decide_option("ROE", "option-split", "PIER", "QUAY", cable="07PARIS1")
    assert len(archive.ledger(choice=Choice(issue="quay")).options[0].told) == 2


def test_issues_are_decided(archive: Archive) -> None:
    archive.decide_option("ROE", "issue-merge", "PIER", "QUAY")
    archive.decide_option("ROE", "issue-rename", "QUAY", "Works")
    archive.decide_option("ROE", "issue-confirm", "Works")
    (issue,) = (issue for issue in archive.ledger().issues if issue.name == "Works")
    assert (len(issue.options), issue.named, set(issue.confirmed)) == (2, "ROE", {"ROE"})


def test_a_view_knows_decisions_on_what_it_shows(archive: Archive) -> None:
    archive.decide_option("ROE", "option-split", "HARBOR TREATY", "PIER", cable="07OSLO7")
    seen = archive.view(up_to="CONFIDENTIAL")
    assert (len(archive.decisions()), len(seen.decisions())) == (1, 0)
    before = cells(seen)
    archive.decide_option("ROE", "option-rename", "QUAY", "Wharf")
    assert len(seen.decisions()) == 1
    assert set(cells(seen)) == {*before, "Wharf"} - {"QUAY"}


def test_a_merge_with_what_is_hidden_is_hidden(archive: Archive) -> None:
    document = archive.resolve("07PARIS1")[0].id
    (secret,) = (one for option in archive.ledger().options for one in option.told if one.source.cable == "07OSLO7")
    pier = next(one for option in archive.ledger().options for one in option.told if option.name == "PIER")
    text = TEXTS["d"]
    name, start, end = secret.place
    archive.decide("ROE", "option-merge", f"{name} {start}-{end} {text[start:end]}", document, pier.place[1:])
    assert [one.name for one in archive.ledger(choice=Choice(issue="treaty")).options] == ["HARBOR TREATY"]
    assert "PIER" not in cells(archive)
    assert "PIER" in cells(archive.view(up_to="CONFIDENTIAL"))
    assert archive.view(up_to="CONFIDENTIAL").decisions() == []


def other_rules(change: Any) -> Any:
    """The stage with other rules: every position as ``change`` makes it of what it was."""

    def stated(telegram: Any, **given: Any) -> Stated:
        found = given.pop("real")(telegram, **given)
        positions = tuple(made for one in found.positions if (made := change(one)) is not None)
        replaced: Stated = msgspec.structs.replace(found, positions=positions)
        return replaced

    return stated


def rerun(archive: Archive, monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    from cablegram.positions import finding

    real, made = finding.stated, other_rules(change)
    with invented(), monkeypatch.context() as patched:
        patched.setattr(finding, "stated", lambda telegram, **given: made(telegram, real=real, **given))
        patched.setattr(stating, "VERSION", stating.VERSION + 1)
        patched.setattr("cablegram.archive.keeping.stating.VERSION", stating.VERSION)
        assert archive.rederive(stage="positions", everything=True, executor=InProcess()).changed > 0


def longer(one: Position) -> Position:
    """Targets without their first word, in other words and with another stance."""
    start, end = one.target_span or (0, 0)
    cut = one.target_mention.index(" ") + 1
    return msgspec.structs.replace(
        one, target_mention=one.target_mention[cut:], target_span=(start + cut, end), target="other", stance="neutral"
    )


def test_decisions_live_through_other_rules(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [
        *archive.decide_option("ROE", "option-merge", "QUAY", "PIER"),
        *archive.decide_option("ROE", "option-rename", "PIER", "Works"),
        *archive.decide_option("ROE", "option-split", "HARBOR TREATY", cable="07LIMA5"),
        *archive.decide_option("ROE", "issue-rename", "Works", "Building"),
        *archive.decide_option("ROE", "option-confirm", "Works"),
    ]
    rerun(archive, monkeypatch, longer)
    assert [(one.number, one.hold) for one in archive.decisions()] == [(number, "same") for number in made]
    book = archive.ledger()
    works = next(option for option in book.options if option.name == "Works")
    assert len(works.told) == 2
    assert works.confirmed == ("ROE",)
    assert {issue.name for issue in book.issues} >= {"Building"}
    assert all(row.stance == "neutral" for row in book.rows)
    assert sorted(len(one.told) for one in book.options) == [1, 2, 3]


def test_what_lost_its_hold_is_listed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (merge,) = archive.decide_option("ROE", "option-merge", "QUAY", "PIER")
    (rename,) = archive.decide_option("ROE", "option-rename", "HARBOR TREATY", "Treaty")
    (other,) = archive.decide_option("ROE", "issue-rename", "PIER", "Works")
    rerun(archive, monkeypatch, lambda one: None if "QUAY" in one.target_mention else one)
    assert {one.number: one.hold for one in archive.decisions()} == {merge: "lost", rename: "same", other: "same"}
    assert set(cells(archive)) == {"Treaty", "PIER"}
    rerun(archive, monkeypatch, lambda one: None)
    assert {one.hold for one in archive.decisions()} == {"lost"}
    assert len(archive.decisions()) == 3


@pytest.mark.parametrize(
    ("kind", "what", "value", "cable", "told"),
    [
        ("option-eat", "PIER", "", None, "no decision"),
        ("option-merge", "PIER", "", None, "needs the other option"),
        ("option-merge", "PIER", "pier", None, "are one already"),
        ("option-merge", "NOTHING", "PIER", None, "no option 'NOTHING'"),
        ("option-rename", "PIER", " ", None, "needs the new name"),
        ("option-rename", "PIER", "-", None, "is no name"),
        ("option-confirm", "PIER", "QUAY", None, "takes no other"),
        ("option-split", "PIER", "", None, "--cable NAME"),
        ("option-split", "PIER", "", "07ROME3", "has nothing of 07ROME3"),
        ("issue-merge", "PIER", "07", None, "no issue '07'"),
    ],
)
def test_what_cannot_be_decided(
    kind: str, what: str, value: str, cable: str | None, told: str, archive: Archive
) -> None:
    with pytest.raises(UsageError, match=told):
        archive.decide_option("ROE", kind, what, value, cable=cable)
    assert archive.decisions() == []


def test_a_value_is_checked(archive: Archive) -> None:
    for kind, value, span in (
        ("option-eat", "-", (0, 3)), ("option-confirm", "yes", (0, 3)), ("option-merge", "-", (0, 3)),
        ("option-rename", "A", None), ("option-split", "doc-1 3-2 x", (0, 3)), ("issue-merge", "doc-1 a-b x", (0, 3)),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            archive.decide("ROE", kind, value, "07PARIS1", span)
    assert read_place("doc-1 3-9 the pier") == ("doc-1", 3, 9, "the pier")


def test_two_of_one_name_need_an_id(archive: Archive) -> None:
    archive.decide_option("ROE", "option-rename", "PIER", "Works")
    archive.decide_option("ROE", "option-rename", "QUAY", "Works")
    with pytest.raises(UsageError, match="is the name of several: opt-"):
        archive.decide_option("ROE", "option-confirm", "Works")
    option = next(one for one in archive.ledger().options if one.name == "Works")
    archive.decide_option("ROE", "option-confirm", option.id)
    assert archive.ledger().option(option.id).confirmed == ("ROE",)
