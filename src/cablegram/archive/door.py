"""The door of the store: text that has no UTF-8, because a lone surrogate stands in it, and what goes in for it."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """A text with U+FFFD for every lone surrogate (design, "Coordinates")."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def storable_path(path: str) -> str:
    r"""A path with ``\xe9`` for a byte that is no UTF-8, so that two files do not become one, and each is found again."""
    return path if path.isascii() else _SURROGATE.sub(_byte, path)


def _byte(match: re.Match[str]) -> str:
    code = ord(match[0])
    return rf"\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else "\ufffd"  # as Python decodes names of files
