"""Views: what a view may not show is as if it were not there, whatever one asks."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cablegram.archive import Archive, View, open_archive
from cablegram.archive.executors import InProcess
from cablegram.errors import UsageError
from tests.archive.acting import invented
from tests.archive.filing import file_texts, telegram

SECRET_WORD = "XYLOPHONE"
SECRET_NUMBER = "07LISBON2219"
OPEN = {
    "a.txt": telegram(
        "The minister spoke of dues. Benson told Fredonia and Sylvania. Fredonia supports the dues.", serial=2217
    ),
    "b.txt": telegram(
        "The dues were raised.", serial=2218, refs=("07 LISBON 2217", "07 LISBON 2219", "07 LISBON 2230")
    ),
    "shared.txt": telegram("A matter both collections hold.", serial=2225),
}
SECRET = {
    "c.txt": telegram(
        f"A source plays the {SECRET_WORD.lower()}. Mark Benson told Fredonia and Sylvania of the Grand League. Sylvania opposes the dues. Fredonia must report by May 3.",
        serial=2219,
        subject=f"THE {SECRET_WORD}",
        refs=("07 LISBON 2217",),
    ),
    "d.txt": telegram(
        f"The {SECRET_WORD.lower()} again, raised dues.",
        serial=2240,
        tags="XYLO",
        refs=("07 LISBON 2231", "07 LISBON 2218"),
    ),
    "d-again.txt": telegram(f"The {SECRET_WORD.lower()} again, raised  dues.", serial=2240, tags="XYLO"),
    "shared-too.txt": OPEN["shared.txt"],
    "shared-again.jsonl": json.dumps({"text": OPEN["shared.txt"]}) + "\n",
    f"{SECRET_WORD}.bin": "\x00\x01\x02" * 100,
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("views")
    with invented():
        file_texts(folder, OPEN, collection="open", actors="model").close()
        archive = file_texts(folder, SECRET, collection="secret", actors="model")
    one, other = (archive.resolve("07LISBON2240")[k].id for k in (0, 1))
    archive.decide("a reviewer", "same-message", other, one)
    archive.decide_actor("a reviewer", "merge", SECRET_NUMBER, "Fredonia", actor="Sylvania")
    archive.decide_actor("a reviewer", "rename", SECRET_NUMBER, "The Colonel", actor="Benson")
    return archive


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive as it would be if the secret collection had never been filed."""
    with invented():
        return file_texts(tmp_path_factory.mktemp("alone"), OPEN, collection="open", actors="model")


