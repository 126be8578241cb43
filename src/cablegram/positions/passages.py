"""A telegram as its sentences: words, tags, who is named in them, whose paragraph it is, and the way back to the text.

Everything here counts in the reading view; :meth:`Passages.place` maps a stretch back to the telegram's own text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from cablegram.actors.header import readable
from cablegram.actors.records import Actor, Found, Mention
from cablegram.actors.tokens import Token, tokens
from cablegram.findings.mending import Mended
from cablegram.findings.view import reading_view
from cablegram.positions.records import Range, Voice
from cablegram.positions.sentences import sentences
from cablegram.positions.syntax.repairs import retagged
from cablegram.positions.syntax.tagging import tags
from cablegram.positions.verb_groups import Verb
from cablegram.source.view import View
from cablegram.tables.clause_words import clause_words
from cablegram.tables.stations import writer
from cablegram.telegram.mrn import number_of
from cablegram.telegram.records import Telegram

_Kind = Literal["text", "heading", "subject"]


@dataclass(slots=True)
class Named:
    """A mention by the words it covers, ``[first, last)`` in the sentence; ``actor`` is ``None`` where none is known."""

    first: int
    last: int
    mention: Mention
    actor: Actor | None


@dataclass(slots=True)
class Sentence:
    """One sentence: ``[start, end)`` of the reading view; ``words`` are folded, ``tags`` Penn tags of the same length."""

    start: int
    end: int
    tokens: list[Token]
    words: list[str]
    tags: list[str]
    named: list[Named]
    paragraph: int
    kind: _Kind
    voice: Voice
    heading: str | None = None
    verbs: list[Verb] | None = None  # its verb groups, once they were looked for

    def text_range(self, first: int, last: int) -> Range:
        """The reading view's range of the words ``[first, last)``."""
        return self.tokens[first].start, self.tokens[last - 1].end


class QuotedFields(TypedDict):
    """What :meth:`Quoted.fields` gives."""

    start: int
    end: int
    quote: str
    more: tuple[Range, ...]
    quote_more: tuple[str, ...]


@dataclass(slots=True)
class Quoted:
    """A stretch of the telegram: its first part, and the others where a page turn cut it."""

    start: int
    end: int
    quote: str
    more: tuple[Range, ...]
    quote_more: tuple[str, ...]

    def fields(self) -> QuotedFields:
        """The fields by which an item says where it stands."""
        return {
            "start": self.start, "end": self.end, "quote": self.quote, "more": self.more, "quote_more": self.quote_more,
        }  # fmt: skip


