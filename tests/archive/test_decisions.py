"""What people decided: kept, undone, attached again to its words, and shown where its document may be seen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cablegram.archive import Archive
from cablegram.archive.executors import InProcess
from cablegram.errors import UsageError
from tests.archive.invented import archive_of, telegram

BODY = "1. (C) THE MINISTER SAID NO. THE MINISTER SAID MAYBE. THE MINISTER SAID NO."
TEXTS = {"a": telegram("PARIS", 1, body=BODY), "b": telegram("PARIS", 2), "c": telegram("ROME", 3)}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_of(tmp_path, TEXTS)


def _id(archive: Archive, name: str) -> str:
    document = archive.document(name)
    assert document is not None
    return document.row.id


def _change(archive: Archive, statement: str, *values: object) -> None:
    """Change the store behind the back of the archive, as a re-run with other texts would."""
    db = sqlite3.connect(archive.folder / "archive.sqlite")
    with db:
        db.execute(statement, values)
    db.close()


def _span(archive: Archive, name: str, words: str, nth: int = 0) -> tuple[int, int]:
    document = archive.document(name)
    assert document is not None
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(words, at + 1)
    return at, at + len(words)


def test_kept_and_undone(archive: Archive) -> None:
    span = _span(archive, "07PARIS1", "MAYBE")
    first = archive.decide("M. ROE", "stance", "open", "07PARIS1", span)
    second = archive.decide("M. ROE", "seen", "yes", _id(archive, "07PARIS2"))
    one, two = archive.decisions()
    assert (one.number, one.who, one.kind, one.value, one.hold) == (first, "M. ROE", "stance", "open", "same")
    assert (one.start, one.end, one.quote) == (*span, "MAYBE")
    assert one.before.endswith("THE MINISTER SAID ")
    assert len(one.before) == len(one.after) == 40
    assert (two.number, two.hold, two.start, two.quote) == (second, "document", None, "")
    assert archive.decisions("07PARIS2") == archive.decisions(_id(archive, "07PARIS2")) == [two]
    assert archive.decisions("07ROME3") == []
    assert archive.undo(first)
    assert not archive.undo(first)
    assert not archive.undo(999)
    assert archive.decisions() == [two]
    kept = archive.decisions(undone=True)
    assert [one.number for one in kept] == [first, second]
    assert kept[0].undone


def test_attached_again(archive: Archive) -> None:
    name = _id(archive, "07PARIS1")
    archive.decide("ROE", "stance", "open", name, _span(archive, name, "SAID MAYBE"))
    _change(archive, "UPDATE document SET text = 'A LINE BEFORE' || char(10) || text WHERE id = ?", name)
    (moved,) = archive.decisions()
    assert moved.hold == "moved"
    document = archive.document(name)
    assert document is not None
    assert document.text[moved.start : moved.end] == "SAID MAYBE"


def test_two_places_are_none(archive: Archive) -> None:
    name = _id(archive, "07PARIS1")
    start, end = _span(archive, name, "MAYBE")
    archive.decide("ROE", "stance", "open", name, (start, end))
    _change(archive, "UPDATE document SET text = 'X' || text || text WHERE id = ?", name)
    (lost,) = archive.decisions()
    assert (lost.hold, lost.start, lost.end) == ("lost", start, end)


def test_the_same_words_elsewhere_are_not_its_words(archive: Archive) -> None:
    name = _id(archive, "07PARIS1")
    archive.decide("ROE", "stance", "against", name, _span(archive, name, "SAID NO"))
    text = "\n" + telegram("PARIS", 1, body="1. (C) QUITE ANOTHER TEXT, IN WHICH HE SAID NO.")
    _change(archive, "UPDATE document SET text = ? WHERE id = ?", text, name)
    (lost,) = archive.decisions()
    assert (lost.hold, lost.quote) == ("lost", "SAID NO")


def test_a_document_that_is_gone_leaves_its_decisions_to_the_view_of_everything(archive: Archive) -> None:
    name = _id(archive, "07PARIS1")
    archive.decide("ROE", "seen", "yes", name)
    _change(archive, "UPDATE decision SET document = 'doc-gone'")
    (lost,) = archive.decisions()
    assert lost.hold == "lost"
    assert archive.view(collections=["open"]).decisions() == []
    assert archive.view(up_to="SECRET").decisions() == []


def test_a_new_reading_leaves_decisions_as_they_are(archive: Archive) -> None:
    name = _id(archive, "07PARIS1")
    archive.decide("ROE", "stance", "open", name, _span(archive, name, "MAYBE"))
    before = archive.decisions()
    archive.ingest([archive.folder.parent / "open"], collection="open", executor=InProcess(), again=True)
    assert archive.decisions() == before


def test_a_decision_on_two_documents_is_told_of_either(archive: Archive) -> None:
    first = archive.decide("ROE", "not-same", "07PARIS1", "07PARIS2")
    second = archive.decide("ROE", "seen", "07PARIS1", "07ROME3")  # a value that only looks like a name
    assert [one.number for one in archive.decisions("07PARIS1")] == [first]
    assert [one.number for one in archive.decisions("07PARIS2")] == [first]
    assert [one.number for one in archive.decisions("07ROME3")] == [second]


def test_the_last_decision_on_a_pair_counts(archive: Archive) -> None:
    a, b = _id(archive, "07PARIS1"), _id(archive, "07PARIS2")
    archive.decide("ROE", "same-message", b, a)
    copies = archive.copies("07PARIS2")
    assert copies is not None
    assert [(one.document, one.other, one.other_cable) for one in copies.confirmed] == [(b, a, "07PARIS1")]
    number = archive.decide("DOE", "not-same", "07PARIS1", "07PARIS2")  # names serve as well as ids
    copies = archive.copies("07PARIS2")
    assert copies is not None
    assert copies.confirmed == ()
    archive.undo(number)
    copies = archive.copies("07PARIS2")
    assert copies is not None
    assert len(copies.confirmed) == 1


@pytest.mark.parametrize(
    ("who", "kind", "value", "document", "span"),
    [
        ("", "seen", "yes", "07PARIS1", None),  # nobody
        ("ROE", " ", "yes", "07PARIS1", None),  # no kind
        ("ROE", "seen", "yes", "07PARIS99", None),  # no such document
        ("ROE", "seen", "yes", "07PARIS1", (5, 5)),  # an empty span
        ("ROE", "seen", "yes", "07PARIS1", (0, 10**6)),  # behind the end
        ("ROE", "same-message", "07PARIS99", "07PARIS1", None),  # no such other
        ("ROE", "not-same", "07PARIS1", "07PARIS1", None),  # itself
        ("ROE", "not-same", "07PARIS2", "07PARIS1", (0, 5)),  # on words
    ],
)
def test_what_cannot_be_decided(
    archive: Archive, who: str, kind: str, value: str, document: str, span: tuple[int, int] | None
) -> None:
    with pytest.raises(UsageError):
        archive.decide(who, kind, value, document, span)
    assert archive.decisions(undone=True) == []


def test_a_view_never_tells_of_what_it_may_not_see(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, TEXTS, {"planted": telegram("CAIRO", 9, level="SECRET")})
    secret = _id(archive, "07CAIRO9")
    archive.decide("ROE", "seen", "PLANTED", secret)
    archive.decide("ROE", "same-message", secret, "07PARIS1")
    archive.decide("ROE", "not-same", "07PARIS2", secret)
    shown = archive.decide("ROE", "same-message", "07PARIS2", "07PARIS1")
    assert len(archive.decisions()) == 4
    for view in (archive.view(collections=["open"]), archive.view(up_to="CONFIDENTIAL")):
        assert [one.number for one in view.decisions()] == [shown]
        assert view.decisions(secret) == []
        assert view.decisions("07CAIRO9") == []
        assert [one.number for one in view.decisions("07PARIS1")] == [shown]
