"""A second reader, if one is asked for: any endpoint that speaks the OpenAI chat protocol reads positions out of a cable.

What it says is held against the text and against the rules, and never merged: an item whose quote does not stand in the text
word for word, or whose target does not stand in its quote, is dropped; what is left is shown beside what the rules found.
Nothing is sent unless an endpoint is given; one on another machine has to be allowed, and marked cables twice.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec

from cablegram.errors import InputError, UsageError
from cablegram.positions.labels import label
from cablegram.positions.records import Position, Stance
from cablegram.reports.agreement import Coded, Pair, paired
from cablegram.telegram.records import Telegram

How = Literal["same", "differs", "rules alone", "reader alone"]
_LARGEST = 2_000_000  # bytes of an answer
_STANCES: tuple[str, ...] = get_args(Stance)
_ASKED = (
    "You read a diplomatic cable. List every position it states: who holds which stance on what. For each give `holder` (a state by"
    " its short English name, else the name), `target` (the words of what it is about, as they stand in the quote), `stance` and"
    " `quote`: the smallest clause that shows it, copied word for word from the cable. Give nothing that the text does not say."
)
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["positions"],
    "properties": {
        "positions": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["holder", "target", "stance", "quote"],
                "properties": {
                    "holder": {"type": "string"},
                    "target": {"type": "string"},
                    "stance": {"type": "string", "enum": list(_STANCES)},
                    "quote": {"type": "string"},
                },
            },
        }
    },
}


class Endpoint(msgspec.Struct, frozen=True):
    """Where the reader is: ``url`` is that of the interface up to ``/v1``; ``allowed`` how often sending was allowed;
    ``recorded`` a file of answers, taken from there where they are and written there where they are not."""

    url: str
    model: str
    allowed: int = 0
    seconds: float = 120.0
    key: str = ""
    recorded: Path | None = None

    @property
    def here(self) -> bool:
        """Whether it is on this machine, so that no text leaves it."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


class Answer(msgspec.Struct, frozen=True):
    """What the reader gave: the items that stood the check, why others were dropped, and what went wrong, if anything."""

    items: tuple[Coded, ...] = ()
    dropped: tuple[str, ...] = ()
    failed: str = ""


class Compared(msgspec.Struct, frozen=True):
    """One position as the rules and as the reader have it; ``how`` says where they are one."""

    how: How
    rules: Position | None
    reader: Position | None


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Reply(msgspec.Struct):
    choices: list[_Choice]


class _Read(msgspec.Struct):
    positions: list[Any]


class _Item(msgspec.Struct):
    holder: str
    target: str
    stance: Stance
    quote: str


def permit(endpoint: Endpoint, telegrams: Sequence[Telegram]) -> None:
    """That these may be sent there.

    Raises:
        UsageError: the address is none, text would leave the machine without leave, or marked text without leave given twice.
    """
    parts = urlsplit(endpoint.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"--second-reader {endpoint.url}: no address; write such as http://127.0.0.1:8080/v1")
    if endpoint.here:
        return
    if endpoint.allowed < 1:
        raise UsageError(f"the text would leave this machine, to {parts.hostname}; allow it with --send-text")
    marked = [one.mrn or "a text" for one in telegrams if _marked(one)]
    if marked and endpoint.allowed < 2:
        named = ", ".join(marked[:3]) + (" and others" if len(marked) > 3 else "")
        raise UsageError(
            f"marked text would leave this machine, to {parts.hostname} ({named}); allow it by --send-text twice"
        )


def _marked(telegram: Telegram) -> bool:
    """Whether a text is marked, or its mark is not known."""
    level = telegram.classification.level if telegram.classification else None
    return level not in ("UNCLASSIFIED", "UNCLAS")


