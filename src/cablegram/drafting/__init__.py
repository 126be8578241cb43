"""Drafting: a Markdown draft becomes a telegram that reads back as the draft (reference 1, 4, 5, 6)."""

from cablegram.drafting.draft_text import parse_draft
from cablegram.drafting.reading_back import draft_from
from cablegram.drafting.records import Addressed, Cited, Draft, Layout, Passage
from cablegram.drafting.writing import Written, compose, normalise, write

__all__ = [
    "Addressed",
    "Cited",
    "Draft",
    "Layout",
    "Passage",
    "Written",
    "compose",
    "draft_from",
    "normalise",
    "parse_draft",
    "write",
]
