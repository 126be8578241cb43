"""Gaps in a post's numbers, and cables only referred to."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.archive import Archive
from cablegram.errors import UsageError
from tests.archive.invented import archive_of, telegram

TEXTS = {
    "a": telegram("PARIS", 10, day=1, ref="A. PARIS 12 B. STATE 900 C. 06 PARIS 7"),
    "b": telegram("PARIS", 11, day=2, ref="A. STATE 900 B. PARIS 99"),
    "c": telegram("PARIS", 14, day=3, ref="A. STATE 900 B. PARIS 10"),
    "copy": telegram("PARIS", 14, day=3, ref="A. STATE 900 B. PARIS 10", body="1. (C) ANOTHER RELEASE."),
    "last year": telegram("PARIS", 12, year=6),
    "other post": telegram("PRAGUE", 13),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("archive"), TEXTS)


def test_the_numbers_of_a_post(archive: Archive) -> None:
    gaps = archive.gaps("Paris", 2007)
    assert (gaps.station, gaps.first, gaps.last, gaps.held) == ("PARIS", "07PARIS10", "07PARIS14", 3)
    assert [(one.first, one.last, one.count) for one in gaps.missing] == [("07PARIS12", "07PARIS13", 2)]
    assert gaps.missing_count == 2
    assert [(one.name, one.referrers) for one in gaps.referred] == [("07PARIS12", 1), ("07PARIS99", 1)]


def test_a_post_without_any(archive: Archive) -> None:
    gaps = archive.gaps("LIMA", 2007)
    assert (gaps.first, gaps.last, gaps.held, gaps.missing) == (None, None, 0, ())


def test_only_referred_to(archive: Archive) -> None:

    def told(**limits: int | str) -> list[tuple[str, int]]:
        return [(one.name, one.referrers) for one in archive.missing(**limits)]  # type: ignore[arg-type]

    # Copies of one cable count once.
    assert told() == [("07STATE900", 3), ("06PARIS7", 1), ("07PARIS12", 1), ("07PARIS99", 1)]
    assert told(limit=1) == [("07STATE900", 3)]
    assert told(station="PARIS") == [("06PARIS7", 1), ("07PARIS12", 1), ("07PARIS99", 1)]
    assert told(year=2006) == [("06PARIS7", 1)]
    assert told(station="PARIS", year=2007) == [("07PARIS12", 1), ("07PARIS99", 1)]
    assert told(limit=0) == []


def test_a_stub(archive: Archive) -> None:
    stub = archive.stub("2007STATE000900")
    assert stub is not None
    assert (stub.name, stub.station, stub.year, stub.serial) == ("07STATE900", "STATE", 2007, 900)
    assert [one.cable for one in stub.referrers] == ["07PARIS10", "07PARIS11", "07PARIS14", "07PARIS14"]
    assert (stub.earliest, stub.latest) == ("2007-11-01T09:00Z", "2007-11-03T09:00Z")
    for one in stub.referrers:
        document = archive.document(one.document)
        assert document is not None
        assert document.text[one.start : one.end] == one.text == "STATE 900"
    assert archive.stub("07PARIS10") is None  # held
    assert archive.stub("07LIMA1") is None  # nobody refers to it
    assert archive.stub("nonsense") is None


@pytest.mark.parametrize("year", [7, 1907, 2107])
def test_years_that_cannot_be(archive: Archive, year: int) -> None:
    with pytest.raises(UsageError, match="four digits"):
        archive.gaps("PARIS", year)
    with pytest.raises(UsageError, match="four digits"):
        archive.missing(year=year)


def test_a_view_never_tells_of_what_it_may_not_see(tmp_path: Path) -> None:
    secret = {
        "in the gap": telegram("PARIS", 12, day=2, ref="A. STATE 900 B. LIMA 5"),
        "behind": telegram("PARIS", 20, day=2, ref="PARIS 99"),
        "the stub": telegram("STATE", 900),
    }
    hidden = archive_of(tmp_path, TEXTS, secret)
    clean = tmp_path / "clean"
    clean.mkdir()
    alone = archive_of(clean, TEXTS)
    assert hidden.gaps("PARIS", 2007) != alone.gaps("PARIS", 2007)
    marked = {name: text.replace("C O N F I D E N T I A L", "S E C R E T") for name, text in secret.items()}
    folder = tmp_path / "marked"
    folder.mkdir()
    for view in (hidden.view(collections=["open"]), archive_of(folder, TEXTS, marked).view(up_to="CONFIDENTIAL")):
        assert view.gaps("PARIS", 2007) == alone.gaps("PARIS", 2007)
        assert view.missing() == alone.missing()
        assert view.stub("07STATE900") == alone.stub("07STATE900")
        assert view.stub("07STATE900") is not None
        assert view.stub("07LIMA5") is None
        assert view.stub("07PARIS12") is not None
