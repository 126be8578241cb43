"""One member of a zip: what is known of it, whether it can be unpacked, and its blocks, counted and checked."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cablegram.formats.base import Opened
from cablegram.formats.members import Meter, tally_of
from cablegram.formats.streams import BLOCK, DamagedError, Decoder, Inflate, bzip2, frame, xz, zstandard

_ENCRYPTED = 0x1 | 0x40 | 0x2000  # 4.4.4: bits 0, 6 and 13
_PATCH = 0x20  # bit 5
_DESCRIPTOR = b"PK\x07\x08"
_STORED = 0
_METHODS: dict[int, Callable[[], Decoder]] = {
    8: lambda: Inflate(-15),
    12: bzip2,
    93: zstandard,
    95: xz,
}
# 4.4.5, for the message alone.
_OTHER_METHODS = {
    1: "Shrink", 2: "Reduce", 3: "Reduce", 4: "Reduce", 5: "Reduce", 6: "Implode", 9: "Deflate64", 10: "Implode (IBM)",
    14: "LZMA", 16: "IBM z/OS CMPSC", 18: "IBM TERSE", 19: "IBM LZ77", 20: "zstd (old number)", 94: "MP3", 96: "JPEG",
    97: "WavPack", 98: "PPMd", 99: "AES encryption",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """What a zip says of a member. Sizes in bytes; ``mode`` is Unix's, 0 where none is given.

    ``open_end`` says that the header leaves the sizes and the checksum to a record after the data.
    """

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    mode: int
    open_end: bool = False


@dataclass(slots=True)
class Spent:
    """Where the packed data of a member begin, and, once it was unpacked, where they ended."""

    data_start: int
    end: int | None = None


def known(method: int) -> bool:
    """Whether there is such a method of compression."""
    return method == _STORED or method in _METHODS or method in _OTHER_METHODS


def readable(member: Member) -> str | None:
    """Why a member cannot be unpacked here; ``None`` if it can."""
    if member.flags & _ENCRYPTED or member.method == 99:
        return "it is encrypted; unpack it with its password first"
    if member.flags & _PATCH:
        return "it is a patch to another file, not a file"
    if member.method != _STORED and member.method not in _METHODS:
        name = _OTHER_METHODS.get(member.method, "unknown")
        return f"it is compressed by method {member.method} ({name}), which is not read here"
    if member.open_end and member.method == _STORED:
        return "its size is not stated where it begins, and the list that has it is missing"
    return None


def blocks(opened: Opened, member: Member, data_start: int, spent: Spent | None = None) -> Iterator[bytes]:
    """The unpacked blocks of a member, counted against the limits and checked against its size and checksum.

    Raises:
        DamagedError: it is not whole.
        RefusedError: it is beyond a limit.
    """
    file = opened.file
    at = data_start
    left = max(0, opened.size - at) if member.open_end else member.packed

    def packed(size: int) -> bytes:
        nonlocal at, left
        # Sought each time: reading one member goes on while others of the same file are looked at.
        file.seek(at)
        data = file.read(min(size, left))
        at += len(data)
        left -= len(data)
        meter.packed += len(data)
        meter.spend(len(data))
        return data

    meter = Meter(opened.options.limits, tally_of(opened))
    decoder = None if member.method == _STORED else _METHODS[member.method]()
    source = iter(lambda: packed(BLOCK), b"") if decoder is None else frame(packed, decoder)
    crc = 0
    for block in source:
        meter.count(len(block))
        if not member.open_end and meter.unpacked > member.size:
            raise DamagedError(f"it unpacks to more than the {member.size:,} bytes the zip states")
        crc = zlib.crc32(block, crc)
        yield block
    end = at - (len(decoder.unused_data) if decoder else 0)
    stated = member.crc
    if member.open_end:
        if (after := _following_crc(file, end)) is None:
            raise DamagedError("the zip ends inside it (truncated)")
        stated = after
    elif meter.unpacked != member.size:
        raise DamagedError(f"it has {meter.unpacked:,} bytes; the zip states {member.size:,} (truncated or damaged)")
    if crc != stated:
        raise DamagedError("its checksum (CRC) is wrong: its data are damaged")
    if spent is not None:
        spent.end = end


def _following_crc(file: BinaryIO, at: int) -> int | None:
    """The checksum that follows a member whose sizes come after it (4.3.9); ``None`` at the end of the file."""
    file.seek(at)
    data = file.read(8)
    if data.startswith(_DESCRIPTOR):
        data = data[4:]
    return int.from_bytes(data[:4], "little") if len(data) >= 4 else None
