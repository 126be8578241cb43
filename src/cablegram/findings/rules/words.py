"""Words split by a blank (D11), and what is known of words."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import filterfalse, pairwise
from pathlib import Path

import msgspec

from cablegram.findings.base import RUNNING, Edit, Finding, Rule, Scan, rule
from cablegram.tables import rows


def word_set(words: str) -> frozenset[str]:
    """The words of a string, divided by blanks."""
    return frozenset(words.split())


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, int]:
    """English words and how often each was counted; loaded when the first word is asked for.

    The list is the one pyspellchecker ships. Reading it costs a third of the time and half of the memory of
    making its checker, of which nothing else is needed; where it lies elsewhere the checker is asked.
    """
    spec = find_spec("spellchecker")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "resources" / "en.json.gz"
        try:
            return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=dict[str, int])
        except (OSError, msgspec.MsgspecError):
            pass
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker(language="en", distance=1).word_frequency.dictionary
    return words


# What of two letters is a word, or an abbreviation that telegrams are full of.
_TWO = word_set(
    "ad ag ah ai al am an as at be bn by co cc cd dc dr ec ed eg eh el en et eu ex fm fr ft fy go gt hm ho hq hr id ie if ii il in io iq is "
    "it iv ix jr kg km kw la lb le lo lt ma me mg mm mp mr ms mt mu mw my na ne no nr nw ny of oh ok on op or os ot ox pa pc ph pi pl pm "
    "po pp pr re sc se si sp sq sr st tb to tv ud uk un up us va ve vi vs we wi xi xv xx ye yr"
)
_FREQUENT = 5000  # a word of three letters that the dictionary counted less often is hardly one


def count(word: str) -> int:
    """How often the dictionary counted a word; 0 where it does not have it."""
    return _dictionary().get(word.lower(), 0)


def known(word: str) -> bool:
    """Whether a word is in the dictionary; a short one only when it is frequent."""
    if len(word) < 3:
        return word.lower() in _TWO
    counted = count(word)
    return counted >= _FREQUENT if len(word) == 3 else counted > 0


# --- T311: a word split by a blank --------------------------------------------------------------

_KEYWORDS = ("REASONS", "REASON", "CLASSIFIED", "DECLASSIFIED", "DERIVED", "COUNSELOR")
# Words of the lines of addresses, broken by a blank.
_ADDRESSES = word_set("from to action info address addressee exempt unknown text label")
_HEADER_LINES, _LONGEST_HEAD = 120, 20_000
_ADDRESS_WORDS = ("AMEMBASSY", "AMCONSUL", "USMISSION", "SECSTATE", "PRIORITY", "IMMEDIATE", "COLLECTIVE", "ROUTINE")
_SPLIT_ADDRESS = re.compile(
    r"\b(?:"
    + "|".join(
        f"{word[:k]} {word[k:]}"
        for word in _ADDRESS_WORDS
        for k in range(2, len(word) - 1)
        if word[k:] not in ("EMBASSY", "CONSUL", "MISSION", "STATE")
    )
    + r")\b"
)
_LIKELIER = 12  # a whole that is counted more seldom than its known half by more than this is not what was meant
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
# With which consonants an English word begins, two at a time.
_ONSETS = {
    "b": "lr", "c": "hlr", "d": "rw", "f": "lr", "g": "hlnr", "k": "lnr", "p": "hlrs", "q": "", "r": "h",
    "s": "chklmnpqtw", "t": "hrsw", "w": "hr",
}  # fmt: skip
_NO_ONSET = "|".join(
    f"{one}[{''.join(c for c in _CONSONANTS if c not in _ONSETS.get(one, ''))}]" for one in _CONSONANTS
)
_ENDINGS_OF_WORDS = (
    "TIONS?|TIONED|TIONAL|SIONS?|MENTS?|MENTAL|TIVE|TIVES|TIVELY|ATIONS?|ATED|ATING|NESS|ANCES?|ENCES?|ITY|ITIES|IES|IED|"
    "ABLE|IBLE|ABLY|IBLY|BILITY|TIAL|CIAL|CIALLY|TURES?|TORS?|TERS?|TERED|TERING|RING|TING|DING|NING|LING|ING|INGS|ALLY|"
    "ICAL|IZED|IZATION|ARY|ORY|ERS|ISTS?|ISM|ESS|OUS|IOUS|TIES|CIES|SIES|LY|ED|ER|AL|TARY|MITTEE|STER|STRY|ENT|ENTS|IAL|IAN"
)
_STARTS_AS_NO_WORD = re.compile(rf"(?:{_NO_ONSET})|[{_CONSONANTS}]{{0,2}}(?:{_ENDINGS_OF_WORDS})$", re.IGNORECASE)
_ENDS_AS_NO_WORD = re.compile(r"(?:[ijquv]|[bcdfgkpt][lr]|[cdgmpstw]h?[nmw]|^[b-df-hj-np-tv-xz]{2,3})$", re.IGNORECASE)
_AFTER_WORD = ".,;:?!)\"'"


def _bare(token: str) -> str:
    """A token without the stops behind it, and without the S of an owner."""
    word = token.rstrip(_AFTER_WORD)
    return word[:-2] if word.endswith(("'s", "'S")) else word


class _Shapes(dict[str, int]):
    """For each token its shape, found once: 1 may be a second half, 2 a first one, 4 no part of a word, 8 no first part."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_SHAPES:
            self.clear()  # memory stays flat over a million telegrams
        word = _bare(token)
        shape = 0
        if word.isalpha() and word.isascii() and 2 <= len(word) <= 14:
            strange = len(word) == 2 and word.lower() not in _TWO
            shape = 1 if strange or _STARTS_AS_NO_WORD.match(word) else 0
            if word == token and (strange or _ENDS_AS_NO_WORD.search(word)):
                shape += 2
            if len(word) > 2 and not known(word):
                shape = 3 if word == token else 1
        if not (word.isalpha() and word.isascii()) or len(word) > 22 or word.lower() in COMMON:
            shape = 4
        elif word != token:
            shape |= 8
        if len(self) > 100_000:
            self.clear()
        self[token] = shape
        return shape


