"""The commented draft that ``cablegram write --new`` prints; it is accepted as it stands."""

from __future__ import annotations

from importlib import resources


def starting_draft() -> str:
    """The text of the starting draft."""
    return (resources.files("cablegram.drafting") / "starting-draft.md").read_text(encoding="utf-8")
