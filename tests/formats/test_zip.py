from __future__ import annotations

import io
import random
import stat
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from cablegram.formats import Limits, Options, Unread, entries
from tests.formats.members_read import NAMES, TRICKY, members, never_raises, read, reasons, zstd_compress


def make(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


class Unseekable(io.RawIOBase):
    """An output of which a zip does not know where it is, so that sizes come after the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def streamed(files: dict[str, bytes]) -> bytes:
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return bytes(out.data)


def by_hand(records: list[tuple[bytes, int, int, bytes, bytes]]) -> bytes:
    """A zip of (name, flags, method, packed, unpacked), as no tool would write it."""
    out, listed = b"", b""
    for name, flags, method, packed, unpacked in records:
        facts = struct.pack("<3HLLL", method, 0, 33, zlib.crc32(unpacked), len(packed), len(unpacked))
        start = len(out)
        out += b"PK\3\4" + struct.pack("<2H", 20, flags) + facts + struct.pack("<2H", len(name), 0) + name + packed
        listed += b"PK\1\2" + struct.pack("<3H", 20, 20, flags) + facts
        listed += struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, start) + name
    end = struct.pack("<4H2LH", 0, 0, len(records), len(records), len(listed), len(out), 0)
    return out + listed + b"PK\5\6" + end


ALL = {"a.txt": b"first\r\n", "b/c.txt": b"second\n" * 1000, "ü.txt": "dépêche".encode("cp1252")}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_round_trip(tmp_path: Path, method: int) -> None:
    found, unread = read(tmp_path, "x.zip", make(ALL, method))
    assert members(found) == list(ALL.items())
    assert not unread
    assert {entry.origin.offset for entry in found} == {0}
    assert [entry.origin.length for entry in found] == [len(data) for data in ALL.values()]


@pytest.mark.parametrize(
    ("method", "pack"), [(93, zstd_compress), (95, __import__("lzma").compress)], ids=["zstd", "xz"]
)
def test_newer_methods(tmp_path: Path, method: int, pack: object) -> None:
    assert callable(pack)
    found, unread = read(tmp_path, "x.zip", by_hand([(b"a.txt", 0, method, pack(b"cable " * 99), b"cable " * 99)]))
    assert members(found) == [("a.txt", b"cable " * 99)]
    assert not unread


def test_a_large_member_goes_through_the_disk(tmp_path: Path) -> None:
    data = b"a line of a long cable\n" * 2_000_000  # 46 MB
    found, unread = read(tmp_path, "x.zip", make({"a.txt": data}, zipfile.ZIP_STORED))
    assert not unread
    assert members(found) == [("a.txt", data)]


def test_names_in_every_script(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "x.zip", make(dict.fromkeys(NAMES, b"x")))
    assert [entry.origin.member for entry in found] == list(NAMES)
    assert not unread


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        ("ärger.txt".encode("cp437"), 0, "ärger.txt"),  # the first zips
        ("ärger.txt".encode(), 0, "ärger.txt"),  # a Mac's: UTF-8 without saying so
        ("ärger.txt".encode(), 0x800, "ärger.txt"),
        (b"\xff\xfe.txt", 0x800, "\u00a0\u25a0.txt"),  # says UTF-8 and is not
        (b"nul\0.txt", 0, "nul\0.txt"),
    ],
)
def test_names_in_code_pages(tmp_path: Path, raw: bytes, flags: int, name: str) -> None:
    found, unread = read(tmp_path, "x.zip", by_hand([(raw, flags, 0, b"x", b"x")]))
    assert [entry.origin.member for entry in found] == [name]
    assert not unread


def test_tricky_names_are_only_shown(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "x.zip", by_hand([(name.encode(), 0, 0, b"x", b"x") for name in TRICKY]))
    assert [entry.origin.member for entry in found] == list(TRICKY)
    assert not unread


def test_names_that_come_twice(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "x.zip", by_hand([(b"a", 0, 0, b"1", b"1"), (b"a", 0, 0, b"2", b"2")]))
    assert members(found) == [("a", b"1"), ("a", b"2")]


def test_archives_in_archives(tmp_path: Path) -> None:
    data = make({"b.zip": make({"c.zip": make({"d.txt": b"deep"}), "e.txt": b"e"})})
    found, unread = read(tmp_path, "a.zip", data)
    assert members(found) == [("b.zip!c.zip!d.txt", b"deep"), ("b.zip!e.txt", b"e")]
    assert not unread


def test_too_many_in_one_another(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(5):
        data = make({"z.zip": data, "beside.txt": b"y"})
    found, unread = read(tmp_path, "a.zip", data, Limits(depth=4))
    assert len(found) == 4
    assert reasons(unread) == {"z.zip!z.zip!z.zip!z.zip": "a container inside 4 others; the limit is 4"}


def _link(mode: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, b"/etc/passwd")
        archive.writestr("after.txt", b"after")
    return out.getvalue()


def _crc_wrong() -> bytes:
    return make({"x": b"telegram", "after.txt": b"after"}, zipfile.ZIP_STORED).replace(b"telegram", b"telegraf", 1)


AFTER = (b"after.txt", 0, 0, b"after", b"after")
HOSTILE = {
    "encrypted": (by_hand([(b"x", 1, 8, b"????", b"data"), AFTER]), "encrypted"),
    "AES": (by_hand([(b"x", 0, 99, b"????", b"data"), AFTER]), "encrypted"),
    "Deflate64": (by_hand([(b"x", 0, 9, b"????", b"data"), AFTER]), "method 9 (Deflate64)"),
    "no such method": (by_hand([(b"x", 0, 77, b"????", b"data"), AFTER]), "method 77 (unknown)"),
    "garbage for DEFLATE": (by_hand([(b"x", 0, 8, b"\xff" * 40, b"data"), AFTER]), "damaged"),
    "DEFLATE that stops": (by_hand([(b"x", 0, 8, b"\x00", b"data"), AFTER]), "too early"),
    "CRC": (_crc_wrong(), "CRC"),
    "more than stated": (by_hand([(b"x", 0, 0, b"four", b"fo"), AFTER]), "more than the 2 bytes"),
    "less than stated": (by_hand([(b"x", 0, 0, b"four", b"fourteen"), AFTER]), "4 bytes; the zip states 8"),
    "symbolic link": (_link(stat.S_IFLNK | 0o777), "symbolic link"),
    "device": (_link(stat.S_IFCHR | 0o666), "device"),
    "pipe": (_link(stat.S_IFIFO | 0o666), "pipe"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_one_bad_member_costs_no_other(tmp_path: Path, case: str) -> None:
    data, why = HOSTILE[case]
    found, unread = read(tmp_path, "x.zip", data)
    assert members(found) == [("after.txt", b"after")]
    assert [one.member for one in unread] == ["x"]
    assert why in unread[0].reason


def test_what_macs_leave(tmp_path: Path) -> None:
    fork = b"\x00\x05\x16\x07rest"
    files = {"__MACOSX/": b"", "__MACOSX/._a.txt": fork, ".DS_Store": b"\0", "d/._b.txt": fork, "._c.txt": b"text"}
    found, unread = read(tmp_path, "x.zip", make(files))
    assert members(found) == [("._c.txt", b"text")]  # named so, and a text all the same
    why = "resource fork of a Mac archive, no text"
    assert reasons(unread) == {
        "__MACOSX/._a.txt": why,
        ".DS_Store": "folder settings of a Mac (.DS_Store), no text",
        "d/._b.txt": why,
    }


def test_folders_are_silent_and_an_empty_archive_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, "x.zip", make({"a/": b"", "a/b/": b""})) == ([], [])
    found, unread = read(tmp_path, "x.zip", make({}))
    assert not found
    assert reasons(unread) == {None: "a zip archive with nothing in it"}


# --- bombs ----------------------------------------------------------------------------------------------------------

ZEROS = b"0" * 40 * 1024 * 1024


def test_a_bomb_of_high_ratio(tmp_path: Path) -> None:
    data = make({"zeros.txt": ZEROS, "after.txt": b"after"})
    found, unread = read(tmp_path, "x.zip", data)
    assert not any(len(entry.source.data) > 16 * 1024 * 1024 for entry in found)
    assert "zeros.txt" in reasons(unread)
    # Beside members that are no bomb, the bomb alone is refused.
    filler = random.Random(1).randbytes(300_000).hex().encode()
    found, unread = read(tmp_path, "x.zip", make({"zeros.txt": ZEROS, "filler": filler, "after.txt": b"after"}))
    assert [entry.origin.member for entry in found] == ["filler", "after.txt"]
    assert "as a bomb does" in reasons(unread)["zeros.txt"]


def test_a_bomb_in_layers(tmp_path: Path) -> None:
    layer = make({"zeros": ZEROS[: 15 * 1024 * 1024]})
    for _ in range(2):
        layer = make({f"{index}.zip": layer for index in range(16)})
    tracemalloc.start()
    found, unread = read(tmp_path, "x.zip", layer)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    total = sum(len(entry.source.data) for entry in found)
    assert total <= max(16 * 1024 * 1024, 250 * len(layer))
    assert any("limit for everything" in one.reason for one in unread)
    assert peak < total + 200 * 1024 * 1024


def test_a_bomb_of_members_that_overlap(tmp_path: Path) -> None:
    """As Fifield's: one kernel of packed data, to which every record of the list points."""
    one = by_hand([(b"kernel", 0, 8, zlib.compress(ZEROS)[2:-4], ZEROS)])
    listed_at = one.index(b"PK\1\2")
    local, record = one[:listed_at], one[listed_at : one.index(b"PK\5\6")]
    number = 500
    end = struct.pack("<4H2LH", 0, 0, number, number, len(record) * number, len(local), 0)
    limits = Limits(ratio=10_000)
    found, unread = read(tmp_path, "x.zip", local + record * number + b"PK\5\6" + end, limits)
    assert len(found) == 1
    assert len(unread) == number - 1
    assert all("overlap" in one.reason for one in unread)


def test_members_inside_the_data_of_another(tmp_path: Path) -> None:
    """The other form: the first member's stored data are the next member, header and all."""
    inner = by_hand([(b"b", 0, 0, b"xyz", b"xyz")])
    inner_local = inner[: inner.index(b"PK\1\2")]
    outer = by_hand([(b"a", 0, 0, inner_local, inner_local)])
    listed_at = outer.index(b"PK\1\2", 34)
    first = outer[listed_at : outer.index(b"PK\5\6")]
    second = bytearray(inner[inner.index(b"PK\1\2") : inner.index(b"PK\5\6")])
    second[42:46] = struct.pack("<L", 31)
    listed = first + bytes(second)
    data = outer[:listed_at] + listed + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 2, 2, len(listed), listed_at, 0)
    found, unread = read(tmp_path, "x.zip", data)
    assert members(found) == [("b", b"xyz")]
    assert "overlap" in reasons(unread)["a"]


