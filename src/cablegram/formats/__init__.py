"""Formats: a file in, its texts out, with where they stood and what was given with them.

One module for each format and one line in :data:`REGISTRY`; the first whose ``sniff`` says yes reads the file.
"""

from __future__ import annotations

from pathlib import Path

from cablegram.formats import text
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

__all__ = ["FIELDS", "REGISTRY", "Entry", "Given", "Limits", "Options", "Origin", "Unread", "entries", "read_opened"]

REGISTRY: tuple[Format, ...] = (Format("text", text.sniff, text.entries),)


def entries(path: str | Path, options: Options | None = None) -> Entries:
    """Everything in one file, containers opened; what cannot be read comes as :class:`Unread`. Never raises for content."""
    opened = open_path(path, options or Options())
    if isinstance(opened, Unread):
        yield opened
        return
    with opened.file:
        yield from read_opened(opened)


def read_opened(opened: Opened) -> Entries:
    """The entries of an opened file or member, by the first format that knows it."""
    chosen = next(form for form in REGISTRY if form.sniff(opened))
    yield from chosen.entries(opened)