NAMES = ("07LISBON2217", "07LISBON2218", SECRET_NUMBER, "07LISBON2230", "07LISBON2240", "07LISBON2225")
QUERIES = ("dues", SECRET_WORD, "raised dues", f"mrn:{SECRET_NUMBER}", "refs:07LISBON2217", "tags:XYLO", "xylo*", "xylophne~", "date:2007", "collection:secret", "format:jsonl", "format:text", "state:fredonia", "state:XS", "person:benson", "person:colonel", "person:mark", "org:league", "*")  # fmt: skip
# Query, holder, stance and kind of positions.
CHOICES: tuple[tuple[str | None, str | None, str | None, str | None], ...] = (
    (None, None, None, None), ("dues", None, None, None), (None, "Fredonia", None, None), (None, "state:XS", None, None),
    (None, None, "oppose", None), (None, None, None, "deadline"),
)  # fmt: skip
# How each question of a view is asked here; a public method that is not listed fails the test.
ASKED: dict[str, Callable[[View], Any]] = {
    "search": lambda view: [
        [msgspec.structs.replace(hit, score=None) for hit in view.search(query, facets=True, sort="date").hits] for query in QUERIES
    ] + [view.search(query, facets=True).facets for query in QUERIES],
    "count": lambda view: [view.count(query) for query in QUERIES],
    "resolve": lambda view: [_bare(view.resolve(name)) for name in NAMES],
    "document": lambda view: [_document(view.document(name)) for name in NAMES],
    "cable": lambda view: [[_document(one) for one in view.cable(name)] for name in NAMES],
    "by_number": lambda view: sorted(str(one.text) for n in range(1, 12) if (one := view.by_number(n))),
    "actors": lambda view: [view.actors(), view.actors("dues")],
    "mentions": lambda view: [list(view.mentions()), list(view.mentions("state:fredonia"))],
    "named": lambda view: [view.named(name) for name in NAMES],
    "network": lambda view: [view.network(), view.network("dues", within="paragraph"), view.network(least=2)],
    "positions": lambda view: [list(view.positions(query, holder=holder, stance=stance, kind=kind)) for query, holder, stance, kind in CHOICES],
    "holders": lambda view: [view.holders(), view.holders("dues"), view.holders(kind="deadline")],
    "ledger": lambda view: [view.ledger(), view.ledger("dues"), view.ledger(limit=1)],
    "calendar": lambda view: [view.calendar(), view.calendar(since="2007-05")],
    "stated": lambda view: [view.stated(name) for name in NAMES],
    "documents": lambda view: [row.text for row in view.documents()],
    "collections": lambda view: view.collections(),
    "suggest": lambda view: view.suggest("07LISBON"),
    "thread": lambda view: [_thread(view.thread(name)) for name in NAMES],
    "gaps": lambda view: [view.gaps("LISBON", 2007), view.gaps("LISBON", 2006)],
    "missing": lambda view: view.missing(),
    "stub": lambda view: [view.stub(name) for name in NAMES],
    "copies": lambda view: [view.copies(name) for name in NAMES],
    "compare": lambda view: [view.compare(a, b) for a in NAMES[:3] for b in NAMES],
    "near_duplicates": lambda view: list(view.near_duplicates(0.3)),
    "decisions": lambda view: [msgspec.structs.replace(one, number=0, at="") for one in view.decisions()],
    "stats": lambda view: view.stats(),
    "describe": lambda view: view.describe("a title"),
    "unread": lambda view: view.unread(),
}  # fmt: skip
# Questions whose answer is the same with and without the secret collection, because nothing of it can show there.
SAME: set[str] = set()


def _bare(found: Any) -> Any:
    """A record without the numbers of the store, which tell nothing but the order of filing."""
    return [msgspec.structs.replace(one, number=0) for one in found]


def _thread(found: Any) -> Any:
    return None if found is None else found.to_dict()


def _document(document: Any) -> Any:
    if document is None:
        return None
    return (document.text, document.places, document.tags, len(document.references))


def questions() -> list[str]:
    """Every public method of a view but those that make views or only write."""
    named = [name for name, member in inspect.getmembers(View, inspect.isfunction) if not name.startswith("_")]
    return [name for name in named if name not in {"view", "close"}]


def _plain(value: Any) -> Any:
    """Records as JSON, without what differs between two archives of the same texts: folders, sizes on disk, times."""
    text = msgspec.json.encode(value).decode()
    text = re.sub(r'"[^"]*/in-', '"', text)
    text = re.sub(r'"(store_bytes|index_bytes|number|at|made|date_made|seconds)":[^,}]*', '"":0', text)
    return json.loads(text)


@pytest.mark.parametrize("name", questions())
def test_a_secret_collection_is_as_if_it_were_not_there(name: str, both: Archive, alone: Archive) -> None:
    assert name in ASKED, f"View.{name} is a public read without a view test: add it to ASKED"
    ask = ASKED[name]
    seen, without, everything = (_plain(ask(one)) for one in (both.view(collections=["open"]), alone, both))
    assert seen == without
    assert everything != seen or name in SAME, f"View.{name}: the secret shows nowhere, so the test cannot fail"


