"""What is decided of body lines when all kinds are known: block markers, headings, the signature."""

from __future__ import annotations

import re

from cablegram.telegram import patterns as p

_BLOCK = (
    r"(?:EXECUTIVE )?SUMM?A?R?Y(?: AND (?:COMMENT|ACTION REQUEST|INTRODUCTION|RECOMMENDATIONS?))?|INTRODUCTION(?: AND SUMMARY)?|"
    r"(?:EMBASSY |POST )?COMMENT(?: AND ACTION REQUEST)?|NOTE|(?:UNOFFICIAL |INFORMAL |EMBASSY )?(?:TEXT|TRANSLATION)(?: OF [A-Z ]{1,30})?|"
    r"QUOTE|FYI(?: ONLY)?|ACTION REQUEST(?:ED)?|BIO(?:GRAPHIC)? NOTE|BACKGROUND"
)
_QUOTED = r"(?:TALKING )?POINTS|NON-?PAPER|STATEMENT|(?:DIPLOMATIC )?NOTE(?: VERBALE)?"
MARKER = re.compile(
    rf"-{{0,70}}\s?[(\[]?\s?(?:S ?U ?M ?M ?A ?R ?Y|(?:{_BLOCK})|(?:BEGIN|END|END OF)\s+(?:{_BLOCK}|{_QUOTED})|UNQUOTE|END)\s?[.:;)\]-]{{0,3}}\s?-{{0,70}}$",
    re.IGNORECASE,
)
_TEXT_START = re.compile(
    r"(?:- ?)?(?:\u00b6 ?|\u00c2\u00b6 ?|P(?=\d))?\d{1,3}\s?(?:[.)](?!\d)\s{0,4}(?=[A-Z(\"'\[\u201c\u00b6-]|$)|\s?\((?:[CSU]|SBU|LOU|TS)[)/])|\((?:[CSU]|SBU)\)\s*\d{1,2}\.",
    re.IGNORECASE,
)
_CONTENT = frozenset(("text", "paragraph", "sub-paragraph", "heading"))
_AFTER_SIGNATURE = frozenset(
    (
        "blank",
        "separator",
        "serial-check",
        "end",
        "page-class",
        "stamp",
        "footer",
        "note",
        "page",
        "two-digit",
        "record-heading",
        "attribute",
        "spacer",
        "rule",
        "caption",
        "label",
        "web-address",
        "unknown",
        "classification",
        "bar",
    )
)
_SMALL_NAME = re.compile(r"[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?$")
_INITIALS = re.compile(r"(?:[A-Z]\. ){1,2}[A-Z][A-Z'-]{2,}(?: [A-Z][A-Z'-]{2,})?$")
_BETWEEN = frozenset(("blank", "rule", "spacer", "page", "page-class", "stamp", "two-digit", "bar"))
_TABLE = re.compile(r"\S\s{3,}\S+.*\S\s{2,}\S|\t")
_TERMINAL = tuple(".:?!\"')]\u201d")


def is_text_start(t: str) -> bool:
    """Whether a line opens a numbered paragraph, by its form alone (reference 1.14)."""
    return bool(_TEXT_START.match(t))


def headings(contents: list[str], kinds: list[str], start: int) -> None:
    """Turn text lines that stand as headings into ``heading`` (reference 1.15).

    Either the line is underlined by a rule, or it stands apart, is short, ends no sentence, and is written
    in capitals or title case before a paragraph or text.
    """
    total = len(contents)
    sample = [content for content in contents[start : start + 40] if content]
    capitals = sum(map(str.isupper, sample)) > 0.85 * len(sample)
    if "rule" in kinds:
        for i in [i for i, kind in enumerate(kinds) if kind == "rule"]:
            if i > start and kinds[i - 1] == "text":
                _underlined(contents, kinds, i - 1, start)
    above = kinds[start - 1] if start else ""
    first_lines = [
        i
        for i, (kind, before) in enumerate(zip(kinds[start:], [above, *kinds[start:]], strict=False), start)
        if kind == "text" and (before not in _CONTENT or i == start)
    ]
    for i in first_lines:
        if kinds[i] != "text" or not _stands_apart(contents, kinds, i, start, capitals):
            continue
        last = i
        shout = contents[i].isupper()
        while last + 1 < total and kinds[last + 1] == "text" and contents[last + 1].isupper() == shout:
            last += 1
        if last - i < 3 and _is_heading(contents, kinds, i, last, capitals):
            kinds[i : last + 1] = ["heading"] * (last + 1 - i)


