"""JSON Lines, and files of one JSON array or of objects one after another: one entry for each object.

Objects in objects become keys with dots (``meta.date``), lists their JSON text. Lines are read one at a
time; an array or an object over several lines is read whole, up to the limit for one text. Line ends, commas and
brackets go with the object beside them, so that all entries together are the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cablegram.formats.base import Entries, Opened, Unread
from cablegram.formats.bytelines import UTF8_BOM, raw_bytes, raw_encoding, raw_lines, raw_text, wide_encoding
from cablegram.formats.given import known_field
from cablegram.formats.rows import SAMPLE_ROWS, Column, Guess, guess_columns, row_entry
from cablegram.source import Source, decode, encode

_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
_OBJECT = re.compile(r'\{\s*(?:"|\})')
_ARRAY = re.compile(r"\[\s*\{\s*(?:\"|\})")
_LOOK = 4096  # characters of an array's first object in which its keys are looked for
_BLANK = re.compile(r"[\s,\ufeff]*")

Pairs = list[tuple[str, Any]]


class _Object:
    """A JSON object as its pairs in order, keys that come twice too."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


_DECODER = json.JSONDecoder(object_pairs_hook=_Object, parse_float=_Number, parse_int=_Number, parse_constant=_Number)


def sniff(opened: Opened) -> bool:
    """A file that begins with an object, or with an array of objects."""
    text = opened.opening.lstrip("\ufeff \t\r\n")
    cut = len(opened.head) < opened.size
    if _ARRAY.match(text):
        return cut or _whole(text[1:].lstrip())
    if not _OBJECT.match(text):
        return opened.name.endswith(_SUFFIXES) and re.search(r"^\s*\{\s*\"", text, re.MULTILINE) is not None
    return cut or opened.name.endswith(_SUFFIXES) or _whole(text)


def _whole(text: str) -> bool:
    try:
        _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True


def guess(opened: Opened) -> Guess:
    """How the objects will be read, from the first of them."""
    seen: dict[str, list[str]] = {}
    count = 0
    for piece in islice(_pieces(opened), SAMPLE_ROWS):
        if not isinstance(piece, Unread):
            count += 1
            for key, value in piece[1]:
                seen.setdefault(key, []).append(value)
    return guess_columns("jsonl", list(seen.items()), count, opened.options.mapping)


def entries(opened: Opened) -> Entries:
    """Every object, in order; what is none comes as unread with its line or place."""
    if not _by_line(opened) and (long := opened.too_long("a JSON document")):
        yield long
        return
    plan = guess(opened)
    columns = {column.key: column for column in plan.columns}
    taken = {column.field for column in plan.columns}
    for piece in _pieces(opened):
        if isinstance(piece, Unread):
            yield piece
            continue
        offset, found, data, encoding = piece
        text = None
        values = []
        for key, value in found:
            column = columns.get(key)
            if column is None:
                column = columns[key] = _later(key, taken)
            if column.field == "text" and text is None:
                text = value
            else:
                values.append((key, value, column.field, column.form))
        yield row_entry("jsonl", opened, Source(data, text or "", encoding, opened.path), offset, values)


def _later(key: str, taken: set[str | None]) -> Column:
    """The column of a key that the first objects did not have."""
    field, rank = known_field(key) or (None, 0)
    if rank != 1 or field in taken:
        field = None
    taken.add(field)
    return Column(key, field, 0.0, "")


def _flat(found: _Object) -> list[tuple[str, str]]:
    """The values of an object in order, keys of objects in it joined by dots, lists as JSON text.

    Raises:
        RecursionError: lists in lists, too deep to write.
    """
    flat = []
    stack: list[tuple[str, Any]] = [(key, value) for key, value in reversed(found.pairs)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, _Object) and value.pairs:
            stack += [(f"{key}.{inner}", below) for inner, below in reversed(value.pairs)]
        elif value is None:
            flat.append((key, ""))
        else:
            flat.append((key, value if type(value) is str else _json(value)))
    return flat


def _json(value: Any) -> str:
    """JSON text of a value, numbers as they were written."""
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, _Object):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_json(below)}" for key, below in value.pairs)
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


Flat = list[tuple[str, str]]
Piece = tuple[int, Flat, bytes, str]
"""Offset in bytes, keys and values of the object, its bytes, their encoding."""


