"""What the model sees of a token: its word, its neighbours, the lists, and how the cable uses it.

A *key* is a cheap tuple for a bundle of features; :func:`expand` spells the bundle out. Training works on the
features, reading on the keys, whose weights are added up once and kept. No feature knows the case of a letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cablegram.actors.lists import longest, marked
from cablegram.actors.lore import lore
from cablegram.actors.tokens import Token

Key = tuple[object, ...]
UNCOMMON = 11  # from this order of commonness on a word may well be a name


def expand(key: Key) -> list[str]:
    """The features of a key, as strings."""
    kind = key[0]
    if kind == "w":
        return _own(str(key[1])) if len(key) == 2 else _near(str(key[1]), int(str(key[2])))
    if kind == "t":
        offset, tags = key[1], key[2]
        found = [f"t{offset}={tag}" for tag in tags]  # type: ignore[attr-defined]
        return found if offset or len(found) < 2 else [*found, "tt=" + ",".join(tags)]  # type: ignore[arg-type]
    if kind in ("here", "left", "right"):  # the labels of the first pass, one by one and together
        labels = key[1]
        apart = [f"{kind}{number}={label}" for number, label in enumerate(labels)]  # type: ignore[arg-type, var-annotated]
        return [*apart, f"{kind}={labels}"]
    return ["|".join(map(str, key))]


def _own(word: str) -> list[str]:
    found = ["w=" + word]
    known = lore().clusters(word)
    if known:
        found += [f"c{number}={cluster}" for number, cluster in enumerate(known)]
    elif word[0].isalpha():
        found.append("unknown")
    found.append(f"common={lore().commonness(word)}")
    if word[0].isalpha():
        found += ["s3=" + word[-3:], "s2=" + word[-2:], "p3=" + word[:3], f"length={min(len(word), 8)}"]
        if len(word) > 4:
            found += ["s4=" + word[-4:], "p4=" + word[:4]]
        if not set(word) & set("aeiouy"):
            found.append("no-vowel")
        if len(word) == 1:
            found.append("letter")
    elif word[0].isdigit():
        found.append(f"digits={min(len(word), 5)}")
    if "." in word and len(word) > 1:
        found.append("dotted")
    return found


def _near(word: str, offset: int) -> list[str]:
    found = [f"w{offset}={word}"]
    known = lore().clusters(word)
    if known:
        found.append(f"c1{offset}={known[1]}")
        if abs(offset) == 1:
            found.append(f"c2{offset}={known[2]}")
    elif word[0].isalpha():
        found.append(f"unknown{offset}")
    if "." in word and len(word) > 1:
        found.append(f"dotted{offset}")
    return found


def keys(found: Sequence[Token], tags: Sequence[tuple[str, ...]] | None = None) -> list[list[Key]]:
    """The keys of every token of a cable; ``tags`` is :func:`list_tags` of its words where the caller has it."""
    words = [token.word for token in found]
    tags = list_tags(words) if tags is None else tags
    counts = Counter(words)
    titled = _after_titles(words, tags)
    company = [(lore().clusters(word) or (0, -1))[1] for word in words]  # the 256 clusters; -1: unknown
    last = len(words) - 1
    result: list[list[Key]] = []
    for at, token in enumerate(found):
        word = words[at]
        bundle: list[Key] = [("w", word)]
        if tags[at]:
            bundle.append(("t", 0, tags[at]))
        for offset in (-2, -1, 1, 2):
            near = at + offset
            if 0 <= near <= last:
                bundle.append(("w", words[near], offset))
                if tags[near]:
                    bundle.append(("t", offset, tags[near]))
            else:
                bundle.append(("edge", offset))
        if at:
            bundle += [("before", words[at - 1], word), ("company-before", company[at - 1], company[at])]
            if at > 1:
                bundle.append(("company-past", company[at - 2], company[at - 1]))
            if token.start == found[at - 1].end:
                bundle.append(("glued",))
        if at < last:
            bundle += [("after", word, words[at + 1]), ("company-after", company[at], company[at + 1])]
        closes = at == last or found[at + 1].opens
        if token.opens:
            bundle.append(("alone",) if closes else ("opens",))
        elif closes:
            bundle.append(("closes",))
        if word in titled:
            bundle.append(("after-title",))
        if word[0].isalpha() and lore().commonness(word) >= UNCOMMON:
            bundle.append(("times", min(counts[word], 4)))
        result.append(bundle)
    return result


def list_tags(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The list tags of each token: B: and I: of the longest phrases, N: of phrases inside them."""
    tags: list[set[str]] = [set() for _ in words]
    for start, end, names in marked(words):
        for name in names:
            tags[start].add("B:" + name)
            for at in range(start + 1, end):
                tags[at].add("I:" + name)
        if end - start > 1:
            for at in range(start, end):
                inner = longest(words[at:end], 0)
                if inner and (at > start or inner[0] < end - start):
                    tags[at].update("N:" + name for name in inner[1])
    return [tuple(sorted(names)) for names in tags]


def _after_titles(words: Sequence[str], tags: Sequence[tuple[str, ...]]) -> set[str]:
    """Uncommon words that stand behind a title somewhere in the cable."""
    found = set()
    for before, word in zip(range(len(words)), words[1:], strict=False):
        titled = any(tag.endswith((":title", ":office-person")) for tag in tags[before])
        if titled and word.isalpha() and lore().commonness(word) >= UNCOMMON:
            found.add(word)
    return found
