"""Packed streams, unpacked block by block: DEFLATE, gzip, bzip2, xz and zstd.

Nothing here holds more than a block or believes a size that a file states.
"""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BLOCK = 64 * 1024  # bytes read, and unpacked, at once
_WORKING_MEMORY = (
    256 * 1024 * 1024
)  # what a stream may ask for to be unpacked (xz states it; zstd's own bound is lower)
_ERRORS = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError, MemoryError)


class DamagedError(Exception):
    """A packed stream that cannot be unpacked any further; its text says why, for a person."""


class Decoder(Protocol):
    """One frame's decoder, as those of :mod:`bz2`, :mod:`lzma` and zstd are."""

    @property
    def eof(self) -> bool:
        """Whether the end of the frame was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out without more input."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the frame."""

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """Unpack at most ``max_length`` bytes."""


class Inflate:
    """:mod:`zlib`'s decoder in the form of the others; ``wbits`` -15 is bare DEFLATE, 31 gzip with its checks."""

    def __init__(self, wbits: int) -> None:
        self._inflate = zlib.decompressobj(wbits)
        self._full = False

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was reached."""
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out without more input."""
        # A block that came out full may have more behind it that zlib holds without any input left.
        return not self._inflate.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the stream."""
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """Unpack at most ``max_length`` bytes."""
        out = self._inflate.decompress(self._inflate.unconsumed_tail + data, max(max_length, 0))
        self._full = len(out) == max_length
        return out


def bzip2() -> Decoder:
    """A decoder of one bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz() -> Decoder:
    """A decoder of one xz stream that refuses to take more memory than is sane."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_WORKING_MEMORY)


def zstandard() -> Decoder:
    """A decoder of one zstd frame."""
    return zstd.ZstdDecompressor()


# Name, what a file of it begins with, the suffixes that are taken off its name, its decoder.
KINDS: tuple[tuple[str, tuple[bytes, ...], tuple[str, ...], Callable[[], Decoder]], ...] = (
    ("gzip", (b"\x1f\x8b\x08",), (".gz", ".gzip"), lambda: Inflate(31)),
    # A zstd file may begin with skippable frames (RFC 8878, section 3.1.2).
    ("zstd", (b"\x28\xb5\x2f\xfd", *(bytes([byte]) + b"\x2a\x4d\x18" for byte in range(0x50, 0x60))), (".zst", ".zstd"), zstandard),
    ("bzip2", (b"BZh",), (".bz2",), bzip2),
    ("xz", (b"\xfd7zXZ\x00",), (".xz",), xz),
)  # fmt: skip


def kind(head: bytes) -> int | None:
    """The place in :data:`KINDS` of a stream that begins with ``head``; ``None`` if it is none of them."""
    for place, (name, magics, _, _) in enumerate(KINDS):
        if head.startswith(magics) and (name != "bzip2" or (head[3:4].isdigit() and head[4:10] in _BZIP2)):
            return place
    return None


_BZIP2 = (b"1AY&SY", b"\x17rE8P\x90")  # a block follows, or the end of an empty stream


def frame(read: Callable[[int], bytes], decoder: Decoder) -> Iterator[bytes]:
    """The blocks of one frame, whose packed bytes come from ``read``.

    Raises:
        DamagedError: the frame cannot be unpacked, or ``read`` came to its end before the frame did.
    """
    while not decoder.eof:
        data = b""
        if decoder.needs_input:
            data = read(BLOCK)
            if not data:
                raise DamagedError("it ends too early (truncated)")
        try:
            out = decoder.decompress(data, BLOCK)
        except _ERRORS as error:
            raise DamagedError(f"its packed data are damaged ({error})") from error
        if out:
            yield out


class Unpacked:
    """A file of packed frames, one after the other, as one stream that is read forwards.

    ``trailing`` is the number of bytes after the last frame that are no frame, ``packed`` that of the bytes read.
    """

    def __init__(self, file: BinaryIO, place: int) -> None:
        file.seek(0)
        self.name, self._magics, _, self._decoder = KINDS[place]
        self._file = file
        self._ahead = b""  # read from the file and not yet handed to a decoder
        self._ready = b""
        self._blocks = self._frames()
        self.packed = 0
        self.trailing = 0

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, fewer only at the end.

        Raises:
            DamagedError: the stream cannot be unpacked any further.
        """
        parts, missing = [], size
        while missing > 0:
            if not self._ready:
                block = next(self._blocks, None)
                if block is None:
                    break
                self._ready = block
            part, self._ready = self._ready[:missing], self._ready[missing:]
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def blocks(self) -> Iterator[bytes]:
        """The rest of the stream, block by block; raises as :meth:`read` does."""
        while block := self.read(BLOCK):
            yield block

    def _more(self, size: int) -> bytes:
        data, self._ahead = self._ahead, b""
        if not data:
            data = self._file.read(size)
            self.packed += len(data)
        return data

    def _frames(self) -> Iterator[bytes]:
        while True:
            decoder = self._decoder()
            yield from frame(self._more, decoder)
            self._ahead = decoder.unused_data
            # Padding of zeros between and after frames is legal in xz, and left on tapes and disks in the others.
            while not (data := self._ahead.lstrip(b"\0")):
                self._ahead = b""
                self._ahead = self._more(BLOCK)
                if not self._ahead:
                    return
            if len(data) < len(self._magics[0]) + 7:
                data += self._file.read(BLOCK)
            self._ahead = data
            if not data.startswith(self._magics):
                self.trailing = len(data)
                while data := self._file.read(BLOCK):
                    self.trailing += len(data)
                return