@pytest.mark.parametrize(("limits", "why"), [(Limits(member=5), "limit for one member"), (Limits(total=13), "in all")])
def test_limits_hold(tmp_path: Path, limits: Limits, why: str) -> None:
    found, unread = read(tmp_path, "x.zip", make({"a": b"1234", "b": b"123456789"}, zipfile.ZIP_STORED), limits)
    assert [entry.origin.member for entry in found] == ["a"]
    assert why in reasons(unread)["b"]


# --- damage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", [make, streamed], ids=["sizes before", "sizes after"])
def test_an_archive_cut_off(tmp_path: Path, build: object) -> None:
    """Without its list, the members that are whole are found one by one."""
    assert callable(build)
    texts = {f"{index}.txt": f"cable {index}\n".encode() * 50 for index in range(5)}
    data = build(texts)
    cut = data[: data.index(b"4.txt") + 9]
    found, unread = read(tmp_path, "x.zip", cut)
    assert members(found) == list(texts.items())[:4]
    assert [one.member for one in unread] == [None, "4.txt"]
    assert "missing" in unread[0].reason


def test_a_damaged_list(tmp_path: Path) -> None:
    texts = {f"{index}.txt": b"cable" for index in range(5)}
    data = bytearray(make(texts))
    at = [place for place in range(len(data)) if data.startswith(b"PK\1\2", place)][2]
    data[at : at + 4] = b"XXXX"
    found, unread = read(tmp_path, "x.zip", bytes(data))
    assert [entry.origin.member for entry in found] == list(texts)
    assert [one.reason for one in unread] == [
        "the list of members of the zip is damaged after 2; members were looked for one by one"
    ]


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n" * 9], ids=["nothing before", "a program before"])
def test_what_was_put_before_or_after(tmp_path: Path, before: bytes) -> None:
    found, unread = read(tmp_path, "x.zip", before + make(ALL) + b"PK\5\6 and more after it")
    assert members(found) == list(ALL.items())
    assert not unread


