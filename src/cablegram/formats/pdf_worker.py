"""Reads the text of one PDF in a process of its own; :mod:`cablegram.formats.pdf` starts it and nothing imports it.

Standard input is the PDF. Standard output is one JSON value in a line for each page (its text, or ``null`` where the
page could not be read, or ``0`` where it has pictures and no text), then ``{"pages": N}``; or ``{"error": REASON}``.
Arguments: seconds of work, bytes of memory, characters of text.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any


def bound(seconds: int, memory: int) -> None:
    """Bind this process, so that it ends even if whoever started it is gone. Does nothing where the system cannot."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of the starting process holds there
        return
    for what, soft, hard in (
        (resource.RLIMIT_CPU, seconds, seconds + 1),  # the soft limit ends it by a signal that says why
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(
            ValueError, OSError
        ):  # a lower limit holds already, or the system has none of the kind
            resource.setrlimit(what, (soft, hard))


def say(value: object) -> None:
    """One line of the answer."""
    sys.stdout.write(json.dumps(value) + "\n")


def page_text(page: Any, image: int) -> str | int:
    """The text of one page; 0 where it has none and shows pictures."""
    text = page.get_textpage().get_text_bounded()
    if not text.strip() and any(True for _ in page.get_objects(filter=[image], max_depth=4)):
        return 0
    return str(text)


def run(data: bytes, most: int) -> None:
    """Answer for the PDF in ``data``."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        say({"error": "encrypted" if encrypted else f"damaged ({error})"})
        return
    size, number = 0, len(document)
    for index in range(number):
        try:
            text: str | int | None = page_text(document[index], raw.FPDF_PAGEOBJ_IMAGE)
        except (pypdfium2.PdfiumError, ValueError, OSError):
            text = None
        size += len(text) if isinstance(text, str) else 0
        if size > most:
            say({"error": "too long"})
            return
        say(text)
    say({"pages": number})


if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    try:
        run(sys.stdin.buffer.read(), int(sys.argv[3]))
    except MemoryError:
        say({"error": "memory"})