_MOST_SHAPES = 100_000
_SHAPES = _Shapes()
_STRANGE = frozenset((1, 2, 3, 9, 10, 11))  # the shapes of what may be a half
_PLAIN: set[str] = set()  # tokens that are of none of these shapes
_MOST_TOKENS = 20_000
MOST_PAIRS = 2_000
LEFT = re.compile(r"[A-Za-z]+\Z")
RIGHT = re.compile(r"[A-Za-z]+")
_IN_PROSE = RUNNING | {"heading", "marker", "subject"}
_URL = re.compile(r"(?:https?://|www\.)\S*")
_ENDINGS = word_set("htm html shtml cfm asp aspx jsp php pdf doc xls ppt xml txt jpg gif gov mil com org net edu")
_URL_END = re.compile(r"(?P<stem>\S*\.)(?P<head>[a-z]{1,4})$", re.IGNORECASE)
_URL_TAIL = re.compile(r"[ ](?P<tail>[a-z]{1,3})(?=[\s.,;)]|$)", re.IGNORECASE)
_URL_REST = re.compile(r"[ ](?P<tail>[\w-]*\.(?:gov|mil|com|org|net|edu)/\S*)", re.IGNORECASE)
COMMON = word_set(
    "the of to and in a that for is on with as by be was at from it this are not or he an have has which would had were will they we "
    "their its but his been who also no all any more other our there if said mr mrs dr ms us un eu uk gov may can one two new "
    "time than into when only after made must such being between through however him her she you your my about over now them then "
    "so these some could should most what both where while under out up do does did because during before against per cent"
)


