"""Actors of an invented world, found by their names alone, in place of the tables and the model."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cablegram.actors.records import Actor, ActorType, Found, Mention
from cablegram.archive import Archive, open_archive
from cablegram.archive.executors import InProcess
from cablegram.findings.mending import Mended
from cablegram.findings.view import reading_view
from cablegram.telegram.records import Telegram

# words in a text, id, name, type
NAMES: tuple[tuple[str, str, str, ActorType], ...] = (
    ("FREDONIA", "state:XF", "Fredonia", "state"),
    ("GOFR", "state:XF", "Fredonia", "state"),
    ("SYLVANIA", "state:XS", "Sylvania", "state"),
    ("NEW SYLVANIA", "state:XN", "New Sylvania", "state"),
    ("PORT TRENTINO", "place:XS/port-trentino", "Port Trentino", "place"),
    ("GRAND LEAGUE", "body:grand-league", "Grand League of Harbors", "body"),
    ("HARBOR BOARD", "organ:XF/harbor-board", "Harbor Board (Fredonia)", "organ"),
    ("MARK BENSON", "person:benson", "Mark Benson", "person"),
    ("BENSON", "person:benson", "Benson", "person"),
    ("FM TRAVERS", "person:travers", "Ada Travers", "person"),
    ("TRAVERS", "person:travers", "Ada Travers", "person"),
)
_KNOWN = {
    words: Actor(id=name, name=called, kind=kind, state=name[6:8] if kind == "state" else "")
    for words, name, called, kind in NAMES
}
_PATTERN = re.compile(rf"\b(?:{'|'.join(sorted(_KNOWN, key=len, reverse=True))})\b|\bSOMEBODY\b", re.IGNORECASE)


def find(telegram: Telegram, *, mended: Mended | None = None, rules_only: bool = False, roster: object = None) -> Found:
    """As :func:`cablegram.actors.finding.find`. By rules alone no people are found; "somebody" is nobody known."""
    view = reading_view(telegram, mended)
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    for match in _PATTERN.finditer(view.text):
        spans = view.back(*match.span())
        actor = _KNOWN.get(match[0].upper())
        if not spans or (rules_only and (actor is None or actor.kind == "person")):
            continue
        (start, end), *more = spans
        if actor is not None:
            actor = actors.setdefault(actor.id, actor)
        mentions.append(
            Mention(
                start=start, end=end, type=actor.kind if actor else "person", form="name" if actor else "nominal",
                actor=actor.name if actor else "", actor_id=actor.id if actor else "", quote=telegram.text[start:end],
                more=tuple(more), quote_more=tuple(telegram.text[a:b] for a, b in more), how="table" if actor else "",
                sure="sure" if actor else "none", candidates=() if actor else ("person:benson", "person:travers"),
                by="rules" if rules_only else "model",
            )
        )  # fmt: skip
    return Found(mentions=tuple(mentions), actors=tuple(actors.values()))


@contextmanager
def invented() -> Iterator[None]:
    """In this process the actors are those of the invented world."""
    import cablegram.positions.finding  # noqa: F401 - loaded now, so that it does not keep for good what stands in for find
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("cablegram.actors.finding.find", find)
        yield


def file_found(folder: Path, texts: dict[str, str], collection: str = "main", **options: Any) -> Archive:
    """File texts by name, with whatever actors are found in this process, and open the archive."""
    place = folder / f"in-{collection}"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    archive = open_archive(folder / "archive", create=True)
    archive.ingest([place], collection=collection, executor=InProcess(), **options)
    return archive


def file_invented(folder: Path, texts: dict[str, str], collection: str = "main", **options: Any) -> Archive:
    """As :func:`file_found`, with the actors of the invented world."""
    with invented():
        return file_found(folder, texts, collection, **options)


def rows_of(archive: Archive, table: str) -> list[tuple[object, ...]]:
    """Every row of a table of the store, in an order that depends on the rows alone."""
    return sorted(archive._store.connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Everything a store is made of: kind, name and statement."""
    asked = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    return connection.execute(asked).fetchall()


# What takes the stage *ledger* out of a store of today, as it was before there was one.
WITHOUT_LEDGER = (
    "DROP TABLE ledger_holder; DROP TABLE ledger_place; DROP TABLE ledger_option; DROP TABLE ledger_issue;"
    " DELETE FROM about WHERE key = 'ledger';"
)
