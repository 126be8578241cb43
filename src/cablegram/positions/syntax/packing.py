"""Weights of many labels in one whole number, so that plain Python adds them all at once.

A row of weights is the number that has them as its fields of 16 bits, ``w0 + w1 * 2**16 + ...``; the sum of rows is
the row of sums as long as no sum leaves 16 bits. Stored weights are between -127 and 127, so that 250 rows may be
added. The sums are whole numbers and the same on every machine.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Sequence
from importlib import resources
from struct import Struct

FIELD = 16
LIMIT = 127  # of a stored weight
_MIDDLE = 1 << (FIELD - 1)
_STORED = 128  # added to a stored weight, so that its byte is not negative


def packed(weights: Iterable[int]) -> int:
    """The row with these weights."""
    return sum(weight << (FIELD * at) for at, weight in enumerate(weights) if weight)


class Scores:
    """Takes the fields of a row apart again."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._middle = packed([_MIDDLE] * width)
        self._fields = Struct(f"<{width}H")
        self._size = self._fields.size

    def best(self, row: int) -> int:
        """The number of the highest field, the first of equals."""
        fields = self._fields.unpack((row + self._middle).to_bytes(self._size, "little"))
        return fields.index(max(fields))


def read_text(name: str) -> str:
    """A compressed text of the data folder."""
    return lzma.decompress(_read(name)).decode("utf-8")


def read_rows(name: str, width: int) -> list[int]:
    """The rows of a file of the data folder, one after another, ``width`` weights each."""
    stored = lzma.decompress(_read(name))
    wide = bytearray(2 * len(stored))
    wide[::2] = stored
    view = memoryview(wide)
    size = 2 * width
    zero = packed([_STORED] * width)
    whole = int.from_bytes
    return [whole(view[at : at + size], "little") - zero for at in range(0, len(wide), size)]


def stored(rows: Iterable[Sequence[int]]) -> bytes:
    """Rows as `read_rows` reads them: one byte for each weight, compressed."""
    flat = bytes(max(-LIMIT, min(LIMIT, weight)) + _STORED for row in rows for weight in row)
    return lzma.compress(flat, preset=9 | lzma.PRESET_EXTREME)


def _read(name: str) -> bytes:
    return (resources.files("cablegram.positions.syntax") / "data" / name).read_bytes()
