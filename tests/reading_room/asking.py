"""A reading room that is open, and how tests ask it."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec

from cablegram.reading_room import Room

TOKEN = "the-token-of-the-tests-0123"


class Answer:
    """What the room answered."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, {name.lower(): value for name, value in headers.items()}, body
        self.text = body.decode("utf-8")

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def shown(self) -> Page:
        return Page(self.text)


class Page(HTMLParser):
    """The elements of a page, in order, and the text it shows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def links(self, start: str = "") -> list[str]:
        return [at["href"] for tag, at in self.elements if tag == "a" and at.get("href", "").startswith(start)]


class Asking:
    """Asks an open room; as somebody who was let in, where ``headers`` do not say otherwise."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.entry = f"{self.origin}/?token={TOKEN}"

    def __call__(
        self, path: str, method: str = "GET", body: bytes | None = None, *, known: bool = True, **headers: str
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if known:
            sent.setdefault("Authorization", f"Bearer {TOKEN}")
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            line.close()


@contextmanager
def open_room(folder: Path, **options: Any) -> Iterator[Asking]:
    """A room over an archive, answering in a thread of its own."""
    room = Room(folder, port=0, token=TOKEN, **options)
    thread = threading.Thread(target=room.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not room.open:
        assert time.monotonic() < until, "the room does not open"
        time.sleep(0.01)
    yield Asking(room.port)
    room.stop()
    thread.join(20)
    assert not thread.is_alive()
