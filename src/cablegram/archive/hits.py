"""One document as a hit of a search: the best place of a match in it, and the words around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from cablegram.archive.packing import given_text, unpack_paragraphs, unpack_view
from cablegram.archive.query_text import Span, spans
from cablegram.archive.query_tree import Tree
from cablegram.archive.store import Row
from cablegram.source.view import View

_SNIPPET = 240  # characters
_SPANS = 200  # places of a text that are looked at for the best stretch
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One document found.

    ``start``/``end`` are the best place of a match in the document's text, ``quote`` its exact words, ``paragraph`` the
    number of the paragraph it stands in. ``score`` is ``None`` where the order is by date, and in a view of a part. ``snippet`` is a stretch of the reading view around it, ``marks`` the
    matches in the snippet, ``why`` the words and the actors of the query that were found, in the order of the snippet. Of a record without
    text the snippet is of its given fields, and ``quote`` is empty. Where only fields matched, ``quote`` is empty and the snippet is the beginning of the text.
    """

    document: str
    cable: str
    kind: str
    date: str | None
    origin: str | None
    level: str | None
    subject: str | None
    score: float | None
    paragraph: int | None
    start: int
    end: int
    quote: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    why: tuple[str, ...]


def day_of(first: int | None, precision: str | None) -> str | None:
    """A date in words as exact as it is known: ``2007-11-16``, ``2007-11``, ``2007``."""
    if first is None:
        return None
    moment = _EPOCH + dt.timedelta(minutes=first)
    return moment.strftime({"year": "%Y", "month": "%Y-%m"}.get(precision or "", "%Y-%m-%d"))


def reading_of(row: Row) -> View:
    """The reading view of a document; of a record without text its given fields, which lie nowhere in it."""
    return unpack_view(row.text, row.view or b"") if row.text.strip() else View(given_text(row.given), (), ())


def hit_of(row: Row, tree: Tree, score: float | None, view: View, more: Sequence[Span] = ()) -> Hit:
    """One document as a hit, with the best place of a match in its reading view; ``more`` are matches of other fields."""
    found: Sequence[Span] = spans(tree, view.text, _SPANS)
    if more:
        found = sorted([*found, *more])
    paragraphs = unpack_paragraphs(row.paragraphs or b"") if found else ()
    body = (view.forward(paragraphs[0].start) or 0) if paragraphs else 0
    left, right, inside = _best(found, view.text, body)
    start = end = 0
    paragraph = None
    if inside:
        # The first of the stretch's places that stands in the body, where one does.
        chosen = next((one for one in inside if one[0] >= body), inside[0])
        back = view.back(chosen[0], chosen[1])
        if back:
            start, end = back[0]
        paragraph = next((p.number for p in paragraphs if p.start <= start < p.end), None)
    return Hit(
        row.id,
        row.cable,
        row.kind,
        day_of(row.first, row.precision),
        row.origin,
        row.level,
        row.subject,
        score,
        paragraph,
        start,
        end,
        row.text[start:end],
        view.text[left:right],
        tuple((s - left, e - left) for s, e, _ in inside),
        tuple(dict.fromkeys(why for _, _, why in inside)),
    )


def _best(found: Sequence[tuple[int, int, str]], text: str, body: int) -> tuple[int, int, list[tuple[int, int, str]]]:
    """The stretch of a text with the most different matches, then in the body, then the most, then the first.

    Its bounds and its matches.
    """
    if not found:
        return 0, _word_end(text, min(_SNIPPET, len(text))), []
    best: tuple[int, bool, int, int] = (0, False, 0, 0)
    chosen = (0, 0)
    j = 0
    for i, (start, _, _) in enumerate(found):
        j = max(j, i)
        while j + 1 < len(found) and found[j + 1][1] - start <= _SNIPPET - 40:
            j += 1
        value = (len({why for _, _, why in found[i : j + 1]}), found[j][0] >= body, j + 1 - i, -i)
        if i == 0 or value > best:
            best, chosen = value, (i, j)
    first, last = found[chosen[0]][0], found[chosen[1]][1]
    room = max(_SNIPPET - (last - first), 0)
    left = _word_start(text, max(first - room // 3, 0))
    right = _word_end(text, min(left + max(_SNIPPET, last - left), len(text)))
    inside = [one for one in found if left <= one[0] and one[1] <= right]
    return left, right, inside


def _word_start(text: str, at: int) -> int:
    """The beginning of a word at or shortly behind a place."""
    if at == 0 or text[at - 1].isspace():
        return at
    blank = text.find(" ", at, at + 25)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text) or text[at].isspace():
        return at
    blank = text.rfind(" ", max(at - 25, 0), at)
    return blank if blank > 0 else at