def _by_line(opened: Opened) -> bool:
    """Whether every line is to be read by itself: its first one is an object, or the name says so."""
    text = opened.opening.lstrip("\ufeff \t\r\n")
    first, end, _ = text.partition("\n")
    if _ARRAY.match(text) or _wrapped(text) is not None:
        return False
    if opened.name.endswith(_SUFFIXES) or _whole(first):
        return True
    return not end and len(opened.head) < opened.size  # one line longer than the look


def _pieces(opened: Opened) -> Iterator[Piece | Unread]:
    return _lines(opened) if _by_line(opened) else _elements(opened)


def _lines(opened: Opened) -> Iterator[Piece | Unread]:
    limit = opened.options.limits.text
    wide = wide_encoding(opened.head, opened.size)
    offset = 0
    before, before_at = "", 0  # blank lines, kept for the object below
    held: tuple[int, Flat, str] | None = None
    for number, raw in enumerate(raw_lines(opened.file, wide, "\n", limit), 1):
        at, offset = offset, offset + len(raw_bytes(raw, wide))
        if not raw.removeprefix(UTF8_BOM).strip():
            if held:
                held = (held[0], held[1], held[2] + raw)
            else:
                before, before_at = before + raw, before_at if before else at
            continue
        found = _line(raw, wide)
        if held:
            yield held[0], held[1], raw_bytes(held[2], wide), raw_encoding(held[2], wide)
            held = None
        if isinstance(found, list):
            held = (before_at if before else at, found, before + raw)
        else:
            yield opened.unread(f"line {number}: {found}")
        before = ""
    if held:
        yield held[0], held[1], raw_bytes(held[2], wide), raw_encoding(held[2], wide)


def _line(raw: str, wide: str | None) -> Flat | str:
    text = raw_text(raw, raw_encoding(raw, wide)).lstrip("\ufeff")
    try:
        found = _DECODER.decode(text)
        return _flat(found) if isinstance(found, _Object) else "JSON, but no object with keys"
    except ValueError as error:
        return f"no JSON ({error})"
    except RecursionError:
        return "JSON nested too deep"


def _elements(opened: Opened) -> Iterator[Piece | Unread]:
    if opened.size > opened.options.limits.text:
        return
    data = opened.data()
    text, encoding = decode(data)
    offset = begin = 0
    held: Flat | None = None
    end = position = _after_blank(text, 0)
    if text[position : position + 1] == "[":
        position = _after_blank(text, position + 1)
    elif (inner := _wrapped(text, position)) is not None and _alone(text, position):
        position = inner
    number = 0
    while position < len(text) and text[position] != "]":
        number += 1
        try:
            found, end = _DECODER.raw_decode(text, position)
            flat = _flat(found) if isinstance(found, _Object) else None
            problem = None if flat is not None else "JSON, but no object with keys"
        except ValueError as error:
            flat, end, problem = None, len(text), f"no JSON from character {position:,} on ({error})"
        except RecursionError:
            flat, end, problem = None, len(text), "JSON nested too deep"
        if held is not None:
            piece = encode(text[begin:position], encoding)
            yield offset, held, piece, encoding
            offset, begin, held = offset + len(piece), position, None
        if flat is not None:
            held = flat
        else:
            yield opened.unread(f"object {number}: {problem}")
            offset, begin = offset + len(encode(text[begin:end], encoding)), end
        position = _after_blank(text, end)
    if held is not None:
        yield offset, held, encode(text[begin:], encoding), encoding


def _wrapped(text: str, position: int = 0) -> int | None:
    """Where the first object stands of an array that an object holds (``{"count": 2, "cables": [{…}, {…}]}``).

    Only where the object itself is no row (no key of it is known as a text or number) and the first of the array is one.
    """
    try:
        at = _after_blank(text, position + 1)
        while text[at] == '"':
            key, at = _DECODER.raw_decode(text, at)
            at = _after_blank(text, text.index(":", at) + 1)
            if text[at] == "[" and text[(inner := _after_blank(text, at + 1))] == "{":
                return inner if _names_row(re.findall(r'"(\w+)"\s*:', text[inner : inner + _LOOK])) else None
            if _names_row([key]):
                return None
            at = _after_blank(text, _DECODER.raw_decode(text, at)[1])
    except (ValueError, IndexError, RecursionError):
        pass
    return None


def _names_row(keys: list[str]) -> bool:
    return any((known_field(key) or (None, 0))[0] in ("text", "mrn") for key in keys)


def _alone(text: str, position: int) -> bool:
    """Whether nothing follows the object at ``position``."""
    try:
        end = _DECODER.raw_decode(text, position)[1]
    except (ValueError, RecursionError):
        return False
    return _after_blank(text, end) == len(text)


def _after_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
