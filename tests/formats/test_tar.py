from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from cablegram.formats import Limits, Unread, entries
from tests.formats.members_read import NAMES, TRICKY, members, never_raises, read, reasons, zstd_compress

ALL = {"a.txt": b"first\r\n", "b/c.txt": b"second\n" * 1000, "ü.txt": "dépêche".encode("cp1252")}
PACK: dict[str, Callable[[bytes], bytes]] = {
    "x.tar": bytes,
    "x.tar.gz": gzip.compress,
    "x.tgz": gzip.compress,
    "x.tar.zst": zstd_compress,
    "x.tar.bz2": bz2.compress,
    "x.tar.xz": lzma.compress,
    "no suffix": gzip.compress,
}


def make(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    return special([(name, tarfile.REGTYPE, data) for name, data in files.items()], form)


def special(files: list[tuple[str, bytes, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of (name, type, data)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, kind, data in files:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.size = len(data)
            if kind in (tarfile.LNKTYPE, tarfile.SYMTYPE):
                info.linkname = "/etc/passwd"
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("name", PACK)
def test_round_trip(tmp_path: Path, name: str) -> None:
    found, unread = read(tmp_path, name, PACK[name](make(ALL)))
    assert members(found) == list(ALL.items())
    assert not unread


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT], ids=["pax", "GNU"])
def test_names_in_every_script_and_of_every_length(tmp_path: Path, form: int) -> None:
    names = [*NAMES, *TRICKY, "long/" * 60 + "x.txt", "n" * 101]
    found, unread = read(tmp_path, "x.tar", make(dict.fromkeys(names, b"x"), form))
    assert [entry.origin.member for entry in found] == names
    assert not unread


def test_names_in_code_pages(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("dépêche.txt")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    found, _ = read(tmp_path, "x.tar", out.getvalue())
    assert [entry.origin.member for entry in found] == ["dépêche.txt"]


def test_names_that_come_twice(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "x.tar", special([("a", tarfile.REGTYPE, b"1"), ("a", tarfile.REGTYPE, b"2")]))
    assert members(found) == [("a", b"1"), ("a", b"2")]


def test_archives_in_archives(tmp_path: Path) -> None:
    data = gzip.compress(make({"b.tar.zst": zstd_compress(make({"c.tar": make({"d.txt": b"deep"})}))}))
    found, unread = read(tmp_path, "a.tgz", data)
    assert members(found) == [("b.tar.zst!c.tar!d.txt", b"deep")]
    assert not unread


def test_too_many_in_one_another(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(5):
        data = make({"z.tar": data})
    found, unread = read(tmp_path, "a.tar", data)
    assert not found
    assert reasons(unread) == {"z.tar!z.tar!z.tar!z.tar": "a container inside 4 others; the limit is 4"}


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "a symbolic link to '/etc/passwd', not followed"),
        (tarfile.LNKTYPE, "a hard link to '/etc/passwd', not followed"),
        (tarfile.CHRTYPE, "a device, not opened"),
        (tarfile.BLKTYPE, "a device, not opened"),
        (tarfile.FIFOTYPE, "a pipe, not opened"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_what_is_no_file_costs_no_other(tmp_path: Path, kind: bytes, why: str, pack: Callable[[bytes], bytes]) -> None:
    data = special([("x", kind, b""), ("after.txt", tarfile.REGTYPE, b"after")])
    found, unread = read(tmp_path, "x.tar", pack(data))
    assert members(found) == [("after.txt", b"after")]
    assert reasons(unread) == {"x": why}


def test_a_sparse_file_is_named(tmp_path: Path) -> None:
    data = special([("x", tarfile.GNUTYPE_SPARSE, b"part"), ("after.txt", tarfile.REGTYPE, b"after")])
    found, unread = read(tmp_path, "x.tar", data)
    assert members(found) == [("after.txt", b"after")]
    assert "sparse" in reasons(unread)["x"]


def test_what_macs_leave(tmp_path: Path) -> None:
    fork = b"\x00\x05\x16\x07rest"
    found, unread = read(
        tmp_path, "x.tar", make({"._a": fork, "a": b"text", "__MACOSX/._b": fork, "d/.DS_Store": b"\0"})
    )
    assert members(found) == [("a", b"text")]
    why = "resource fork of a Mac archive, no text"
    assert reasons(unread) == {
        "._a": why,
        "__MACOSX/._b": why,
        "d/.DS_Store": "folder settings of a Mac (.DS_Store), no text",
    }


def test_folders_are_silent_and_an_empty_archive_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, "x.tar", special([("a", tarfile.DIRTYPE, b"")])) == ([], [])
    _, unread = read(tmp_path, "x.tar", gzip.compress(make({})))
    assert unread  # nothing but zeros: said, as an empty archive or as no text


def test_two_archives_in_one_file(tmp_path: Path) -> None:
    """tar itself stops at the first one's end; what follows it must not be lost."""
    found, unread = read(tmp_path, "x.tar", make({"a": b"1"}) + make({"b": b"2"}))
    assert members(found) == [("a", b"1"), ("b", b"2")]
    assert not unread


# --- damage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_damaged_header_costs_no_other_member(tmp_path: Path, damaged: int) -> None:
    """Python's tarfile ends without a word here."""
    data = bytearray(make({"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"}))
    data[damaged * 1024 + 5] ^= 0xFF
    found, unread = read(tmp_path, "x.tar", bytes(data))
    names = ["a.txt", "b.txt", "c.txt"]
    del names[damaged]
    assert [entry.origin.member for entry in found] == names
    assert len(unread) == 1
    assert f"bytes {damaged * 1024:,} to {damaged * 1024 + 1024:,}" in unread[0].reason


@pytest.mark.parametrize(
    ("cut", "whole", "why"),
    [
        (512 + 300, [], {"a.txt": "the archive ends inside it (truncated)"}),
        (1024 + 100, ["a.txt"], {None: "bytes 1,024 to 1,124"}),
        (1024, ["a.txt"], {}),  # without the zeros at its end, all the same whole
    ],
)
def test_an_archive_cut_off(tmp_path: Path, cut: int, whole: list[str], why: dict[str | None, str]) -> None:
    data = make({"a.txt": b"1" * 400, "b.txt": b"2"})[:cut]
    found, unread = read(tmp_path, "x.tar", data)
    assert [entry.origin.member for entry in found] == whole
    said = reasons(unread)
    assert said.keys() == why.keys()
    assert all(why[member] in reason for member, reason in said.items())


@pytest.mark.parametrize("pack", [gzip.compress, zstd_compress, bz2.compress, lzma.compress])
def test_a_packed_archive_cut_off(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    texts = {f"{index}.txt": zstd_compress(str(index).encode() * 9).hex().encode() * 3000 for index in range(20)}
    data = pack(make(texts))
    found, unread = read(tmp_path, "x.tar.x", data[: len(data) * 2 // 3])
    for entry in found:
        assert texts[str(entry.origin.member)] == entry.source.data
    assert unread
    assert unread[-1].member is None
    assert "what follows in it was not read" in unread[-1].reason or "too early" in unread[-1].reason


# --- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [gzip.compress, zstd_compress, bz2.compress, lzma.compress])
def test_a_bomb_of_high_ratio(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = pack(make({"before.txt": b"before", "zeros": bytes(40 * 1024 * 1024), "after.txt": b"after"}))
    found, unread = read(tmp_path, "x.tar.x", data)
    assert members(found) == [("before.txt", b"before")]
    assert reasons(unread).keys() == {"zeros", None}


def test_a_member_beyond_the_limit_costs_no_other(tmp_path: Path) -> None:
    data = make({"a": b"1234", "b": b"x" * 5000, "c": b"5"})
    for pack in (bytes, gzip.compress):
        found, unread = read(tmp_path, "x.tar", pack(data), Limits(member=100))
        assert members(found) == [("a", b"1234"), ("c", b"5")]
        assert "limit for one member" in reasons(unread)["b"]


def test_a_size_that_is_not_there(tmp_path: Path) -> None:
    """A header may state more bytes than there are on earth; none are taken for it."""
    info = tarfile.TarInfo("x")
    info.size = 2**62
    data = info.tobuf(tarfile.GNU_FORMAT) + b"x" * 1024
    found, unread = read(tmp_path, "x.tar", data)
    assert not found
    assert "limit for one member" in reasons(unread)["x"]
    _, unread = read(tmp_path, "x.tar", data, Limits(member=2**63))
    assert reasons(unread)["x"] == "the archive ends inside it (truncated)"


def test_many_members(tmp_path: Path) -> None:
    number = 30_000
    path = tmp_path / "x.tar"
    block = make({"a.txt": b"x"})[:1024]
    path.write_bytes(block * number + bytes(1024))
    seen = 0
    tracemalloc.start()
    for one in entries(path):
        assert not isinstance(one, Unread)
        seen += 1
        if seen == 10_000:  # it makes everything slow
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    assert seen == number
    assert peak < 4 * 1024 * 1024, "memory grows with the number of members"


SMALL = make({"a.txt": b"cable " * 20, "n" * 120: b"long", "ü.txt": b"last"})


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_mutated_bytes_never_raise(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    never_raises(tmp_path, "x.tar", pack(SMALL), 500)


@pytest.mark.heavy
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd_compress, lzma.compress, bz2.compress])
def test_many_mutations_never_raise(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    never_raises(tmp_path, "x.tar", pack(SMALL), 2_500, seed=2)
