"""Lines that belong to no telegram: what web copies, converters, editors and logs leave in a text.

A body line that no telegram would hold becomes ``unknown``; it is kept, and the reading view shows it on
a line of its own. One sign is not enough, unless it is markup or code: signs are added up, and running
text that only looks odd stays text. Most lines are never looked at: a line is a candidate when it holds
characters a teleprinter did not have, is in small letters where the telegram is in capitals, breaks the
line width of the telegram, or stands apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from cablegram.tables import rows
from cablegram.telegram.scan import Scanner

_ODD = "<>{}|\\^~=@_[]`\t"  # characters a teleprinter did not have
# Pieces of words of the web: where one of them occurs, every line is looked at.
_HINTS = ("ookies", "ubscri", "lick here")
_LOOKED_AT = frozenset(("text", "sub-paragraph", "subject", "reference", "classified-by", "attribute", "label", "heading", "passing"))
_ENOUGH = 2

# Markup, code, logs, protocols: any one of these settles it, except in a label's own value.
_CODE = re.compile(
    "|".join(
        (
            r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>", r"<[!?%]", r"&(?:nbsp|amp|lt|gt|quot|copy|raquo|laquo|hellip|mdash|#\d+);",
            r"\{\{|\}\}|\}\)|\(\{|\w\(.*\);\s*$|\)\s*\{|\{\s*$", r"^\s*[{}\[\]]+[,;]?\s*$", r"^\s*[{\[]+[\"'\d].*[\]}]", r"^\s*\"[\w$-]+\"\s*:",
            r"\b(?:function|var|const|let|def|func|class|return|import|include|public|private|static|void|elif|defun|end)\b.*[(){}=].*[(){}:;\]]",
            r"#include\b|^\s*[\w-]+\s*\{.*\}|^\s*[.#][\w-]+\s*[{,:]|[\w-]+:\s*[\w#%.()-]+;",
            r"[=-]>|::|\+\+|&&|\|\||!==?|={2,}|\w\(\)|;\s*$(?<=[)}\"'];)|\w\[[\w-]+\]|\]\(|\[\[|\]\]|!\[|\\[a-z]+\{|^\s*@\w+\{|\$\$|'{3,}|`\w+`",
            r"^\s*(?:#!|//|/\*|\*/|%%|@@ |\+\+\+ |--- [ab/]|diff --git|index [0-9a-f]{6,}|commit [0-9a-f]{7,}|<<<<<<<|>>>>>>>)",
            r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)\b.*\b(?:FROM|INTO|SET|TABLE|WHERE|VALUES)\b.*[;=*(`]",
            r"^\s*(?:[$%]\s|\w+@\w+[:~]|root#|PS [A-Z]:|[A-Z]:\\|\\\\\w|~/|\./|/(?:usr|var|etc|home|tmp|opt|bin)/)", r"\b[A-Z]:\\\w",
            r"^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d", r"\b\d\d:\d\d:\d\d\b", r"^\[\s*\d+\.\d+\]", r"^[WIEF]\d{4} \d\d:",
            r"\b(?:ERROR|WARN(?:ING)?|Warning|Error|DEBUG|TRACE|FATAL)\b\s*[:\]\d]", r"\b(?:Traceback|NullPointer|Segmentation fault|undefined reference)\b",
            r"^\s*at [\w.$]+\(", r"\bFile \"|\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+[A-Z][a-z]+[A-Z]?\w*[(=]|\b\w+\.\w+\(\w*[\"')]|=\s?(?:\w+\(|[\"'])|^=[A-Z]+\(",
            r"^[A-Za-z0-9+/]{40,}={0,2}\s*$", r"^(?:[0-9a-fA-F]{2}[ :]){6,}", r"^[0-9a-fA-F]{6,8}:?\s+(?:[0-9a-fA-F]{2,4}\s){3,}", r"\b0x[0-9a-fA-F]{2,}\b|(?:\\x[0-9a-f]{2}){2,}",
            r"^(?:Content-(?:Type|Transfer|Disposition)|MIME-Version|Received|Return-Path|Message-ID|X-[\w-]+|User-Agent|Set-Cookie|[A-Z]+-Signature):",
            r"=\?[\w-]+\?[QB]\?", r"^-{2,}[=_]?[\w.-]*\d{5,}", r"\b(?:ISBN|ISSN)\b[: ]|\bdoi\b:|\b10\.\d{4,}/", r"(?:\. ?){6,}\s*\d", r"^\s*Page \d+ of \d+\s*$",
            r"\u00a9|\u00ae|\(c\) ?(?:19|20)\d\d\b|\ufffd{2,}", r"^%!?P|\b\d+ \d+ obj\b|\bendobj\b|startxref|\bTf\b.*\bTd\b|<<\s*/\w+|/\w+ /\w+ ",
            r"^[rnbqkpRNBQKP1-8]+(?:/[rnbqkpRNBQKP1-8]+){7}\b|(?:\b[KQRBN]?[a-h]?x?[a-h][1-8][+#]?\s+){3,}", r"\b[GATC]{10,}\b", r"^BEGIN:V",
            r"^\s*\|.*\|\s*$|^\s*>+\s|^\s*[-*]\s\[[ x]\]|s/[^/]+/[^/]*/[gi]",
        )
    )
)
_NET = re.compile(
    r"\b(?:https?|ftp|file)://\S+|\bmailto:\S+|\bwww\.\w\S*|\b[\w.+-]+@[\w-]+\.\w{2,}\S*"
    r"|\b[\w/-]+\.(?:html?|php|aspx?|jsx?|css|json|xml|csv|docx?|xlsx?|pdf|png|jpe?g|gif|zip|exe|py|java|tar|gz|txt)\b"
)
_MOJIBAKE = re.compile(r"(?:[\u00c3\u00c2\u00e2][\u0080-\u00bf\u20ac\u2122\u0153\u201c\u201d\u2018-\u201a]){2,}|[\x00-\x08\x0e-\x1b\x7f]{2,}")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_NAVIGATION = re.compile(r"[\u00bb\u203a\u00ab\u2192\u2190]|(?:\s[|/>\u2022\u00b7]\s.*){2,}|^\s*[|>]|[|>]\s*$")
_NUMERIC = re.compile(r"[\d$\u20ac\u00a3%.,:;/+=#*()-]")
_WORD = re.compile(r"[A-Za-z']+")
_TERMINAL = tuple(".:?!;\"')")
_ENDS = frozenset(".:?!\")")
_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))


@lru_cache(maxsize=1)
def _web_words() -> frozenset[str]:
    """Words of web pages, shops, software and pastimes that a telegram hardly ever holds."""
    return frozenset(row["word"] for row in rows("foreign_words"))


def mark_foreign(text: str, contents: list[str], kinds: list[str], starts: list[int], scanner: Scanner) -> None:
    """Turn lines that no telegram would hold into ``unknown``.

    ``starts`` are where the lines begin. A line that a pattern of the form matched is never foreign.
    """
    start, own = scanner.body_start, scanner.matches
    sample = [contents[i] for i in range(start, len(contents), 5) if kinds[i] == "text"]
    capitals = bool(sample) and sum(map(str.isupper, sample)) > 0.8 * len(sample)
    odd = _odd_lines(text, starts)
    if scanner.web or any(map(text.__contains__, _HINTS)):
        candidates = set(range(len(contents)))
    elif capitals:
        candidates = odd.union(i for i in range(start, len(contents)) if kinds[i] == "text" and not contents[i].isupper())
    else:
        # A short line is usual where a paragraph ends with its sentence.
        candidates = odd.union(
            i for i in scanner.unusual
            if (kinds[i] == "text" or not contents[i].isupper()) and (len(contents[i]) > 41 or contents[i][-1] not in _ENDS or kinds[i - 1] not in _RUNNING)
        )
    if not candidates:
        return
    width = _width([len(contents[i]) for i in range(start, len(contents)) if kinds[i] == "text"])
    for i in candidates:
        if kinds[i] in _LOOKED_AT and i not in own and _is_foreign(contents, kinds, i, start, capitals, width, i in odd):
            kinds[i] = "unknown"


def _odd_lines(text: str, starts: list[int]) -> set[int]:
    """The lines that hold a character a teleprinter did not have, or one outside ASCII."""
    found: set[int] = set()
    for char in _ODD:
        at = text.find(char)
        while at >= 0:
            i = bisect_right(starts, at) - 1
            found.add(i)
            at = text.find(char, starts[i + 1]) if i + 1 < len(starts) else -1
    if not text.isascii():
        found.update(i for i, line in enumerate(text[a:b] for a, b in pairwise([*starts, len(text)])) if not line.isascii())
    return found


def _width(lengths: list[int]) -> int:
    """The line width of the body: nine of ten running lines are not longer; 0 where it has none."""
    if len(lengths) < 8:
        return 69 if lengths and max(lengths) <= 80 else 0
    ordered = sorted(lengths)
    width = ordered[int(len(ordered) * 0.93)]
    return width if width <= 90 else 0


def _is_foreign(contents: list[str], kinds: list[str], i: int, start: int, capitals: bool, width: int, odd: bool) -> bool:
    t = contents[i]
    kind = kinds[i]
    if kind == "classified-by":
        return False
    letters = sum(map(str.isalpha, t))
    odd = odd or letters < 0.6 * len(t) or any(map(t.__contains__, ("()", ");", "://", ": {", "=", "..", " #")))
    if odd and (_CODE.search(t) or _MOJIBAKE.search(t) or _EMOJI.search(t)):
        return kind != "attribute" or "<" not in t or "</" in t
    score = 2 if _NAVIGATION.search(t) and kind != "attribute" else 0
    net = _NET.search(t) if odd or "." in t else None
    if net:
        score += 0 if ".gov" in net[0] or ".mil" in net[0] else 2 if len(net[0]) > 0.6 * len(t) else 1
    words = [w.lower() for w in _WORD.findall(t)]
    strong = sum(w in _web_words() for w in words)
    if strong and not t[0].islower() and strong * 6 >= len(words):
        score += 2
    elif strong and strong * 10 >= len(words):
        score += 1
    if i < start or kind in ("attribute", "label", "passing", "reference", "subject"):
        return score >= _ENOUGH
    small = sum(map(str.islower, t))
    if capitals and small > 3 and small > 0.4 * letters:
        score += 2
    if len(t) > 5 and letters < 0.4 * len(t.replace(" ", "")) and not _table(contents, kinds, i):
        score += 2 if _odd_share(t) > 0.15 else 1
    if width:
        score += _breaks_width(contents, kinds, i, width)
    return score >= _ENOUGH


def _odd_share(t: str) -> float:
    return sum(c in _ODD for c in t) / len(t)


def _table(contents: list[str], kinds: list[str], i: int) -> bool:
    """Whether a line stands in a table: columns, or a neighbour that has as many figures."""
    if "   " in contents[i]:
        return True
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(kinds) and kinds[j] in ("text", "sub-paragraph")]
    return any("   " in contents[j] or len(_NUMERIC.findall(contents[j])) > 0.3 * len(contents[j]) for j in near)


def _breaks_width(contents: list[str], kinds: list[str], i: int, width: int) -> int:
    """1 where a line cuts a sentence in two and leaves the line width; running text never does both."""
    t = contents[i]
    if not 0 < i < len(contents) - 1 or kinds[i - 1] not in ("text", "paragraph", "sub-paragraph") or kinds[i + 1] != "text":
        return 0
    above, below = contents[i - 1], contents[i + 1]
    if t[0].islower() or above.endswith(_TERMINAL) or "   " in t or "   " in above or "   " in below:
        return 0
    room = width - len(t) - 1 - len(below.split(None, 1)[0])
    if len(t) > width + 6:
        return 1
    if room > 12 and below[0].islower() and not t.endswith((",", "-")):
        return 2 if len(above) > 0.75 * width and room > 20 else 1
    return 0
