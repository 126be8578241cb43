"""Paragraphs: their numbers, their ends, their block marks, blank lines in and between them (1.14, 1.15; D10, D18-D20)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import RUNNING, Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.words import known, word_set
from cablegram.telegram.numbering import resolve_number
from cablegram.telegram.records import Paragraph

_TERMINAL = (".", ":", "?", "!", '"')
_GOES_ON = ("text", "blank")  # what stands below a blank line that cuts a sentence
_SENTENCE_ENDS = (".", "?", "!", '."', '?"', '!"')
_MARK = r"(?:TS|SBU|FOUO|OUO|LOU|[CSU])(?:/{1,2}[A-Z]{1,10})?"
_FLOWED_NUMBER = re.compile(r"(?:(?<=[.?!:)\"'-])|(?<=SUMMARY|COMMENT))([ \t]+)(\d{1,3})\. (?=[A-Z\"(])")
_FLOWED_MARK = re.compile(rf"(?<=\S)([ \t]+)(?:-\s)?\u00b6?\s?(\d{{1,3}})\.?\s?\({_MARK}\)")


def _missing(numbers: range) -> str:
    if len(numbers) == 1:
        return f"paragraph {numbers[0]} is"
    return f"paragraphs {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]} are"


def _stands_inside(text: str, number: int, start: int, end: int) -> bool:
    """Whether a paragraph mark stands in running text, where the reader takes it for none."""
    mark = re.compile(
        rf"(?:[.:?!)\"\]]\s+|^[ \t]*)(?:-\s)?\u00b6?1?{number}[A-Z]?(?:\s?[.)]\s?[\"A-Z(]|\s+[A-Z]|\s?\({_MARK}\))",
        re.MULTILINE,
    )
    return bool(mark.search(text, start, end))


@rule(
    "T350",
    "paragraph-numbers",
    "warning",
    ("K17", "D10"),
    "Paragraphs are numbered from 1 without gaps. A gap means that text is lost, or a paragraph has lost its mark; the finding "
    "names the numbers that are missing. A number that comes twice means that a line or a section was doubled. Paragraphs of a "
    "quoted text that are counted from 1 again are no fault, nor is the beginning of a later section.",
)
def paragraph_numbers(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K17."""
    telegram = scan.telegram
    last: int | None = None
    outer: list[int] = []
    before: Paragraph | None = None
    unnumbered = 0
    for paragraph in telegram.paragraphs:
        number = paragraph.number
        if number is None or paragraph.label is None:
            unnumbered += 1
            continue
        start, end = paragraph.start, paragraph.start + len(paragraph.label)
        if last is None:
            whole = telegram.family != "body" and (telegram.section is None or telegram.section.number == 1)
            if number - 1 > unnumbered and whole:
                yield rule.finding(
                    f"{_missing(range(1, number))} missing: the text begins with paragraph {number}", start, end
                )
        elif number == 1:
            outer.append(last)
        elif number != last + 1:
            while outer and number != last + 1 and number > outer[-1]:
                last = outer.pop()
            if number > last + 1:
                assert before is not None
                lost = range(last + 1, number)
                inside = before.start + len(before.label or "")
                if _stands_inside(scan.text, last, inside, start) and len(lost) == 1:
                    yield rule.finding(f"there is no paragraph {lost[0]}, and two have the number {last}", start, end)
                elif not all(_stands_inside(scan.text, n, inside, start) for n in lost):
                    yield rule.finding(
                        f"{_missing(lost)} missing between {last} and {number}: text is lost", start, end
                    )
            elif number == last:
                yield rule.finding(f"two paragraphs have the number {number}", start, end)
            elif number < last:
                yield rule.finding(f"paragraph {number} comes after paragraph {last}", start, end)
        last, before = number, paragraph


def _furniture_between(scan: Scan, i: int) -> int | None:
    """The next line of running text below line ``i``, over blank lines only; ``None`` where it comes at once or is none."""
    kinds = scan.kinds
    j = i + 1
    while j < len(kinds) and kinds[j] == "blank":
        j += 1
    return j if i + 1 < j < len(kinds) and kinds[j] == "text" else None