@rule(
    "T311",
    "split-word",
    "warning",
    ("D11",),
    "A word is split by a blank where an old line ended: REASO NS, index.c fm. It is joined only where a half is no word and "
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
    if _has_split_word(text[: min(scan.body[0], _LONGEST_HEAD)], _ADDRESS_WORDS):
        for line in scan.lines[:_HEADER_LINES]:
            if line.kind in _ADDRESSES:
                for match in _SPLIT_ADDRESS.finditer(text, line.start, line.end):
                    blank = match.start() + match[0].index(" ")
                    yield _joined(rule, text, match.start(), blank, match.end(), "a word of an address")
    yield from _split_in_text(rule, scan)


def _has_split_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words may stand in a text with a blank inside: without blanks there are more of them."""
    squeezed = text.replace(" ", "")
    return any(word in squeezed and squeezed.count(word) > text.count(word) for word in words)


def _is_plain(token: str) -> bool:
    """Whether a token cannot be a half of a word by its shape; what is so is remembered."""
    if _SHAPES[token] in _STRANGE:
        return False
    _PLAIN.add(token)
    return True


def _split_in_text(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Words of the body whose halves have the shape of no word; only these are looked up."""
    text = scan.text
    first, last = scan.body
    for line in scan.by_kind.get("subject", ())[:1]:
        first = min(first, line.start)
    tokens = text[first:last].split()
    if len(tokens) > _MOST_TOKENS:
        return  # no telegram is as long; a binary file is all strange words
    shapes = _SHAPES
    if len(_PLAIN) > _MOST_SHAPES:
        _PLAIN.clear()
    # Most tokens were met before, and are plain; the few others are in order, so each is found behind the one before.
    odd = [token for token in filterfalse(_PLAIN.__contains__, tokens) if not _is_plain(token)]
    if not odd:
        return
    strange: list[int] = []
    for token in odd:
        strange.append(tokens.index(token, strange[-1] + 1 if strange else 0))
    words = _dictionary()
    pairs: dict[tuple[str, str], None] = {}

    def add(head: str, tail: str) -> None:
        """Keep a pair of which the whole is a word, or stands elsewhere."""
        whole = head + tail
        if not (5 <= len(whole) <= 24 and head.isalpha() and tail.isalpha() and len(head) > 1):
            return
        if head.lower() in COMMON or tail.lower() in COMMON or head.isupper() != tail.isupper():
            return
        if tail[0].isupper() and not head.isupper():
            return  # a name
        if whole.lower() in words or whole in text:
            pairs[head, tail] = None

    for i in strange:
        shape = shapes[tokens[i]]
        if shape & 1 and i and not shapes[tokens[i - 1]] & 12:
            add(tokens[i - 1], _bare(tokens[i]))
        if shape & 2 and i + 1 < len(tokens) and not shapes[tokens[i + 1]] & 4:
            add(tokens[i], _bare(tokens[i + 1]))
    for head, tail in pairs:
        whole = head + tail
        one, two, often = known(head), known(tail), count(whole)
        if (one and two) or ((one or two) and often * _LIKELIER < _frequent(head if one else tail)):
            continue
        if (not one and tokens.count(head) > 1) or (not two and tokens.count(tail) > 1):
            continue  # an abbreviation of this telegram
        at = text.find(f"{head} {tail}", first, last)
        if at < 0 or f"{head} {tail}".upper() in _names() or not _prose(scan, at):
            continue
        blank = at + len(head)
        if stands(text, whole):
            yield _joined(rule, text, at, blank, blank + 1 + len(tail), "it stands elsewhere in the text")
        elif often:
            yield _joined(rule, text, at, blank, blank + 1 + len(tail), "a word of the dictionary")


def _frequent(half: str) -> int:
    """How often a half that is a word was counted; what has three letters or fewer is hardly one."""
    return count(half) if len(half) > 3 else 0


def stands(text: str, word: str) -> bool:
    """Whether a word stands in the text, by itself."""
    return word in text and re.search(rf"\b{word}\b", text) is not None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Two words that stand side by side in the name of a station."""
    names = (row["name"].upper().split() for row in rows("stations"))
    return frozenset(f"{one} {two}" for name in names for one, two in pairwise(name))


def _prose(scan: Scan, at: int) -> bool:
    """Whether a place is in running text or a heading, and in no list of addresses."""
    i = scan.line_at(at)
    return (
        i >= 0
        and scan.lines[i].kind in _IN_PROSE
        and not scan.contents[i].startswith(("AMEMBASSY", "AMCONSUL", "USMISSION"))
    )


def _joined(rule: Rule, text: str, start: int, blank: int, end: int, reason: str) -> Finding:
    whole = text[start:blank] + text[blank + 1 : end]
    return rule.finding(
        f"{text[start:end]!r} is {whole!r}, split by a blank ({reason})",
        start,
        end,
        Edit(blank, blank + 1, ""),
        safety="likely",
    )


def _split_keywords(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    line = text[start:end].upper()
    if len(line) != end - start or not _has_split_word(line, _KEYWORDS):
        return
    whole = line.replace(" ", "")
    taken = -1
    for word in _KEYWORDS:
        if word not in whole:
            continue
        for k in range(1, len(word)):
            broken = f"{word[:k]} {word[k:]}"
            at = line.find(broken)
            around = line[at - 1 : at] + line[at + len(broken) : at + len(broken) + 1]
            if at > taken and not any(map(str.isalpha, around)):
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
