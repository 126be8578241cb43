"""Writing: a draft becomes a telegram, and the telegram is read back before it is given out.

The check of last resort: what was written is read with :func:`cablegram.telegram.reader.parse`. Every line
must be of the kind it was set as, the draft must come back, no rule may find an error, and writing what came
back must give the same telegram. Otherwise the draft is refused, and the line named.
"""

from __future__ import annotations

import msgspec

from cablegram.drafting.judging import judge
from cablegram.drafting.layout import HEADING_KINDS, Page, Set
from cablegram.drafting.normal import fold_draft
from cablegram.drafting.reading_back import draft_from
from cablegram.drafting.records import SHORTEST, Draft, Lines
from cablegram.drafting.suspicious import ends_message
from cablegram.errors import DraftError
from cablegram.findings.checking import check
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Telegram

_NARROWER = 6  # widths tried below the one asked for, where a line's end makes a line look foreign
_KEYS = {
    "subject_portion": "subject",
    "title": "authority",
    "reason_section": "reasons",
    "declassify_on": "declassify-on",
    "entire": "entire-text",
    "layout": "section-length",
}
_ADVICE = {"authority": "write the name first, then the office: `authority: Jane Doe, Political Counselor`"}


class Written(msgspec.Struct, frozen=True):
    """A telegram, its draft in the one form, and the draft's lines that were folded."""

    telegram: Telegram
    draft: Draft
    folded: tuple[int | None, ...]


def write(draft: Draft) -> str:
    """The telegram of a draft: everything computable is computed, and it reads back as the draft.

    Raises:
        DraftError: it contradicts itself, or would read back as something else; ``line`` is the draft's.
    """
    return compose(draft).telegram.text


def normalise(draft: Draft) -> Draft:
    """The one form of a draft, equal for two drafts that give the same telegram.

    Values are folded as :func:`cablegram.drafting.normal.fold_draft` says, one by one; ``layout`` becomes
    what the telegram shows: the width of its longest line (55 at least), the lines of its longest section
    (``None`` where it has one section); ``origin`` is dropped. For every draft that :func:`write` accepts,
    ``draft_from(parse(write(draft))) == normalise(draft)``, and normalising again changes nothing.

    Raises:
        DraftError: as :func:`write`.
    """
    return compose(draft).draft


def compose(draft: Draft) -> Written:
    """What :func:`write` and :func:`normalise` give, and which lines of the draft were folded.

    Raises:
        DraftError: as :func:`write`.
    """
    folded = fold_draft(draft)
    judge(folded)
    refused: DraftError | None = None
    widest = folded.layout.width
    for width in range(widest, max(SHORTEST, widest - _NARROWER) - 1, -1):
        layout = msgspec.structs.replace(folded.layout, width=width)
        try:
            return _written(msgspec.structs.replace(folded, layout=layout))
        except DraftError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _written(draft: Draft) -> Written:
    page = Page(draft)
    lines, settled = page.telegram()
    settled = msgspec.structs.replace(settled, origin=None)
    text = "".join(f"{one.text}\n" for one in lines)
    telegram = parse(text)
    for one in lines:
        if ends_message(one.text) and one.kind not in ("transmission-id", "end"):
            raise DraftError("NNNN and ZCZC end and start a message wherever they stand; write it otherwise", one.line)
    _same_kinds(telegram, lines)
    _same_draft(telegram, settled, draft, lines)
    _no_errors(telegram, lines)
    again, _ = Page(settled).telegram()
    if [one.text for one in again] != [one.text for one in lines]:
        raise DraftError(
            "the telegram would be set otherwise when written again; give another width or section-length",
            None,
        )
    return Written(telegram, settled, tuple(page.folded))


def _same_kinds(telegram: Telegram, lines: list[Set]) -> None:
    for read, made in zip(telegram.lines, lines, strict=True):
        if read.kind != made.kind and not (made.kind == "heading" and read.kind in HEADING_KINDS):
            raise DraftError(
                f"the line {made.text[:40]!r} would be read back as {read.kind} and not as {made.kind}; reword it",
                made.line,
            )


def _same_draft(telegram: Telegram, made: Draft, draft: Draft, lines: list[Set]) -> None:
    """Name the first value that does not come back."""
    read = draft_from(telegram)
    if read == made:
        return
    where = Lines(draft)
    for i, (one, other) in enumerate(zip(read.passages, made.passages, strict=False)):
        if one != other:
            words = zip(one.text.split(), other.text.split(), strict=False)
            k = next((k for k, (a, b) in enumerate(words) if a != b), 0)
            message = f"paragraph {i + 1} would read back as {_shown(one.text)}; reword it"
            raise DraftError(message, where.word(i, k))
    for name in made.__struct_fields__:
        one, other = getattr(read, name), getattr(made, name)
        if one == other:
            continue
        key, k = _KEYS.get(name, name), 0
        if isinstance(other, tuple):
            k = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
        place = telegram.where(name)
        at = where.field(key, k) or (_line_at(telegram, lines, place.start) if place else None)
        advice = _ADVICE.get(key, "write it otherwise")
        raise DraftError(f"{key} would read back as {_shown(one)}; {advice}", at or where.word(0))


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) < 90 else f"{shown[:86]} ..."


def _no_errors(telegram: Telegram, lines: list[Set]) -> None:
    """Refuse what the findings call an error."""
    for finding in check(telegram):
        if finding.severity == "error":
            raise DraftError(f"{finding.code} {finding.message}", _line_at(telegram, lines, finding.start))


def _line_at(telegram: Telegram, lines: list[Set], position: int) -> int | None:
    """The draft's line of a position of the telegram."""
    return next((made.line for read, made in zip(telegram.lines, lines, strict=True) if position < read.end), None)
