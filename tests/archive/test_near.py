"""Near-duplicates: suggested, exact, the same in any order of filing, and never across what may not be seen."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cablegram.archive import Archive
from cablegram.archive.near import Pair, bands
from cablegram.errors import UsageError
from tests.archive.invented import archive_of, telegram


def body(seed: int, length: int = 400) -> str:
    """An invented text without sense, in lines."""
    chance = random.Random(seed)
    made = [f"{chance.choice('BDFGKLMNPRSTVZ')}{chance.choice('AEIOU')}{chance.randrange(400)}" for _ in range(length)]
    return "1. (C) " + "\n".join(" ".join(made[k : k + 8]) for k in range(0, length, 8))


def changed(text: str, count: int) -> str:
    """The text with some of its lines changed."""
    lines = text.split("\n")
    for k in range(count):
        lines[5 + 6 * k] = "QUITE OTHER WORDS STAND HERE NOW"
    return "\n".join(lines)


FIRST = body(1)
TEXTS = {
    "first": telegram("PARIS", 1, body=FIRST),
    "near": telegram("ROME", 2, body=changed(FIRST, 1)),
    "farther": telegram("OSLO", 3, body=changed(FIRST, 6)),
    "copy": telegram("PARIS", 1, body=changed(FIRST, 2)),
    "other": telegram("LIMA", 4, body=body(2)),
    "short": telegram("LIMA", 5),
}


def cables(pairs: list[Pair]) -> set[frozenset[str]]:
    return {frozenset((pair.cable_a, pair.cable_b)) for pair in pairs}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("archive"), TEXTS)


def test_pairs(archive: Archive) -> None:
    pairs = list(archive.near_duplicates())
    assert cables(pairs) == {frozenset(("07PARIS1", "07ROME2"))}
    assert pairs == sorted(pairs, key=lambda pair: (-pair.similarity, pair.a, pair.b))
    assert all(0.8 <= pair.similarity < 1 and pair.a < pair.b for pair in pairs)
    more = list(archive.near_duplicates(0.4))
    assert frozenset(("07ROME2", "07OSLO3")) in cables(more)
    assert all(pair.cable_a != pair.cable_b for pair in more)  # copies of one cable are no news
    assert [*archive.near_duplicates(0.4, limit=2)] == more[:2]
    assert [*archive.near_duplicates(limit=0)] == []


def test_similarity_is_exact(archive: Archive) -> None:
    from cablegram.archive.words import tokens

    def rows(name: str) -> set[tuple[str, ...]]:
        document = archive.document(name)
        assert document is not None
        words = [token for token, _, _ in tokens(document.reading().text)]
        return {tuple(words[k : k + 5]) for k in range(len(words) - 4)}

    for pair in archive.near_duplicates(0.3):
        a, b = rows(pair.a), rows(pair.b)
        assert pair.similarity == len(a & b) / len(a | b)


def test_every_pair_is_found(tmp_path: Path) -> None:
    """Against a comparison of each with each."""
    texts = {}
    for family in range(6):
        text = body(100 + family, 200)
        for k in range(5):
            texts[f"{family} {k}"] = telegram("PARIS", family * 10 + k + 1, body=changed(text, k % 4))
    archive = archive_of(tmp_path, texts)
    from cablegram.archive.near import rows_of_words
    from cablegram.archive.store import EVERYTHING, Store, StoreReader
    from cablegram.archive.store.threading_queries import ThreadingQueries

    reader = StoreReader(Store.open(archive.folder, read_only=True))
    held = [(row.id, rows_of_words(row)) for row in ThreadingQueries(reader).texts(EVERYTHING)]
    assert [name for name, _ in held] == sorted(name for name, _ in held)
    wanted = {
        (a, b): len(x & y) / len(x | y) for k, (a, x) in enumerate(held) for b, y in held[k + 1 :]
    }  # fmt: skip
    found = {(pair.a, pair.b): pair.similarity for pair in archive.near_duplicates(0.7)}
    assert found == {pair: likeness for pair, likeness in wanted.items() if likeness >= 0.7}
    assert len(found) > 10


def test_the_order_of_filing_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    backwards = archive_of(tmp_path, {f"{9 - k}": text for k, text in enumerate(TEXTS.values())})
    assert [*backwards.near_duplicates(0.3)] == [*archive.near_duplicates(0.3)]


def test_the_same_words_many_times_are_told_with_the_first_alone(tmp_path: Path) -> None:
    spaces = {str(k): telegram("PARIS", 1, body=FIRST).replace("\nTO RUEHC", " " * k + "\nTO RUEHC") for k in range(3)}
    texts = {name: text.replace(f"PARIS {1:06d}", "PARIS") for name, text in spaces.items()}  # no number: no cable
    archive = archive_of(tmp_path, texts)
    assert len({row.cable for row in archive.documents()}) == 3
    pairs = list(archive.near_duplicates())
    first = min(row.id for row in archive.documents())
    assert [pair.a for pair in pairs] == [first, first]
    assert {pair.similarity for pair in pairs} == {1.0}


def test_what_a_person_decided_is_not_suggested_again(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, TEXTS)
    before = list(archive.near_duplicates(0.4))
    rejected, confirmed = before[0], before[1]
    number = archive.decide("ROE", "not-same", rejected.b, rejected.a)
    archive.decide("ROE", "same-message", confirmed.a, confirmed.b)
    assert [*archive.near_duplicates(0.4)] == before[2:]
    copies = archive.copies(confirmed.a)
    assert copies is not None
    assert [(one.document, one.other, one.who) for one in copies.confirmed] == [(confirmed.a, confirmed.b, "ROE")]
    archive.undo(number)
    assert [*archive.near_duplicates(0.4)] == [rejected, *before[2:]]


def test_a_view_never_tells_of_what_it_may_not_see(archive: Archive, tmp_path: Path) -> None:
    hidden = archive_of(tmp_path, TEXTS, {"planted": telegram("CAIRO", 9, body=changed(FIRST, 3), level="SECRET")})
    assert "07CAIRO9" in str([*hidden.near_duplicates(0.5)])
    for view in (hidden.view(collections=["open"]), hidden.view(up_to="CONFIDENTIAL")):
        assert [*view.near_duplicates(0.3)] == [*archive.near_duplicates(0.3)]


@pytest.mark.parametrize("threshold", [0.05, 1.1])
def test_thresholds_that_make_no_sense(archive: Archive, threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold"):
        archive.near_duplicates(threshold)


def test_bands_find_nearly_every_pair_at_the_threshold() -> None:
    for threshold in (0.1, 0.3, 0.5, 0.8, 0.95, 1.0):
        count, width = bands(threshold)
        assert count * width <= 128
        assert 1 - (1 - threshold**width) ** count >= 0.995
    assert bands(0.8) == (21, 6)


def test_progress_is_told_and_changes_nothing(archive: Archive) -> None:
    told: list[tuple[str, int, int]] = []
    found = [*archive.near_duplicates(0.4, told=lambda *words: told.append(words))]
    assert found == [*archive.near_duplicates(0.4)]
    assert told == [("texts read", 0, 6), ("texts compared", 0, 6)]
