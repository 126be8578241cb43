"""What the room hands out: positions, expectations, deadlines and actions, each with its exact quote.

What each is, and its fields: `positions-guideline.md`, sections 1 to 8. Offsets are code points of the telegram's own
text; ``text[start:end] == quote`` always. A quote over a page turn has its other parts in ``more`` and ``quote_more``.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Stance = Literal["support", "lean_support", "neutral", "lean_oppose", "oppose"]
Strength = Literal["strong", "plain", "weak"]
Attribution = Literal["explicit", "inherited", "author"]
Voice = Literal["reported", "author_comment"]
Basis = Literal["stated", "proposer", "own_bid", "alignment", "blamed_by_other", "implied"]
Likelihood = Literal[
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain"
]
DeadlineType = Literal["mandate_expiry", "decision_point", "meeting", "entry_or_start", "report_due", "ultimatum"]
Precision = Literal["day", "day-range", "month", "year"]
Bound = Literal["by", "on", "not_before"]
Status = Literal["done", "ongoing", "planned", "requested", "refused", "failed"]
Range = tuple[int, int]


class Item(Struct, frozen=True, kw_only=True):
    """What every item has. ``paragraph`` is the running number, 0 before the first; ``attributed_to`` is the chain from
    the nearest source to the post; ``rule`` names what made the item, ``confidence`` (0 to 1) how often that rule was
    right on the development cables; ``optional`` marks what careful readers may differ on; ``steps`` tell in words how it
    came about."""

    paragraph: int
    start: int
    end: int
    quote: str
    more: tuple[Range, ...] = ()
    quote_more: tuple[str, ...] = ()
    attributed_to: tuple[str, ...] = ()
    attribution: Attribution = "author"
    voice: Voice = "reported"
    rule: str = ""
    confidence: float = 0.0
    optional: bool = False
    steps: tuple[str, ...] = ()


class Position(Item, frozen=True, kw_only=True):
    """One holder's stance on one target at one place."""

    holder: str
    holder_id: str = ""
    holder_mention: str
    holder_person: str | None = None
    target: str
    target_mention: str
    target_span: Range | None = None
    stance: Stance
    strength: Strength = "plain"
    cues: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    negated: bool = False
    acquiesces: bool = False
    red_line: bool = False
    undecided: bool = False
    basis: Basis = "stated"
    conditions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    aligned_with: tuple[str, ...] = ()
    time_scope: str | None = None


class Expectation(Item, frozen=True, kw_only=True):
    """Who thinks how likely some event is, in the seven bands of the guideline's section 5."""

    holder: str
    holder_id: str = ""
    holder_mention: str = ""
    event: str
    about_actor: str | None = None
    likelihood: Likelihood
    likelihood_words: tuple[str, ...]
    horizon: str | None = None
    conditional_on: str | None = None


class Deadline(Item, frozen=True, kw_only=True):
    """What must happen, or lapses, when. ``date`` is ISO: a day, a prefix of one, or a range ``a/b``."""

    type: DeadlineType
    what: str
    responsible: str | None = None
    responsible_mention: str | None = None
    date: str
    precision: Precision
    bound: Bound = "on"
    date_source: str = ""


class Action(Item, frozen=True, kw_only=True):
    """Who did, does or will do something beyond holding a view."""

    actor: str
    actor_id: str = ""
    actor_mention: str = ""
    action: str
    recipient: str | None = None
    status: Status


class Stated(Struct, frozen=True, kw_only=True):
    """Everything found in one telegram, each list in the order of its text."""

    cable: str
    positions: tuple[Position, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[Action, ...] = ()

    def items(self, *, optional: bool = False) -> list[tuple[str, str, Item]]:
        """Every item as ``(id, kind, item)``, in the order of the text; ``p3`` is a position and the third item of those
        listed. Those on which careful readers may differ only where ``optional`` says so."""
        kinds: list[tuple[str, tuple[Item, ...]]] = [
            ("position", self.positions),
            ("expectation", self.expectations),
            ("deadline", self.deadlines),
            ("action", self.actions),
        ]
        found = [(item.start, item.end, kind, item) for kind, items in kinds for item in items]
        found = [row for row in found if optional or not row[3].optional]
        found.sort(key=lambda row: row[:3])
        return [(f"{kind[0]}{number}", kind, item) for number, (*_, kind, item) in enumerate(found, 1)]

    def to_dict(self, *, optional: bool = False) -> list[dict[str, Any]]:
        """The items as rows of the guideline's JSON schema (section 8) with ``rule`` and ``confidence``, in the order of
        :meth:`items`."""
        return [_row(item, kind, self.cable, name) for name, kind, item in self.items(optional=optional)]


def _row(item: Item, kind: str, cable: str, name: str) -> dict[str, Any]:
    """One item as the schema has it: ``span`` and ``quote`` together, tuples as lists."""
    row: dict[str, Any] = {"id": name, "kind": kind, "cable": cable, "paragraph": item.paragraph}
    row["quote"], row["span"] = item.quote, [item.start, item.end]
    if item.quote_more:
        row["quote_more"] = list(item.quote_more)
        row["quote_more_spans"] = [list(place) for place in item.more]
    for field in item.__struct_fields__:
        if field in ("paragraph", "start", "end", "quote", "more", "quote_more", "steps"):
            continue
        value = getattr(item, field)
        row[field] = list(value) if isinstance(value, tuple) else value
    if row.get("target_span") is None:
        row.pop("target_span", None)
    return row
