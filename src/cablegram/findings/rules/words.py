"""Broken words: split by a blank, hyphenated at a line end (D11, D21), and what is known of words."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
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


class _Shapes(dict[str, int]):
    """For each token its shape, found once: 1 may be a second half, 2 may be a first half, 3 both, 0 neither."""

    def __missing__(self, token: str) -> int:
        word = token.rstrip(_AFTER_WORD)
        shape = 0
        if word.isalpha() and word.isascii() and 2 <= len(word) <= 14:
            strange = len(word) == 2 and word.lower() not in _TWO
            shape = 1 if strange or _STARTS_AS_NO_WORD.match(word) else 0
            if word == token and (strange or _ENDS_AS_NO_WORD.search(word)):
                shape += 2
        if len(self) > 100_000:
            self.clear()
        self[token] = shape
        return shape


_SHAPES = _Shapes()
_MOST_TOKENS = 20_000
_MOST_PAIRS = 2_000
_LEFT = re.compile(r"[A-Za-z]+\Z")
_RIGHT = re.compile(r"[A-Za-z]+")
_IN_PROSE = RUNNING | {"heading", "marker"}
_URL = re.compile(r"(?:https?://|www\.)\S*")
_ENDINGS = word_set("htm html shtml cfm asp aspx jsp php pdf doc xls ppt xml txt jpg gif gov mil com org net edu")
_URL_END = re.compile(r"(?P<stem>\S*\.)(?P<head>[a-z]{1,4})$", re.IGNORECASE)
_URL_TAIL = re.compile(r"[ ](?P<tail>[a-z]{1,3})(?=[\s.,;)]|$)", re.IGNORECASE)
_URL_REST = re.compile(r"[ ](?P<tail>[\w-]*\.(?:gov|mil|com|org|net|edu)/\S*)", re.IGNORECASE)
_COMMON = word_set(
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
    yield from _split_in_text(rule, scan)


def _split_in_text(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Words of the body whose halves have the shape of no word; only these are looked up."""
    text = scan.text
    first, last = scan.body
    tokens = text[first:last].split()
    if len(tokens) > _MOST_TOKENS:
        return  # no telegram is as long; a binary file is all strange words
    shapes = _SHAPES
    pairs: dict[tuple[str, str], None] = {}
    for i in [i for i, token in enumerate(tokens) if shapes[token]]:
        token = tokens[i]
        shape = shapes[token]
        if shape & 1 and i:
            pairs[tokens[i - 1], token.rstrip(_AFTER_WORD)] = None
        if shape & 2 and i + 1 < len(tokens):
            pairs[token, tokens[i + 1].rstrip(_AFTER_WORD)] = None
    loaded = _dictionary.cache_info().currsize > 0
    for head, tail in pairs:
        if not (head.isalpha() and tail.isalpha() and len(head) > 1 and 5 <= len(head) + len(tail) <= 24):
            continue
        if head.lower() in _COMMON or tail.lower() in _COMMON or head.isupper() != tail.isupper():
            continue
        if loaded and (known(head) or known(tail)):
            continue  # the same test as below, sooner, for it is cheap now
        if (tail[0].isupper() and not head.isupper()) or tokens.count(head) > 1 or tokens.count(tail) > 1:
            continue  # a name, or an abbreviation of this telegram
        at = text.find(f"{head} {tail}", first, last)
        if at < 0 or f"{head} {tail}".upper() in _names() or known(head) or known(tail) or not _prose(scan, at):
            continue
        whole, blank = head + tail, at + len(head)
        if _stands(text, whole):
            yield _joined(rule, text, at, blank, blank + 1 + len(tail), "it stands elsewhere in the text")
        elif count(whole):
            yield _joined(rule, text, at, blank, blank + 1 + len(tail), "a word of the dictionary")


