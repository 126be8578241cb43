from __future__ import annotations

import bz2
import gzip
import lzma
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from cablegram.formats import Limits
from tests.formats.members_read import members, never_raises, read, reasons, zstd_compress

Pack = Callable[[bytes], bytes]
TEXT = b"cable\r\n" * 500
KINDS = pytest.mark.parametrize(
    ("suffix", "pack"),
    [(".gz", gzip.compress), (".zst", zstd_compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
    ids=["gzip", "zstd", "bzip2", "xz"],
)


@KINDS
def test_round_trip(tmp_path: Path, suffix: str, pack: Pack) -> None:
    found, unread = read(tmp_path, f"Télégramme.TXT{suffix}", pack(TEXT))
    assert members(found) == [("Télégramme.TXT", TEXT)]
    assert not unread


@KINDS
def test_frames_one_after_the_other(tmp_path: Path, suffix: str, pack: Pack) -> None:
    found, unread = read(tmp_path, f"a{suffix}", pack(b"one ") + pack(b"two ") + bytes(512) + pack(b"three"))
    assert members(found) == [("a", b"one two three")]
    assert not unread


def test_a_zstd_file_with_skippable_frames(tmp_path: Path) -> None:
    note = struct.pack("<LL", 0x184D2A57, 4) + b"note"
    found, unread = read(tmp_path, "a.zst", note + zstd_compress(TEXT) + note)
    assert members(found) == [("a", TEXT)]
    assert not unread


@KINDS
def test_what_follows_the_stream_is_named(tmp_path: Path, suffix: str, pack: Pack) -> None:
    found, unread = read(tmp_path, f"a{suffix}", pack(TEXT) + b"something else")
    assert members(found) == [("a", TEXT)]
    assert "14 bytes after the end" in unread[0].reason


@KINDS
def test_cut_off(tmp_path: Path, suffix: str, pack: Pack) -> None:
    data = pack(TEXT)
    for cut in range(12, len(data) - 1, 7):
        found, unread = read(tmp_path, f"a{suffix}", data[:cut])
        assert not found
        assert "truncated" in unread[0].reason


def test_a_wrong_checksum(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(TEXT))
    data[-6] ^= 1
    found, unread = read(tmp_path, "a.gz", bytes(data))
    assert not found
    assert reasons(unread).keys() == {None}
    assert "damaged" in unread[0].reason


@KINDS
def test_a_bomb(tmp_path: Path, suffix: str, pack: Pack) -> None:
    found, unread = read(tmp_path, f"a{suffix}", pack(bytes(60 * 1024 * 1024)))
    assert not found
    assert "250 times" in unread[0].reason


@KINDS
def test_streams_in_streams(tmp_path: Path, suffix: str, pack: Pack) -> None:
    data = b"x"
    for _ in range(4):
        data = pack(data)
    found, unread = read(tmp_path, f"a{suffix * 4}", data)
    assert [entry.source.data for entry in found] == [b"x"]
    assert not unread
    found, unread = read(tmp_path, f"a{suffix * 4}", pack(data))
    assert not found
    assert "inside 4 others" in unread[0].reason


def test_the_limit_for_one_member(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "a.gz", gzip.compress(TEXT), Limits(member=100))
    assert not found
    assert "100 bytes, the limit for one member" in unread[0].reason


@KINDS
def test_mutated_bytes_never_raise(tmp_path: Path, suffix: str, pack: Pack) -> None:
    never_raises(tmp_path, f"a{suffix}", pack(b"cable 1\n" * 3 + b"cable 2\n"), 300)


@pytest.mark.heavy
@KINDS
def test_many_mutations_never_raise(tmp_path: Path, suffix: str, pack: Pack) -> None:
    never_raises(tmp_path, f"a{suffix}", pack(b"cable 1\n" * 3 + b"cable 2\n"), 2_500, seed=2)
