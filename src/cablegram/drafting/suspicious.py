"""Words that a reader would take for something else than text (reference 1.2-1.16).

Two uses. What stands on a line of its own in a draft and can only be meant as part of the telegram's form is
refused with its line. Everything else may stand anywhere but at the beginning of a line of the telegram: the
wrapping asks :func:`line_start` and keeps such words off it.
"""

from __future__ import annotations

import re

from cablegram.errors import DraftError
from cablegram.tables.words import class_words, is_caption_line
from cablegram.telegram import patterns as p
from cablegram.telegram.body_lines import MARKER

_BT = re.compile(r"BT$")
_FUNCTIONS = re.compile(r"N{4}|ZCZC")  # end and start of message, wherever they stand on the wire (1.2, 1.16, 1.17)
_PRECEDENCE = re.compile(r"(?:ZZ|OO|PP|RR) R[A-Z]{3,7}\b")
_LABEL = re.compile(
    r"(?:E\. ?O\. ?1\d{4}\b|(?:TAGS|SUBJECT|SUBJ|REF|REFS|REFTEL|REFERENCE|CLASSIFIED BY|"
    r"DECL|MRN|DATE/DTG|FM|FROM|ACTION|INFO)\s*:)"
)
_PAGE_LIKE = re.compile(r"[A-Z][A-Z .'-]{2,24}?\s+\d{8}\s+\d{3}(?:\.\d)?\s+OF\b|PAGE\s+\d{2,3}\s+[A-Z]")
_MARK = r"\((?:U|SBU|LOU|OUO|FOUO|C|S|TS|NR|NC|NS)(?:(?:/{1,2}|-)[A-Z]+)*\)"
_MARKED = re.compile(rf"(?:-\s)?(?:\u00b6|\(?\d{{1,3}}\s?[.)]?\s*{_MARK}|{_MARK}\s*\d{{1,3}}[.)])")
_PORTION = re.compile(rf"{_MARK}(?:\s|$)")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")

# Lines that tell by how they begin.
_STARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a paragraph mark", p.PARAGRAPH),
    ("a paragraph mark", p.PARAGRAPH_AFTER),
    ("an item", p.ITEM),
    ("a label", _LABEL),
    ("a label", p.EO),
    ("a label", p.TAGS),
    ("a label", p.SUBJECT),
    ("a label", p.REFERENCE),
    ("a label", p.LABEL_FORM),
    ("a classification authority", p.CLASSIFIED_BY),
    ("a classification line", p.CLASSIFICATION),
    ("a page line", _PAGE_LIKE),
    ("a start of message", p.TRANSMISSION),
    ("a routing line", _PRECEDENCE),
    ("an originator line", p.ORIGINATOR),
    ("a security line", p.SECURITY),
    ("a date-time group", p.DTG),
    ("a note of the communications centre", p.NOTE),
    ("a release stamp", p.STAMP),
    ("a release stamp", p.STAMP_FOIA),
    ("an archive footer", p.FOOTER),
)
# Lines that tell only as a whole; a wrapped line may end behind any of its words.
_WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a separator", _BT),
    ("an end of message", p.END),
    ("a serial check", p.SERIAL_CHECK),
    ("a page line", p.PAGE_WIRE_HEAD),
    ("a page line", p.PAGE_WIRE_TAIL),
    ("a page line", p.PAGE_ARCHIVE),
    ("a heading of the archive record", p.RECORD_HEADING),
    ("a class word", p.CLASS_WORD),
    ("a block marker", MARKER),
    ("a rule", p.RULE),
    ("a spacer", p.SPACER),
    ("a lone number", re.compile(r"\d\d$")),
)
_WORDS = 7  # no line of form that tells as a whole has more words


