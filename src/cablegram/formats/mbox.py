"""Mailboxes (mbox) and single messages (.eml): each message an entry, its attachments read as members.

RFC 4155 for the mailbox: a message begins at a line ``From SENDER DATE`` after an empty line, and a line of its body
that looks so is marked by ``>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from io import BytesIO

from cablegram.formats import html
from cablegram.formats.base import HEAD, Entries, Entry, Given, Opened, Options
from cablegram.formats.members import Meter, RefusedError, hand_on, stopped, tally_of, too_deep, unpack, unread
from cablegram.formats.signs import telegram_lines
from cablegram.formats.streams import BLOCK
from cablegram.source import Source, decode

_FROM = re.compile(rb"From \S[^\r\n]*\d\d?:\d\d[^\r\n]*\b(?:19|20)\d\d\b[^\r\n]*\r?\n?")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t\r\n]")
_MARKED = re.compile(rb"(?m)^>(>*From )")
_FOLD = re.compile(r"[\r\n]+(?=[ \t])")
# Only what means the same: who sends and gets a message is no post, and its references are no cables.
_FIELDS = {"subject": "subject", "date": "date"}
# What a telegram in the text says itself: whoever passed it on did so later, with "Fw:" before its subject.
_OWN = {
    "date": re.compile(r"^[ \t]*[ZOPR](?: [ZOPR])? \d{6}Z [A-Z]{3} \d\d\b", re.MULTILINE),
    "subject": re.compile(r"^[ \t]*SUBJ(?:ECT)?\s*:", re.MULTILINE),
}
_TELEGRAM = 3  # lines from which a text is taken to hold a telegram
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_EML = (
    b"return-path",
    b"received",
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"delivered-to",
    b"x-",
)
_ENVELOPE = "From "  # what the first line of a message in a mailbox is called among its headers


def sniff(opened: Opened) -> bool:
    """A file that begins with a ``From SENDER DATE`` line and a header, or is named ``.eml`` and begins with one."""
    head = opened.head
    if first := _FROM.match(head):
        return bool(_HEADER.match(head, first.end()))
    return opened.name.endswith(".eml") and bool(_HEADER.match(head)) and head.lower().startswith(_EML)


def entries(opened: Opened) -> Entries:
    """Every message in the order of the file; after each, what is attached to it."""
    if deep := too_deep(opened):
        yield deep
        return
    for number, (offset, length, data) in enumerate(_messages(opened), 1):
        if data is None:
            limit = opened.options.limits.text
            yield opened.unread(f"message {number}: {length:,} bytes; the limit for one text is {limit:,}")
            continue
        yield from _message(opened, number, offset, data)
        if opened.tally and opened.tally.full:
            yield stopped(opened)
            return


def _messages(opened: Opened) -> Iterator[tuple[int, int, bytes | None]]:
    """Offset, length and bytes of each message; no bytes where it is longer than one text may be."""
    limit = opened.options.limits.text
    in_mailbox = bool(_FROM.match(opened.head))
    file, at, start = opened.file, 0, 0
    lines: list[bytes] = []
    length = 0
    may_begin = False  # whether the line before was empty
    whole = True  # whether the line before was read to its end
    file.seek(0)
    while line := file.readline(BLOCK):
        if in_mailbox and may_begin and line.startswith(b"From ") and _FROM.match(line):
            yield start, length, b"".join(lines) if length <= limit else None
            start, lines, length = at, [], 0
            file.seek(at + len(line))  # whoever took the message may have moved the file
        at += len(line)
        length += len(line)
        if length <= limit:
            lines.append(line)
        else:
            lines.clear()
        may_begin = whole and line in (b"\n", b"\r\n")
        whole = line.endswith(b"\n")
    if length:
        yield start, length, b"".join(lines) if length <= limit else None


@dataclass(slots=True)
class _Parts:
    """The parts of a message: the one whose text is the entry's, and the others, as name and bytes."""

    text: str = ""
    given: tuple[Given, ...] = ()  # what an HTML text gives beside it
    others: list[tuple[str, bytes]] = field(default_factory=list)


