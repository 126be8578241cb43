"""Files that are made to hurt, and files nobody meant: none stops an ingest, each is listed, the good ones are filed."""

from __future__ import annotations

import io
import resource
import tarfile
import zipfile
from pathlib import Path

import pytest

from cablegram.archive import Archive, open_archive
from cablegram.archive.executors import Processes
from tests.archive.filing import telegram

NAMES = (
    "кабель",
    "电报",
    "برقية",
    "מברק",
    "தந்தி",
    "전보",
    "κείμενο",
    "ā b  c",
    "'; DROP TABLE document; --",
    "$(reboot)",
    "a\nb",
)


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _bomb() -> bytes:
    """Zips in a zip, 32 MB of zeros at the bottom of each of many."""
    inner = _zip({f"{k}.txt": bytes(32_000_000) for k in range(4)})
    for _ in range(3):
        inner = _zip({f"{k}.zip": inner for k in range(6)})
    return inner


def _tar_of_tricks() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, kind, target in (
            ("link", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "../../x"), ("null", tarfile.CHRTYPE, ""),
            ("pipe", tarfile.FIFOTYPE, ""),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        text = telegram("From a tar.", serial=31).encode()
        info = tarfile.TarInfo("../../../../tmp/escaped.txt")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    return file.getvalue()


def hostile(folder: Path, *, empty: int, large: int) -> int:
    """The files, and how many good telegrams are among them."""
    folder.mkdir()
    (folder / "bomb.zip").write_bytes(_bomb())
    (folder / "deep.zip").write_bytes(
        _zip({"../../../../tmp/escaped-too.txt": telegram("From a zip.", serial=32).encode()})
    )
    (folder / "tricks.tar.gz").write_bytes(_tar_of_tricks())
    (folder / "broken.zip").write_bytes(_zip({"a.txt": b"x" * 1000})[:-200])
    (folder / "broken.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03 not a stream")
    (folder / "crash.pdf").write_bytes(
        b"%PDF-1.7\n" + bytes(range(256)) * 200 + b"\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    )
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400)
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "deep.html").write_text("<div>" * 100_000 + telegram("From a page.", serial=33))
    with open(folder / "large.txt", "wb") as file:
        file.truncate(large)
    for k, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text(telegram(f"Named {k}.", serial=100 + k))
    (folder / "empty").mkdir()
    for k in range(empty):
        (folder / "empty" / f"{k:06d}.txt").touch()
    return len(NAMES) + 3


def check(archive: Archive, source: Path, good: int, empty: int) -> None:
    assert archive.view().count("kind:telegram") >= good
    for k in range(len(NAMES)):
        assert archive.document(f"07LISBON{100 + k}") is not None
    for serial in (31, 32):  # read, and never written where their names point to
        document = archive.document(f"07LISBON{serial}")
        assert document is not None
        assert document.places[0].member is not None
        assert "escaped" in document.places[0].member
    assert not Path("/tmp/escaped.txt").exists()
    assert not Path("/tmp/escaped-too.txt").exists()
    unread = archive.unread()
    named = {Path(one.path).name for one in unread}
    assert {"bomb.zip", "tricks.tar.gz", "broken.zip", "broken.gz", "crash.pdf", "picture.jpg", "large.txt"} <= named
    assert sum(one.reason == "an empty file" and "/empty/" in one.path for one in unread) == empty
    assert all(one.reason and "Traceback" not in one.reason for one in unread)
    assert {member for one in unread if one.path.endswith("tricks.tar.gz") and (member := one.member)} >= {
        "link",
        "hard",
        "null",
        "pipe",
    }


def test_hostile_files(tmp_path: Path) -> None:
    good = hostile(tmp_path / "in", empty=300, large=300_000_000)
    archive = open_archive(tmp_path / "a", create=True)
    archive.ingest([tmp_path / "in"], executor=Processes(2))
    check(archive, tmp_path / "in", good, 300)


@pytest.mark.heavy
def test_hostile_files_by_the_hundred_thousand(tmp_path: Path) -> None:
    good = hostile(tmp_path / "in", empty=100_000, large=1_000_000_000)
    archive = open_archive(tmp_path / "a", create=True)
    archive.ingest([tmp_path / "in"], executor=Processes(2))
    check(archive, tmp_path / "in", good, 100_000)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert max(used) < 1_500_000  # kilobytes


def test_a_table_that_points_at_itself_is_only_data(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.csv").write_text(
        "id,text\n'); DELETE FROM document; --,1. ONE.\n07LISBON5,\"=cmd|' /C calc'!A0\"\n"
    )
    archive = open_archive(tmp_path / "a", create=True)
    archive.ingest([tmp_path / "in"], executor=Processes(1))
    assert archive.count("*") == 2
