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
from cablegram.telegram.patterns import HEAD, SIGNATURE
from cablegram.telegram.scan import Scanner

_ODD = "<>{}|\\^~=@_[]`\t#%*"  # characters a teleprinter did not have
_ODD_SIGNS = (*"<>{|\\@_[=\t#%*", "....", "; do")  # one of each pair is enough to look at a line
# Pieces of words of the web: where one of them occurs, every line is looked at.
_HINTS = ("ookies", "ubscri")
_GOES_ON = frozenset(("subject", "reference", "classified-by", "passing", "tags", "attribute", "label"))
_LOOKED_AT = frozenset(
    (
        "text",
        "sub-paragraph",
        "subject",
        "reference",
        "classified-by",
        "tags",
        "attribute",
        "label",
        "heading",
        "passing",
    )
)
_ENOUGH = 2
_ALONE = 3  # the sign of a line that stands alone
_LOOK = 160  # characters of a line in which code shows itself
_MOST = 4000  # lines looked at in one text: a binary file has too many odd ones to tell anything of each

# Markup, code, logs, protocols: any one of these settles it, except in a label's own value.
_CODE = re.compile(
    "|".join(
        (
            r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>",
            r"<[!?%]",
            r"&(?:nbsp|amp|lt|gt|quot|copy|raquo|laquo|hellip|mdash|#\d+);",
            r"\{\{|\}\}|\}\)|\(\{|\w\(.*\);\s*$|\)\s*\{|\{\s*$",
            r"^\s*[{}\[\]]+[,;]?\s*$",
            r"^\s*[{\[]+[\"'\d].*[\]}]",
            r"^\s*\"[\w$-]+\"\s*:",
            r"\b(?:function|var|const|let|def|func|class|return|import|include|public|private|static|void|elif|defun|end)\b.*[(){}=].*[(){}:;\]]",
            r"#include\b|^\s*[\w-]+\s*\{.*\}|^\s*[.#][\w-]+\s*[{,:]|[\w-]+:\s*[\w#%.()-]+;",
            r"[=-]>|::|\+\+|&&|\|\||!==?|={2,}|\w\(\)|;\s*$(?<=[)}\"'];)|\w\[[\w-]+\]|\]\(|\[\[|\]\]|!\[|\\[a-z]+\{|^\s*@\w+\{|\$\$|'{3,}|`\w+`",
            r"^\s*(?:#!|//|/\*|\*/|%%|@@ |\+\+\+ |--- [ab/]|diff --git|index [0-9a-f]{6,}|commit [0-9a-f]{7,}|<<<<<<<|>>>>>>>)",
            r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)\b.*\b(?:FROM|INTO|SET|TABLE|WHERE|VALUES)\b.*[;=*(`]",
            r"^\s*(?:[$%]\s|\w+@\w+[:~]|root#|PS [A-Z]:|[A-Z]:\\|\\\\\w|~/|\./|/(?:usr|var|etc|home|tmp|opt|bin)/)",
            r"\b[A-Z]:\\\w",
            r"\b(?:19|20)\d\d-\d\d-\d\d\b|(?:[^\s;]+;){2,}[^\s;]+$",
            r"(?:\b[a-z]+[01][a-z]+\b.*){2}|^ssh-|\bmsg(?:id|str)\b|\bpanicked at\b",
            r";\s*(?:do|done|then|fi)\b",
            r"\b(?:mov|push|pop|jmp|lea) \w+,",
            r"\b\d\d:\d\d:\d\d\b",
            r"^\[\s*\d+\.\d+\]",
            r"^[WIEF]\d{4} \d\d:",
            r"\b(?:ERROR|WARN(?:ING)?|Warning|Error|DEBUG|TRACE|FATAL)\b\s*[:\]\d]",
            r"\b(?:Traceback|NullPointer|Segmentation fault|undefined reference)\b",
            r"^\s*at [\w.$]+\(",
            r"\bFile \"|\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+[A-Z][a-z]+[A-Z]?\w*[(=]|\b\w+\.\w+\(\w*[\"')]|=\s?(?:\w+\(|[\"'])|^=[A-Z]+\(",
            r"^\S{36,}$",
            r"^(?:[0-9a-fA-F]{2}[ :]){6,}",
            r"^[0-9a-fA-F]{6,8}:?\s+(?:[0-9a-fA-F]{2,4}\s){3,}",
            r"\b0x[0-9a-fA-F]{2,}\b|(?:\\x[0-9a-f]{2}){2,}",
            r"^(?:Content-(?:Type|Transfer|Disposition)|MIME-Version|Received|Return-Path|Message-ID|X-[\w-]+|User-Agent|Set-Cookie|[A-Z]+-Signature):",
            r"=\?[\w-]+\?[QB]\?",
            r"^-{2,}[=_]?[\w.-]*\d{5,}",
            r"\b(?:ISBN|ISSN)\b[: ]|\bdoi\b:|\b10\.\d{4,}/",
            r"(?:\. ?){6,}\s*\d",
            r"^\s*Page \d+ of \d+\s*$",
            r"\u00a9|\u00ae|\(c\) ?(?:19|20)\d\d\b|\ufffd{2,}",
            r"^%!?P|\b\d+ \d+ obj\b|\bendobj\b|startxref|\bTf\b.*\bTd\b|<<\s*/\w+|/\w+ /\w+ ",
            r"^[rnbqkpRNBQKP1-8]+(?:/[rnbqkpRNBQKP1-8]+){7}\b|(?:\b[KQRBN]?[a-h]?x?[a-h][1-8][+#]?\s+){3,}",
            r"\b[GATC]{10,}\b",
            r"^BEGIN:V",
            r"^\s*\|.*\|\s*$|^\s*>+\s|^\s*[-*]\s\[[ x]\]|s/[^/]+/[^/]*/[gi]",
        )
    )
)
_NET = re.compile(
    r"\b(?:https?|ftp|file)://\S+|\bmailto:\S+|\bwww\.\w\S*|\b[\w.+-]+@[\w-]+\.\w{2,}\S*"
    r"|\b[\w/-]+\.(?:html?|php|aspx?|jsx?|css|json|xml|csv|docx?|xlsx?|pdf|png|jpe?g|gif|zip|exe|py|java|tar|gz|txt)\b"
)
_MOJIBAKE = re.compile(
    r"(?:[\u00c0-\u00f4][\u0080-\u00bf\u0152-\u2122]){2,}|(?:[\u00c3\u00c2\u00e2][\u0080-\u00bf\u20ac\u2122\u0153\u201c\u201d\u2018-\u201a]){2,}|[\x00-\x08\x0e-\x1b\x7f]{2,}"
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_NAVIGATION = re.compile(r"[\u00bb\u203a\u00ab\u2192\u2190]|(?:\s[|/>\u2022\u00b7]\s.*){2,}|^\s*[|>]|[|>]\s*$")
_RARE = re.compile(r"[*#&+!%$]|\)\)|\w\.\w|\w\(")  # marks that running text seldom has
_NUMERIC = re.compile(r"[\d$\u20ac\u00a3%.,:;/+=#*()-]")
_WORD = re.compile(r"[A-Za-z']+")
_TERMINAL = tuple(".:?!;\"')")
_ENDS = frozenset('.:?!")')
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
    lengths: list[int] = []
    width = 0
    sample = [contents[i] for i in range(start, min(len(contents), start + 60), 2) if kinds[i] in _RUNNING]
    capitals = bool(sample) and sum(map(str.isupper, sample)) > 0.5 * len(sample)
    odd = _odd_lines(text, starts)
    if scanner.web or any(map(text.__contains__, _HINTS)):
        candidates = set(range(len(contents)))
    elif capitals:
        candidates = odd.union(
            [i for i in range(start, len(contents)) if kinds[i] == "text" and not contents[i].isupper()]
        )
    else:
        lengths = list(map(len, contents[start:]))
        width = _width(lengths)
        short, long = int(width * 0.85), width + 3
        after = [*kinds[start + 1 :], ""]
        # A short line is usual where a paragraph ends with its sentence; a line in capitals is a heading.
        candidates = odd.union(
            [
                i
                for i, (n, content, kind, below) in enumerate(
                    zip(lengths, contents[start:], kinds[start:], after, strict=False), start
                )
                if (kind == "text" or kind == "heading")
                and (
                    n > long
                    or (n > 12 and " " not in content)
                    or (n < short and below == "text")
                    or ((n < short or below != "text") and (content[-1] not in _ENDS or kinds[i - 1] not in _RUNNING))
                )
                and not content.isupper()
            ]
        )
    candidates.update(i for i in range(1, min(start, len(contents))) if kinds[i] in _GOES_ON)
    if "attribute" in kinds or "label" in kinds:
        candidates.update(i for i, kind in enumerate(kinds) if kind == "attribute" or kind == "label")
    looked_at = sorted(i for i in candidates if i not in own and kinds[i] in _LOOKED_AT)
    if not looked_at:
        return
    strict = False
    if looked_at[-1] >= start:
        if not lengths:
            lengths = list(map(len, contents[start:]))
            width = _width(lengths)
        if width and not capitals and not _steady(lengths, kinds, start, width):
            width = 0
        # A line alone that is neither a sentence nor a heading is odd where headings are in capitals.
        strict = "paragraph" in kinds and not any(
            kind == "heading" and not contents[j].isupper() for j, kind in enumerate(kinds)
        )
    for i in looked_at[:_MOST]:
        if _is_foreign(contents, kinds, i, start, capitals, width, i in odd, strict):
            kinds[i] = "unknown"


def _odd_lines(text: str, starts: list[int]) -> set[int]:
    """The lines that hold a character a teleprinter did not have, or one outside ASCII."""
    found: set[int] = set()
    for char in _ODD_SIGNS:
        at = text.find(char) if char[0] in text else -1  # one character is found quicker than several
        while at >= 0:
            i = bisect_right(starts, at) - 1
            found.add(i)
            at = text.find(char, starts[i + 1]) if i + 1 < len(starts) else -1
    if not text.isascii():
        found.update(
            i for i, line in enumerate(text[a:b] for a, b in pairwise([*starts, len(text)])) if not line.isascii()
        )
    return found


def _width(lengths: list[int]) -> int:
    """The line width of the body: the length few lines pass; 0 where the text was flowed."""
    ordered = sorted([n for n in lengths if n > 30])
    if len(ordered) < 6:
        return 69 if ordered and ordered[-1] <= 80 else 0
    width = ordered[int(len(ordered) * 0.93)]
    return width if width <= 90 else 0


def _steady(lengths: list[int], kinds: list[str], start: int, width: int) -> bool:
    """Whether the lines inside paragraphs fill the line width, but for a few."""
    inner = [
        n
        for n, kind, below in zip(lengths, kinds[start:], kinds[start + 1 :], strict=False)
        if below == "text" and kind in _RUNNING
    ]
    return sum(n < 0.8 * width for n in inner) <= max(2, len(inner) // 12)


def _is_foreign(
    contents: list[str], kinds: list[str], i: int, start: int, capitals: bool, width: int, odd: bool, strict: bool
) -> bool:
    t = contents[i][:HEAD]
    kind = kinds[i]
    if i < start and not odd and t.isupper():
        return False
    letters = sum(map(str.isalpha, t))
    odd = (
        odd
        or bool(_RARE.search(t))
        or letters < 0.6 * len(t)
        or (" " not in t and len(t) > 8 and not t.isalpha())
        or any(map(t.__contains__, ("()", ");", "://", ": {", "=", "..", " #")))
    )
    if odd and (_CODE.search(t[:_LOOK]) or _MOJIBAKE.search(t) or _EMOJI.search(t)):
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
    if kind == "heading" and t.isupper():
        return False
    if i < start or kind in ("attribute", "label", "passing", "reference", "subject"):
        return score >= _ENOUGH
    small = sum(map(str.islower, t))
    if capitals and small > 3 and small > 0.25 * letters:
        score += 2
    if len(t) > 5 and letters < 0.4 * len(t.replace(" ", "")) and not _table(contents, kinds, i):
        score += 2 if _odd_share(t) > 0.15 else 1
    out = _breaks_width(contents, kinds, i, width)
    score += (2 if strict else 1) if out == _ALONE else out
    return score >= _ENOUGH


def _odd_share(t: str) -> float:
    return sum(c in _ODD or (c > "\x7f" and not c.isalpha()) for c in t) / len(t)


def _table(contents: list[str], kinds: list[str], i: int) -> bool:
    """Whether a line stands in a table: columns, or a neighbour that has as many figures."""
    if "   " in contents[i]:
        return True
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(kinds) and kinds[j] in ("text", "sub-paragraph")]
    return any("   " in contents[j] or len(_NUMERIC.findall(contents[j])) > 0.3 * len(contents[j]) for j in near)


def _breaks_width(contents: list[str], kinds: list[str], i: int, width: int) -> int:
    """How far a line falls out of the running text it stands in: 0 to 2.

    Running text fills its lines: the next word stands on the next line only where it had no room. A line
    set into it breaks that on both sides, and breaks the sentence too.
    """
    t = contents[i][:HEAD]
    above = contents[i - 1] if i and kinds[i - 1] in _RUNNING else ""
    below = contents[i + 1] if i + 1 < len(contents) and kinds[i + 1] == "text" else ""
    if kinds[i] != "text" or "   " in t or "   " in above or "   " in below or t[0].islower() or t.isupper():
        return 0
    if above and above.isupper() and SIGNATURE.match(above) and kinds[i - 2 : i - 1] == ["blank"]:
        return 2  # nothing but the trailer comes after the signature
    ends = t.endswith(_TERMINAL) or t.endswith(",")
    if above and below:
        if above.endswith(_TERMINAL) or not width:
            return 0
        room = width - len(t) - 1 - len(below.split(None, 1)[0])
        if len(t) > width + 3:
            return 1 + below[0].islower()
        if room > 5 and not t.endswith((",", "-", ";")):
            return 2 if below[0].islower() or not ends else 1
        return 0
    if above and not ends and width:
        # It begins a sentence and ends the paragraph without ending it, though there was room above.
        room = width - len(above) - 1 - len(t.split(None, 1)[0])
        return 2 if above.endswith((".", ".)", '."')) and room > 5 and len(t.split()) > 1 else 1
    if not above and not below and not ends and i and i + 1 < len(contents):
        # Alone, and neither a sentence nor a heading of the kind this telegram has.
        if kinds[i - 1] == "rule" or kinds[i + 1] == "rule" or len(t) > (width or 69) or _title_case(t):
            return 0
        return _ALONE
    return 0


def _title_case(t: str) -> bool:
    longer = [w for w in t.split() if len(w) > 3]
    return bool(longer) and sum(w[0].isupper() for w in longer) > 0.7 * len(longer)