def line_start(words: list[str], i: int) -> str | None:
    """What a line that begins with ``words[i]`` could be taken for, wherever it ends; ``None`` for text.

    The answer depends on the words alone and not on the line width, so that the same words wrap alike.
    """
    rest = " ".join(words[i : i + 24])
    for name, pattern in _STARTS:
        if pattern.match(rest):
            return name
    for n in range(1, min(_WORDS, len(words) - i) + 1):
        line = " ".join(words[i : i + n])
        for name, pattern in _WHOLE:
            if pattern.match(line):
                return name
        if line in class_words() or (line.isupper() and is_caption_line(line)):
            return "a caption"
    if len(words) - i <= 4 and len(rest) <= 32 and p.SIGNATURE.match(rest):
        return "a signature"
    return None


def ends_message(line: str) -> bool:
    """Whether a line holds the letters that end or start a message, alone or inside a word."""
    return bool(_FUNCTIONS.search(line))


def refuse_line(line: str, number: int) -> None:
    """Refuse a body line of a draft that belongs to the form and not to the text.

    Raises:
        DraftError: it ends or starts a message, or is computed.
    """
    if (
        _BT.match(line)
        or p.END.match(line)
        or p.SERIAL_CHECK.match(line)
        or p.TRANSMISSION.match(line)
        or ends_message(line)
    ):
        raise DraftError(
            f"{line[:40]!r} ends or starts a message on the wire; delete it (strict-wire: yes writes the trailer)",
            number,
        )
    if _PAGE_LIKE.match(line) or p.PAGE_WIRE_TAIL.match(line) or p.PAGE_ARCHIVE.match(line):
        raise DraftError(f"{line[:40]!r} is a page line; delete it: sections and their page lines are computed", number)
    match = p.CLASSIFICATION.match(line)
    if line in class_words() or (match and match.end() == len(line) and match["level"].isupper()):
        raise DraftError(
            f"{line[:40]!r} is a classification line; delete it: it is computed from the front matter", number
        )
    if _LABEL.match(line):
        raise DraftError(
            f"{line[:40]!r} is a line of the telegram's head; its value belongs in the front matter", number
        )
    if _MARKED.match(line):
        raise DraftError(
            f"{line[:20]!r}: paragraph numbers are computed; begin with the portion mark alone, below an empty line",
            number,
        )
    if p.RULE.match(line):
        raise DraftError(f"{line[:20]!r} is a rule; delete it: headings (## ...) are underlined when written", number)
    if p.SPACER.match(line):
        raise DraftError(f"{line!r} alone on a line is a spacer and no text; delete it", number)
    if p.NOTE.match(line) or p.STAMP.match(line) or p.STAMP_FOIA.match(line) or p.FOOTER.match(line):
        raise DraftError(f"{line[:40]!r} is set by others after a telegram is sent; delete it", number)


def refuse_passage(block: list[tuple[str, int]], *, marked: bool, last: bool) -> None:
    """Refuse a paragraph (lines with their numbers) that is a computed mark or a line of form standing alone.

    Raises:
        DraftError: it begins with a number, holds another portion mark, or is a caption, marker or signature.
    """
    first, number = block[0]
    if _NUMBERED.match(first):
        raise DraftError(
            f"{first[:20]!r}: paragraph numbers are computed; begin with the portion mark or the text", number
        )
    for words, at in block:
        if _PORTION.match(words):
            raise DraftError(f"{words[:20]!r}: a portion mark begins a paragraph; put an empty line above it", at)
    if marked or len(block) > 1:
        return
    if is_caption_line(first):
        raise DraftError(f"{first!r} is a caption; it belongs in the front matter", number)
    if MARKER.match(first):
        raise DraftError(
            f"{first!r} alone is a block marker; write it into the paragraph, or as a heading: ## {first.title()}",
            number,
        )
    if last and len(first) <= 32 and first.isupper() and p.SIGNATURE.match(first):
        raise DraftError(
            f"{first!r} alone at the end is a signature; write it as `signature: {first}` in the front matter",
            number,
        )
