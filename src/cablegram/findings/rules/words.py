"""Broken words: split by a blank, hyphenated at a line end (D11, D21), and what is known of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, int]:
    """English words and how often each was counted; loaded when the first word is asked for."""
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker(language="en", distance=1).word_frequency.dictionary
    return words


# Short fragments that stand in word lists and are hardly ever words of a telegram.
_SHORT = 3
_FREQUENT = 5000


def count(word: str) -> int:
    """How often the dictionary counted a word; 0 where it does not have it."""
    return _dictionary().get(word.lower(), 0)


def known(word: str) -> bool:
    """Whether a word is in the dictionary; a short one only when it is frequent."""
    counted = count(word)
    return counted >= _FREQUENT if len(word) <= _SHORT else counted > 0


# --- T311: a word split by a blank --------------------------------------------------------------

_KEYWORDS = ("REASONS", "REASON", "CLASSIFIED", "DECLASSIFIED", "DERIVED", "COUNSELOR")
_SECOND_HALF = re.compile(
    r" (?=(?P<tail>(?:[B-DF-HJ-NP-TV-XZ]{1,4}|[b-df-hj-np-tv-xz]{1,4}|"
    r"(?i:[BCDFGHJKLMNPRSTVX]{0,2}(?:TIONS?|TIONED|TIONAL|SIONS?|MENTS?|MENTAL|TIVE|TIVES|TIVELY|ATIONS?|ATED|ATING|NESS|ANCES?|ENCES?|"
    r"ITY|ITIES|IES|IED|ABLE|IBLE|ABLY|IBLY|BILITY|TIAL|CIAL|CIALLY|TURES?|TORS?|TERS?|TERED|TERING|RING|TING|DING|NING|LING|"
    r"ING|INGS|ALLY|ICAL|IZED|IZATION|ARY|ORY|ERS|ISTS?|ISM|ESS|OUS|IOUS|TIES|CIES|SIES|LY|ED|ER|AL|TARY|MITTEE|STER|STRY))))"
    r"(?=[\s.,;:?!)\"']|$))"
)
_LEFT = re.compile(r"[A-Za-z]+$")
_URL = re.compile(r"(?:https?://|www\.)\S*")
_ENDINGS = frozenset("htm html shtml cfm asp aspx jsp php pdf doc xls ppt xml txt jpg gif gov mil com org net edu".split())
_URL_END = re.compile(r"(?P<stem>\S*\.)(?P<head>[a-z]{1,4})$", re.IGNORECASE)
_URL_TAIL = re.compile(r"[ ](?P<tail>[a-z]{1,3})(?=[\s.,;)]|$)", re.IGNORECASE)
_URL_REST = re.compile(r"[ ](?P<tail>[\w-]*\.(?:gov|mil|com|org|net|edu)/\S*)", re.IGNORECASE)
_COMMON = frozenset(
    "the of to and in a that for is on with as by be was at from it this are not or he an have has which would had were will they we "
    "their its but his been who also no all any more other our there if said mr mrs dr ms us un eu uk gov may can".split()
)


@rule(
    "T311", "split-word", "warning", ("D11",),
    "A word is split by a blank where an old line ended: REASO NS, index.c fm. It is joined only where neither half is a word and "
    "the whole is one: a keyword of a label, the rest of a web address, a word that stands elsewhere in the telegram, or a word "
    "of the dictionary.",
)
def split_word(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D11."""
    text = scan.text
    for line in scan.by_kind.get("classified-by", ()):
        for start, blank, end in _split_keywords(text, line.start, line.end):
            yield _joined(rule, text, start, blank, end, "a keyword of the line")
    if "://" in text or "www." in text:
        for start, blank, end in _split_addresses(text):
            yield _joined(rule, text, start, blank, end, "a web address")
    first, last = scan.body
    for match in _SECOND_HALF.finditer(text, first, last):
        blank = match.start()
        left = _LEFT.search(text, max(first, blank - 16), blank)
        if left is None or len(left[0]) < 2 or left[0].lower() in _COMMON:
            continue
        tail = match["tail"]
        if left[0].isupper() != tail.isupper() or (tail[0].isupper() and not left[0].isupper()):
            continue
        if text[left.start() - 1 : left.start()] in ("-", "/", ".", "'"):
            continue
        whole = left[0] + tail
        if len(whole) < 5 or known(left[0]) or known(tail):
            continue
        if text.count(f" {tail} ", first, last) > 1 or text.count(f" {left[0]} ", first, last) > 1:
            continue  # an abbreviation of this telegram
        if re.search(rf"\b{whole}\b", text):
            yield _joined(rule, text, left.start(), blank, blank + 1 + len(tail), "it stands elsewhere in the text")
        elif count(whole):
            yield _joined(rule, text, left.start(), blank, blank + 1 + len(tail), "a word of the dictionary")


