"""Plain text: telegrams in wire form, page form or any other text, one or many in a file."""

from __future__ import annotations

from cablegram.formats.base import Entries, Entry, Opened
from cablegram.source import Source


def sniff(opened: Opened) -> bool:
    """Any file is text, when no other format knows it."""
    return True


def entries(opened: Opened) -> Entries:
    """The whole file as one text."""
    if opened.size > opened.options.limits.text:
        yield opened.unread(
            f"a text of {opened.size:,} bytes; the limit for one text is {opened.options.limits.text:,}"
        )
        return
    data = opened.data()
    yield Entry("text", Source.from_bytes(data, opened.path), opened.origin(data))
