"""What is stated as programs are handed it (``positions --json``, the reading room): rows of the guideline's schema, with the place in the file."""

from __future__ import annotations

import msgspec

from cablegram.positions.records import (
    Attribution,
    Basis,
    Bound,
    DeadlineType,
    Likelihood,
    Precision,
    Stance,
    Stated,
    Status,
    Strength,
    Voice,
)


class ShownItem(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What ``positions`` prints of every item: a row of the guideline's schema (`positions-guideline.md`, section 8).

    ``id`` is its number among those of the telegram; ``quote`` is ``span`` of the telegram's text, which begins at ``offset``
    of the file's; the rest of a quote over a cut is in ``quote_more``. ``attributed_to`` goes from the nearest source to the
    post. ``rule`` made the item, in ``steps``; ``confidence``, 0 to 1, is how often that rule is right. Careful readers may
    differ on an ``optional`` one.
    """

    id: str
    cable: str
    path: str
    offset: int
    paragraph: int
    quote: str
    span: tuple[int, int]
    quote_more: tuple[str, ...] = ()
    quote_more_spans: tuple[tuple[int, int], ...] = ()
    attributed_to: tuple[str, ...]
    attribution: Attribution
    voice: Voice
    rule: str
    confidence: float
    optional: bool
    steps: tuple[str, ...]


class ShownPosition(ShownItem, frozen=True, kw_only=True, tag="position"):
    """One holder's stance on one target at one place; ``target`` is a label, ``target_mention`` the words."""

    holder: str
    holder_id: str
    holder_mention: str
    holder_person: str | None
    target: str
    target_mention: str
    target_span: tuple[int, int] | None = None
    stance: Stance
    strength: Strength
    cues: tuple[str, ...]
    hedges: tuple[str, ...]
    negated: bool
    acquiesces: bool
    red_line: bool
    undecided: bool
    basis: Basis
    conditions: tuple[str, ...]
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]
    aligned_with: tuple[str, ...]
    time_scope: str | None


class ShownExpectation(ShownItem, frozen=True, kw_only=True, tag="expectation"):
    """How likely a holder thinks an event, in seven bands, and in which words."""

    holder: str
    holder_id: str
    holder_mention: str
    event: str
    about_actor: str | None
    likelihood: Likelihood
    likelihood_words: tuple[str, ...]
    horizon: str | None
    conditional_on: str | None


class ShownDeadline(ShownItem, frozen=True, kw_only=True, tag="deadline"):
    """What must happen, or lapses, when; ``date`` is ISO: a day, a prefix of one, or a range ``a/b``."""

    type: DeadlineType
    what: str
    responsible: str | None
    responsible_mention: str | None
    date: str
    precision: Precision
    bound: Bound
    date_source: str


class ShownAction(ShownItem, frozen=True, kw_only=True, tag="action"):
    """Who did, does or will do something beyond holding a view."""

    actor: str
    actor_id: str
    actor_mention: str
    action: str
    recipient: str | None
    status: Status


_ITEMS: dict[str, type[ShownItem]] = {
    "position": ShownPosition,
    "expectation": ShownExpectation,
    "deadline": ShownDeadline,
    "action": ShownAction,
}


def shown_items(stated: Stated, cable: str, *, path: str, offset: int, optional: bool) -> list[ShownItem]:
    """Everything stated in a telegram with where it stands, in the order of :meth:`Stated.items`."""
    rows = zip(stated.items(optional=optional), stated.to_dict(optional=optional), strict=True)
    return [
        msgspec.convert({**row, "cable": cable, "path": path, "offset": offset, "steps": item.steps}, _ITEMS[kind])
        for (_, kind, item), row in rows
    ]
