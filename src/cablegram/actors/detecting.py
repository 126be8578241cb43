"""Where actors are named: the spans of a text, with type and form.

The model's chains give the outermost span of each class; :mod:`cablegram.actors.inner` adds what lies inside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cablegram.actors.checking import checked, is_government
from cablegram.actors.cutting import cut
from cablegram.actors.features import UNCOMMON, list_tags
from cablegram.actors.kinds import choose, span_features
from cablegram.actors.lists import GEOGRAPHIC, ORGANISED, longest, marked
from cablegram.actors.lore import RARE, lore
from cablegram.actors.model import Model
from cablegram.actors.spans import Span
from cablegram.actors.tokens import Token, tokens

_NAMED = frozenset({"company", "party"})  # their names are wholes: Air France
_DIRECTIONS = frozenset(("northern", "southern", "eastern", "western", "central"))


def runs(chain: list[int]) -> list[tuple[int, int]]:
    """The stretches of tokens that a chain of labels marks."""
    found: list[tuple[int, int]] = []
    for at, label in enumerate(chain):
        if label == 2 and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif label:
            found.append((at, at + 1))
    return found


def within_paragraphs(text: str, found: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """A stretch cut where a paragraph begins: at a blank line, or a line end before a mark that was blanked out."""
    parts = [start]
    for at in range(start + 1, end):
        between = text[found[at - 1].end : found[at].start] if found[at].opens else ""
        if between.count("\n") > 1 or between.partition("\n")[2][:3] == "   ":
            parts.append(at)
    return list(zip(parts, [*parts[1:], end], strict=True))


def by_model(text: str, model: Model) -> list[Span]:
    """The spans the model finds, in the order of the text, the wider first."""
    found = tokens(text, lore().rank)
    words = [token.word for token in found]
    tags = list_tags(words)
    stretches = [
        {
            trimmed(found, *part): "model"
            for start, end in runs(chain)
            for part in within_paragraphs(text, found, start, end)
        }
        for chain in model.chains(found, tags)
    ]
    stretches[2] = {part: by for place, by in stretches[2].items() for part in cut(words, tags, *place)}
    for start, end in overlooked(words, stretches[0]):
        stretches[0][start, end] = "rules"
    for start, end in inner_names(words, stretches[1]):
        stretches[1][start, end] = "rules"
    for number in (1, 2):
        others = [*stretches[0], *stretches[3 - number]]
        for at in said_again(words, stretches[number], others):
            stretches[number][at, at + 1] = "rules"
    for start, end in list(stretches[0]):
        if start and words[start - 1] in _DIRECTIONS and words[start] not in _DIRECTIONS:
            del stretches[0][start, end]
            stretches[0].pop((start - 1, start), None)
            stretches[0][start - 1, end] = "rules"
    kinds = checked(words, tags, stretches)
    for start, end in inner_states(words, tags, stretches[0]):
        stretches[0][start, end] = "rules"
    spans: list[Span] = []
    for number, place in sorted(one_of_each(words, tags, stretches)):
        start, end = place
        features = span_features(found, tags, start, end)
        kind, form = kinds.get((number, *place)) or choose(features, model.choices[number], model.labels[number])
        if kind == "person" and form == "nominal" and end - start > 1 and any(_is_rare(w) for w in words[start:end]):
            form = "name"  # a title with a word that no English text has is a title with a name
        spans.append(Span(found[start].start, found[end - 1].end, kind, form, stretches[number][place]))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def one_of_each(
    words: Sequence[str], tags: Sequence[tuple[str, ...]], stretches: Sequence[Mapping[tuple[int, int], str]]
) -> list[tuple[int, tuple[int, int]]]:
    """Every stretch with its class; of those that several classes found in one place, one.

    What the lists know as a state or place, or what ends in a word for a government, is one; else the later class,
    which sees more of the phrase: "us" is then a pronoun.
    """
    best: dict[tuple[int, int], int] = {}
    for number, group in enumerate(stretches):
        for place in group:
            if place not in best or not _geographic(words, tags, *place):
                best[place] = number
    return [(number, place) for place, number in best.items()]


def _geographic(words: Sequence[str], tags: Sequence[tuple[str, ...]], start: int, end: int) -> bool:
    match = longest(words[start:end], 0)
    if match and match[0] == end - start:
        return bool(match[1] & GEOGRAPHIC) and not match[1] & ORGANISED and words[start:end] != ["us"]
    return "B:word-state" in tags[end - 1]


def _is_rare(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and lore().commonness(word) >= RARE


def overlooked(words: Sequence[str], known: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Phrases that name a state or place in the lists and that the model left out.

    Not "us", which may be the pronoun, nor the post of a cable's number ("Lima 1234").
    """
    taken = {at for start, end in known for at in range(start, end)}
    found = []
    for start, end, names in marked(words):
        doubtful = "government-ambiguous" in names and is_government(words, start)
        if not names & (GEOGRAPHIC | _NAMED) and end - start > 1 and (inner := longest(words[start : end - 1], 0)):
            end, names = start + inner[0], inner[1] & {"state", "demonym"}  # the French of the French Navy
        if not (names & GEOGRAPHIC or doubtful) or taken.intersection(range(start, end)):
            continue
        if end - start == 1 and words[start] == "us":
            continue
        if end < len(words) and words[end][0].isdigit() and len(words[end]) > 2:
            continue
        found.append((start, end))
    return found


def inner_states(
    words: Sequence[str], tags: Sequence[tuple[str, ...]], known: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The states inside a wider mention of a government: the Greeks of the Greek government."""
    found = []
    for start, end in known:
        if end - start < 2 or longest(words[start:end], 0) == (end - start, frozenset({"state"})):
            continue
        if "B:word-state" in tags[end - 1] or words[start].startswith("government"):
            found += [
                (start + first, start + last)
                for first, last, names in marked(words[start:end])
                if names & {"state", "demonym"} and last - first < end - start
            ]
    return found


def inner_names(words: Sequence[str], known: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A listed organisation at the head of a wider one: the NATO of the NATO Committee on Bridges."""
    found = []
    for start, end in known:
        match = longest(words[start:end], 0) if end - start > 1 else None
        if match and match[0] < end - start and match[1] & ORGANISED:
            found.append((start, start + match[0]))
    return found


def said_again(words: Sequence[str], known: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> list[int]:
    """Tokens of an uncommon word that is the last of a mention elsewhere in the cable, at least as often as not."""
    ends = Counter(words[end - 1] for _, end in known)
    taken = {at for start, end in (*known, *others) for at in range(start, end)}
    free: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        if (
            word in ends
            and at not in taken
            and len(word) > 2
            and word.isalpha()
            and lore().commonness(word) >= UNCOMMON
        ):
            free[word].append(at)
    return [at for word, places in free.items() if len(places) <= ends[word] for at in places]


def trimmed(found: list[Token], start: int, end: int) -> tuple[int, int]:
    """Without a leading article, a trailing 's and stray marks at the ends."""
    while end - start > 1 and (found[start].word in ("the", "a", "an") or not found[start].word[0].isalnum()):
        start += 1
    while end - start > 1 and (
        found[end - 1].word == "'s" or found[end - 1].word in (",", ";", ":", '"', "-", "/", "'")
    ):
        end -= 1
    return start, end
