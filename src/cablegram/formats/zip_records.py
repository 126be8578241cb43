"""The records of a zip: its list of members, and the header before each member (APPNOTE.TXT, sections 4.3 to 4.5)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cablegram.formats.members import shown_name
from cablegram.formats.streams import BLOCK
from cablegram.formats.zip_members import Member, Spent, known

LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_CENTRAL_FORM = struct.Struct("<4s4B4HL2L5H2L")  # 4.3.12
_LOCAL_FORM = struct.Struct("<4s2B4HL2L2H")  # 4.3.7
_END_FORM = struct.Struct("<4s4H2LH")  # 4.3.16
_END64_FORM = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LOCATOR_FORM = struct.Struct("<4sLQL")  # 4.3.15
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
_UTF8_NAME = 0x800  # 4.4.4, bit 11
_SIZES_FOLLOW = 0x8  # bit 3
_UNICODE_PATH = 0x7075  # 4.6.9
_ZIP64 = 0x0001  # 4.5.3
_UNIX = 3  # 4.4.2


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of members: from ``start`` to ``end``; ``shift`` is what was put before the archive, in bytes."""

    start: int
    end: int
    shift: int
    disks: bool


def find_list(file: BinaryIO, size: int) -> Listed | None:
    """The list of a zip of ``size`` bytes by the record at its end; ``None`` where there is none that holds."""
    tail_start = max(0, size - _END_FORM.size - _MAX16)
    file.seek(tail_start)
    tail = file.read(_END_FORM.size + _MAX16)
    others: list[int] = []
    at = tail.rfind(_END)
    while at >= 0:
        if at + _END_FORM.size <= len(tail):
            comment = _END_FORM.unpack_from(tail, at)[7]
            if at + _END_FORM.size + comment == len(tail):
                others.insert(0, at)
            else:
                others.append(at)
        at = tail.rfind(_END, 0, at) if at else -1
    # The one whose comment ends with the file first; a comment or what was added to a file may hold others.
    for at in others[:8]:
        if found := _list_of(file, tail_start + at, _END_FORM.unpack_from(tail, at)):
            return found
    return None


def _list_of(file: BinaryIO, end: int, record: tuple[int, ...]) -> Listed | None:
    _, disk, first_disk, _, count, length, start, _ = record
    if _MAX16 in (disk, count) or _MAX32 in (length, start):
        file.seek(max(0, end - _LOCATOR_FORM.size))
        locator = file.read(_LOCATOR_FORM.size)
        if locator.startswith(_LOCATOR64) and len(locator) == _LOCATOR_FORM.size:
            stated = _LOCATOR_FORM.unpack(locator)[2]
            # Where something was put before the archive, the stated place is off; there it stands before its locator.
            for place in (stated, end - _LOCATOR_FORM.size - _END64_FORM.size):
                if not 0 <= place < end:
                    continue
                file.seek(place)
                data = file.read(_END64_FORM.size)
                if data.startswith(_END64) and len(data) == _END64_FORM.size:
                    _, _, _, _, disk, first_disk, _, count, length, start = _END64_FORM.unpack(data)
                    end = place
                    break
    if not count and not length:
        return Listed(end, end, 0, False)
    for begin in (end - length, start):
        if 0 <= begin < end:
            file.seek(begin)
            if file.read(4) == _CENTRAL:
                return Listed(
                    begin, end, max(0, begin - start) if begin == end - length else 0, bool(disk or first_disk)
                )
    return None


def central_records(file: BinaryIO, listed: Listed) -> Iterator[Member | None]:
    """The members as the list has them, in its order; ``None`` at its end where it is damaged."""
    at, data, offset = listed.start, b"", 0
    while True:
        # Room for the longest record there can be, as long as there is more to read.
        if len(data) - offset < _CENTRAL_FORM.size + 3 * _MAX16 and at + len(data) - offset < listed.end:
            data = data[offset:]
            offset = 0
            file.seek(at + len(data))
            data += file.read(max(0, min(4 * BLOCK, listed.end - at - len(data))))
        if len(data) - offset < _CENTRAL_FORM.size or data[offset : offset + 4] != _CENTRAL:
            rest = data[offset : offset + 4]
            if rest and rest not in (_END64, b"PK\x05\x05", b"PK\x06\x08"):  # 4.3.13: a signature may follow
                yield None
            return
        made = _CENTRAL_FORM.unpack_from(data, offset)
        name_size, extra_size, comment_size = made[12:15]
        length = _CENTRAL_FORM.size + name_size + extra_size + comment_size
        if offset + length > len(data):
            yield None
            return
        name_end = offset + _CENTRAL_FORM.size + name_size
        raw = data[offset + _CENTRAL_FORM.size : name_end]
        yield _central(made, raw, data[name_end : name_end + extra_size], listed.shift)
        offset += length
        at += length


