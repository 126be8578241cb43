"""The archive record (reference 2.5): ``Message Text``, a telegram, ``Message Attributes`` and ``Key: value`` lines.

The text of an entry is the whole record as it came; its attributes are given beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cablegram.formats.base import Entries, Entry, Given, Opened
from cablegram.formats.given import assign
from cablegram.formats.signs import telegram_lines
from cablegram.source import Source, decode, encode
from cablegram.tables.words import record_keys

_END = r"[ \t]*(?=[\r\n\f]|\Z)"
_TEXT = re.compile(rf"(?:^|(?<=[\r\n\f]))[ \t\ufeff]*Message Text{_END}")
_ATTRIBUTES = re.compile(rf"(?:^|(?<=[\r\n\f]))[ \t\ufeff]*Message Attributes{_END}")
_KEY = re.compile(r"(?P<key>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,4})[ \t]*:(?=\s|\Z)")
_LINE = re.compile(r"[^\r\n\f]*(?:\r*\n|\r|\f|\Z)")
# The release stamp above a record, on one line or two (reference 2.7).
_STAMP = re.compile(
    r"(?:\S+ ){0,4}Declassified/Released\s+US\s+Department\s+of\s+State\s+EO\s+Systematic\s+Review \d\d \w{3} \d{4}"
)
# A heading in any encoding that is read: its letters side by side, or each with a NUL.
_HEADINGS = (b"Message ", "Message ".encode("utf-16-le"), "Message ".encode("utf-16-be"))
_ON_LINE = re.compile(r"\bTEXT\s+ON-?LINE\b", re.IGNORECASE)
_LEAST = 3  # known keys that make a list of attributes without a text


def sniff(opened: Opened) -> bool:
    """A ``Message Text`` heading near the start with a ``Message Attributes`` heading below it, or the attributes alone."""
    if opened.size > opened.options.limits.text or not any(map(opened.head.__contains__, _HEADINGS)):
        return False
    head = opened.opening
    if match := _TEXT.search(head):
        if not _ATTRIBUTES.search(head, match.end()):
            return _ATTRIBUTES.search(decode(opened.data())[0], match.end()) is not None
        return True
    match = _ATTRIBUTES.search(head)
    return match is not None and _known(attributes(head[match.start() :])) >= _LEAST


def entries(opened: Opened) -> Entries:
    """Each record of the file, in order; together they are the file."""
    data = opened.data()
    text, encoding = decode(data)
    cuts = [0, *_starts(text), len(text)]
    offset = 0
    for start, end in pairwise(cuts):
        piece = text[start:end]
        part = data if end - start == len(text) else encode(piece, encoding)
        yield Entry("record", Source(part, piece, encoding, opened.path), opened.origin(part, offset), _given(piece))
        offset += len(part)


def has_text(entry: Entry) -> bool:
    """Whether an entry has a telegram's text, and is no stub.

    A record whose locator says that its text is on film or lost has one only if telegram lines stand in it all the
    same; what stands there otherwise is a note.
    """
    text = entry.source.text
    if not text.strip():
        return False
    if entry.format != "record":
        return True
    heading = _TEXT.search(text)
    below = _ATTRIBUTES.search(text)
    body = text[heading.end() if heading else 0 : below.start() if below else len(text)] if heading or below else text
    locator = next((given.value for given in entry.given if given.field == "locator"), None)
    if locator is None or _ON_LINE.search(locator):
        return bool(_STAMP.sub("", body).strip())
    return telegram_lines(body) > 1


def attributes(text: str) -> list[tuple[str, str]]:
    """Keys and values of the ``Key: value`` lines below each ``Message Attributes`` heading, values over several lines whole.

    A word before a colon opens a key if it is a known one, or if it stands at the left and is not all in capitals (so
    are values). An empty line ends a value.
    """
    found: list[tuple[str, str]] = []
    below = _ATTRIBUTES.search(text)
    position = below.end() if below else len(text)
    key, start, end = "", position, position
    while position < len(text):
        line = _LINE.match(text, position)
        if line is None or not line[0]:
            break
        content = line[0].strip()
        match = _KEY.match(content)
        if match and not _opens(match["key"], line[0]):
            match = None
        if key and (match or not content):
            found.append((key, text[start:end].strip()))
            key = ""
        if match:
            key, start = match["key"], position + line[0].index(content) + match.end()
        end = position = line.end()
    if key:
        found.append((key, text[start:end].strip()))
    return found


def _opens(key: str, line: str) -> bool:
    return key.casefold() in record_keys() or (line[0] not in " \t" and not key.isupper())


def _known(pairs: list[tuple[str, str]]) -> int:
    return sum(key.casefold() in record_keys() for key, _ in pairs)


def _given(text: str) -> tuple[Given, ...]:
    pairs = attributes(text)
    fields = assign(pairs, without=("text",))
    return tuple(Given(key, value, field) for (key, value), field in zip(pairs, fields, strict=True))


def _starts(text: str) -> Iterator[int]:
    """Where the second record and those after it begin: at their heading, or the stamp above it."""
    last = 0
    position = 0
    while below := _ATTRIBUTES.search(text, position):
        heading = _TEXT.search(text, below.end())
        again = _ATTRIBUTES.search(text, below.end())
        if heading is None and again is None:
            return
        if heading is None or (again is not None and again.start() < heading.start()):
            assert again is not None
            start, position = again.start(), again.start()  # a record of attributes alone
        else:
            start = _with_stamp(text, heading.start(), below.end())
            position = heading.end()
        if start > last:
            yield start
            last = start


def _with_stamp(text: str, heading: int, floor: int) -> int:
    """The start of the release stamp above a heading, else the heading's; a stamp that is the value of a key stays there."""
    above = text[floor:heading].rstrip()
    stamps = list(_STAMP.finditer(above))
    if not stamps or stamps[-1].end() != len(above):
        return heading
    start = max(above.rfind("\n", 0, stamps[-1].start()), above.rfind("\r", 0, stamps[-1].start())) + 1
    before = above[:start].rstrip()
    if above[start : stamps[-1].start()].strip() or before.endswith(":"):
        return heading
    return floor + start
