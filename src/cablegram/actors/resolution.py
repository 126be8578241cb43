"""The answer to one span: which actor it names, how that was found, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from cablegram.actors.records import Actor, ActorType, Sureness


@dataclass(slots=True)
class Resolution:
    """``actor`` is ``None`` where nothing is known or several fit; ``candidates`` are then their ids, best first.

    ``type`` is set where what the words stand for has another type than the span was found with: a pronoun or a
    nominal has the type of what it refers to.
    """

    actor: Actor | None
    how: str
    sure: Sureness
    candidates: tuple[str, ...] = ()
    type: ActorType | None = None