@pytest.mark.parametrize("name", questions())
def test_a_view_up_to_a_mark_shows_nothing_above_it(name: str, both: Archive) -> None:
    text = str(_plain(ASKED[name](both.view(up_to="UNCLASSIFIED")))).lower()  # every text here is CONFIDENTIAL
    for word in ("fredonia", "sylvania", "minister", "raised dues", "shared.txt", "a.txt", SECRET_WORD.lower() + "."):
        assert word not in text


def test_marks(tmp_path: Path) -> None:
    texts = {
        "secret.txt": telegram("Most secret.", serial=1).replace("C O N F I D E N T I A L", "S E C R E T").replace("CCCCC", "SSSSS"),
        "confidential.txt": telegram("Less so.", serial=2),
        "open.txt": telegram("For all.", serial=3).replace("C O N F I D E N T I A L", "UNCLAS").replace("ZNY CCCCC", "ZNR UUUUU"),
        "unmarked.txt": "Just a note about the harbor, without any mark.\n",
    }  # fmt: skip
    archive = file_texts(tmp_path, texts)
    seen = {
        mark: archive.view(up_to=mark).count("*")
        for mark in ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET")
    }
    assert seen == {"UNCLASSIFIED": 1, "LIMITED OFFICIAL USE": 1, "CONFIDENTIAL": 2, "SECRET": 3, "TOP SECRET": 3}
    assert archive.count("*") == 4  # what bears no mark is shown to those who may see everything


def test_a_view_up_to_a_mark_names_no_collection_it_shows_nothing_of(both: Archive) -> None:
    assert both.view(up_to="UNCLASSIFIED").collections() == []
    assert both.view(up_to="CONFIDENTIAL").collections() == ["open", "secret"]
    assert both.view(collections=["open"], up_to="CONFIDENTIAL").collections() == ["open"]


@pytest.mark.parametrize(
    "query",
    ["kestrel OR osprey", '"the kestrel" OR "the osprey"', "harbor kestrel OR osprey", "subject:kestrel OR osprey"],
)
def test_hidden_documents_do_not_order_those_shown(query: str, tmp_path: Path) -> None:
    """Rare words weigh more: a word that is rare in the view must not weigh less because hidden documents have it."""
    seen = {f"a{k}.txt": telegram(f"Of the kestrel {k}.", serial=10 + k, subject="KESTREL") for k in range(6)}
    seen |= {f"b{k}.txt": telegram(f"Of the osprey {k}.", serial=20 + k, subject="FALCON") for k in range(2)}
    hidden = {f"c{k}.txt": telegram(f"Of the osprey {k}.", serial=100 + k, subject="OSPREY") for k in range(60)}
    alone = file_texts(tmp_path / "alone", seen, collection="open")
    file_texts(tmp_path / "both", seen, collection="open").close()
    with file_texts(tmp_path / "both", hidden, collection="secret") as both:
        found, without = (view.search(query).hits for view in (both.view(collections=["open"]), alone))
        assert [hit.cable for hit in found] == [hit.cable for hit in without]
        assert all(hit.score is None for hit in found)  # it would tell of the hidden ones
        assert all(hit.score is not None for hit in without)


def test_no_such_mark(both: Archive) -> None:
    with pytest.raises(UsageError, match="no mark"):
        both.view(up_to="VERY SECRET")


def test_a_collection_that_is_not_there_shows_nothing(both: Archive) -> None:
    assert both.view(collections=["nowhere"]).count("*") == 0
    assert both.view(collections=[]).count("*") == 0


def test_a_collection_named_by_itself(both: Archive) -> None:
    assert both.view(collections="open").count("*") == 3


def test_a_collection_filed_later_is_seen(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, OPEN, collection="open")
    view = archive.view(collections=["later"])
    assert view.count("*") == 0
    archive.ingest([tmp_path / "in-open"], collection="later", executor=InProcess())
    with open_archive(tmp_path / "archive") as again:
        assert again.view(collections=["later"]).count("*") == 3
        assert again.count("*") == 3  # the same documents, seen in two collections