def _central(made: tuple[int, ...], raw: bytes, extra: bytes, shift: int) -> Member:
    _, _, system, _, _, flags, method, _, _, crc, packed, size, _, _, _, _disk, _, attributes, start = made
    packed, size, start = _sizes64(extra, packed, size, start)
    mode = attributes >> 16 if system == _UNIX else 0
    return Member(_name(raw, flags, extra), flags, method, crc, packed, size, start + shift, mode)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        yield tag, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _sizes64(extra: bytes, packed: int, size: int, start: int) -> tuple[int, int, int]:
    """Sizes that need 64 bits stand in an extra field, in this order, each only if its own place is all ones."""
    for tag, data in _fields(extra):
        if tag == _ZIP64:
            values = iter(struct.unpack_from(f"<{min(3, len(data) // 8)}Q", data))
            size = next(values, size) if size == _MAX32 else size
            packed = next(values, packed) if packed == _MAX32 else packed
            start = next(values, start) if start == _MAX32 else start
            break
    return packed, size, min(start, 2**62)


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """A name as text: UTF-8 where it is said or holds (many tools do not say), else the code page of the first zips."""
    if not flags & _UTF8_NAME:
        for tag, data in _fields(extra):
            # Info-ZIP's second name; its checksum tells whether it still belongs to the first.
            if tag == _UNICODE_PATH and len(data) > 5 and data[1:5] == struct.pack("<L", zlib.crc32(raw)):
                return shown_name(data[5:])
    return shown_name(raw, fallback="cp437")


def local_data(file: BinaryIO, start: int, size: int) -> int | None:
    """Where the packed data of the member at ``start`` begin, in a zip of ``size`` bytes; ``None`` if none begins there."""
    if start >= size:
        return None
    file.seek(start)
    data = file.read(_LOCAL_FORM.size)
    if len(data) < _LOCAL_FORM.size or not data.startswith(LOCAL):
        return None
    name_size, extra_size = _LOCAL_FORM.unpack(data)[10:12]
    return start + _LOCAL_FORM.size + int(name_size) + int(extra_size)


def walk_locals(file: BinaryIO, size: int) -> Iterator[tuple[Member, Spent]]:
    """The members of a zip without its list, from its front; whoever unpacks one says in ``Spent`` where it ended."""
    at = 0
    while (start := _next_local(file, at, size)) is not None:
        file.seek(start)
        data = file.read(_LOCAL_FORM.size)
        at = start + 4
        if len(data) < _LOCAL_FORM.size:
            return
        _, _, _, flags, method, _, _, crc, packed, unpacked, name_size, extra_size = _LOCAL_FORM.unpack(data)
        raw, extra = file.read(name_size), file.read(extra_size)
        if not raw or not known(method):
            continue  # no member: the four bytes stood in packed data
        packed, unpacked, _ = _sizes64(extra, packed, unpacked, 0)
        data_start = start + _LOCAL_FORM.size + name_size + extra_size
        open_end = bool(flags & _SIZES_FOLLOW) and not packed
        member = Member(_name(raw, flags, extra), flags, method, crc, packed, unpacked, start, 0, open_end)
        spent = Spent(data_start)
        yield member, spent
        if spent.end is not None:
            at = spent.end
        elif not open_end and data_start + packed <= size:
            at = data_start + packed


def _next_local(file: BinaryIO, at: int, size: int) -> int | None:
    """The next place, from ``at``, where the header of a member stands."""
    overlap, window = b"", 64  # the next member mostly follows at once
    while at < size:
        file.seek(at)
        data = file.read(window)
        window = BLOCK
        if not data:
            return None
        place = (overlap + data).find(LOCAL)
        if place >= 0:
            return at - len(overlap) + place
        overlap = data[-3:]
        at += len(data)
    return None
