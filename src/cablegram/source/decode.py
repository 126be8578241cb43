"""Decoding: every byte string has exactly one text, and that text goes back to the same bytes.

Order (design, "Coordinates"): a byte order mark; UTF-8; UTF-16 known by its NUL bytes; else
Windows-1252, whose five empty places (81 8D 8F 90 9D) become the C1 controls of the same number.
"""

from __future__ import annotations

import codecs
from pathlib import Path

import msgspec

from cablegram.errors import InputError

_EMPTY_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_FROM_1252 = "".join(chr(byte) if byte in _EMPTY_1252 else bytes([byte]).decode("cp1252") for byte in range(256))
_TO_1252 = {ord(char): byte for byte, char in enumerate(_FROM_1252)}

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


class Source(msgspec.Struct, frozen=True):
    """The bytes that came in and the one text they were read as.

    ``encoding`` names the decoder: ``utf-8``, ``utf-16-le``, ``utf-16-be`` or ``windows-1252``. A byte
    order mark stays in the text as U+FEFF, so that ``encode(text, encoding) == data`` holds.
    """

    data: bytes
    text: str
    encoding: str
    path: str | None = None

    @classmethod
    def from_bytes(cls, data: bytes, path: str | None = None) -> Source:
        """Decode ``data``; never raises."""
        text, encoding = decode(data)
        return cls(data, text, encoding, path)

    @classmethod
    def from_path(cls, path: str | Path) -> Source:
        """Read and decode one file.

        Raises:
            InputError: the file is missing, is a directory, or may not be read.
        """
        name = str(path)
        try:
            data = Path(path).read_bytes()
        except FileNotFoundError as error:
            raise InputError(f"{name}: no such file; check the path") from error
        except IsADirectoryError as error:
            raise InputError(f"{name}: is a directory; name the files in it") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{name}: cannot be read ({reason}); check its permissions") from error
        return cls.from_bytes(data, name)


def _strict(data: bytes, encoding: str) -> str | None:
    """``data`` decoded, or ``None`` if it is not whole in that encoding and back again."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text


def _looks_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of the first part is NUL, on one side only."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its decoder; every byte string has one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is not None:
                return text, encoding
    guess = _looks_utf16(data)
    if guess:
        text = _strict(data, guess)
        if text is not None:
            return text, guess
    text = _strict(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    return data.decode("latin-1").translate(dict(enumerate(_FROM_1252))), "windows-1252"


def encode(text: str, encoding: str) -> bytes:
    """The bytes a decoded text came from (the inverse of :func:`decode`)."""
    if encoding == "windows-1252":
        return bytes(_TO_1252[ord(char)] for char in text)
    return text.encode(encoding)
