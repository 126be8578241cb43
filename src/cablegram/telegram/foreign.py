"""Lines that belong to no telegram: what web copies, converters and editors leave in a text."""

from __future__ import annotations


def mark_foreign(text: str, contents: list[str], kinds: list[str], start: int) -> None:
    """Turn body lines that no telegram would hold into ``unknown``."""
