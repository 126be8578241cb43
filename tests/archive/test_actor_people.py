"""People across the cables of a view: ids in lists, facets, searches and decisions, and nothing in them of what is hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cablegram.actors.records import Actor, Found, Mention
from cablegram.archive import View
from cablegram.archive.executors import InProcess
from cablegram.archive.store import Scope
from cablegram.archive.store.actor_rows import ActorReader, Appearing
from cablegram.telegram.records import Telegram
from tests.archive.acting import file_found
from tests.archive.invented import telegram

OPEN = {
    "a": telegram("OSLO", 1, body="1. (C) TRAVERS SPOKE OF DUES."),
    "b": telegram("OSLO", 2, body="1. (C) JOHAN TRAVERS AND JANE HALLORAN SPOKE OF DUES."),
    "c": telegram("PARIS", 3, body="1. (C) TRAVERS AGAIN, AND TRAVERS."),
}
HIDDEN = {
    "d": telegram("OSLO", 4, body="1. (C) KARL TRAVERS AND HALLORAN."),
    "e": telegram("LIMA", 5, body="1. (C) JANE HALLORAN."),
}
_NAME = re.compile(r"\b(?:(?:FOREIGN MINISTER|MRS\.) )?((?:(?:JOHAN|KARL|JANE) )?(?:TRAVERS|HALLORAN|HANSEN)\b)")


def find(telegram: Telegram, **options: object) -> Found:
    """The people of a telegram as words alone tell of them."""
    actors: dict[str, Actor] = {}
    mentions = []
    for match in _NAME.finditer(telegram.text):
        name = match[1].title()
        actor = Actor(id="person:" + name.lower().replace(" ", "-"), name=name, kind="person")
        actors[actor.id] = actor
        start, end = match.span()
        mentions.append(
            Mention(
                start=start, end=end, type="person", form="name", actor=name, actor_id=actor.id, quote=match[0],
                how="full-name" if " " in name else "surname", sure="likely", candidates=(actor.id,),
            )
        )  # fmt: skip
    return Found(mentions=tuple(mentions), actors=tuple(actors.values()))


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.actors.finding.find", find)


def _told(view: View, query: str | None = None) -> list[tuple[str, str, int, int]]:
    return [(one.id.removeprefix("person:"), one.name, one.documents, one.mentions) for one in view.actors(query)]


def _all(view: View) -> list[object]:
    facets = [view.search(query, facets=["person"]).facets for query in ("*", "dues", "person:travers", "-person:karl")]
    named = [
        [one.mentions, sorted(actor.id for actor in one.actors)]
        for name in ("07OSLO1", "07OSLO2", "07PARIS3")
        for one in view.named(name)
    ]
    network = view.network()
    found = [
        [hit.document for hit in view.search(f"person:{words}", sort="date").hits]
        for words in ('"johan travers"', "NO/travers", "FR/travers", "travers", "jane", "NO/halloran")
    ]
    return [_told(view), _told(view, "dues"), facets, named, network, found]


def test_lists_facets_and_searches_tell_of_people_across_cables(tmp_path: Path) -> None:
    archive = file_found(tmp_path, OPEN, "open")
    assert _told(archive) == [
        ("NO/travers", "Johan Travers", 2, 2), ("FR/travers", "Travers", 1, 2), ("NO/halloran", "Jane Halloran", 1, 1),
    ]  # fmt: skip
    assert _told(archive, "again") == [("FR/travers", "Travers", 1, 2)]
    assert archive.search("*", facets=["person"]).facets["person"] == (
        ("Johan Travers", 2), ("Jane Halloran", 1), ("Travers", 1),
    )  # fmt: skip
    for query, count in {"person:travers": 3, 'person:"johan travers"': 2, "person:NO/travers": 2, "person:person:FR/travers": 1,
                         "-person:NO/travers": 1, "person:halloran": 1, "person:johan": 1}.items():  # fmt: skip
        assert archive.count(query) == count, query
    (hit,) = archive.search("spoke person:NO/travers -jane").hits
    assert (hit.cable, hit.quote) == ("07OSLO1", "TRAVERS")
    (one,) = archive.named("07OSLO1")
    assert [(it.quote, it.actor, it.actor_id, it.candidates) for it in one.mentions] == [
        ("TRAVERS", "Johan Travers", "person:NO/travers", ("person:NO/travers",))
    ]


def test_a_view_shows_nothing_that_hidden_documents_gave(tmp_path: Path) -> None:
    alone = file_found(tmp_path / "alone", OPEN, "open")
    both = file_found(tmp_path / "both", OPEN, "open")
    before = _all(both.view(collections=["open"]))
    file_found(tmp_path / "both", HIDDEN, "hidden").close()
    assert before == _all(both.view(collections=["open"])) == _all(alone)
    # The view of everything knows a second Travers in Oslo and one Halloran in Oslo and Lima.
    assert _told(both) != _told(alone)
    assert ("NO/travers@07OSLO1", "Travers", 1, 1) in _told(both)
    assert ("jane-halloran", "Jane Halloran", 2, 2) in _told(both)


def test_the_order_of_filing_changes_nothing(tmp_path: Path) -> None:
    texts = {**OPEN, **HIDDEN}
    one = file_found(tmp_path / "one", texts, "main")
    for name in reversed(texts):
        other = file_found(tmp_path / "other", {name: texts[name]}, "main")
    assert _all(one) == _all(other)


def test_what_people_decide_speaks_of_people_across_cables(tmp_path: Path) -> None:
    archive = file_found(tmp_path, OPEN, "open")
    archive.decide_actor("M. Roe", "merge", "07PARIS3", "person:NO/travers", actor="person:FR/travers")
    assert _told(archive)[0] == ("NO/travers", "Johan Travers", 3, 4)
    assert archive.search("*", facets=["person"]).facets["person"] == (("Johan Travers", 3), ("Jane Halloran", 1))
    assert archive.count("person:NO/travers") == archive.count('person:"johan travers"') == 3
    number = archive.decide_actor(
        "M. Roe", "split", "07OSLO1", "person:pia-travers", actor="Travers", name="Pia Travers"
    )
    assert ("pia-travers", "Pia Travers", 1, 1) in _told(archive)
    facet = dict(archive.search("*", facets=["person"]).facets["person"])
    assert facet == {"Johan Travers": 2, "Jane Halloran": 1, "Pia Travers": 1}
    assert (archive.count("person:pia"), archive.count("person:NO/travers")) == (1, 2)
    archive.undo(number)
    assert _told(archive)[0] == ("NO/travers", "Johan Travers", 3, 4)


def _ids(view: View, cable: str) -> list[str]:
    return [mention.actor_id.removeprefix("person:") for one in view.named(cable) for mention in one.mentions]


KARL = {"k": telegram("OSLO", 9, year=5, body="1. (C) KARL TRAVERS.")}  # earlier than the rest, so that numbers move


def test_decisions_outlast_a_change_of_ids(tmp_path: Path) -> None:
    archive = file_found(tmp_path, OPEN, "open")
    archive.decide_actor("M. Roe", "merge", "07PARIS3", "person:NO/travers", actor="person:FR/travers")
    archive.decide_actor("M. Roe", "rename", "07OSLO2", "Johan I. Travers", actor="person:NO/travers")
    archive.decide_actor("M. Roe", "confirm", "07OSLO2", actor="person:NO/travers")
    assert _ids(archive, "07PARIS3") == ["NO/travers", "NO/travers"]
    archive.close()
    archive = file_found(tmp_path, KARL, "open")
    # Karl has the id that Johan had, and nothing that was said of Johan.
    assert _ids(archive, "05OSLO9") == ["NO/travers"]
    assert _ids(archive, "07OSLO1") == ["NO/travers@07OSLO1"]  # it may be either now
    assert _ids(archive, "07OSLO2") == ["NO/travers-2", "NO/halloran"]
    assert _ids(archive, "07PARIS3") == ["NO/travers-2", "NO/travers-2"]
    assert [one.hold for one in archive.decisions()] == ["same", "same", "document"]
    told = _told(archive)
    assert ("NO/travers", "Karl Travers", 1, 1) in told
    assert ("NO/travers-2", "Johan I. Travers", 2, 3) in told
    assert next(mention.how for one in archive.named("07OSLO2") for mention in one.mentions) == "confirmed"
    archive.rederive(everything=True, executor=InProcess())
    assert _told(archive) == told


def test_a_decision_on_one_who_is_no_longer_there_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = file_found(tmp_path, OPEN, "open")
    archive.decide_actor("M. Roe", "merge", "07PARIS3", "person:NO/halloran", actor="person:FR/travers")
    archive.decide_actor("M. Roe", "rename", "07OSLO2", "Jane I. Halloran", actor="person:NO/halloran")
    before = _told(archive)
    monkeypatch.setattr(f"{__name__}._NAME", re.compile(r"\b((?:JOHAN )?TRAVERS\b)"))
    archive.rederive(stage="actors", everything=True, executor=InProcess())
    assert [one.hold for one in archive.decisions()] == ["lost", "lost"]
    assert _ids(archive, "07PARIS3") == ["FR/travers", "FR/travers"]
    monkeypatch.undo()
    monkeypatch.setattr("cablegram.actors.finding.find", find)
    archive.rederive(stage="actors", everything=True, executor=InProcess())
    assert [one.hold for one in archive.decisions()] == ["same", "same"]
    assert _told(archive) == before


def test_a_decision_of_the_time_before_holds(tmp_path: Path) -> None:
    """Before there were people across cables, their ids were those of their words."""
    archive = file_found(tmp_path, OPEN, "open")
    document = archive.document("07PARIS3")
    assert document is not None
    at = document.text.index("TRAVERS")
    with archive._store.connection as db:
        db.execute(
            'INSERT INTO decision (at, who, kind, value, document, start, "end", quote, before, after)'
            " VALUES ('2026', 'M. Roe', 'actor-merge', 'person:travers person:jane-halloran Jane Halloran', ?, ?, ?, 'TRAVERS', '', '')",
            (document.row.id, at, at + 7),
        )  # fmt: skip
    assert _ids(archive, "07PARIS3") == ["NO/halloran", "NO/halloran"]
    assert _ids(archive, "07OSLO1") == ["NO/travers"]
    assert [one.hold for one in archive.decisions()] == ["same"]


def test_a_view_knows_a_decision_where_it_may_show_all_that_it_speaks_of(tmp_path: Path) -> None:
    file_found(tmp_path, OPEN, "open").close()
    both = file_found(tmp_path, KARL, "hidden")
    view = both.view(collections=["open"])
    before = _all(view)
    # In the whole Karl is NO/travers, who in the view is Johan.
    both.decide_actor("M. Roe", "merge", "07PARIS3", "Karl Travers", actor="person:FR/travers")
    assert _ids(both, "07PARIS3") == ["NO/travers", "NO/travers"]
    view = both.view(collections=["open"])
    assert (_all(view), view.decisions()) == (before, [])
    both.decide_actor("M. Roe", "merge", "07OSLO2", "Jane Halloran", actor="Johan Travers")
    assert [one.hold for one in view.decisions()] == ["same"]
    assert _ids(both.view(collections=["open"]), "07OSLO2") == ["NO/halloran", "NO/halloran"]


def test_offices_are_read_from_the_words_that_name(tmp_path: Path) -> None:
    texts = {
        "a": telegram("OSLO", 1, body="1. (C) FOREIGN MINISTER HANSEN SPOKE. FOREIGN\nMINISTER HANSEN LEFT."),
        "b": telegram("OSLO", 2, body="1. (C) FOREIGN MINISTER HANSEN AGAIN."),
        "c": telegram("OSLO", 3, body="1. (C) HANSEN. MRS. TRAVERS."),
        "d": telegram("OSLO", 4, body="1. (C) JOHAN TRAVERS."),
    }
    archive = file_found(tmp_path, texts, "open")
    assert _ids(archive, "07OSLO1") == ["NO/hansen", "NO/hansen"]
    assert _ids(archive, "07OSLO2") == ["NO/hansen"]
    hansen, travers = _ids(archive, "07OSLO3")
    assert hansen == "NO/hansen@07OSLO3"
    assert travers not in _ids(archive, "07OSLO4")


def test_people_are_kept_until_documents_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = file_found(tmp_path, OPEN, "open")
    made: list[Scope] = []
    rows = ActorReader.people_rows

    def counted(reader: ActorReader, scope: Scope) -> list[Appearing]:
        made.append(scope)
        return rows(reader, scope)

    monkeypatch.setattr(ActorReader, "people_rows", counted)
    assert len(_told(archive)) == 3
    assert len(archive.view(collections=["open"]).actors()) == 3
    assert len(made) == 2  # a view has its own
    number = archive.decide_actor("M. Roe", "confirm", "07OSLO2", actor="Johan Travers")
    archive.undo(number)
    _all(archive)
    assert len(made) == 2  # what people decide is no part of them
    place = tmp_path / "more"
    place.mkdir()
    (place / "k.txt").write_text(KARL["k"], encoding="utf-8", newline="")
    archive.ingest([place], collection="open", executor=InProcess())
    assert len(_told(archive)) == 5
    assert len(made) == 3
    other = file_found(tmp_path, HIDDEN, "hidden")  # another connection
    assert _told(archive) == _told(other)
    for rank in ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET"):
        archive.view(up_to=rank).actors()
        archive.view(collections=["open"], up_to=rank).actors()
    assert len(archive._reader.kept) <= 3
