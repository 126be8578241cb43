"""What the fields ``person:``, ``org:``, ``state:`` and ``place:`` hold of one document, for the index and for the scan.

States and places are asked for as a whole, by canonical name, code or the words in the text, so that ``state:guinea`` is
not Guinea-Bissau. People and organisations are asked for by words of them, because the text has "FM KOUCHNER" where the
list has "Bernard Kouchner".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from cablegram.actors.records import Actor, ActorType, Mention
from cablegram.archive.query_tree import And, FieldLeaf, Fuzzy, Or, Phrase, Prefix, Tree, Value, ValuePrefix, Word
from cablegram.archive.words import tokens

FIELDS = ("person", "org", "state", "place")
WHOLE = ("state", "place")  # fields whose values are matched as a whole
# The field of the index that counts a field's actors, one value for each: its id.
IDS = {field: f"{field}_id" for field in FIELDS}
_OF_KIND: Mapping[str, str] = {
    "person": "person", "organ": "org", "body": "org", "party": "org", "company": "org", "state": "state",
    "place": "place", "region": "place",
}  # fmt: skip
KINDS: Mapping[str, tuple[ActorType, ...]] = {
    "person": ("person",), "org": ("organ", "body", "party", "company"), "state": ("state",),
    "place": ("place", "region"),
}  # fmt: skip
_ID = re.compile(r"(?:state|place|region|organ|body|post|party|company|person|people):", re.IGNORECASE)


def field_of(kind: str) -> str:
    """The field that has actors of a kind, empty where none has."""
    return _OF_KIND.get(kind, "")


def without_kind(value: str) -> tuple[str, int]:
    """A value without the kind that an id begins with, and how many characters that were: ``body:osce`` is ``osce``."""
    found = _ID.match(value)
    return (value[found.end() :], found.end()) if found and found.end() < len(value) else (value, 0)


@lru_cache(maxsize=65536)
def whole(value: str) -> str:
    """A value that is matched as a whole: its words in small letters without accents, a blank between them."""
    for _ in range(3):  # letters that fold into more than letters are folded again
        value, before = " ".join(token for token, _, _ in tokens(value)), value
        if value == before:
            break
    return value


def actor_values(actors: Iterable[Actor], mentions: Iterable[Mention]) -> dict[str, list[str]]:
    """The values of the actor fields and of those that count them, in order; a field without any is left out."""
    known = {actor.id: actor for actor in actors}
    values: dict[str, dict[str, None]] = {}

    def put(field: str, *found: str) -> None:
        here = values.setdefault(field, {})
        for one in found:
            value = whole(one) if field in WHOLE else one
            if value:
                here[value] = None

    for mention in mentions:
        actor = known.get(mention.actor_id)
        fields = {field_of(actor.kind if actor else mention.type)}
        if mention.type in ("place", "region"):
            fields.add("place")  # a state as a place is both
        for field in fields - {""}:
            if actor is not None:
                put(field, actor.name, without_kind(actor.id)[0])
                values.setdefault(IDS[field], {})[actor.id] = None
            if mention.form == "name":
                put(field, " ".join(" ".join((mention.quote, *mention.quote_more)).split()))
    return {field: sorted(found) for field, found in values.items() if found}


def actor_leaves(tree: Tree) -> Iterator[FieldLeaf]:
    """The actors that a query asks for, those that it excludes left out."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from actor_leaves(part)
        case Word() | Prefix() | Fuzzy() | Phrase() | Value() | ValuePrefix() if tree.field in FIELDS:
            yield tree
        case _:
            pass
