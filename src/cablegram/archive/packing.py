"""Paragraphs and the reading view of a document, packed small for the store, and unpacked again.

A view is what :func:`cablegram.findings.view.reading_view` made; only the places of its pieces are kept, because the
text stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from cablegram.source.view import View

if TYPE_CHECKING:
    from cablegram.telegram.records import Paragraph

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
_SEPARATORS = {"": 0, " ": 1, "\n": 2, "\n\n": 3}
_WRITTEN = tuple(_SEPARATORS)


def pack_view(text: str, view: View) -> bytes:
    """The pieces of a view: for each its separator, what is skipped before it, and its length or its own text."""
    return pack_pieces(text, _pieces(view))


def _pieces(view: View) -> Iterator[tuple[str, int, int, str | None]]:
    at = 0
    for index, (start, (a, b)) in enumerate(zip(view.starts, view.spans, strict=True)):
        own = view.mended.get(index)
        yield view.text[at:start], a, b, own
        at = start + (b - a if own is None else len(own))


def pack_pieces(text: str, pieces: Iterable[tuple[str, int, int, str | None]]) -> bytes:
    """Pieces as ``(separator, start, end, own text or None)``. Lines that a blank joins where a line feed stood are
    packed as one piece: within a piece every line feed reads as a blank.
    """
    packed: list[Any] = []
    at = 0
    joined = False  # whether the last piece is one that a line can be joined to
    for separator, a, b, own in pieces:
        if joined and own is None and separator == " " and a == at + 1 and text[at] == "\n":
            packed[-1] += b - at
        else:
            packed += (_SEPARATORS[separator], a - at, b - a if own is None else [b - a, own])
            joined = own is None
        at = b
    return _encode(packed)


def unpack_view(text: str, packed: bytes) -> View:
    """The view of ``text`` that was packed."""
    if not packed:
        return View(text, (0,), ((0, len(text)),)) if text else View("", (), ())
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    mended: dict[int, str] = {}
    at = position = 0
    values = _decode(packed)
    for separator, skip, length in zip(values[0::3], values[1::3], values[2::3], strict=True):
        a = at + skip
        if type(length) is int:
            at = a + length
            piece = text[a:at].replace("\n", " ")
        else:
            at = a + length[0]
            piece = mended[len(starts)] = length[1]
        between = _WRITTEN[separator]
        position += len(between)
        starts.append(position)
        spans.append((a, at))
        parts.append(between)
        parts.append(piece)
        position += len(piece)
    return View("".join(parts), tuple(starts), tuple(spans), mended)


def view_text(text: str, packed: bytes) -> str:
    """The text of the view alone, for the index; the same as that of :func:`unpack_view`."""
    if not packed:
        return text
    parts: list[str] = []
    at = 0
    values = _decode(packed)
    for separator, skip, length in zip(values[0::3], values[1::3], values[2::3], strict=True):
        at += skip
        parts.append(_WRITTEN[separator])
        if type(length) is int:
            parts.append(text[at : at + length].replace("\n", " "))
            at += length
        else:
            parts.append(length[1])
            at += length[0]
    return "".join(parts)


def given_text(given: str | None) -> str:
    """The given fields of a record without text, one to a line: what such a record is searched by."""
    if not given:
        return ""
    return "\n".join(f"{key}: {value}" for key, value, *_ in msgspec.json.decode(given, type=list[list[str | None]]))


def pack_paragraphs(paragraphs: tuple[Paragraph, ...]) -> bytes:
    """Number, portion and place of each paragraph."""
    if not paragraphs:
        return b""
    packed: list[Any] = []
    at = 0
    for paragraph in paragraphs:
        packed += (paragraph.number, paragraph.portion, paragraph.start - at, paragraph.end - paragraph.start)
        at = paragraph.end
    return _encode(packed)


class PlacedParagraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph as the store knows it: ``text[start:end]`` covers it in the document's text."""

    number: int | None
    portion: str | None
    start: int
    end: int


def unpack_paragraphs(packed: bytes) -> tuple[PlacedParagraph, ...]:
    """The paragraphs that were packed."""
    if not packed:
        return ()
    values = _decode(packed)
    found: list[PlacedParagraph] = []
    at = 0
    for k in range(0, len(values), 4):
        start = at + values[k + 2]
        at = start + values[k + 3]
        found.append(PlacedParagraph(values[k], values[k + 1], start, at))
    return tuple(found)
