"""Opening the reading room: a door on this machine, an address with a token, and the pages behind it."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

import uvicorn

from cablegram.errors import UsageError
from cablegram.reading_room.application import application
from cablegram.reading_room.desks import Desks
from cablegram.reading_room.guarding import Guard

ADDRESS = "127.0.0.1"
PORT = 8017
_AT_ONCE = 100  # requests that are answered or wait


class Room:
    """A reading room over one archive, not yet open. ``address`` has the token and is for the reader alone.

    ``port`` is ``None`` for 8017, or a free one where that is taken; 0 for a free one.

    Raises:
        ArchiveError: there is no archive in ``folder``, or it cannot be opened.
        UsageError: no such collection or mark, or the port is taken.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        collections: Sequence[str] | None = None,
        up_to: str | None = None,
        port: int | None = None,
        token: str | None = None,
    ) -> None:
        self.token = token or secrets.token_urlsafe(24)
        self._desks = Desks(Path(folder), collections, up_to)
        self._desks.check()
        self._socket = _door(port)
        self.port = int(self._socket.getsockname()[1])
        self._server = uvicorn.Server(
            uvicorn.Config(
                Guard(application(self._desks), self.token),
                access_log=False,
                log_level="warning",
                lifespan="off",
                ws="none",
                http="h11",
                server_header=False,
                limit_concurrency=_AT_ONCE,
                timeout_keep_alive=20,
                h11_max_incomplete_event_size=65_536,
            )
        )

    @property
    def address(self) -> str:
        """What is opened to come in."""
        return f"http://{ADDRESS}:{self.port}/?token={self.token}"

    def run(self) -> None:
        """Answer until the process is told to stop, or :meth:`stop` is called."""
        self._desks.warm()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()
            self._desks.close()

    @property
    def open(self) -> bool:
        """Whether it answers by now."""
        return self._server.started

    def stop(self) -> None:
        """End :meth:`run`, from another thread."""
        self._server.should_exit = True


def serve(
    folder: str | Path,
    *,
    collections: Sequence[str] | None = None,
    up_to: str | None = None,
    port: int | None = None,
    browser: bool = True,
    told: Callable[[str], None] = print,
) -> None:
    """Open the reading room over an archive and answer until interrupted; ``browser`` opens it there too.

    Raises:
        ArchiveError: there is no archive, or it cannot be opened.
        UsageError: no such collection or mark, or the port is taken.
    """
    room = Room(folder, collections=collections, up_to=up_to, port=port)
    told(f"The reading room is open on this machine alone ({ADDRESS}), for whoever has this address:")
    told(f"\n  {room.address}\n")
    told("Ctrl+C closes it.")
    with _signpost(room.address) if browser else contextlib.nullcontext() as post:
        if post is not None:
            webbrowser.open(post.as_uri())
        room.run()


def _door(port: int | None) -> socket.socket:
    """A socket of this machine alone."""
    wanted = PORT if port is None else port
    if not 0 <= wanted <= 65535:
        raise UsageError(f"port {wanted}: give a number from 0 (any free one) to 65535")
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            door.bind((ADDRESS, wanted))
        except OSError:
            if port is not None:
                raise
            door.bind((ADDRESS, 0))
    except OSError as error:
        door.close()
        raise UsageError(f"port {wanted} cannot be had ({error.strerror}); --port 0 takes a free one") from error
    door.listen()  # who comes before the server is ready waits
    return door


@contextlib.contextmanager
def _signpost(address: str) -> Iterator[Path]:
    """A page on disk, for this user alone, that leads to the address: the words of a command are seen by every user of a
    machine, and the token must not stand in them."""
    with tempfile.TemporaryDirectory(prefix="cablegram-") as folder:
        page = Path(folder) / "reading-room.html"
        page.touch(mode=0o600)
        page.write_text(
            f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={escape(address)}">'
            f'<title>Cablegram</title><p><a href="{escape(address)}">The reading room</a></p>',
            encoding="utf-8",
        )
        yield page
