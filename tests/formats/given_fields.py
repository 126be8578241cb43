"""What the tests of formats share: a file put down and read, and its given fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cablegram.formats import Entry, Options, Unread, entries


def read(folder: Path, name: str, data: bytes, mapping: Mapping[str, str] | None = None) -> list[Entry | Unread]:
    path = folder / name
    path.write_bytes(data)
    return list(entries(path, Options(mapping=mapping or {})))


def good(found: list[Entry | Unread]) -> list[Entry]:
    assert all(isinstance(one, Entry) for one in found), found
    return [one for one in found if isinstance(one, Entry)]


def pairs(entry: Entry) -> list[tuple[str, str]]:
    return [(given.key, given.value) for given in entry.given]


def fields(entry: Entry) -> dict[str, str]:
    named = [given for given in entry.given if given.field]
    assert len({given.field for given in named}) == len(named), "a field twice"
    return {given.field: given.value for given in named if given.field}
