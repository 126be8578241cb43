"""People across the cables of a view: ids in lists, facets, searches and decisions, and nothing in them of what is hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cablegram.actors.records import Actor, Found, Mention
from cablegram.archive import Archive, View, open_archive
from cablegram.archive.executors import InProcess
from cablegram.telegram.records import Telegram
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
_NAME = re.compile(r"\b(?:(?:JOHAN|KARL|JANE) )?(?:TRAVERS|HALLORAN)\b")


def find(telegram: Telegram, **options: object) -> Found:
    """The people of a telegram as words alone tell of them."""
    actors: dict[str, Actor] = {}
    mentions = []
    for match in _NAME.finditer(telegram.text):
        name = match[0].title()
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


def _file(folder: Path, texts: dict[str, str], collection: str) -> Archive:
    place = folder / f"in-{collection}"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    archive = open_archive(folder / "archive", create=True)
    archive.ingest([place], collection=collection, executor=InProcess())
    return archive


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
    archive = _file(tmp_path, OPEN, "open")
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
    alone = _file(tmp_path / "alone", OPEN, "open")
    both = _file(tmp_path / "both", OPEN, "open")
    before = _all(both.view(collections=["open"]))
    _file(tmp_path / "both", HIDDEN, "hidden").close()
    assert before == _all(both.view(collections=["open"])) == _all(alone)
    # The view of everything knows a second Travers in Oslo and one Halloran in Oslo and Lima.
    assert _told(both) != _told(alone)
    assert ("NO/travers@07OSLO1", "Travers", 1, 1) in _told(both)
    assert ("jane-halloran", "Jane Halloran", 2, 2) in _told(both)


def test_the_order_of_filing_changes_nothing(tmp_path: Path) -> None:
    texts = {**OPEN, **HIDDEN}
    one = _file(tmp_path / "one", texts, "main")
    for name in reversed(texts):
        other = _file(tmp_path / "other", {name: texts[name]}, "main")
    assert _all(one) == _all(other)


def test_what_people_decide_speaks_of_people_across_cables(tmp_path: Path) -> None:
    archive = _file(tmp_path, OPEN, "open")
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
