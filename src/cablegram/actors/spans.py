"""A found stretch of the reading view, before anyone asked who it is."""

from __future__ import annotations

from dataclasses import dataclass

from cablegram.actors.records import ActorType, Form


@dataclass(slots=True)
class Span:
    """``[start, end)`` in code points of the *reading view*; ``entry`` is the table row that matched, if one did."""

    start: int
    end: int
    type: ActorType
    form: Form
    by: str = "rules"
    entry: object = None