def _stands(text: str, word: str) -> bool:
    """Whether a word stands in the text, by itself."""
    return word in text and re.search(rf"\b{word}\b", text) is not None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Two words that stand side by side in the name of a station."""
    names = (row["name"].upper().split() for row in rows("stations"))
    return frozenset(f"{one} {two}" for name in names for one, two in pairwise(name))


def _prose(scan: Scan, at: int) -> bool:
    """Whether a place is in running text or a heading, and in no list of addresses."""
    i = bisect_right(scan.lines, at, key=lambda line: line.start) - 1
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


# --- D23: blanks at punctuation, which tell a text where every hyphen has a blank after it ----------

_OPEN = re.compile(r"\(( )(?=[A-Z0-9\"])(?!(?:TS|SBU|LOU|[CSU])\s?\))")
_OWNER = re.compile(r"(?<!S)'( )S(?![A-Za-z'])")


def spaced_punctuation(scan: Scan) -> list[tuple[int, int, int]]:
    """The blanks after brackets, apostrophes and opening quotation marks (D23): the blank, and what it stands in.

    Only in capitals, and in texts of 1973 to 1976 or of an unknown year.
    """
    text = scan.text
    if not ("( " in text or "' S" in text or '" ' in text) or not scan.capitals:
        return []
    if scan.year is not None and not 1972 <= scan.year <= 1976:
        return []
    start, end = scan.body
    found: list[tuple[int, int, int]] = []
    for match in _OPEN.finditer(text, start, end):
        closing = text.find(")", match.end(), match.end() + 400)
        between = text[match.end() : closing]
        if closing >= 0 and "(" not in between and "\n\n" not in between:
            found.append((match.start(1), match.start(), match.end()))
    found += [
        (match.start(1), match.start(), match.end())
        for match in _OWNER.finditer(text, start, end)
        if text[match.start() - 1 : match.start()].isalpha()
    ]
    found += _opening_quotes(text, start, end)
    return found


def _opening_quotes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The blanks after opening quotation marks, in paragraphs where every quotation is closed."""
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if text.count('"', at, stop) % 2 == 0:
            quote = text.find('"', at, stop)
            opens = True
            while quote >= 0:
                after = text[quote + 1 : quote + 3]
                before = text[quote - 1] if quote > start else " "
                if opens and after[:1] == " " and after[1:].isalnum() and before in " \t\r\n(":
                    yield quote + 1, quote, quote + 2
                opens = not opens
                quote = text.find('"', quote + 1, stop)
        at = stop + 2


_INTACT = re.compile(r"[A-Z]-[A-Z]")


def blank_after_hyphens(scan: Scan, shapes: int) -> bool:
    """Whether a blank stands after every hyphen of a text that has other blanks at punctuation."""
    return shapes >= 2 and not _INTACT.search(scan.text, *scan.body)


# --- T321: hyphens ------------------------------------------------------------------------------

_HYPHEN = re.compile(r"-(?: |[ \t]*\r*\n[ \t]*)(?=[A-Za-z]{2})")
SUSPENDED = word_set("and or to but nor by through")
_PREFIXES = word_set(
    "self anti non well long short high low multi ex vice semi pro pre post co inter counter cross half full newly all under over "
    "one two three four five six seven eight nine ten first second third mid quasi pan micro macro sub trans ultra extra"
)
_SUFFIXES = word_set(
    "sharing term level based making wide like owned called time scale range out up off general elect designate free born backed led "
    "sponsored related oriented speaking trained held controlled run year old day week month member man fold"
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
        return False if _stands(text, whole) else None
    if counted:
        return None
    return True if left.lower() in _PREFIXES or right.lower() in _SUFFIXES else None


@rule(
    "T321",
    "hard-hyphen",
    "info",
    ("D21",),
    "A word was hyphenated at a line end, or the line was flowed since and a blank follows the hyphen: GOVERN- MENT. The word is "
    "joined where the whole is known; the hyphen is kept where both halves are words and the compound is usual, as in "
    "BURDEN-SHARING. Where neither is known nothing is done.",
)
def hard_hyphen(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D21."""
    text = scan.text
    start, end = scan.body
    every: bool | None = None
    told: dict[tuple[str, str], bool | None] = {}
    for match in _HYPHEN.finditer(text, start, end):
        at = match.start()
        left = _LEFT.search(text, max(start, at - 24), at)
        right = _RIGHT.match(text, match.end())
        if left is None or right is None or len(left[0]) < 2 or right[0].lower() in SUSPENDED:
            continue
        if text[left.start() - 1 : left.start()] in ("-", "'") or left[0].isupper() != right[0].isupper():
            continue
        pair = left[0], right[0]
        if pair not in told:
            if len(told) > _MOST_PAIRS:
                return  # no telegram has as many
            told[pair] = hyphenated(text, *pair)
        compound = told[pair]
        if compound is None:
            continue
        stop = right.end()
        flowed = match[0] == "- "
        if flowed and compound:
            if every is None:
                every = blank_after_hyphens(scan, len(spaced_punctuation(scan)))
            if every:
                continue  # the next rule's: a blank stands after every hyphen
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
            left.start(),
            right.end(),
            edit,
            safety="likely",
        )
