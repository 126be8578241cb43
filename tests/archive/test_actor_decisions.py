"""What people decide about actors: kept, applied when it is read, undone, listed as lost; seen by no view that may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.archive import Archive, View
from cablegram.archive.executors import InProcess
from cablegram.errors import UsageError
from tests.archive import acting
from tests.archive.acting import file_invented, invented
from tests.archive.invented import telegram

TEXTS = {
    "a": telegram("PARIS", 1, body="1. (C) BENSON SPOKE. MARK BENSON SAID NO. SOMEBODY SAID YES. FREDONIA LISTENED."),
    "b": telegram("ROME", 3, body="1. (C) BENSON SAID NOTHING TO SYLVANIA AND FREDONIA."),
    "c": telegram("OSLO", 5, body="1. (C) FM TRAVERS MET THE GRAND LEAGUE."),
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return file_invented(tmp_path, TEXTS, "open")


def ids(view: View, name: str) -> list[str]:
    (one,) = view.named(name)
    return [mention.actor_id for mention in one.mentions]


def span(view: View, name: str, words: str) -> tuple[int, int]:
    document = view.document(name)
    assert document is not None
    at = document.text.index(words)
    return at, at + len(words)


def counts(view: View) -> dict[str, int]:
    return {one.id: one.documents for one in view.actors()}


def facet(view: View, name: str) -> dict[str, int]:
    return dict(view.search("*", facets=[name]).facets[name])


def test_two_actors_are_one(archive: Archive) -> None:
    number = archive.decide_actor("ROE", "merge", "07ROME3", "Fredonia", actor="Sylvania")
    assert ids(archive, "07ROME3") == ["person:benson", "state:XF", "state:XF"]
    assert counts(archive) == {
        "state:XF": 2, "person:benson": 2, "person:travers": 1, "body:grand-league": 1,
    }  # fmt: skip
    assert next(one.mentions for one in archive.actors() if one.id == "state:XF") == 3
    assert archive.count("state:XS") == 0
    assert archive.count("state:sylvania") == 1  # the words in the text still are
    assert archive.count("state:fredonia") == 2
    assert facet(archive, "state") == {"Fredonia": 2}
    (one,) = archive.named("07ROME3")
    assert [mention.how for mention in one.mentions] == ["table", "decided", "table"]
    assert [node.actor.id for node in archive.network(kinds=["state"]).nodes] == ["state:XF"]
    (decision,) = archive.decisions()
    assert (decision.kind, decision.value, decision.hold) == ("actor-merge", "state:XS state:XF Fredonia", "same")
    assert decision.quote == "SYLVANIA"
    assert archive.undo(number)
    assert counts(archive)["state:XS"] == 1
    assert archive.count("state:XS") == 1
    assert facet(archive, "state") == {"Fredonia": 2, "Sylvania": 1}


def test_one_mention_is_another(archive: Archive) -> None:
    place = span(archive, "07PARIS1", "MARK BENSON")
    archive.decide_actor("ROE", "split", "07PARIS1", "person:mark-benson", span=place, name="Mark Benson, his son")
    assert ids(archive, "07PARIS1") == ["person:benson", "person:mark-benson", "", "state:XF"]
    (one,) = archive.named("07PARIS1")
    split = one.mentions[1]
    assert (split.actor, split.how, split.sure) == ("Mark Benson, his son", "decided", "sure")
    assert counts(archive)["person:benson"] == 2
    assert counts(archive)["person:mark-benson"] == 1
    assert archive.count('person:"his son"') == 1
    assert archive.search('person:"his son"').hits[0].quote == "MARK BENSON"


def test_a_document_means_another(archive: Archive) -> None:
    archive.decide_actor("ROE", "split", "07PARIS1", "George Benson", actor="BENSON")
    assert ids(archive, "07PARIS1") == ["person:george-benson", "person:george-benson", "", "state:XF"]
    assert ids(archive, "07ROME3")[0] == "person:benson"
    assert facet(archive, "person") == {"Ada Travers": 1, "Benson": 1, "George Benson": 1}
    assert archive.count("person:george") == archive.count("person:george -person:rome") == 1
    assert archive.count("* -person:george") == 2
    (decision,) = archive.decisions()
    assert (decision.hold, decision.start) == ("document", None)


def test_who_was_not_known_is_said(archive: Archive) -> None:
    place = span(archive, "07PARIS1", "SOMEBODY")
    archive.decide_actor("ROE", "split", "07PARIS1", "Ada Travers", span=place)
    assert ids(archive, "07PARIS1")[2] == "person:travers"
    assert archive.count("person:travers") == 2
    (decision,) = archive.decisions()
    assert decision.value == "- person:travers Ada Travers"
    archive.undo(decision.number)
    with pytest.raises(UsageError, match="not known who"):
        archive.decide_actor("ROE", "merge", "07PARIS1", "Ada Travers", span=place)


def test_an_actor_is_called_otherwise(archive: Archive) -> None:
    archive.decide_actor("ROE", "rename", "07OSLO5", "Grand League of Harbours and Rivers", actor="grand league")
    assert [one.name for one in archive.actors(kinds=["body"])] == ["Grand League of Harbours and Rivers"]
    assert archive.count("org:rivers") == 1
    assert facet(archive, "org") == {"Grand League of Harbours and Rivers": 1}
    assert archive.decisions()[0].value == "body:grand-league Grand League of Harbours and Rivers"


def test_what_is_right_is_confirmed(archive: Archive) -> None:
    archive.decide_actor("ROE", "confirm", "07PARIS1", actor="Fredonia")
    (one,) = archive.named("07PARIS1")
    assert [(mention.how, mention.sure) for mention in one.mentions if mention.actor_id == "state:XF"] == [
        ("confirmed", "sure")
    ]


def test_a_later_decision_speaks_of_what_the_earlier_made(archive: Archive) -> None:
    archive.decide_actor("ROE", "merge", "07ROME3", "state:XF", actor="state:XS")
    archive.decide_actor("DOE", "split", "07ROME3", "New Fredonia", actor="state:XF")
    archive.decide_actor("DOE", "rename", "07ROME3", "New Fredonia Again", actor="state:new-fredonia")
    assert ids(archive, "07ROME3") == ["person:benson", "state:new-fredonia", "state:new-fredonia"]
    assert ids(archive, "07PARIS1")[3] == "state:XF"
    assert [one.name for one in archive.actors(kinds=["state"])] == ["New Fredonia Again", "Fredonia"]
    archive.undo(1)  # what the others spoke of changes with it
    assert ids(archive, "07ROME3") == ["person:benson", "state:XS", "state:new-fredonia"]


def test_merges_in_a_ring_come_to_an_end(archive: Archive) -> None:
    archive.decide_actor("ROE", "merge", "07ROME3", "state:XF", actor="state:XS")
    archive.decide_actor("ROE", "merge", "07PARIS1", "person:benson", actor="state:XF")
    with pytest.raises(UsageError, match="itself"):
        archive.decide_actor("ROE", "merge", "07PARIS1", "Benson", actor="BENSON")
    assert ids(archive, "07ROME3") == ["person:benson"] * 3


def test_decisions_outlive_a_rerun(archive: Archive) -> None:
    archive.decide_actor("ROE", "merge", "07ROME3", "Fredonia", actor="Sylvania")
    archive.decide_actor("ROE", "split", "07PARIS1", "George Benson", actor="BENSON")
    before = archive.decisions(), counts(archive), ids(archive, "07PARIS1")
    with invented():
        archive.rederive(everything=True, executor=InProcess())
    assert (archive.decisions(), counts(archive), ids(archive, "07PARIS1")) == before


def test_a_decision_whose_actor_is_no_longer_named_is_listed_as_lost(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.decide_actor("ROE", "merge", "07ROME3", "Fredonia", actor="Sylvania")
    archive.decide_actor("ROE", "confirm", "07PARIS1", actor="BENSON")
    monkeypatch.setitem(acting._KNOWN, "SYLVANIA", acting._KNOWN["FM TRAVERS"])
    with invented():
        archive.rederive(stage="actors", everything=True, executor=InProcess())
    assert [one.hold for one in archive.decisions()] == ["lost", "document"]
    assert ids(archive, "07ROME3") == ["person:benson", "person:travers", "state:XF"]  # and changes nothing
    monkeypatch.undo()
    with invented():
        archive.rederive(stage="actors", everything=True, executor=InProcess())
    assert [one.hold for one in archive.decisions()] == ["same", "document"]
    assert "state:XS" not in ids(archive, "07ROME3")


def test_what_the_program_says_by_itself_now_still_holds(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.decide_actor("ROE", "merge", "07ROME3", "Fredonia", actor="Sylvania")
    monkeypatch.setitem(acting._KNOWN, "SYLVANIA", acting._KNOWN["FREDONIA"])
    with invented():
        archive.rederive(stage="actors", everything=True, executor=InProcess())
    assert [one.hold for one in archive.decisions()] == ["same"]
    assert ids(archive, "07ROME3")[1:] == ["state:XF", "state:XF"]


def test_a_view_knows_no_decision_on_what_it_may_not_see(tmp_path: Path) -> None:
    alone = file_invented(tmp_path / "alone", TEXTS, "open")
    both = file_invented(tmp_path / "both", TEXTS, "open")
    both.close()
    secret = {
        "x": telegram("BAKU", 9, level="SECRET", body="1. (S) SYLVANIA IS FREDONIA. MARK BENSON. THE GRAND LEAGUE.")
    }
    both = file_invented(tmp_path / "both", secret, "secret")
    both.decide_actor("ROE", "merge", "07BAKU9", "Fredonia", actor="Sylvania")
    both.decide_actor("ROE", "rename", "07BAKU9", "The Old League", actor="grand league")
    assert both.count("state:XS") == 0
    for view in (both.view(collections=["open"]), both.view(up_to="CONFIDENTIAL")):
        assert view.actors() == alone.actors()
        assert view.network() == alone.network()
        assert list(view.mentions()) == list(alone.mentions())
        assert view.decisions() == []
        for query in ("state:XS", "state:sylvania", "org:old", "org:grand", "person:mark", "person:benson"):
            assert view.count(query) == alone.count(query), query
        for name in ("state", "org", "person"):
            assert facet(view, name) == facet(alone, name)


@pytest.mark.parametrize(
    ("saying", "document", "value", "options"),
    [
        ("merge", "07PARIS1", "Nobody", {"actor": "Fredonia"}),  # no such actor to be
        ("merge", "07PARIS1", "Benson", {"actor": "Sylvania"}),  # not named there
        ("merge", "07PARIS99", "Benson", {"actor": "Fredonia"}),  # no such document
        ("merge", "07PARIS1", "Benson", {}),  # who
        ("merge", "07PARIS1", "Benson", {"span": (0, 4)}),  # no mention there
        ("merge", "07PARIS1", "", {"actor": "Fredonia"}),  # is what
        ("rename", "07PARIS1", "  ", {"actor": "Fredonia"}),  # no name
        ("split", "07PARIS1", "person:new", {"actor": "BENSON"}),  # an id without a name
        ("guess", "07PARIS1", "Benson", {"actor": "Fredonia"}),  # no such saying
    ],
)
def test_what_cannot_be_said(
    archive: Archive, saying: str, document: str, value: str, options: dict[str, object]
) -> None:
    with pytest.raises(UsageError):
        archive.decide_actor("ROE", saying, document, value, **options)  # type: ignore[arg-type]
    assert archive.decisions(undone=True) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [("actor-merge", "state:XS"), ("actor-merge", "- state:XS"), ("actor-rename", "state:XS"), ("actor-confirm", "a b"),
     ("actor-eats", "state:XS")],
)  # fmt: skip
def test_a_value_that_means_nothing_is_refused(archive: Archive, kind: str, value: str) -> None:
    with pytest.raises(UsageError):
        archive.decide("ROE", kind, value, "07ROME3")