def _message(opened: Opened, number: int, offset: int, data: bytes) -> Entries:
    envelope, raw = b"", data
    if first := _FROM.match(data):
        envelope, raw = first.group(), _MARKED.sub(rb"\1", data[first.end() :])
        if raw.endswith((b"\n\n", b"\n\r\n")):  # the empty line after each message is the mailbox's
            raw = raw[: -2 if raw.endswith(b"\r\n") else -1]
    given: list[Given] = []
    parts = _Parts()
    try:
        message = message_from_bytes(raw)
        given = [_given(key, str(value)) for key, value in message.raw_items()]
        _take_parts(message, parts)
    except Exception as error:  # the parser promises not to raise, and does for some damage and deep nesting
        parts = _Parts(decode(raw)[0])
        yield opened.unread(f"message {number} is damaged ({type(error).__name__}); it is read as plain text")
    if envelope:
        given.insert(0, Given(_ENVELOPE, decode(envelope[len(_ENVELOPE) :].rstrip(b"\r\n"))[0]))
    parts.text = _unquoted(parts.text)
    given = [_of_the_message(one, parts.text) for one in given]
    stated = {one.field for one in given}
    given += [Given(one.key, one.value, None if one.field in stated else one.field) for one in parts.given]
    source = Source(data, parts.text, "message", opened.path)
    yield Entry("mbox", source, opened.origin(data, offset), tuple(given))
    for name, content in parts.others:
        member = f"message-{number}/{name}"
        meter = Meter(opened.options.limits, tally_of(opened))
        meter.packed = len(data)
        try:
            meter.count(len(content))
        except RefusedError as refused:
            yield unread(opened, member, str(refused))
            return
        unpacked = unpack([content], opened.options.limits)
        if isinstance(unpacked, str):
            yield unread(opened, member, unpacked)
        else:
            yield from hand_on(opened, member, *unpacked)


def _unquoted(text: str) -> str:
    """A text without the ``>`` that a reply sets before the lines of the telegram it quotes; any other text as it came."""
    if "\n>" not in text and not text.startswith(">"):
        return text
    bare = _QUOTED.sub("", text)
    return bare if telegram_lines(bare) >= telegram_lines(text) + _TELEGRAM else text


def _of_the_message(header: Given, text: str) -> Given:
    """A header that is the message's own, where the telegram in the text has its own date or subject."""
    own = _OWN.get(header.field or "")
    if own and own.search(text) and telegram_lines(text) >= _TELEGRAM:
        return Given(header.key, header.value)
    return header


def _given(key: str, value: str) -> Given:
    return Given(_clean(key), _words(value), _FIELDS.get(key.lower()))


def _clean(value: str) -> str:
    """A header with bytes beyond ASCII, as the message's other text is decoded."""
    raw = value.encode("utf-8", "surrogateescape")
    return value if value.isascii() else decode(raw)[0]


def _words(value: str) -> str:
    """The value of a header: unfolded, its encoded words (RFC 2047) decoded; as it came where they are damaged."""
    value = _FOLD.sub("", _clean(value))
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
        return "".join(_text(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    except ValueError:  # HeaderParseError is one
        return value


def _text(data: bytes, charset: str | None) -> str:
    """Bytes of a stated character set as text; as any other bytes are decoded where the statement is wrong."""
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    return decode(data)[0]


def _take_parts(message: Message, parts: _Parts) -> None:
    """Sort the parts: the first plain text (else the first HTML) becomes the text, other forms of it are passed over."""
    leaves = list(_leaves(message, ()))
    body = next((leaf for leaf in leaves if _is_text(leaf[0], "text/plain")), None)
    if body is None:
        body = next((leaf for leaf in leaves if _is_text(leaf[0], "text/html")), None)
    for number, (part, alternatives) in enumerate(leaves, 1):
        if body is not None and part is body[0]:
            text = _text(_payload(part), part.get_content_charset())
            if part.get_content_type() == "text/html":
                parts.text, parts.given = _page(text)
            else:
                parts.text = text
        elif body is not None and set(alternatives) & set(body[1]) and _is_text(part, "text/html"):
            continue  # the same words in another form; the message's bytes, which are kept, have it
        elif content := _as_member(part):
            parts.others.append((_part_name(part, number), content))


def _leaves(message: Message, alternatives: tuple[int, ...]) -> Iterator[tuple[Message, tuple[int, ...]]]:
    """The parts that hold no others, in their order, with the ``multipart/alternative`` they stand in."""
    kind = message.get_content_type()
    payload = message.get_payload()
    if kind == "message/rfc822" or not isinstance(payload, list):
        yield message, alternatives
        return
    if kind == "multipart/alternative":
        alternatives = (*alternatives, id(message))
    for part in payload:
        if isinstance(part, Message):
            yield from _leaves(part, alternatives)


def _is_text(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone; of an attached message, the message."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"".join(inner.as_bytes() for inner in payload if isinstance(inner, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _as_member(part: Message) -> bytes:
    """The bytes of a part as a file: a text whose character set only its header tells becomes UTF-8."""
    data = _payload(part)
    charset = part.get_content_charset()
    if charset and part.get_content_maintype() == "text":
        return _text(data, charset).encode("utf-8", "surrogatepass")
    return data


def _part_name(part: Message, number: int) -> str:
    """What a part is called in its message, or its number where it has no name."""
    name = part.get_filename()
    if name:
        return _words(name)
    return f"part-{number}.eml" if part.get_content_type() == "message/rfc822" else f"part-{number}"


def _page(markup: str) -> tuple[str, tuple[Given, ...]]:
    """The text of a page, and what it gives beside it."""
    data = markup.encode("utf-8", "surrogatepass")
    opened = Opened("", None, BytesIO(data), len(data), data[:HEAD], Options())
    page = next((one for one in html.entries(opened) if isinstance(one, Entry)), None)
    return (page.source.text, page.given) if page is not None else (markup, ())
