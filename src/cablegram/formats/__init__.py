"""Formats: a file in, its texts out, with where they stood and what was given with them.

One module for each format and one line in :data:`REGISTRY`; the first whose ``sniff`` says yes reads the file.
"""

from __future__ import annotations

from pathlib import Path

from cablegram.formats import compressed, csv_rows, html, jsonl_rows, mbox, pdf, record, tar, text, zip_archive
from cablegram.formats.base import (
    FIELDS,
    Entries,
    Entry,
    Format,
    Given,
    Limits,
    Opened,
    Options,
    Origin,
    Unread,
    open_path,
)

__all__ = [
    "FIELDS",
    "REGISTRY",
    "Entry",
    "Given",
    "Limits",
    "Options",
    "Origin",
    "Unread",
    "entries",
    "format_of",
    "read_opened",
]

REGISTRY: tuple[Format, ...] = (
    Format("zip", zip_archive.sniff, zip_archive.entries, many=True),
    Format("tar", tar.sniff, tar.entries, many=True),
    Format("compressed", compressed.sniff, compressed.entries, many=True),
    Format("mbox", mbox.sniff, mbox.entries, many=True),
    Format("pdf", pdf.sniff, pdf.entries),
    Format("html", html.sniff, html.entries),
    Format("jsonl", jsonl_rows.sniff, jsonl_rows.entries, many=True),
    Format("csv", csv_rows.sniff, csv_rows.entries, many=True),
    Format("record", record.sniff, record.entries),
    Format("text", text.sniff, text.entries),
)
_BY_NAME = {form.name: form for form in REGISTRY}


def entries(path: str | Path, options: Options | None = None, known: str | None = None) -> Entries:
    """Everything in one file, containers opened; what cannot be read comes as :class:`Unread`. Never raises for content.

    ``known`` is the name of its format, where :func:`format_of` told it.
    """
    opened = open_path(path, options or Options())
    if isinstance(opened, Unread):
        yield opened
        return
    with opened.file:
        yield from (_BY_NAME[known] if known else _format(opened)).entries(opened)


def format_of(path: str | Path, options: Options) -> Format | None:
    """The format of a file, by its name and beginning; ``None`` where it cannot be opened."""
    opened = open_path(path, options)
    if isinstance(opened, Unread):
        return None
    with opened.file:
        return _format(opened)


def _format(opened: Opened) -> Format:
    return next(form for form in REGISTRY if form.sniff(opened))


def read_opened(opened: Opened) -> Entries:
    """The entries of an opened file or member, by the first format that knows it."""
    yield from _format(opened).entries(opened)
