"""Opening, creating and migrating the file of a store."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from pathlib import Path

from cablegram.archive.store import schema
from cablegram.errors import ArchiveError

FILE = "archive.sqlite"
_APPLICATION = 0x0CAB1E57  # what ``file`` and SQLite tools show as the application id


class Store:
    """An open store. ``connection`` belongs to the thread that opened it; ``another`` gives one to another thread."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.decided = 0  # rows that this connection wrote of what people decided

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, read_only: bool = False) -> Store:
        """Open the store of a folder; ``create`` makes folder and file where there is none.

        Raises:
            ArchiveError: there is no archive, the file is none of ours, is damaged or of a newer version, or the
                disk refuses.
        """
        path = folder / FILE
        if folder.exists() and not folder.is_dir():
            raise ArchiveError(f"{folder}: is a file; an archive is a folder, name one")
        fresh = not path.is_file() or path.stat().st_size == 0
        if fresh and not create:
            raise ArchiveError(f"{folder}: no archive there; cablegram ingest PATH --archive {folder} makes one")
        if not fresh and not read_only and not writable(folder):
            raise ArchiveError(f"{folder}: may only be read; check its permissions, or open it with read_only=True")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = _connect(path, read_only=read_only)
            if fresh or (create and _is_bare(connection)):
                _create(connection)
            _check(connection, path, read_only=read_only)
            if not read_only:
                _migrate(connection)
        except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
            raise ArchiveError(f"{path}: cannot be opened ({error}); see: cablegram archive verify") from error
        return cls(path, connection, read_only=read_only)

    def another(self) -> Store:
        """The same store with a connection of its own, for another thread."""
        return Store(self.path, _connect(self.path, read_only=self.read_only), read_only=self.read_only)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def writable(folder: Path) -> bool:
    """Whether the store of a folder may be written; what is not there yet may be."""
    path = folder / FILE
    return all(os.access(one, os.W_OK) for one in (folder, path) if one.exists())


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    if read_only:
        uri += "?mode=ro"
        log = path.with_name(path.name + "-wal")
        if not writable(path.parent) and not (log.is_file() and log.stat().st_size):
            # Even to read, SQLite makes files beside the store, which here it cannot, or which would be in its owner's way.
            uri += "&immutable=1"
    connection = sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None, cached_statements=256)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 1073741824")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # Written back to the file every 64 MB, not every 4: an ingest writes much and reads little.
        connection.execute("PRAGMA wal_autocheckpoint = 16000")
        connection.execute("PRAGMA cache_size = -65536")
    return connection


def _is_bare(connection: sqlite3.Connection) -> bool:
    """Whether the file is what a creation leaves that the disk cut short: a database without a table or a name."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (name,) = connection.execute("PRAGMA application_id").fetchone()
    return not tables and not name


def _create(connection: sqlite3.Connection) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    script = "".join(schema.CREATE)
    connection.executescript(
        f"BEGIN IMMEDIATE;{script}INSERT INTO about VALUES ('created', '{now}');"
        f"PRAGMA user_version = {schema.VERSION};PRAGMA application_id = {_APPLICATION};COMMIT;"
    )


def _check(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise ArchiveError(f"{path}: not the store of an archive; name another folder with --archive")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if read_only and version < schema.VERSION:
        raise ArchiveError(f"{path}: made by an older Cablegram; open it once for writing, which brings it up to date")
    if version > schema.VERSION:
        raise ArchiveError(f"{path}: made by a newer Cablegram (version {version} of the tables); update Cablegram")


def _migrate(connection: sqlite3.Connection) -> None:
    """Step by step to the version of today, each step whole or not at all."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for step in range(version + 1, schema.VERSION + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in schema.MIGRATIONS[step]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
