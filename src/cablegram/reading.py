"""From files to telegrams: the verbs of the library that open something."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO, TextIO

from cablegram.errors import InputError
from cablegram.source import Source, encode
from cablegram.telegram.dates import full_year
from cablegram.telegram.messages import telegram_spans
from cablegram.telegram.mrn import canonical_mrn
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Provenance, Telegram

Readable = str | Path | BinaryIO | TextIO


def parse_all(text: str | bytes, *, year: int | None = None) -> list[Telegram]:
    """Every telegram in a text from memory; put together again they are the text."""
    if isinstance(text, str):
        return [parse(text[start:end], year=year) for start, end in telegram_spans(text)]
    return _telegrams(Source.from_bytes(text), year)


def read_all(file: Readable, *, year: int | None = None) -> list[Telegram]:
    """Every telegram in a file (a path or an open file), in order.

    Raises:
        InputError: the path is missing, is a directory, or may not be read.
    """
    return _telegrams(_source(file), year)


def read(file: Readable, *, year: int | None = None) -> Telegram:
    """The first telegram in a file (a path or an open file). An empty file gives an empty telegram.

    Raises:
        InputError: the path is missing, is a directory, or may not be read.
    """
    return read_all(file, year=year)[0]


def _source(file: Readable) -> Source:
    if isinstance(file, (str, Path)):
        return Source.from_path(file)
    data = file.read()
    name = getattr(file, "name", None)
    path = name if isinstance(name, str) else None
    if isinstance(data, str):
        return Source(
            encode(data, "utf-8") if data.isascii() else data.encode("utf-8", "surrogatepass"), data, "utf-8", path
        )
    if not isinstance(data, bytes):
        raise InputError("the open file gives neither text nor bytes; open it with mode 'r' or 'rb'")
    return Source.from_bytes(data, path)


def _telegrams(source: Source, year: int | None) -> list[Telegram]:
    digest = hashlib.sha256(source.data).hexdigest()
    year = year or _year_of(source.path)
    return [
        parse(
            source.text[start:end],
            year=year,
            provenance=Provenance(source.path, None, None, start, end, source.encoding, digest),
        )
        for start, end in telegram_spans(source.text)
    ]


def _year_of(path: str | None) -> int | None:
    """The year that a file's name tells, where it is a cable's number ("1978PARIS19560.txt"); it serves a text without a
    date-time group, as a given ``year`` does."""
    number = canonical_mrn(Path(path).stem) if path else None
    return full_year(number[:2]) if number else None


def is_telegram(telegram: Telegram) -> bool:
    """Whether anything of a telegram's form was found: a header, a label of the text, a numbered paragraph."""
    return bool(
        telegram.family != "body"
        or telegram.mrn
        or telegram.classification.level
        or telegram.tags
        or telegram.subject
        or any(paragraph.number is not None for paragraph in telegram.paragraphs)
    )
