"""What a view shows, in numbers, and as a description that can be cited."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from cablegram.archive.store import Scope, StoreReader
from cablegram.archive.store.counting import Counts, StoreCounter

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
TOP = 20


class Stats(msgspec.Struct, frozen=True):
    """An archive in numbers, as far as a view shows it. Of counts by value the most frequent are kept.

    ``cables`` are messages, of which several documents can be copies or sections; ``stubs`` are documents that are fields
    without a text; ``missing`` are cables referred to and not held. ``store_bytes`` and ``index_bytes`` are ``None`` in a
    view of a part: they would tell of the rest.
    """

    documents: int
    cables: int
    stubs: int
    missing: int
    dated: int
    undated: int
    first: str | None
    last: str | None
    kinds: Counts
    formats: Counts
    collections: Counts
    levels: Counts
    years: Counts
    origins: Counts
    findings: Counts
    text_bytes: int
    store_bytes: int | None
    index_bytes: int | None


class CollectionNote(msgspec.Struct, frozen=True):
    """A collection as it is to be named: release status, licence, documents."""

    name: str
    release: str
    licence: str | None
    documents: int


class Description(msgspec.Struct, frozen=True):
    """What was seen, so that another can say whether he sees the same.

    ``content`` is the SHA-256 over the sorted ids of the documents, each followed by a line feed; an id comes from the
    content of its document. ``missing`` counts cables referred to and not held; ``unread`` what could not be read,
    ``None`` where a view with a mark must not tell.
    """

    title: str
    documents: int
    cables: int
    first: str | None
    last: str | None
    collections: tuple[CollectionNote, ...]
    up_to: str | None
    missing: int
    unread: int | None
    version: str
    stages: dict[str, str]
    date: str
    content: str
    sentence: str


class Unreadable(msgspec.Struct, frozen=True):
    """What could not be read of a collection: where it stood, and why."""

    collection: str
    path: str
    member: str | None
    reason: str


def stats(reader: StoreReader, scope: Scope, folder: Path | None, top: int = TOP) -> Stats:
    """The numbers of a view; ``folder`` is that of the archive, where the view is of everything."""
    counter = StoreCounter(reader, scope)
    documents, cables, dated, first, last = counter.totals()
    kinds = counter.by("kind")
    return Stats(
        documents=documents,
        cables=cables,
        stubs=dict(kinds).get("record", 0),
        missing=counter.missing(),
        dated=dated,
        undated=documents - dated,
        first=_day(first),
        last=_day(last),
        kinds=kinds,
        formats=counter.formats(),
        collections=tuple((name, count) for name, _, _, count in counter.collections()),
        levels=counter.by("level"),
        years=counter.by("year"),
        origins=counter.by("origin", top),
        findings=counter.findings(top),
        text_bytes=counter.text_bytes(),
        store_bytes=_size(folder, "archive.sqlite*") if folder else None,
        index_bytes=_size(folder, "index/**/*") if folder else None,
    )


def describe(reader: StoreReader, scope: Scope, title: str, up_to: str | None) -> Description:
    """A description of what a view shows, with a sentence that can be cited."""
    from cablegram.archive.index import VERSION as INDEX

    counter = StoreCounter(reader, scope)
    documents, cables, _, first, last = counter.totals()
    collections = tuple(CollectionNote(*values) for values in counter.collections())
    versions = counter.versions()
    stages = {"read": ", ".join(map(str, sorted(versions))) or "none", "index": str(INDEX)}
    unread = None if up_to is not None else len(counter.unread())
    today = dt.datetime.now(dt.UTC).date().isoformat()
    content = counter.content_hash()
    made = _version()
    missing = counter.missing()
    named = "; ".join(_named(one) for one in collections)
    parts = [
        f"Cablegram archive “{title}”",
        f"{_many(documents, 'document')} of {_many(cables, 'cable')}"
        + (f" dated {_day(first)} to {_day(last)}" if first is not None else ""),
    ]
    if named:
        parts.append(("collections " if len(collections) > 1 else "collection ") + named)
    if up_to is not None:
        parts.append(f"marked {up_to} at most")
    if missing:
        parts.append(f"{_many(missing, 'cable')} referred to and not held")
    parts.append(f"as of {today}, Cablegram {made} (stage read: {stages['read']})")
    parts.append(f"content sha256:{content}")
    return Description(
        title, documents, cables, _day(first), _day(last), collections, up_to, missing, unread, made, stages, today,
        content, ", ".join(parts) + ".",
    )  # fmt: skip


def unread(reader: StoreReader, scope: Scope) -> list[Unreadable]:
    """What could not be read of the collections in a scope; nothing where it has a mark, for such things have none."""
    return [Unreadable(*values) for values in StoreCounter(reader, scope).unread()]


def _named(one: CollectionNote) -> str:
    release = "release status unknown" if one.release == "unknown" else one.release
    return f"{one.name} ({release}" + (f", {one.licence})" if one.licence else ")")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _day(minutes: int | None) -> str | None:
    return None if minutes is None else f"{_EPOCH + dt.timedelta(minutes=minutes):%Y-%m-%d}"


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())


def _version() -> str:
    try:
        return version("cablegram")
    except PackageNotFoundError:
        return "unknown"
