"""Plain text: telegrams in wire form, page form or any other text, one or many in a file."""

from __future__ import annotations

from cablegram.formats.base import HEAD, Entries, Entry, Opened
from cablegram.source import Source

# What no text holds more than a few of: controls but for tab, line ends, form feed and the teleprinter's own.
_CONTROLS = bytes(c for c in (*range(32), 127) if c not in b"\t\n\v\f\r\x1a\x1b\x07")
_ONE_BYTE = ("utf-8", "windows-1252")  # encodings that write a control as one byte


def sniff(opened: Opened) -> bool:
    """Any file is text, when no other format knows it."""
    return True


def entries(opened: Opened) -> Entries:
    """The whole file as one text."""
    if long := opened.too_long("a text"):
        yield long
        return
    data = opened.data()
    if not data.strip():
        yield opened.unread("an empty file")
        return
    if data.startswith(b"{\\rtf"):
        yield opened.unread("an RTF document; save it as plain text or PDF and file that")
        return
    source = Source.from_bytes(data, opened.path)
    sample = data[:HEAD] if source.encoding in _ONE_BYTE else source.text[:HEAD].encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) // 20:
        yield opened.unread(f"not text: {controls} control characters in its first {len(sample):,}")
        return
    yield Entry("text", source, opened.origin(data))
