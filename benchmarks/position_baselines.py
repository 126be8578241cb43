"""Three baselines beside the positions, scored as they are: what a reader gets without most of the work.

``nearest actor``: the nearest actor left of a cue, the stance the table has for it, the words to the end of the sentence.
``no degree``: our positions with the whole stance of the bare cue: no negation, degree, hedge or mood.
``majority``: our positions, all with the commonest stance, support.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cablegram.actors.finding import find
from cablegram.positions.finding import stated
from cablegram.positions.labels import label
from cablegram.positions.passages import Passages
from cablegram.positions.stating import Readings
from cablegram.telegram.records import Telegram

Row = dict[str, Any]
_WHOLE = {"lean_support": "support", "lean_oppose": "oppose"}


def nearest_actor(telegram: Telegram) -> list[Row]:
    """One position for each cue with an actor left of it in its sentence."""
    passages = Passages(telegram, find(telegram))
    rows = []
    for reading in Readings(passages):
        sentence = reading.sentence
        for cue in reading.cues:
            left = [one for one in sentence.named if one.last <= cue.first]
            nearest = max(left, key=lambda one: (one.last, one.last - one.first), default=None)
            holder = reading.holders.by_mention(sentence, nearest) if nearest is not None else None
            if nearest is None or holder is None or cue.last >= len(reading.words):
                continue
            quote = passages.place(*sentence.text_range(nearest.first, len(reading.words)))
            target = passages.words_of(*sentence.text_range(cue.last, len(reading.words)))
            if quote is not None:
                rows.append(
                    _row(
                        holder.name, cue.rows[0].stance, target, sentence.paragraph, (quote.start, quote.end), telegram
                    )
                )
    return rows


def no_degree(telegram: Telegram) -> list[Row]:
    """Our positions with the whole stance of the cue's table row."""
    found = stated(telegram)
    rows = [row for row in found.to_dict() if row["kind"] == "position"]
    for row, one in zip(rows, (one for one in found.positions if not one.optional), strict=True):
        bare = one.steps[0].rpartition(": ")[2] if one.steps else one.stance
        if bare in ("support", "oppose", "neutral", *_WHOLE):
            row["stance"] = _WHOLE.get(bare, bare)
    return rows


def majority(telegram: Telegram) -> list[Row]:
    """Our positions, all of them support."""
    return [row | {"stance": "support"} for row in stated(telegram).to_dict() if row["kind"] == "position"]


BASELINES: dict[str, Callable[[Telegram], list[Row]]] = {
    "nearest actor": nearest_actor,
    "no degree": no_degree,
    "majority": majority,
}


def _row(holder: str, stance: str, target: str, paragraph: int, span: tuple[int, int], telegram: Telegram) -> Row:
    return {
        "id": f"b{span[0]}", "kind": "position", "cable": telegram.mrn or "", "paragraph": paragraph,
        "holder": holder, "holder_mention": holder, "target": label(target), "target_mention": target, "stance": stance,
        "strength": "plain", "cues": [], "hedges": [], "conditions": [], "reasons": [], "attributed_to": [],
        "negated": False, "acquiesces": False, "quote": telegram.text[slice(*span)], "span": list(span),
    }  # fmt: skip
