"""tar archives, plain or packed (tar.gz, tar.zst, tar.bz2, tar.xz), read forwards, one header at a time.

The headers are understood by :mod:`tarfile`; the walk over the file is our own, because tarfile's ends without a
word at the first header that is damaged, and keeps every header it saw. POSIX.1-2017, pax, "Archive Format".
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Protocol

from cablegram.formats.base import Entries, Opened, Unread
from cablegram.formats.members import (
    Meter,
    RefusedError,
    hand_on,
    mac_leftover,
    shown_name,
    stopped,
    tally_of,
    too_deep,
    unpack,
    unread,
)
from cablegram.formats.streams import BLOCK, DamagedError, Unpacked, kind

_UNIT = tarfile.BLOCKSIZE
_ZEROS = bytes(_UNIT)
_LONGEST_EXTRA = 1024 * 1024  # bytes of a long name or of pax records; real ones have hundreds
_NOT_READ = {
    tarfile.CHRTYPE: "a device, not opened",
    tarfile.BLKTYPE: "a device, not opened",
    tarfile.FIFOTYPE: "a pipe, not opened",
    tarfile.GNUTYPE_SPARSE: "a sparse file, which is not put together here",
    b"V": "the label of a tape, no text",
    b"M": "the rest of a file that began on another tape",
    b"D": "a list of a folder's files, as tar keeps for its backups",
}
_LINKS = {tarfile.LNKTYPE: "a hard link", tarfile.SYMTYPE: "a symbolic link"}
_WITHOUT_DATA = {tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE}


class _Forwards(Protocol):
    def read(self, size: int, /) -> bytes: ...


def sniff(opened: Opened) -> bool:
    """A file whose first block, unpacked where it is packed, is a header of tar (or was, by its mark)."""
    first = opened.head[:_UNIT]
    place = kind(first)
    if place is not None:
        try:
            first = Unpacked(opened.file, place).read(_UNIT)
        except DamagedError:
            return False
        finally:
            opened.file.seek(0)
    if len(first) < _UNIT:
        return False
    # With its mark it is an archive even if the header is damaged: the members after it can be read.
    return first[257:262] == b"ustar" or _header(first) is not None


def entries(opened: Opened) -> Entries:
    """Every member, in the order of the file; links, devices and what is damaged as unread."""
    if deep := too_deep(opened):
        yield deep
        return
    place = kind(opened.head)
    opened.file.seek(0)
    file: _Forwards = opened.file
    stream = None
    if place is not None:
        stream = Unpacked(opened.file, place)
        file = _Metered(stream, Meter(opened.options.limits, tally_of(opened)))
    walk = _Walk(opened, file)
    try:
        yield from walk.entries()
    except (DamagedError, RefusedError) as error:
        kind_name = stream.name if stream else "tar"
        yield opened.unread(f"{kind_name}: {error}; what follows in it was not read")
        return
    if stream is not None and stream.trailing:
        yield opened.unread(f"{stream.trailing:,} bytes after the end of the {stream.name} stream are not part of it")


class _Metered:
    """A packed stream whose reading is counted. After one failure it fails for good."""

    def __init__(self, stream: Unpacked, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter
        self._failure: Exception | None = None

    def read(self, size: int, /) -> bytes:
        if self._failure is not None:
            raise self._failure
        try:
            data = self._stream.read(size)
            self._meter.packed = self._stream.packed
            self._meter.count(len(data))
        except (DamagedError, RefusedError) as failure:
            self._failure = failure
            raise
        return data


class _Walk:
    """One walk over the headers of an archive.

    ``at`` is the offset, in bytes of the unpacked archive, of what is read next.
    """

    def __init__(self, opened: Opened, file: _Forwards) -> None:
        self.opened = opened
        self.file = file
        self.at = 0
        self.found = 0
        self.long_name: bytes | None = None
        self.long_link: bytes | None = None
        self.pax: dict[bytes, bytes] = {}

    def entries(self) -> Entries:
        lost_from: int | None = None
        while block := self._read(_UNIT):
            if block == _ZEROS:
                # The end of the archive is two of them; another may follow (``cat a.tar b.tar``), and is read.
                continue
            header = _header(block) if len(block) == _UNIT else None
            if header is None:
                if lost_from is None:
                    lost_from = self.at - len(block)
                continue
            if lost_from is not None:
                yield self._lost(lost_from, self.at - _UNIT)
                lost_from = None
            self.found += 1
            yield from self._member(header, block)
            if self.opened.tally and self.opened.tally.full:
                yield stopped(self.opened)
                return
        if lost_from is not None:
            yield self._lost(lost_from, self.at)
        elif not self.found:
            yield self.opened.unread("a tar archive with nothing in it")

    def _lost(self, start: int, end: int) -> Unread:
        return self.opened.unread(
            f"bytes {start:,} to {end:,} of the tar are no header of a member (damaged or truncated); "
            "the members whose headers come after them were read"
        )

    def _member(self, header: tarfile.TarInfo, block: bytes) -> Entries:
        if header.type in (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, b"X"):
            yield from self._extra(header)
            return
        name, size, target = self._facts(header)
        sparse = any(key.startswith(b"GNU.sparse.") for key in self.pax)
        self.long_name = self.long_link = None
        self.pax = {}
        if header.type in _LINKS:
            yield unread(self.opened, name, f"{_LINKS[header.type]} to {target!r}, not followed")
            return
        if header.type == tarfile.GNUTYPE_SPARSE:
            self._skip_sparse_map(block)
        reason = _NOT_READ.get(header.type) or (_NOT_READ[tarfile.GNUTYPE_SPARSE] if sparse else mac_leftover(name))
        limit = self.opened.options.limits.member
        if header.type == tarfile.DIRTYPE:
            return
        if reason is None and size > limit:
            reason = f"it has {size:,} bytes; the limit for one member is {limit:,}"
        if reason is not None:
            yield unread(self.opened, name, reason)
            if header.type not in _WITHOUT_DATA:
                self._skip(size + -size % _UNIT)
            return
        unpacked = unpack(self._data(size), self.opened.options.limits)
        if isinstance(unpacked, str):
            yield unread(self.opened, name, unpacked)
            return
        yield from hand_on(self.opened, name, *unpacked)
        self._skip(-size % _UNIT)  # afterwards: a stream that breaks off here must not cost a member that is whole

    def _facts(self, header: tarfile.TarInfo) -> tuple[str, int, str]:
        """Name, size and link target, from the pax records and GNU's long names where they were given."""
        name = self.pax.get(b"path") or self.long_name or header.name.encode("utf-8", "surrogateescape")
        target = self.pax.get(b"linkpath") or self.long_link or header.linkname.encode("utf-8", "surrogateescape")
        digits = self.pax.get(b"size", b"")
        size = int(digits) if digits.isdigit() and len(digits) < 20 else header.size
        return shown_name(name), size, shown_name(target)

    def _extra(self, header: tarfile.TarInfo) -> Entries:
        """A long name or pax records: facts of the member that follows."""
        size = header.size
        if size > _LONGEST_EXTRA:
            yield self.opened.unread(f"a name or record of {size:,} bytes in the tar was passed over")
            self._skip(size + -size % _UNIT)
            return
        data = self._read(size)
        self._skip(-size % _UNIT)
        if header.type == tarfile.GNUTYPE_LONGNAME:
            self.long_name = data.split(b"\0", 1)[0]
        elif header.type == tarfile.GNUTYPE_LONGLINK:
            self.long_link = data.split(b"\0", 1)[0]
        elif header.type != tarfile.XGLTYPE:  # global records hold times and comments, no names
            self.pax = dict(_pax_records(data))

    def _data(self, size: int) -> Iterator[bytes]:
        meter = None
        if self.file is self.opened.file:  # a packed tar is counted where it is unpacked
            meter = Meter(self.opened.options.limits, tally_of(self.opened))
            meter.packed = size
        while size > 0:
            block = self._read(min(size, BLOCK))
            if not block:
                raise DamagedError("the archive ends inside it (truncated)")
            if meter is not None:
                meter.count(len(block))
            size -= len(block)
            yield block

    def _skip_sparse_map(self, block: bytes) -> None:
        more = block[482]  # GNU's old form: further blocks of the map follow while this byte is set
        while more:
            block = self._read(_UNIT)
            more = block[504] if len(block) == _UNIT else 0

    def _skip(self, size: int) -> None:
        while size > 0 and (block := self._read(min(size, BLOCK))):
            size -= len(block)

    def _read(self, size: int) -> bytes:
        data = self.file.read(size)
        self.at += len(data)
        return data


def _header(block: bytes) -> tarfile.TarInfo | None:
    """A header with a true checksum and a possible size, else ``None``."""
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError):
        return None
    return header if header.size >= 0 else None


def _pax_records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """``LENGTH KEY=VALUE`` and a newline, again and again; LENGTH counts all of it."""
    at = 0
    while at < len(data):
        digits, _, _ = data[at : at + 20].partition(b" ")
        if not digits.isdigit():
            return
        length = int(digits)
        record = data[at + len(digits) + 1 : at + length - 1]
        if length <= len(digits) + 1 or b"=" not in record:
            return
        key, _, value = record.partition(b"=")
        yield key, value
        at += length
