"""Portion marks in one form (reference 1.14)."""

from __future__ import annotations

from cablegram.telegram import patterns as p


def without_mark(rest: str) -> tuple[str | None, int]:
    """The portion mark that opens ``rest`` in normal form, and where the words after it begin."""
    if rest[:1] not in "([" and ")" not in rest[:6] and "NTIRE" not in rest[:60]:
        return None, 0
    if "NTIRE" in rest[:60]:
        match = p.ENTIRE.match(rest)
        if match:
            return normal_mark(match["mark"]), match.end()
    match = p.PORTION.match(rest)
    if not match:
        return None, 0
    end = match.end()
    while end < len(rest) and rest[end] in " \t":
        end += 1
    return normal_mark(match["mark"] or match["open"]), end


_WORDS = {"UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S", "LIMITED OFFICIAL USE": "LOU"}


def normal_mark(mark: str) -> str:
    """A portion mark in one form: ``C//NF`` and ``CONFIDENTIAL/NOFORN`` are ``C/NF``."""
    if mark in _SIMPLE:
        return mark
    upper = " ".join(mark.upper().split())
    if upper in _SIMPLE:
        return upper
    upper = upper.replace("//", "/").replace(" / ", "/").replace("NOFORN", "NF")
    head, slash, tail = upper.partition("/") if "/" in upper else upper.partition("-")
    head = _WORDS.get(head.strip(), head.strip())
    return f"{head}/{tail.strip()}" if slash else head


_SIMPLE = frozenset(("U", "C", "S", "SBU", "TS", "LOU", "FOUO", "OUO"))
