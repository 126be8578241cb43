"""Positions of invented cables, in a line each."""

from __future__ import annotations

from typing import Any

from cablegram.ledger import Source, Told
from cablegram.positions.records import Position


def told(
    holder: str,
    stance: str,
    target: str,
    *,
    cable: str = "07LIMA1",
    date: str = "2007-03-01",
    post: str = "AMEMBASSY LIMA",
    subject: str = "THE ORLE TOLLS",
    tags: tuple[str, ...] = (),
    document: str = "",
    at: int = 0,
    **fields: Any,
) -> Told:
    """One position; ``at`` is where its quote starts."""
    quote = f"{holder} {stance} {target}"
    place = {"start": at, "end": at + len(quote), "quote": quote, "paragraph": 2}
    position = Position(
        **{
            **place, "holder": holder, "holder_mention": holder, "target": target, "target_mention": target,
            "stance": stance, "attributed_to": (f"{holder} officials", post), "attribution": "explicit", **fields,
        }
    )  # fmt: skip
    return Told(Source(document or f"doc-{cable}", cable, date, post, subject, tags), position)
