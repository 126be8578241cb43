"""Of a found span: which of the guideline's types it has, and whether it is a name, a nominal or a pronoun.

A log-linear choice for each class, trained with the chains. What it sees: the words of the span, its last word, the
lists' tags, and the words around it ("in", "to" make a capital a place).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from cablegram.actors.lists import GEOGRAPHIC, ORGANISED
from cablegram.actors.lore import lore
from cablegram.actors.records import ActorType, Form
from cablegram.actors.tokens import Token

PRONOUNS = frozenset(
    [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "it",
        "its",
        "itself",
        "you",
        "your",
        "yours",
        "here",
        "there",
    ]
)
NAMING = frozenset(
    f"{mark}:{tag}" for mark in "BI" for tag in GEOGRAPHIC | ORGANISED | {"station", "holder", "holder-surname"}
)

Choice = Mapping[str, Sequence[int]]


def span_features(found: Sequence[Token], tags: Sequence[tuple[str, ...]], start: int, end: int) -> list[str]:
    """The features of tokens ``[start, end)``."""
    words = [token.word for token in found[start:end]]
    last = words[-1]
    features = ["bias", "last=" + last, "first=" + words[0], f"size={min(len(words), 5)}"]
    features += ["has=" + word for word in set(words)]
    if len(words) == 1:
        features.append("only=" + last)
        features += [f"only-{tag}" for tag in tags[start]]
        if last in PRONOUNS:
            features.append("pronoun")
    known = lore().clusters(last)
    if known:
        features += [f"c0={known[0]}", f"c1={known[1]}", f"c2={known[2]}"]
    spread = {tag for index in range(start, end) for tag in tags[index]}
    features += ["tag=" + tag for tag in spread]
    features += ["end=" + tag for tag in tags[end - 1]]
    if spread & NAMING:
        features.append("named")
    rarest = max((lore().commonness(word) for word in words if word[0].isalpha()), default=0)
    features.append(f"rarest={rarest}")
    if any(word[0].isdigit() for word in words):
        features.append("number")
    before = found[start - 1].word if start else "^"
    after = found[end].word if end < len(found) else "$"
    features += ["before=" + before, "after=" + after, f"before={before}|named={bool(spread & NAMING)}"]
    if start > 1:
        features.append("before2=" + found[start - 2].word)
    near = lore().clusters(after)
    if near:
        features.append(f"after-c1={near[1]}")
    near = lore().clusters(before)
    if near:
        features.append(f"before-c1={near[1]}")
    features += ["before-" + tag for tag in (tags[start - 1] if start else ())]
    features += ["after-" + tag for tag in (tags[end] if end < len(found) else ())]
    return features


def choose(features: Sequence[str], weights: Choice, labels: Sequence[str]) -> tuple[ActorType, Form]:
    """The best ``type:form`` label."""
    rows = [row for row in map(weights.get, features) if row]
    totals = list(map(sum, zip(*rows, strict=True))) if rows else [0] * len(labels)
    kind, form = labels[max(range(len(labels)), key=totals.__getitem__)].split(":")
    return cast(ActorType, kind), cast(Form, form)
