"""The quick way, and the measure of the model: lists and a few patterns alone.

Places, states and organisations as the lists name them; a title with what stands around it ("French Foreign
Minister Kouchner"); embassies and ministries with their state; personal pronouns.
"""

from __future__ import annotations

from cablegram.actors.checking import us_is_pronoun
from cablegram.actors.detecting import said_again
from cablegram.actors.features import list_tags
from cablegram.actors.lists import GEOGRAPHIC, ORGANISED, marked
from cablegram.actors.lore import lore
from cablegram.actors.records import ActorType, Form
from cablegram.actors.spans import Span
from cablegram.actors.surnames import may_be_surname
from cablegram.actors.tokens import Token, tokens

_PLACES = ("in", "at", "to", "from", "near", "outside", "visit", "visited", "leave", "arrived", "via")
_STATES = frozenset({"state", "demonym", "government", "seat"})
_KINDS: tuple[tuple[str, ActorType], ...] = (
    ("body", "body"),
    ("organ", "organ"),
    ("party", "party"),
    ("company", "company"),
)
_PRONOUNS: tuple[tuple[ActorType, str], ...] = (
    ("person", "he him his himself she her i me my"),
    ("people", "they them their"),
    ("organ", "we our"),
)
_PRONOUN_TYPES: dict[str, ActorType] = {word: kind for kind, words in _PRONOUNS for word in words.split()}


def by_rules(text: str) -> list[Span]:
    """The spans that lists and patterns find, in the order of the text, the wider first."""
    found = tokens(text, lore().rank)
    words = [token.word for token in found]
    tags = list_tags(words)
    spans: list[Span] = []

    def stretch(start: int, end: int, kind: ActorType, form: Form) -> None:
        spans.append(Span(found[start].start, found[end - 1].end, kind, form))

    titled_until = 0
    named: list[tuple[int, int]] = []
    for start, end, names in marked(words):
        reference = end < len(words) and words[end][0].isdigit() and len(words[end]) > 2
        geographic = names & GEOGRAPHIC
        if (
            geographic
            and not reference
            and not (words[start:end] == ["us"] and us_is_pronoun(words, start) is not False)
        ):
            stretch(start, end, _geographic_type(names, words[start - 1] if start else ""), "name")
        elif names & ORGANISED:
            stretch(start, end, next(kind for tag, kind in _KINDS if tag in names), "name")
        elif "office-person" in names and start >= titled_until:
            titled_until = _person(found, words, tags, start, end, spans)
            if titled_until > end:
                named.append((start, titled_until))
        elif "word-organ" in names and start and _marks(tags[start - 1], _STATES):
            stretch(start - 1, end, "organ", "name")
    starts = {token.start: at for at, token in enumerate(found)}
    ends = {token.end: at + 1 for at, token in enumerate(found)}
    taken = [(starts[span.start], ends[span.end]) for span in spans]
    for at in said_again(words, named, taken):
        stretch(at, at + 1, "person", "name")
    for at, word in enumerate(words):
        if word in _PRONOUN_TYPES:
            stretch(at, at + 1, _PRONOUN_TYPES[word], "pronoun")
    spans.sort(key=lambda span: (span.start, -span.end))
    return spans


def _geographic_type(names: frozenset[str], before: str) -> ActorType:
    if "region" in names:
        return "region"
    if names & _STATES or "capital" in names:
        return "place" if before in _PLACES and not names & {"demonym", "government", "seat"} else "state"
    return "place"


def _marks(tags: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return any(tag[2:] in wanted for tag in tags)


def _person(
    found: list[Token], words: list[str], tags: list[tuple[str, ...]], start: int, end: int, spans: list[Span]
) -> int:
    """A title with the state before it and up to three names behind it; gives the token after them."""
    last = end
    while last < len(words) and last < end + 3 and may_be_surname(words[last]):
        last += 1
    first = start - 1 if start and _marks(tags[start - 1], _STATES) else start
    named = last > end or first < start
    spans.append(Span(found[first].start, found[last - 1].end, "person", "name" if named else "nominal"))
    return last