def test_many_members(tmp_path: Path) -> None:
    """More than 65,535: the list needs its 64-bit form."""
    number = 66_000
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for index in range(number):
            archive.writestr(zipfile.ZipInfo(f"{index:06}.txt"), b"x")
    seen = 0
    tracemalloc.start()
    for one in entries(path, Options()):
        if seen == 20_000:  # it makes everything slow
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert not isinstance(one, Unread)
        assert one.origin.member == f"{seen:06}.txt"
        seen += 1
    assert seen == number
    assert peak < 8 * 1024 * 1024, "memory grows with the number of members"


SMALL = make({"a.txt": b"cable " * 20, "b.zip": make({"c.txt": b"deep"}), "ü.txt": b"last"})


@pytest.mark.parametrize("data", [SMALL, streamed({"a.txt": b"cable " * 20, "b": b"x"})], ids=["plain", "streamed"])
def test_mutated_bytes_never_raise(tmp_path: Path, data: bytes) -> None:
    never_raises(tmp_path, "x.zip", data, 500)


@pytest.mark.heavy
def test_many_mutations_never_raise(tmp_path: Path) -> None:
    never_raises(tmp_path, "x.zip", SMALL, 5_000, seed=2)


@pytest.mark.parametrize(
    ("first", "content"),
    [
        ("[Content_Types].xml", b"<Types/>"),  # Office Open XML
        ("mimetype", b"application/vnd.oasis.opendocument.text"),  # OpenDocument
    ],
)
def test_an_office_document_is_told(tmp_path: Path, first: str, content: bytes) -> None:
    found, unread = read(tmp_path, "a.docx", make({first: content, "word/document.xml": b"<w/>"}, zipfile.ZIP_STORED))
    assert not found
    assert "an office document" in reasons(unread)[None]
