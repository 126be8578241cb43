"""PDF files with text, read by PDFium in a process of its own: a file that crashes the parser stops nothing else."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from cablegram.formats.base import Entries, Entry, Opened
from cablegram.source import Source

# Run by its path and not as ``-m``, which would load the whole package in each process.
WORKER = Path(__file__).with_name("pdf_worker.py")
_MEMORY = 2 * 1024 * 1024 * 1024  # bytes the process may have, beside the file itself
_SLACK = 5  # seconds beyond the limit after which the process is killed if its own limit did not end it
_NO_TEXT = "a PDF without a text layer (a scan); reading scans (OCR) is not here yet"
_REASONS = {
    "encrypted": "an encrypted PDF; save it without its password first",
    "memory": "a PDF that needs more memory than a file may have",
}


class _FailedError(Exception):
    """The process gave no text; the message says why, for a person."""


def sniff(opened: Opened) -> bool:
    """A file that begins with ``%PDF-``, or is named ``.pdf`` and has it in its first 1024 bytes (as Adobe reads it)."""
    start = opened.head[:1024]
    return start.lstrip(b"\xef\xbb\xbf\r\n\t \0").startswith(b"%PDF-") or (
        opened.name.endswith(".pdf") and b"%PDF-" in start
    )


def entries(opened: Opened) -> Entries:
    """The text of all pages, joined by form feeds; pages that have only pictures, or are damaged, as unread."""
    limits = opened.options.limits
    if long := opened.too_long("a PDF"):
        yield long
        return
    data = opened.data()
    try:
        pages = _ask(data, limits.seconds, limits.text)
    except _FailedError as failure:
        yield opened.unread(str(failure))
        return
    texts = [page if isinstance(page, str) else "" for page in pages]
    damaged = [str(number) for number, page in enumerate(pages, 1) if page is None]
    pictures = [str(number) for number, page in enumerate(pages, 1) if page == 0]
    if not any(text.strip() for text in texts):
        yield opened.unread(f"a PDF whose pages are damaged: {', '.join(damaged)}" if damaged else _NO_TEXT)
        return
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    source = Source(data, "\f".join(texts), "pdf", opened.path)
    yield Entry("pdf", source, opened.origin(data), pages=tuple(starts))
    if pictures:
        yield opened.unread(f"pages without a text layer (scans; OCR is not here yet): {', '.join(pictures)}")
    if damaged:
        yield opened.unread(f"pages that are damaged: {', '.join(damaged)}")


def _ask(data: bytes, seconds: int, most: int) -> list[str | int | None]:
    """What the process says of each page.

    Raises:
        _FailedError: it crashed, took too long, or found no PDF it can read.
    """
    if not sys.executable:
        raise _FailedError("a PDF; there is no Python to start that could read it apart")
    # -P: the folder of the script holds modules named as ones of Python's own (html, csv), which must not be taken.
    command = [sys.executable, "-P", str(WORKER), str(seconds), str(_MEMORY + 2 * len(data)), str(most)]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                command, input=data, stdout=answer, stderr=subprocess.DEVNULL, timeout=seconds + _SLACK, check=False
            )
        except subprocess.TimeoutExpired:
            raise _FailedError(f"a PDF that was not read within {seconds} seconds") from None
        except OSError as error:
            raise _FailedError(f"a PDF; the process to read it could not be started ({error.strerror})") from error
        answer.seek(0)
        said: list[object] = []
        for line in answer:
            try:
                said.append(json.loads(line))
            except ValueError:
                break  # cut off by a crash in mid-line
    last = said.pop() if said else None
    if isinstance(last, dict) and last.get("pages") == len(said):
        return [page if isinstance(page, (str, int)) else None for page in said]
    if isinstance(last, dict) and "error" in last:
        found = str(last["error"])
        if found == "too long":
            raise _FailedError(f"a PDF with more than {most:,} characters, the limit for one text")
        raise _FailedError(_REASONS.get(found, f"a PDF that cannot be opened: {found}"))
    raise _FailedError(_ending(done.returncode, seconds))


def _ending(code: int, seconds: int) -> str:
    """In words, how a process ended that gave no whole answer."""
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        if name == "SIGXCPU":
            return f"a PDF that was not read within {seconds} seconds"
        return f"a PDF that crashed its parser ({name})"
    return f"a PDF that its parser could not read (exit {code})"