def _joined(rule: Rule, text: str, start: int, blank: int, end: int, reason: str) -> Finding:
    whole = text[start:blank] + text[blank + 1 : end]
    return rule.finding(
        f"{text[start:end]!r} is {whole!r}, split by a blank ({reason})", start, end, Edit(blank, blank + 1, ""), safety="likely"
    )


def _split_keywords(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    line = text[start:end].upper()
    whole = line.replace(" ", "")
    taken = -1
    for word in _KEYWORDS:
        if word not in whole:
            continue
        for k in range(1, len(word)):
            broken = f"{word[:k]} {word[k:]}"
            at = line.find(broken)
            around = line[at - 1 : at] + line[at + len(broken) : at + len(broken) + 1]
            if at > taken and len(line) == end - start and not any(map(str.isalpha, around)):
                taken = at
                yield start + at, start + at + k, start + at + len(broken)


def _split_addresses(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _URL.finditer(text):
        address, at = match[0], match.end()
        rest = _URL_REST.match(text, at)
        if rest and address[-1] not in ".,;)" and address.count("/") == 2:
            yield match.start(), at, rest.end()
            continue
        tail, head = _URL_TAIL.match(text, at), _URL_END.match(address)
        if tail and head and head["head"].lower() not in _ENDINGS and (head["head"] + tail["tail"]).lower() in _ENDINGS:
            yield match.start(), at, tail.end()


# --- T321: hyphens ------------------------------------------------------------------------------

_HYPHEN = re.compile(r"-(?: |[ \t]*\r*\n[ \t]*)(?=[A-Za-z]{2})")
_RIGHT = re.compile(r"[A-Za-z]+")
SUSPENDED = frozenset("and or to but nor by through".split())
_PREFIXES = frozenset(
    "self anti non well long short high low multi ex vice semi pro pre post co inter counter cross half full newly all under over "
    "one two three four five six seven eight nine ten first second third mid quasi pan micro macro sub trans ultra extra".split()
)
_SUFFIXES = frozenset(
    "sharing term level based making wide like owned called time scale range out up off general elect designate in free born backed led "
    "sponsored related oriented speaking trained held controlled run year old day week month member man fold".split()
)


def hyphenated(text: str, left: str, right: str) -> bool | None:
    """Whether two halves at a hyphen are a compound (``True``), one word (``False``), or it cannot be told (``None``)."""
    whole = left + right
    if f"{left}-{right}" in text:
        return True
    two = known(left) and known(right)
    counted = count(whole)
    if counted and (not two or counted >= 500):
        return False
    if not two:
        return False if re.search(rf"\b{whole}\b", text) else None
    if counted:
        return None
    return True if left.lower() in _PREFIXES or right.lower() in _SUFFIXES else None


@rule(
    "T321", "hard-hyphen", "info", ("D21",),
    "A word was hyphenated at a line end, or the line was flowed since and a blank follows the hyphen: GOVERN- MENT. The word is "
    "joined where the whole is known; the hyphen is kept where both halves are words and the compound is usual, as in "
    "BURDEN-SHARING. Where neither is known nothing is done.",
)
def hard_hyphen(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D21."""
    text = scan.text
    start, end = scan.body
    for match in _HYPHEN.finditer(text, start, end):
        at = match.start()
        left = _LEFT.search(text, max(start, at - 24), at)
        right = _RIGHT.match(text, match.end())
        if left is None or right is None or len(left[0]) < 2 or right[0].lower() in SUSPENDED:
            continue
        if text[left.start() - 1 : left.start()] in ("-", "'") or left[0].isupper() != right[0].isupper():
            continue
        compound = hyphenated(text, left[0], right[0])
        if compound is None:
            continue
        stop = right.end()
        flowed = match[0] == "- "
        whole = f"{left[0]}{'-' if compound else ''}{right[0]}"
        if flowed:
            edit = Edit(at + 1 if compound else at, match.end(), "")
        else:
            while stop < len(text) and not text[stop].isspace():
                stop += 1
            after = stop
            while after < len(text) and text[after] in " \t":
                after += 1
            if text[after : after + 1] in ("\r", "\n"):
                while text[after : after + 1] == "\r":
                    after += 1
                after += text[after : after + 1] == "\n"
            tail = text[match.end() : stop]
            edit = Edit(at + 1 if compound else at, after, tail + text[at + 1 : match.end()].lstrip(" \t"))
        what = "compound broken" if compound else "word hyphenated"
        yield rule.finding(
            f"{text[left.start() : right.end()]!r}: {what} at {'an old' if flowed else 'the'} line end, {whole}",
            left.start(), right.end(), edit, safety="likely",
        )