@rule(
    "T319",
    "paragraph-cut",
    "info",
    ("D19",),
    "A blank line stands in mid-sentence: the text above it ends with a letter or a comma, the text below it begins in lower "
    "case. The two are joined, by a line end where the text is wrapped. A text in small letters is left.",
)
def paragraph_cut(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D19."""
    if scan.double_spaced or (scan.heading_spaced and not scan.flowed):
        return
    kinds, contents = scan.kinds, scan.contents
    for i in [i for i, kind in enumerate(kinds) if kind == "blank"]:
        if i == 0 or kinds[i - 1] not in RUNNING:
            continue
        if i + 1 == len(kinds) or kinds[i + 1] not in _GOES_ON:
            continue
        below = _furniture_between(scan, i - 1)
        if below is None or not contents[below][0].islower():
            continue
        starts = scan.starts
        left, right = contents[i - 1], contents[below]
        if (
            not (left[-1].isalpha() or left[-1] == ",")
            or len(left) < 40
            or (len(right) < 12 and not right.endswith(_SENTENCE_ENDS))
            or "   " in left
            or "   " in right
        ):
            continue
        if scan.small_letters:
            return
        start, end = starts[i - 1] + len(left), starts[below]
        yield rule.finding(
            f"a blank line cuts a sentence: {left[-25:]!r} goes on with {right[:25]!r}",
            start,
            end,
            Edit(start, end, scan.rejoined(left, right)),
            safety="safe",
        )


@rule(
    "T318",
    "double-spaced",
    "info",
    ("D18",),
    "A blank line stands after every line of wrapped text. The blank lines inside sentences are taken out; one that stands "
    "where a sentence is over is kept, for it may part two paragraphs. Where each paragraph is one long line only the header shows it.",
)
def double_spaced(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D18."""
    if not scan.double_spaced:
        if scan.heading_spaced:
            first = next(line for line in scan.lines if line.kind != "blank")
            yield rule.finding("a blank line stands after every line of the header", first.start, scan.body[0])
        return
    contents, starts = scan.contents, scan.starts
    edits: list[Edit] = []
    for i, line in enumerate(scan.lines):
        if line.kind not in RUNNING or contents[i].endswith(_TERMINAL):
            continue
        below = _furniture_between(scan, i)
        if below is not None:
            edits.append(Edit(starts[i] + len(contents[i]), starts[below], "\n"))
    if edits:
        start, end = scan.body
        yield rule.finding("a blank line stands after every line", start, end, *edits, safety="likely")


@rule(
    "T320",
    "flowed-paragraphs",
    "warning",
    ("D20",),
    "The text was flowed into long lines, and paragraph marks stand in mid-line. The line is broken before each mark that is "
    "the next of the sequence.",
)
def flowed_paragraphs(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D20."""
    if max([line.end - line.start for line in scan.lines], default=0) <= 200:
        return
    numbers = {p.start: p.number for p in scan.telegram.paragraphs if p.number is not None}
    printed = set(numbers.values())
    last = 0
    for line, at in zip(scan.lines, scan.starts, strict=True):
        last = numbers.get(at) or last
        if line.end - line.start <= 200 or line.kind not in RUNNING:
            continue
        marks = list(_FLOWED_MARK.finditer(line.text))
        marks += [m for m in _FLOWED_NUMBER.finditer(line.text) if int(m[2]) > 1 and int(m[2]) not in printed]
        for match in sorted(marks, key=lambda m: m.start()):
            if resolve_number(match[2], last) == last + 1:
                last += 1
                start = line.start + match.start(1)
                end = line.start + match.end(1)
                yield rule.finding(
                    f"paragraph {last} begins in mid-line",
                    end,
                    line.start + match.end(),
                    Edit(start, end, "\n\n"),
                    safety="likely",
                )


_STOP = re.compile(r"\.[\"')\]]?(?: {1,2}|\r?\n)(?=[a-z])")
_LAST_WORD = re.compile(r"[\w'.&/@:-]+$")
_WORD = re.compile(r"[A-Za-z'\u2019-]+")
_ABBREVIATED = word_set(
    "acct admin appt approx assn assoc atty attn avail blvd brig bros capt cent circa cmdr comm conf cont corp dept depts dist excl exec "
    "govt incl info intl ltda messrs mins misc natl orig paragraphs para paras prof prov refs resp rept secs sept supt temp univ"
)
_SHORTENED = word_set(
    "adm all apr art aug avg cit col dec del dis est etc ext feb fig gen gov inc jan jul jun lat ltd maj mar max mil min nov oct par pct "
    "pop ref rep res rev sec sen sep sgt std tel vol yrs hrs wks mos lbs pls"
)
_PARTICLES = word_set(
    "al el de du da del della der den des di dos la le les van von zu bin ibn abu ben bint y e ul ud ur as ash an as"
)
_MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
_CANNOT_FOLLOW = word_set(
    "That This These Those They There The It However Although Because Whether While When Moreover She He But And If"
)
# One of these words, or a word made of their first letters and their rests: at most blanks one look at the letter is enough.
_MAY_NOT_FOLLOW = re.compile(
    rf" [{''.join(sorted({word[0] for word in _CANNOT_FOLLOW}))}](?:{'|'.join(sorted({word[1:] for word in _CANNOT_FOLLOW}))}) (?=[a-z])"
)
_BEFORE_CAPITAL = word_set("the a an of for in to with by from on at")
_ARTICLES = frozenset(("the", "a", "an"))
_NOT_AFTER_PREPOSITION = frozenset(("She", "He", "If", "But", "And"))
_CAPITAL_PAIRS = (
    " THE THAT ",
    " THE THIS ",
    " THE THESE ",
    " THE THEY ",
    " THE HOWEVER",
    " A THAT ",
    " A THIS ",
    " A THEY ",
    " THE SHE ",
    " THE A ",
)
_THE_PAIR = re.compile(r" THE (?:TH(?:AT|IS|ESE|EY) |HOWEVER|SHE |A )")  # one of these pairs
_A_PAIR = re.compile(r" A TH(?:AT|IS|EY) ")
_UNFINISHED = word_set(
    "the a an of to and or for with in on by from at that which is are was were be has have had will would but if their its his than as"
)


def _running_at(scan: Scan, at: int) -> bool:
    """Whether a position lies in running text."""
    i = scan.line_at(at)
    return i >= 0 and scan.lines[i].kind in RUNNING


@rule(
    "T310",
    "lost-words",
    "warning",
    ("D10",),
    "Words or lines are lost: a sentence begins in lower case after a full stop, an article stands before a word that cannot "
    "follow it (for the That said), a paragraph begins with a comma or in lower case, or ends in mid-sentence. Nothing is put in "
    "the gap: it is only reported.",
)
def lost_words(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D10, inside paragraphs and at their beginnings and ends."""
    text = scan.text
    start, end = scan.body
    if scan.capitals:
        found = _THE_PAIR.search(text, start, end) or _A_PAIR.search(text, start, end)
        for pair in _CAPITAL_PAIRS if found else ():
            at = text.find(pair, start, end)
            if at >= 0:
                yield rule.finding(
                    f"words are lost after {pair.split()[0]!r} in {pair.strip()!r}", at + 1, at + len(pair.rstrip())
                )
    else:
        small = list(_small_sentences(rule, scan, start, end))
        if small and len(small) <= 1 + text.count(". ", start, end) // 5:
            yield from small
        for match in _MAY_NOT_FOLLOW.finditer(text, start, end):
            if not text[match.start() - 1].islower() or match[0].strip() not in _CANNOT_FOLLOW:
                continue
            before = _LAST_WORD.search(text, max(start, match.start() - 12), match.start())
            word = match[0].strip()
            if (
                before is None
                or before[0] not in _BEFORE_CAPITAL
                or (before[0] not in _ARTICLES and word in _NOT_AFTER_PREPOSITION)
            ):
                continue
            if _running_at(scan, match.start()):
                yield rule.finding(
                    f"words are lost between {before[0]!r} and {word!r}", before.start(), match.end() - 1
                )
    yield from _paragraph_edges(rule, scan)


def _is_short_word(word: str) -> bool:
    """Whether what stands before a full stop is a word of three letters that abbreviates nothing."""
    return len(word) == 3 and word.islower() and word not in _SHORTENED and known(word)


def _small_sentences(rule: Rule, scan: Scan, start: int, end: int) -> Iterator[Finding]:
    text = scan.text
    for match in _STOP.finditer(text, start, end):
        before = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
        after = _WORD.match(text, match.end())
        if before is None or after is None:
            continue
        word, small = before[0], after[0]
        if word.isdigit():
            above = text[max(start, before.start() - 12) : before.start()].split()
            if not above or above[-1].strip(",.").lower() not in _MONTHS:
                continue
        elif not word.isalpha() or word.lower() in _ABBREVIATED or (len(word) < 4 and not _is_short_word(word)):
            continue
        if (
            small in _PARTICLES
            or not small.islower()
            or "-" in small
            or "'" in small
            or (len(small) < 2 and small != "a")
        ):
            continue
        if _running_at(scan, match.start()) and _running_at(scan, match.end()):
            yield rule.finding(
                f"words are lost: the sentence after {word + '.'!r} begins in lower case with {small!r}",
                match.end(),
                after.end(),
            )


def _paragraph_edges(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Paragraphs that begin or end in mid-sentence."""
    text, paragraphs = scan.text, scan.telegram.paragraphs
    small = [p for p in paragraphs if p.text and p.label is not None and (p.text[0] in ",;)" or p.text[0].islower())]
    if small and len(small) * 3 <= sum(p.label is not None and p.text != "" for p in paragraphs):
        for paragraph in small:
            word = _WORD.match(paragraph.text)
            if word is not None and (
                word[0].lower() in _PARTICLES or not word[0].islower() or len(word[0]) < 2 or "-" in word[0]
            ):
                continue
            at = text.find(paragraph.text[:12], paragraph.start, paragraph.end)
            if at >= 0:
                first = paragraph.text.split(None, 1)[0]
                yield rule.finding(
                    f"words are lost: paragraph {paragraph.number} begins with {first!r}", at, at + min(len(first), 12)
                )
    for i, one in enumerate(paragraphs):
        last = one.text[-1:]
        if not (last.isalpha() or last == ",") or len(one.text) < 60 or not text.startswith(last, one.end - 1):
            continue
        if paragraphs[i + 1].label is None if i + 1 < len(paragraphs) else scan.telegram.signature is None:
            continue  # a list or a table may follow, or the text is a fragment
        line = one.text[-70:]
        word_ = line.rsplit(None, 1)[-1]
        unfinished = last == "," or word_.lower() in _UNFINISHED
        prose = (
            word_.islower()
            and not one.items
            and not ("\n" in line or "   " in line or "://" in line or "END" in line.upper())
        )
        if unfinished or (prose and len(one.text) > 120 and line.count(" ") > 6):
            yield rule.finding(f"words are lost: the paragraph ends with {word_!r}", one.end - len(word_), one.end)