class Passages:
    """The sentences of one telegram in order; ``view`` is the reading view, ``text`` its text."""

    def __init__(self, telegram: Telegram, found: Found, mended: Mended | None = None) -> None:
        self.telegram = telegram
        self.found = found
        self.view = reading_view(telegram, mended)
        self.text = self.view.text
        self._actors = {actor.id: actor for actor in found.actors}
        self._forward = _Forward(self.view)
        self._mentions = self._placed(found)
        self._paragraphs = self._ranges([(p.start, p.end) for p in telegram.paragraphs])
        self._numbers = [p.number or 0 for p in telegram.paragraphs]
        self._headings = [p.heading for p in telegram.paragraphs]
        self._comments = self._ranges([(b.start, b.end) for b in telegram.blocks if b.kind == "comment"])
        self.sentences = list(self._sentences(readable(telegram, self.view)))

    @property
    def post(self) -> str:
        """The post that wrote the telegram: as the sender line has it, else as its number tells (or the number that is
        its file's name); empty where nothing does."""
        if self.telegram.origin:
            return self.telegram.origin
        station = writer(number_of(self.telegram))
        return (station.plad or "") if station else ""

    def place(self, start: int, end: int) -> Quoted | None:
        """A stretch of the reading view in the telegram's text; ``None`` where nothing of it stands there."""
        parts = _joined(self.telegram.text, self.view.back(start, end))
        if not parts:
            return None
        (first, last), *more = parts
        text = self.telegram.text
        return Quoted(first, last, text[first:last], tuple(more), tuple(text[a:b] for a, b in more))

    def words_of(self, start: int, end: int) -> str:
        """The words of a stretch of the reading view, in one line."""
        return " ".join(self.text[start:end].split())

    def _ranges(self, places: list[tuple[int, int]]) -> list[Range]:
        return [(self._forward.after(a), self._forward.before(b)) for a, b in places]

    def _placed(self, found: Found) -> list[tuple[int, int, Mention]]:
        placed = []
        for mention in found.mentions:
            start = self._forward.after(mention.start)
            last = mention.more[-1][1] if mention.more else mention.end
            end = self._forward.before(last)
            if start < end:
                placed.append((start, end, mention))
        placed.sort(key=lambda row: (row[0], -row[1]))
        return placed

    def _sentences(self, text: str) -> Iterator[Sentence]:
        subject = self.telegram.where("subject")
        subject_at = self._forward.after(subject.start) if subject else -1
        subject_end = self._forward.before(subject.end) if subject else -1
        headings = {" ".join(h.split()).lower() for h in self._headings if h}
        at = 0
        for start, end in sentences(text):
            found = [
                Token(t.start + start, t.end + start, t.word, t.opens)
                for t in _without_abbreviating_stops(tokens(text[start:end]))
            ]
            if not found:
                continue
            words = [token.word for token in found]
            while at < len(self._mentions) and self._mentions[at][1] <= start:
                at += 1
            number, heading = self._paragraph(start)
            in_subject = subject_at <= start < subject_end
            plain = " ".join(text[start:end].split()).lower()
            kind: _Kind = "subject" if in_subject else "heading" if plain in headings else "text"
            in_comment = any(a <= start < b for a, b in self._comments)
            yield Sentence(
                start=start,
                end=end,
                tokens=found,
                words=words,
                tags=retagged(words, tags(words)),
                named=list(self._named(at, start, end, found)),
                paragraph=number,
                kind=kind,
                voice="author_comment" if in_comment else "reported",
                heading=heading,
            )

    def _paragraph(self, start: int) -> tuple[int, str | None]:
        index = bisect_right(self._paragraphs, (start, len(self.text))) - 1
        if index < 0 or start >= self._paragraphs[index][1]:
            return (self._numbers[index], None) if index >= 0 else (0, None)
        return self._numbers[index], self._headings[index]

    def _named(self, at: int, start: int, end: int, found: list[Token]) -> Iterator[Named]:
        starts = [token.start for token in found]
        for first, last, mention in self._mentions[at:]:
            if first >= end:
                return
            if last <= start:
                continue
            left = max(bisect_right(starts, first) - 1, 0)
            right = left
            while right < len(found) and found[right].start < last:
                right += 1
            if left < right:
                yield Named(left, right, mention, self._actors.get(mention.actor_id))


def _without_abbreviating_stops(found: Sequence[Token]) -> Iterator[Token]:
    """Tokens without the full stops of titles, initials and abbreviations ("Mr. J. Smith"), which end nothing."""
    short = clause_words("title") | clause_words("abbreviation")
    for at, token in enumerate(found):
        if token.word == "." and 0 < at < len(found) - 1:
            before = found[at - 1].word
            marks = at == 1 or found[at - 2].word in (";", ":", ",", ".", "(")  # "A. The text": an item's mark
            dated = found[at + 1].word[:1].isdigit()  # "Sept. 1977", "No. 5"
            if (before in short and not dated) or (len(before) == 1 and before.isalpha() and not marks):
                continue
        yield token


class _Forward:
    """Places of the telegram's text in the reading view, where a cut place goes to its nearest neighbour."""

    def __init__(self, view: View) -> None:
        self._view = view
        order = sorted(range(len(view.spans)), key=lambda i: view.spans[i])
        self._order = order
        self._starts = [view.spans[i][0] for i in order]

    def after(self, position: int) -> int:
        """The view position of ``position``, or of what comes after it where it was cut."""
        return self._at(position, after=True)

    def before(self, position: int) -> int:
        """The view position just behind the character before ``position``."""
        return self._at(position - 1, after=False) + 1

    def _at(self, position: int, *, after: bool) -> int:
        index = bisect_right(self._starts, position) - 1
        view = self._view
        if index >= 0:
            piece = self._order[index]
            start, end = view.spans[piece]
            if position < end:
                if piece in view.mended:
                    return view.starts[piece] if after else view.starts[piece] + len(view.mended[piece]) - 1
                return view.starts[piece] + position - start
        if after:
            return view.starts[self._order[index + 1]] if index + 1 < len(self._order) else len(view.text)
        if index < 0:
            return -1
        piece = self._order[index]
        start, end = view.spans[piece]
        return view.starts[piece] + (len(view.mended[piece]) if piece in view.mended else end - start) - 1


def _joined(text: str, parts: tuple[Range, ...]) -> list[Range]:
    """Parts as one where no line lies between them: blanks, a line end, or what a mend took out of the line."""
    found: list[Range] = []
    for start, end in parts:
        if found and "\n" not in text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