def _underlined(contents: list[str], kinds: list[str], last: int, start: int) -> None:
    """A heading of one or two lines above a rule; the head of a table is not one."""
    first = last
    while (
        first > start
        and kinds[first - 1] == "text"
        and last - first < 1
        and not contents[first - 1].endswith(_TERMINAL)
        and contents[first - 1].isupper() == contents[last].isupper()
    ):
        first -= 1
    above = contents[first - 1] if first > start else ""
    if (
        first > start
        and kinds[first - 1] in _CONTENT
        and kinds[first - 1] != "heading"
        and not above.endswith(_TERMINAL)
    ):
        first = last
        if len(contents[last]) > 60 or _capital_share(contents[last]) < 0.6:
            return
    if any(
        len(contents[j]) > 90 or _TABLE.search(contents[j]) or contents[j][0].islower() for j in range(first, last + 1)
    ):
        return
    kinds[first : last + 1] = ["heading"] * (last + 1 - first)


def _stands_apart(contents: list[str], kinds: list[str], i: int, start: int, capitals: bool) -> bool:
    if i == start:
        return True
    above = kinds[i - 1]
    if above in ("blank", "rule", "spacer", "marker"):
        j = i - 1
        while j > start and kinds[j] in _BETWEEN:
            j -= 1
        if kinds[j] not in ("text", "paragraph", "sub-paragraph"):
            return True
        return _sentence_ended(contents[j]) or (not capitals and _capital_share(contents[i]) > 0.8)
    return above not in _CONTENT and above not in ("page", "two-digit")


def _is_heading(contents: list[str], kinds: list[str], first: int, last: int, capitals: bool) -> bool:
    words = " ".join(contents[first : last + 1])
    if len(words) > 150 or len(contents[first]) > 90 or words[0] in "-*\u2022" or words[0].islower() or len(words) < 3:
        return False
    following = next((j for j in range(last + 1, len(kinds)) if kinds[j] not in _BETWEEN), None)
    if following is None or words.endswith((".", ",", ";", "--")) or _TABLE.search(words):
        return False
    if kinds[following] not in ("paragraph", "text", "marker", "sub-paragraph"):
        return False
    if any(mark in words for mark in "<>{}|=") or "://" in words:
        return False
    if last + 1 < len(kinds) and kinds[last + 1] in ("page", "page-class", "stamp"):
        return False  # a sentence cut by a page turn
    share = _capital_share(words)
    if last + 1 < len(kinds) and kinds[last + 1] not in _BETWEEN:
        return kinds[last + 1] == "paragraph" and share > 0.7
    if kinds[following] == "paragraph":
        return share > 0.6 or _title_case(words)
    if capitals:
        return share > 0.6 and len(words) < 50 and not words.endswith(_TERMINAL)
    return share > 0.75 and not words.endswith(('?"', '"', ")"))


def _capital_share(words: str) -> float:
    if words.isupper():
        return 1.0
    letters = [c for c in words if c.isalpha()]
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def _title_case(words: str) -> bool:
    longer = [w for w in words.split() if len(w) > 3 and w[0].isalpha()]
    return bool(longer) and len(words) < 70 and sum(w[0].isupper() for w in longer) >= 0.75 * len(longer)


def signature(contents: list[str], kinds: list[str], start: int) -> None:
    """Mark the last text line as ``signature`` where it is a surname in capitals, alone (1.16).

    Two signers on two lines are two signature lines.
    """
    last = len(kinds) - 1
    while last >= start and (kinds[last] in _AFTER_SIGNATURE or contents[last] in (".", "##")):
        last -= 1
    if last < start or not _is_name(contents, kinds, last):
        return
    first = last
    if (
        last - 1 > start
        and _is_name(contents, kinds, last - 1)
        and " " not in contents[last - 1]
        and kinds[last - 2] not in _CONTENT
    ):
        first = last - 1
    above = next((k for k in range(first - 1, -1, -1) if kinds[k] not in _BETWEEN), None)
    apart = first == 0 or kinds[first - 1] not in _CONTENT
    if above is not None and not apart and not _sentence_ended(contents[above]):
        return
    kinds[first : last + 1] = ["signature"] * (last + 1 - first)


def _is_name(contents: list[str], kinds: list[str], i: int) -> bool:
    """A surname in capitals; with an initial (taken for a lettered item) or in small letters only when alone."""
    t = contents[i]
    if len(t) > 40:
        return False
    if kinds[i] in ("text", "heading"):
        apart = i == 0 or kinds[i - 1] not in _CONTENT
        sentence = t.endswith(".") and " " in t and not _INITIALS.match(t)
        return (bool(p.SIGNATURE.match(t)) and not sentence) or (apart and bool(_SMALL_NAME.match(t)))
    return kinds[i] == "sub-paragraph" and bool(_INITIALS.match(t))


def _sentence_ended(above: str) -> bool:
    return above.endswith(_TERMINAL) or above.upper().endswith(("SUMMARY", "COMMENT", "TEXT", "CONSIDERED", "UNQUOTE"))
