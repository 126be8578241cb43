"""What the tests of containers share: reading bytes as a file, and asking what came out."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from cablegram.formats import Entry, Limits, Options, Unread, entries

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NAMES = (
    "plain.txt",
    "deep/er/est.txt",
    "Déjà vu.txt",
    "Телеграмма.txt",
    "電報.txt",
    "برقية.txt",
    "מברק.txt",
    "τηλεγράφημα.txt",
    "तार.txt",
    "전보.txt",
    "e\u0301 combined.txt",
    "🕊.txt",
    "name with ! in it.txt",
)
# Names that would do harm as paths. They are only ever shown.
TRICKY = (
    "../../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\system32\\x.txt",
    "\\\\server\\share\\x.txt",
    "a/../../b.txt",
    "con",
    "-rf",
    "a\nb.txt",
    "." * 300,
)


def read(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> tuple[list[Entry], list[Unread]]:
    """The entries and the unread of a file of that name with those bytes."""
    path = folder / name
    path.write_bytes(data)
    found = list(entries(path, Options(limits=limits or Limits())))
    for one in found:
        if isinstance(one, Entry):
            assert one.origin.path == str(path)
        else:
            assert one.path == str(path)
            assert one.reason
    assert [made.name for made in folder.iterdir()] == [name], "something was written beside the file"
    return [one for one in found if isinstance(one, Entry)], [one for one in found if isinstance(one, Unread)]


def members(found: list[Entry]) -> list[tuple[str | None, bytes]]:
    """Name and bytes of each entry."""
    return [(entry.origin.member, entry.source.data) for entry in found]


def reasons(found: list[Unread]) -> dict[str | None, str]:
    """The reason for each unread."""
    return {one.member: one.reason for one in found}


def mutations(data: bytes, number: int, seed: int) -> Iterator[bytes]:
    """``data`` with some bytes changed, taken out, doubled or cut off; always the same ones."""
    dice = random.Random(seed)
    for _ in range(number):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 1, 2, 8, 40))):
            at = dice.randrange(len(changed)) if changed else 0
            what = dice.randrange(10)
            if what < 7:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            elif what == 7:
                del changed[at : at + dice.randrange(1, 30)]
            elif what == 8:
                changed[at:at] = changed[at : at + dice.randrange(1, 30)]
            else:
                del changed[at:]
        yield bytes(changed)


def never_raises(folder: Path, name: str, data: bytes, number: int, seed: int = 1) -> None:
    """Mutated bytes give entries or unread, always something, and the same when read again."""
    path = folder / name
    for changed in mutations(data, number, seed):
        path.write_bytes(changed)
        found = list(entries(path))
        assert found, changed
        assert found == list(entries(path))


def zstd_compress(data: bytes) -> bytes:
    """``data`` as one zstd frame."""
    return zstd.compress(data)
