"""Searching by actors: what the fields find, that index and scan agree also with decisions, facets, and the places of hits."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cablegram.archive import Archive
from cablegram.archive.actor_fields import actor_values, whole
from cablegram.archive.query_text import matches
from cablegram.archive.searching import query_tree
from tests.archive.acting import NAMES, file_invented
from tests.archive.invented import telegram

TEXTS = {
    "a": telegram(
        "PARIS", 1, body="1. (C) GOFR TOLD FM TRAVERS OF THE HARBOR BOARD.\n\n2. (C) THE GRAND LEAGUE AND BENSON MET."
    ),
    "b": telegram("ROME", 3, body="1. (C) NEW SYLVANIA AND FREDONIA SPOKE IN PORT TRENTINO."),
    "c": telegram("OSLO", 5, body="1. (C) SYLVANIA AND MARK BENSON, AND SYLVANIA AGAIN."),
    "d": telegram("LIMA", 6, body="1. (C) NOBODY."),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return file_invented(tmp_path_factory.mktemp("actors"), TEXTS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state:fredonia", "PARIS ROME"),  # the canonical name
        ("state:XF", "PARIS ROME"),  # the code
        ("state:state:xf", "PARIS ROME"),  # the id
        ("state:gofr", "PARIS"),  # the words in the text
        ("state:sylvania", "OSLO"),  # not New Sylvania
        ('state:"new sylvania"', "ROME"),
        ("state:new*", "ROME"),
        ("country:(XS OR XN)", "OSLO ROME"),
        ("state:XN,XF", "ROME"),
        ("place:port-trentino", "ROME"),
        ("person:travers", "PARIS"),  # a word of it
        ('person:"ada travers"', "PARIS"),
        ("person:benson", "OSLO PARIS"),
        ('person:"mark benson"', "OSLO"),
        ("person:travrs~", "PARIS"),
        ("org:league", "PARIS"),
        ('org:"harbor board (fredonia)"', "PARIS"),
        ("org:organ:XF/harbor-board", "PARIS"),
        ("org:fredonia", "PARIS"),  # a word of its name
        ("person:fredonia", ""),
        ("state:benson", ""),
        ("spoke state:XF", "ROME"),
        ("state:XF -org:league", "ROME"),
    ],
)
def test_what_fields_find(query: str, found: str, archive: Archive) -> None:
    assert sorted(hit.origin or "" for hit in archive.search(query).hits) == [
        f"AMEMBASSY {one}" for one in found.split()
    ]


def test_a_value_is_whole_however_it_is_written() -> None:
    assert whole("U.S.") == whole("u s") == "u s"
    assert whole("CÔTE D'IVOIRE") == "cote d ivoire"
    for value in ("⑴", "ﬃ ⑴ x", "!?", ""):
        assert whole(whole(value)) == whole(value)


def test_a_hit_says_where_the_actor_is_named(archive: Archive) -> None:
    (hit,) = archive.search("person:travers").hits
    assert (hit.quote, hit.paragraph, hit.why) == ("FM TRAVERS", 1, ("person:travers",))
    document = archive.document(hit.document)
    assert document is not None
    assert document.text[hit.start : hit.end] == hit.quote
    assert {hit.snippet[a:b] for a, b in hit.marks} == {"FM TRAVERS"}
    (both,) = archive.search("again state:XS").hits
    assert {both.snippet[a:b] for a, b in both.marks} == {"SYLVANIA", "AGAIN"}


def test_facets_are_names(archive: Archive) -> None:
    found = archive.search("*", facets=["state", "org", "person", "place"]).facets
    assert found["state"] == (("Fredonia", 2), ("New Sylvania", 1), ("Sylvania", 1))
    assert found["org"] == (("Grand League of Harbors", 1), ("Harbor Board (Fredonia)", 1))
    assert dict(found["person"]) == {"Benson": 2, "Ada Travers": 1}
    assert found["place"] == (("Port Trentino", 1),)
    assert archive.search("state:XN", facets=["state"]).facets["state"] == (("Fredonia", 1), ("New Sylvania", 1))


def test_index_and_scan_agree_whatever_was_decided(tmp_path: Path) -> None:
    rng = random.Random(5)
    words = [name for name, *_ in NAMES]
    texts = {
        f"t{k:02d}": telegram(
            "LIMA", k + 1, body=f"1. (C) {', '.join(rng.choices(words, k=rng.randint(0, 4)))} AND SO ON."
        )
        for k in range(40)
    }
    archive = file_invented(tmp_path, texts)
    asked = [f"{field}:{value}" for field in ("state", "place", "org", "person") for value in
             ("XF", "XS", "fredonia", "sylvania", '"new sylvania"', "new*", "benson", "travers", "ada", "league", "board",
              "mark", '"port trentino"', "other", '"the other"', "gofr", "benso~")]  # fmt: skip
    telling = 0
    for step in range(6):
        if step:
            _decide_something(archive, rng)
        known = {one.document: one for one in archive.mentions()}
        for query in asked:
            tree = query_tree(query)
            want = {name for name, one in known.items() if _matches(tree, one)}
            got = {hit.document for hit in archive.search(query, limit=100).hits}
            assert got == want, (step, query)
            telling += 0 < len(got) < len(texts)
        for field, kinds in (("state", ["state"]), ("person", ["person"])):
            counted = {one.name: one.documents for one in archive.actors(kinds=kinds)}
            assert dict(archive.search("*", facets=[field]).facets[field]) == counted
    assert telling > 100


def _matches(tree: object, one: object) -> bool:
    from cablegram.archive.actor_search import plain_of

    return matches(tree, plain_of(one.actors, one.mentions))  # type: ignore[arg-type,attr-defined]


def _decide_something(archive: Archive, rng: random.Random) -> None:
    documents = [one for one in archive.mentions() if any(mention.actor_id for mention in one.mentions)]
    one = rng.choice(documents)
    mention = rng.choice([mention for mention in one.mentions if mention.actor_id])
    others = [actor.id for actor in archive.actors() if actor.id != mention.actor_id]
    saying = rng.choice(("merge", "split", "split", "rename"))
    value = f"The Other {rng.random()}" if saying == "rename" else rng.choice(others)
    place = (mention.start, mention.end) if rng.random() < 0.5 else None
    archive.decide_actor("ROE", saying, one.document, value, actor=mention.actor_id, span=place)


def test_fields_of_a_document_without_actors_are_none() -> None:
    assert actor_values((), ()) == {}