def ask(telegram: Telegram, endpoint: Endpoint) -> Answer:
    """What the reader makes of a telegram. Never raises for what it answers.

    Raises:
        InputError: the file of recorded answers cannot be used.
    """
    body = msgspec.json.encode(
        {
            "model": endpoint.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": _ASKED}, {"role": "user", "content": telegram.text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "positions", "strict": True, "schema": _SCHEMA},
            },
        }
    )
    name = hashlib.sha256(body).hexdigest()
    known = _recorded(endpoint.recorded).get(name)
    if known is None:
        try:
            known = _send(body, endpoint)
        except (OSError, HTTPException, ValueError) as error:
            return Answer(failed=f"no answer ({_plainly(error)})")
        if endpoint.recorded is not None:
            _record(endpoint.recorded, name, known)
    return checked(known, telegram)


def checked(answer: str, telegram: Telegram) -> Answer:
    """The items of an answer that the text bears out."""
    try:
        content = msgspec.json.decode(answer, type=_Reply).choices[0].message.content
        read = msgspec.json.decode(content, type=_Read).positions
    except (msgspec.DecodeError, IndexError, UnicodeError, RecursionError) as error:
        return Answer(failed=f"an answer that is none ({_plainly(error)})")
    found: dict[tuple[object, ...], Coded] = {}
    dropped: list[str] = []
    for number, one in enumerate(read, 1):
        try:
            position = _position(msgspec.convert(one, _Item), telegram)
            found.setdefault((position.start, position.end, position.holder, position.target), Coded("", position))
        except (msgspec.ValidationError, ValueError) as error:
            dropped.append(f"item {number}: {_plainly(error)}")
    return Answer(tuple(found.values()), tuple(dropped))


def _position(item: _Item, telegram: Telegram) -> Position:
    if not item.holder.strip() or not item.target.strip() or not item.quote.strip():
        raise ValueError("something of it is empty")
    match = re.search(r"\s+".join(map(re.escape, item.quote.split())), telegram.text)
    if match is None:
        raise ValueError("its quote does not stand in the text")
    quote, target = match[0], " ".join(item.target.split())
    if target.casefold() not in " ".join(quote.split()).casefold():
        raise ValueError("its target does not stand in its quote")
    start, end = match.span()
    paragraph = next((p.number or 0 for p in telegram.paragraphs if p.start <= start < p.end), 0)
    return Position(
        paragraph=paragraph, start=start, end=end, quote=quote, holder=" ".join(item.holder.split()),
        holder_mention=" ".join(item.holder.split()), target=label(target), target_mention=target, stance=item.stance,
        rule="second-reader",
    )  # fmt: skip


def compared(rules: Sequence[Position], answer: Answer) -> list[Compared]:
    """What both have side by side, in the order of the text."""
    return [_compared(pair) for pair in paired([Coded("", one) for one in rules], answer.items)]


def _compared(pair: Pair) -> Compared:
    one, other = (None if side is None else side.position for side in (pair.one, pair.other))
    if one is None or other is None:
        return Compared("reader alone" if one is None else "rules alone", one, other)
    return Compared("same" if one.stance == other.stance else "differs", one, other)


class _Stay(urllib.request.HTTPRedirectHandler):
    """No answer sends the text on to another place."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow no redirection."""


def _send(body: bytes, endpoint: Endpoint) -> str:
    headers = {"Content-Type": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = urllib.request.Request(f"{endpoint.url.rstrip('/')}/chat/completions", body, headers)
    # What is on this machine is asked without a proxy: it would take the text elsewhere.
    handlers: list[urllib.request.BaseHandler] = [_Stay()]
    if endpoint.here:
        handlers.append(urllib.request.ProxyHandler({}))
    with urllib.request.build_opener(*handlers).open(request, timeout=endpoint.seconds) as reply:
        data: bytes = reply.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"more than {_LARGEST:,} bytes")
    return data.decode("utf-8")


def _recorded(path: Path | None) -> dict[str, str]:
    if path is None or not path.exists():
        return {}
    try:
        lines = path.read_bytes().splitlines()
        return dict(msgspec.json.decode(line, type=tuple[str, str]) for line in lines if line.strip())
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{path}: no file of recorded answers ({error}); name another with --recorded") from error


def _record(path: Path, name: str, answer: str) -> None:
    try:
        with path.open("ab") as file:
            file.write(msgspec.json.encode((name, answer)) + b"\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error})") from error


def _plainly(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
