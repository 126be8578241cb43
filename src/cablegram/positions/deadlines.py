"""Deadlines: what must happen, or lapses, when.

Rules: `positions-guideline.md`, section 6. A date counts where it lies ahead of the telegram and something is fixed for
it: a meeting or decision that has its date beside it ("the December 3 meeting", "will meet December 3"), a term that
runs out, something that is due by a day, an entry or start. What has been, and what somebody merely would like, is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cablegram.positions.dates import Anchor, Interval, Phrase, Turn, phrases, resolve
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Bound, Deadline
from cablegram.tables.deadline_words import DeadlineType, deadline_nouns, deadline_phrases, deadline_verbs

_REACH = 14  # words between a date and what it is the date of
_LONGEST = 9  # words of a label
_STOPS = frozenset((";", ":", "(", ")", ".", "?", "!"))
_DETERMINERS = frozenset("the a an its their his her our this that these those such any".split())
_GLUE = frozenset(
    "on in at for of by to the during , - – starting beginning commencing opening morning afternoon evening mornings "
    "afternoons evenings am pm a.m. p.m. hours noon cob oob period date time local gmt until till before from through "
    "about around next this week weekend day close business".split()
)
_COMPLEMENT = frozenset("of on with between concerning regarding re".split())
_NOUNY = ("NN", "JJ", "CD", "POS", "PRP$", "DT", "HYPH", "VBG", "VBN", "AFX", "FW", "PDT")
_PAST_FORMS = frozenset("was were had did met held took gave said told went came began made saw sent left".split())
_FUTURE = frozenset("will shall 'll won't would should must may might could can cannot".split())
_RELATIVE = frozenset(("which", "that", "who"))
_CONFIDENCE = {"noun": 0.7, "modifier": 0.7, "verb": 0.65, "due": 0.6, "event": 0.6}


@dataclass(slots=True)
class _Dated:
    """A date phrase in its sentence, with where the words about it put it."""

    sentence: Sentence
    phrase: Phrase
    turn: Turn | None
    fixed: bool
    interval: Interval | None = None


@dataclass(slots=True)
class _Reading:
    """What a date is for: the words of the label as ranges, the words of the quote as one range."""

    type: DeadlineType
    what: list[tuple[int, int]]
    first: int
    last: int
    rule: str
    cue: str
    subject: tuple[int, int] | None = None


def deadlines(passages: Passages) -> list[Deadline]:
    """The deadlines a telegram states, in the order of its text. Never raises for content.

    Dates are resolved from ``passages.telegram.date``; without one only dates with their year are read.
    """
    anchor = Anchor.of(passages.telegram.date)
    dated = [row for sentence in passages.sentences for row in _dated(sentence)]
    if anchor is not None and not anchor.exact:
        anchor = replace(anchor, told=_told(dated, anchor))
    found: list[Deadline] = []
    events: list[tuple[frozenset[str], Interval, str]] = []
    for row in dated:
        row.interval = resolve(row.phrase, anchor, row.turn)
        if row.interval is None or not _ahead(row, row.interval, anchor):
            continue
        reading = _reading(row)
        if reading is None:
            continue
        made = _made(passages, row, row.interval, reading, anchor)
        if made is None:
            continue
        found.append(made)
        if reading.type == "meeting":
            events.append((_name_words(made.what), row.interval, _place_of(row.sentence)))
    found.extend(_at_events(passages, events, found, anchor))
    found.sort(key=lambda item: (item.start, item.end))
    return found
