"""Expectations: who thinks how likely some future event is.

Rules: `positions-guideline.md`, section 5. What stands under "it is likely" is whoever says so, in the sentence or before it
in the paragraph, else the author (X7). What the holder himself means to do is no forecast (X5), nor is what consent
others are forecast to give their position (R14).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cablegram.positions.confidence import confidence
from cablegram.positions.dates import Anchor, phrases, resolve
from cablegram.positions.drafts import Reading
from cablegram.positions.events import DUMMIES, ENDS, Event, infinitive_at, is_verb
from cablegram.positions.forecasts import Forecast, band_of, forecasts
from cablegram.positions.holders import Holder
from cablegram.positions.labels import label
from cablegram.positions.records import Attribution, Expectation
from cablegram.positions.sources import governing
from cablegram.tables.likelihoods import likelihood_words

_AUTHOR = frozenset(
    ("we", "i", "embassy", "the embassy", "post", "the post", "mission", "the mission", "consulate", "the consulate")
)
_CAPITAL = ("SECSTATE", "WHITE HOUSE", "UNITED STATES")  # a sender whose "we" is the state
_LONG = 8  # words that tell, after which an event ends with its next phrase
_REACH = 9  # words between a holder and the rest of a quote


def expectations(readings: Iterable[Reading]) -> list[Expectation]:
    """The expectations a telegram states, in the order of its text. Never raises for content."""
    found: list[Expectation] = []
    for reading in readings:
        if reading.sentence.kind == "text":
            for forecast in forecasts(reading):
                found += _made(reading, forecast)
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _made(reading: Reading, forecast: Forecast) -> Iterator[Expectation]:
    sentence, passages, event = reading.sentence, reading.passages, forecast.event
    holders, attributed, attribution = _whose(reading, forecast)
    about = _about(reading, event)
    _shorten(reading, event)
    dummy = event.subject is None or (
        reading.words[event.subject[0]] == "it" and event.verb is not None and event.verb.copula
    )
    own = [] if dummy or event.subject is None else reading.holders.of(sentence, *event.subject)
    first, last = (
        min(forecast.first, event.first, *(() if forecast.opens is None else (forecast.opens,))),
        max(forecast.last, event.last),
    )
    for holder in holders:
        # X5: what the holder himself will do is no forecast
        if own and own[0].name == holder.name and forecast.word.weight != "firm":
            continue
        if event.subject is not None and reading.words[event.subject[0]] == "you":
            continue
        start, end = first, last
        if holder.how not in ("carried", "source") and holder.first < first and first - holder.first <= _REACH:
            start = holder.first
        place = passages.place(*sentence.text_range(start, end))
        text = _event_words(reading, event, about)
        if place is None or not label(text):
            continue
        yield Expectation(
            paragraph=sentence.paragraph,
            **place.fields(),
            attributed_to=attributed,
            attribution=attribution,
            voice="author_comment" if attribution == "author" and holder.words else sentence.voice,
            rule=f"expectation-{forecast.word.part}",
            confidence=confidence("expectation", f"expectation-{forecast.word.part}"),
            steps=(f"{forecast.word.word!r} ({forecast.word.part}) is {forecast.word.band or 'as graded'}",
                   f"about the event: {band_of(forecast)}"),
            holder=holder.name,
            holder_id=holder.id,
            holder_mention=" ".join(holder.words.split()),
            event=text,
            about_actor=about.name if about else None,
            likelihood=band_of(forecast),
            likelihood_words=(passages.words_of(*sentence.text_range(forecast.first, forecast.last)),),
            horizon=_horizon(reading, event),
            conditional_on=_condition(reading, event),
        )  # fmt: skip


def _shorten(reading: Reading, event: Event) -> None:
    """Ends a long event before the next phrase once enough is told."""
    told = 0
    head = event.verb.head if event.verb is not None else event.rest[0]
    for at in range(*event.rest):
        if told >= _LONG and at > head and reading.tags[at] in ("IN", "TO", "WDT", "WP", "WRB", "CC"):
            event.rest = event.rest[0], at
            return
        told += reading.words[at].isalnum() and reading.tags[at] not in ("DT", "IN", "TO", "CC", "PRP$", "MD")


def _whose(reading: Reading, forecast: Forecast) -> tuple[list[Holder], tuple[str, ...], Attribution]:
    """Holders, chain and attribution: who forecasts, else the source of the place, else the author (X7)."""
    passages = reading.passages
    post = (passages.post,) if passages.post else ()
    told = governing(reading.sources, forecast.first)
    chain = tuple(dict.fromkeys(" ".join(one.holders[0].words.split()) for one in told))
    speaker = (forecast.holders or (told[0].holders if told else []))[:1]
    if speaker and len(told) < 2 and speaker[0].words.lower() in _AUTHOR:
        own_post = passages.post and not passages.post.upper().startswith(_CAPITAL)
        author = (
            Holder(passages.post, "", speaker[0].first, speaker[0].last, speaker[0].words) if own_post else speaker[0]
        )
        return [author], post, "author"
    if forecast.holders:
        own = tuple(dict.fromkeys((" ".join(forecast.holders[0].words.split()), *chain)))
        return forecast.holders[:1], (*own, *post), "explicit"
    if told:
        return told[0].holders[:1], (*chain, *post), "explicit"
    last = reading.holders.last_source
    if last is not None and reading.sentence.voice != "author_comment":
        carried = Holder(last.name, last.id, 0, 0, last.words, last.person, "source")
        return [carried], (" ".join(last.words.split()), *post), "inherited"
    if passages.post:
        return [Holder(passages.post, "", 0, 0, "", None, "source")], post, "author"
    return [], post, "author"


def _about(reading: Reading, event: Event) -> Holder | None:
    """The actor of an event: its subject, else whoever is named in it first."""
    sentence = reading.sentence
    if event.subject is not None and not (
        event.subject[1] - event.subject[0] == 1 and reading.words[event.subject[0]] in DUMMIES
    ):
        found = reading.holders.of(sentence, *event.subject)
        if found:
            return found[0]
    for first, last in (event.subject or (0, 0), event.rest):
        for named in sentence.named:
            if first <= named.first and named.last <= last and named.mention.form == "name":
                holder = reading.holders.by_mention(sentence, named)
                if holder is not None:
                    return holder
    return None


def _event_words(reading: Reading, event: Event, about: Holder | None) -> str:
    """The event in the text's own words, without modals, negations and likelihood words; a name for a pronoun."""
    passages, sentence, words, verb = reading.passages, reading.sentence, reading.words, event.verb
    left_out = (
        set(range(verb.first, verb.head)) & {*verb.modals, *verb.negators, *verb.adverbs} if verb is not None else set()
    )
    parts: list[str] = []
    if event.subject is not None:
        first, last = event.subject
        alone = last - first == 1 and reading.tags[first] in ("PRP", "DT", "EX")
        if alone:
            parts += [about.name] if about is not None and words[first] not in ("there", "it") else []
        else:
            parts.append(passages.words_of(*sentence.text_range(first, last)))
    if verb is not None:
        after = verb.last + (
            verb.copula and words[verb.last : verb.last + 1] != [] and words[verb.last] in likelihood_words("light")
        )
        if (after > verb.last or is_verb(words[verb.head], "trying")) and infinitive_at(reading, after):
            left_out |= set(range(verb.head, after + 1))
    kept = [at for at in range(*event.rest) if at not in left_out]
    run: list[int] = []
    for at in [*kept, -1]:
        if run and at != run[-1] + 1:
            parts.append(passages.words_of(*sentence.text_range(run[0], run[-1] + 1)))
            run = []
        run.append(at)
    return " ".join(part for part in parts if part)


def _horizon(reading: Reading, event: Event) -> str | None:
    """The date said in an event, resolved from the telegram's own."""
    anchor = Anchor.of(reading.passages.telegram.date)
    for phrase in phrases(reading.words[event.first : event.last]):
        interval = resolve(phrase, anchor, "ahead")
        if interval is not None:
            return interval.iso
    return None


def _condition(reading: Reading, event: Event) -> str | None:
    """The label of the condition in the sentence, before the event or behind it (X4)."""
    words = reading.words
    for at, word in enumerate(words):
        if word in ("if", "unless", "without") or (word == "provided" and words[at + 1 : at + 2] == ["that"]):
            if event.first <= at < event.last or (at and words[at - 1] == "as") or at + 1 >= len(words):
                continue
            end = next((i for i in range(at + 1, len(words)) if words[i] in ENDS), len(words))
            if at + 1 < end:
                return label(reading.passages.words_of(*reading.sentence.text_range(at + 1, end)))
    return None
