"""The objects that commands print with ``--json`` and nothing else does; fields in the order printed."""

from __future__ import annotations

import msgspec


class Summary(msgspec.Struct, frozen=True):
    """What an ``ingest`` did. ``new`` and ``known`` are ``None`` where nothing was filed (``--dry-run``)."""

    archive: str
    collection: str
    dry_run: bool
    documents: int
    new: int | None
    known: int | None
    kinds: dict[str, int]
    files: int
    passed_over: int
    could_not_be_read: int
    seconds: float


class Backup(msgspec.Struct, frozen=True):
    """A copy of the store: where it is, and how large."""

    path: str
    bytes: int


class Reindexed(msgspec.Struct, frozen=True):
    """How many documents the index made again has."""

    documents: int


class Drawn(msgspec.Struct, frozen=True):
    """A network of actors that was written: where, with how many actors and pairs of them."""

    path: str
    actors: int
    pairs: int
