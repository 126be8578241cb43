"""The rules, one module per part of the telegram; importing a module puts its rules on the list."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

_MODULES = (
    "sections",
    "summary",
    "header",
    "header_damage",
    "header_joined",
    "header_labels",
    "header_whole",
    "classification",
    "head_text",
    "page_form",
    "marks",
    "paragraphs",
    "blocks",
    "words",
    "punctuation",
    "characters",
    "copies",
    "layout",
)


@lru_cache(maxsize=1)
def load() -> None:
    """Import every rule module once."""
    for name in _MODULES:
        import_module(f"cablegram.findings.rules.{name}")
