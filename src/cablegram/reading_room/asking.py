"""What a page is asked, and how its answer is made: templates, addresses, and errors in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from cablegram.archive import View
from cablegram.errors import ArchiveError, CablegramError, UsageError
from cablegram.reading_room.desks import Desks

Values = list[tuple[str, str]]
LARGEST_NUMBER = 10**9


class NothingThereError(CablegramError):
    """What an address names is not in the archive, as far as may be seen."""


class Ask:
    """One request as pages see it: the parts of its path, what stands behind the question mark, what a form sent."""

    def __init__(self, path: Mapping[str, str], query: Values, form: Values, body: bytes = b"") -> None:
        self.path, self.query, self.form, self.body = dict(path), query, form, body

    def one(self, name: str, default: str = "") -> str:
        """The last value of a name."""
        return next((value for key, value in reversed(self.query) if key == name), default)

    def many(self, name: str) -> list[str]:
        """Every value of a name that is not empty."""
        return [value for key, value in self.query if key == name and value]

    def sent(self, name: str) -> str:
        """What a form sent by a name; line ends as they are in a text, and not as a form carries them."""
        return next((value for key, value in self.form if key == name), "").replace("\r\n", "\n")

    def number(self, name: str, default: int, most: int = LARGEST_NUMBER) -> int:
        """A number from 0 to ``most``.

        Raises:
            UsageError: it is none.
        """
        written = self.one(name)
        if not written:
            return default
        if not (written.isascii() and written.isdigit() and len(written) < 12 and int(written) <= most):
            raise UsageError(f"{name}={written}: give a number from 0 to {most:,}")
        return int(written)

    def choice(self, name: str, choices: tuple[str, ...], default: str = "") -> str:
        """One of some words.

        Raises:
            UsageError: it is another.
        """
        written = self.one(name) or default
        if written and written not in choices:
            raise UsageError(f"{name}={written}: it is one of: {', '.join(choices)}")
        return written


Answering = Callable[[View, Ask], Response]


def to(path: str, /, *parts: str, **values: object) -> str:
    """An address of the room: ``path`` and ``parts`` below it, and values behind the question mark; those that are empty are
    left out, a list gives one for each."""
    address = "/".join([path.rstrip("/"), *(quote(part, safe="") for part in parts)]) or "/"
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, list | tuple):
            pairs += [(name, str(one)) for one in value]
        elif value not in (None, "", False):
            pairs.append((name, str(value)))
    return address + ("?" + urlencode(pairs) if pairs else "")


@cache
def static(name: str) -> bytes | None:
    """A file of the room's own; names are looked up in what the package has, and never a path."""
    return _static().get(name)


@cache
def _static() -> dict[str, bytes]:
    folder = files("cablegram.reading_room") / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def static_address(name: str) -> str:
    """The address of a static file, another one when the file is another."""
    data = _static()[name]
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(str(files("cablegram.reading_room") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
    )
    made.globals.update(to=to, static=static_address)
    made.filters["counted"] = counted
    made.filters["oneline"] = lambda text: shown(" ".join(str(text).split()))
    made.filters["shown"] = shown
    return made


def counted(number: int, what: str, many: str = "") -> str:
    """``1 cable``, ``2,000 cables``."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"


# What cannot be seen is shown: controls by the pictures Unicode has for them, marks that turn the direction of text by ⍰.
_SHOWN = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {0x7F: 0x2421}
_SHOWN |= dict.fromkeys(
    (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), 0x2370
)
_SHOWN |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


def shown(text: str) -> str:
    """A text of as many characters, of which each can be seen and none drives the page."""
    return text.translate(_SHOWN)


def rendered(template: str, status: int = 200, /, **values: Any) -> Response:
    """A page made of a template."""
    return HTMLResponse(_templates().get_template(template).render(**values), status)


def failed(error: CablegramError) -> Response:
    """An error as a page."""
    if isinstance(error, NothingThereError):
        return rendered("error.html", 404, heading="Not in this archive", message=str(error), here="")
    status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, ArchiveError) else 500
    heading = {400: "That cannot be asked", 503: "The archive cannot answer"}.get(status, "That did not work")
    return rendered("error.html", status, heading=heading, message=str(error), here="")


def page(desks: Desks, answering: Answering, *, knowing: bool = False) -> Callable[[Request], Any]:
    """The endpoint of a page: the request read, the question asked at a desk, errors shown; ``knowing`` where it asks who is
    named, which ``named`` in the address says too."""

    async def endpoint(request: Request) -> Response:
        ask = await asked(request)

        def answer(view: View) -> Response:
            try:
                return answering(view, ask)
            except CablegramError as error:
                return failed(error)

        return await desks.ask(answer, knowing=knowing or bool(ask.one("named")))

    return endpoint


async def asked(request: Request) -> Ask:
    """What a request asks."""
    body = await request.body() if request.method == "POST" else b""
    form: Values = []
    if request.headers.get("content-type", "").split(";")[0].strip() == "application/x-www-form-urlencoded":
        form = _pairs(body.decode("utf-8", "replace"))
    return Ask(request.path_params, _pairs(request.url.query), form, body)


def _pairs(text: str) -> Values:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=200, errors="replace")
    except ValueError as error:
        raise UsageError("too many values; the room reads 200 of one request") from error
