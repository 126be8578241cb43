"""What is stated, said in words: whose it is, what of, who says so and what it depends on. For commands and pages alike."""

from __future__ import annotations

import msgspec

from cablegram.ledger.records import Row
from cablegram.positions.records import Action, Deadline, Expectation, Item, Position, Stance, Strength

STANCES = {  # stance: what the holder does, and where it does so strongly
    "support": ("supports", "strongly supports"),
    "lean_support": ("leans for", "leans strongly for"),
    "neutral": ("is neutral on", "is neutral on"),
    "lean_oppose": ("leans against", "leans strongly against"),
    "oppose": ("opposes", "strongly opposes"),
}
SIGNS: dict[Stance, str] = {"support": "++", "lean_support": "+", "neutral": "0", "lean_oppose": "-", "oppose": "--"}
MIXED, SILENT = "±", "·"
MARKS = (  # of a row of the ledger: the field that is set, the sign, the words
    ("acquiesces", "~", "acquiesces"),
    ("red_line", "!", "red line"),
    ("undecided", "?", "undecided"),
    ("conditions", "*", "on a condition"),
    ("before", ">", "changed"),
)
_BASES = {
    "proposer": "its proposal",
    "own_bid": "its own bid",
    "blamed_by_other": "as another blames it",
    "implied": "implied",
}
# Bands with their probabilities in per cent (`positions-guideline.md`, section 5).
_BANDS = {
    "almost_no_chance": ("sees almost no chance", "1-5 %"),
    "very_unlikely": ("thinks very unlikely", "5-20 %"),
    "unlikely": ("thinks unlikely", "20-45 %"),
    "roughly_even": ("thinks roughly even", "45-55 %"),
    "likely": ("thinks likely", "55-80 %"),
    "very_likely": ("thinks very likely", "80-95 %"),
    "almost_certain": ("thinks almost certain", "95-99 %"),
}
DEADLINES = {
    "mandate_expiry": "mandate ends",
    "decision_point": "decision",
    "meeting": "meeting",
    "entry_or_start": "entry or start",
    "report_due": "report due",
    "ultimatum": "ultimatum",
}


def does(stance: Stance, strength: Strength = "plain") -> str:
    """What a holder does by a stance, where no target follows: "supports", "is neutral"."""
    words = STANCES[stance][strength == "strong"].removesuffix(" on")
    return f"{words} (weakly)" if strength == "weak" else words


def standing(row: Row) -> str:
    """What a holder thinks of an option, of a mixed row every side."""
    return f"is mixed: {', '.join(map(does, row.sides))}" if row.mixed else does(row.stance, row.strength)


def sign(row: Row) -> str:
    """The stance of a row as a sign, with its marks."""
    return (MIXED if row.mixed else SIGNS[row.stance]) + "".join(mark for _, mark, _ in marks(row))


def marks(row: Row) -> list[tuple[str, str, str]]:
    """Those of ``MARKS`` that a row has."""
    return [one for one in MARKS if getattr(row, one[0])]


class Headline(msgspec.Struct, frozen=True):
    """An item in one sentence: ``who`` (or when), ``does`` what, of ``what``."""

    who: str
    does: str
    what: str


def who(item: Item) -> tuple[str, ...]:
    """Whose an item is: the name first, then the other words he is known by. The name is empty where nobody is told."""
    if isinstance(item, Position):
        return item.holder, item.holder_id, item.holder_mention, item.holder_person or ""
    if isinstance(item, Expectation):
        return item.holder, item.holder_id, item.holder_mention
    if isinstance(item, Action):
        return item.actor, item.actor_id, item.actor_mention
    if isinstance(item, Deadline):
        return item.responsible or "", item.responsible_mention or ""
    return ("",)


def headline(item: Item) -> Headline:
    """An item in one sentence."""
    if isinstance(item, Position):
        plain, strong = STANCES[item.stance]
        verb = strong if item.strength == "strong" else plain
        if item.strength == "weak":
            verb += " (weakly)"
        if item.acquiesces or item.undecided:
            verb += f" ({'acquiesces' if item.acquiesces else 'undecided'})"
        if item.red_line:
            verb += " (red line)"
        return Headline(item.holder, verb, one_line(item.target_mention))
    if isinstance(item, Expectation):
        band, range_ = _BANDS[item.likelihood]
        return Headline(item.holder, f"{band} ({range_})", one_line(item.event))
    if isinstance(item, Deadline):
        date = " to ".join(item.date.split("/"))
        bound = {"by": "by ", "not_before": "not before "}.get(item.bound, "")
        return Headline(bound + date, DEADLINES[item.type], one_line(item.what))
    if isinstance(item, Action):
        return Headline(item.actor, f"({item.status})", one_line(item.action))
    return Headline("", "", "")


def source(item: Item, post: str = "") -> str:
    """Who says so, from the nearest source. The ``post``, which stands above, is named only where nobody told it."""
    told = item.attributed_to[:-1] if item.attributed_to and item.attributed_to[-1] == post else item.attributed_to
    chain = " → ".join(one_line(one) for one in told) or ("the post" if item.attributed_to else "")
    if item.attribution == "inherited":
        chain = f"still {chain}"
    if item.voice == "author_comment":
        chain = f"{chain}, comment" if chain else "comment"
    return chain


def quote(item: Item) -> str:
    """The exact words in one line; where something lies between them, with an ellipsis."""
    return one_line(" … ".join((item.quote, *item.quote_more)))


def particulars(item: Item) -> list[str]:
    """What an item depends on and goes with, where there is anything."""
    found: list[tuple[str, str]] = []
    if isinstance(item, Position):
        found = [
            ("condition:", " and ".join(one_line(one) for one in item.conditions)),
            ("because", " and ".join(one_line(one) for one in item.reasons)),
            ("in this order:", " > ".join(item.alternatives)),
            ("sides with", ", ".join(item.aligned_with)),
            ("spoken by", item.holder_person or ""),
            ("time:", item.time_scope or ""),
            ("", _BASES.get(item.basis, "")),
        ]
    elif isinstance(item, Expectation):
        words = ", ".join(f'"{one_line(one)}"' for one in item.likelihood_words)
        found = [
            ("in the words", words),
            ("about", item.about_actor or ""),
            ("until", " to ".join((item.horizon or "").split("/"))),
            ("if", item.conditional_on or ""),
        ]
    elif isinstance(item, Deadline):
        found = [("responsible:", item.responsible or "")]
    elif isinstance(item, Action):
        found = [("recipient:", item.recipient or "")]
    return [f"{label} {value}".strip() for label, value in found if value]


def one_line(words: str) -> str:
    """Words in one line."""
    return " ".join(words.split())
