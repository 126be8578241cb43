"""Lines of a large file, one at a time, in a form that is quick to cut and goes back to the same bytes.

A *raw* string has one character for each byte (Latin-1). Marks, quotes, blanks and line ends are the same bytes in
UTF-8 and in Windows-1252, so a file can be cut into rows before anybody decides what a row is written in. UTF-16 is
turned into the bytes of UTF-8 first, surrogates and all, and goes back the same way.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from cablegram.source import decode

_CHUNK = 1024 * 1024
_RAW_1252 = dict(enumerate(decode(bytes(range(256)))[0]))  # the decoder's own table: it is no UTF-8
UTF8_BOM = codecs.BOM_UTF8.decode("latin-1")


def wide_encoding(head: bytes, size: int) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` for a file that is written so, else ``None``. ``head`` is its first part."""
    if size % 2:
        return None
    for end in (len(head) & ~1, (len(head) & ~1) - 2):  # the head may end within a pair of surrogates
        encoding = decode(head[: max(end, 0)])[1]
        if encoding.startswith("utf-16"):
            return encoding
    return None


def raw_lines(file: BinaryIO, wide: str | None, end: str, limit: int) -> Iterator[str]:
    """The raw lines of a file from its start, with their ends. ``end`` is LF or CR; a line is cut at ``limit`` bytes."""
    file.seek(0)
    if wide is None and end == "\n":
        while data := file.readline(limit):
            yield data.decode("latin-1")
        return
    kept: list[str] = []
    size = 0
    for piece in _pieces(file, wide):
        *whole, rest = piece.split(end)
        for line in whole:
            yield "".join((*kept, line, end))
            kept.clear()
            size = 0
        kept.append(rest)
        size += len(rest)
        if size > limit:
            yield "".join(kept)
            kept.clear()
            size = 0
    if any(kept):
        yield "".join(kept)


def _pieces(file: BinaryIO, wide: str | None) -> Iterator[str]:
    if wide is None:
        while data := file.read(_CHUNK):
            yield data.decode("latin-1")
        return
    kept = b""
    while data := kept + file.read(_CHUNK):
        end = len(data) & ~1
        # The halves of a pair stay together: the first one waits for the next piece.
        high = data[end - 1 if wide.endswith("le") else end - 2] if end else 0
        if 0xD8 <= high <= 0xDB and len(data) > len(kept) and end > 2:
            end -= 2
        text, kept = data[:end].decode(wide, "surrogatepass"), data[end:]
        if not text:
            return
        yield text.encode("utf-8", "surrogatepass").decode("latin-1")


def raw_bytes(raw: str, wide: str | None) -> bytes:
    """The bytes of the file that a raw string came from."""
    data = raw.encode("latin-1")
    return data.decode("utf-8", "surrogatepass").encode(wide, "surrogatepass") if wide else data


def raw_encoding(raw: str, wide: str | None) -> str:
    """What a row is written in: the file's UTF-16, else UTF-8 where that is whole, else Windows-1252."""
    if wide or raw.isascii():
        return wide or "utf-8"
    try:
        raw.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def raw_text(raw: str, encoding: str) -> str:
    """A raw string, or any part of one between two ASCII characters, as text."""
    if raw.isascii():
        return raw
    if encoding == "windows-1252":
        return raw.translate(_RAW_1252)
    return raw.encode("latin-1").decode("utf-8", "surrogatepass")
