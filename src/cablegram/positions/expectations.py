"""Expectations: who thinks how likely some future event is.

Rules: `positions-guideline.md`, section 5. Words of estimative probability (the table ``likelihood_words``) are read with
what negates and strengthens them (X1), and the clause they stand with is the event. Mere possibility is none (X3), what the
holder himself will do neither (X5). A bare "will" counts only where somebody says or thinks it of another (R14).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cablegram.positions.clauses import Verb, negates
from cablegram.positions.dates import Anchor, phrases, resolve
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.records import Attribution, Expectation, Likelihood
from cablegram.positions.sources import governing
from cablegram.positions.targets import complement, extent, label
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemma
from cablegram.tables.likelihoods import Likelihood as Word
from cablegram.tables.likelihoods import likelihood_words, likelihoods_at

_BANDS: tuple[Likelihood, ...] = (
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain",
)  # fmt: skip
_CONFIDENCE = {"adjective": 0.5, "adverb": 0.5, "verb": 0.5, "noun": 0.5, "modal": 0.5}
_LINKING = frozenset("be appear seem look remain become sound prove".split())
_FUTURE = frozenset("will would shall may might could can should won't wouldn't 'll".split())
_FORECAST = frozenset("will would shall won't wouldn't 'll".split())
_DUMMIES = frozenset("it there this that which these such".split())
_FIRST_PERSON = frozenset("we i us our".split())
_ENDS = frozenset(".;:()?!,")
_OPEN = frozenset("whether if which who what when where whereby how why unless until before after once".split())
_DECIDED = frozenset("decided determined ready prepared going due set".split())
_PLANNING = frozenset("go intend plan decide want mean aim propose prepare".split())
_LIGHT = frozenset("able willing ready prepared going".split())
_TRYING = frozenset("seek try attempt".split())
_LONG = 8  # words that tell, after which an event ends with its next phrase
_WARNING = frozenset("warn caution fear predict".split())
_REACH = 9  # words between a holder and the rest of a quote


@dataclass(slots=True)
class _Event:
    """What is expected, by places in the sentence: its ``subject``, what is said of it (``rest``) and its main verb."""

    subject: tuple[int, int] | None
    rest: tuple[int, int]
    verb: Verb | None = None

    @property
    def first(self) -> int:
        """Its first word."""
        return min(self.subject[0], self.rest[0]) if self.subject else self.rest[0]

    @property
    def last(self) -> int:
        """The word behind its last."""
        return max(self.subject[1], self.rest[1]) if self.subject else self.rest[1]


@dataclass(slots=True)
class _Forecast:
    """Likelihood words ``[first, last)`` with their event; no ``holders``: whoever is the source there."""

    first: int
    last: int
    word: Word
    event: _Event
    negations: int = 0
    stronger: bool = False
    band: str = ""
    holders: list[Holder] = field(default_factory=list)
    opens: int | None = None  # where the clause of the words begins


def expectations(readings: Iterable[Reading]) -> list[Expectation]:
    """The expectations a telegram states, in the order of its text. Never raises for content."""
    found: list[Expectation] = []
    for reading in readings:
        if reading.sentence.kind == "text":
            for forecast in _forecasts(reading):
                found += _made(reading, forecast)
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _forecasts(reading: Reading) -> list[_Forecast]:
    """The forecasts of a sentence, each event once: of two words about one verb the last asserted counts (X2)."""
    found: list[_Forecast] = []
    at = 0
    while at < len(reading.words):
        hit = likelihoods_at(reading.words, at)
        if hit is None:
            at += 1
            continue
        last, rows = hit
        for word in rows:
            made = _PARTS[word.part](reading, at, last, word) if word.part in _PARTS else None
            if made is not None:
                _add(found, made)
                break
        at = last if len(rows) and rows[0].part not in ("stronger", "weaker", "grade") else at + 1
    return found


def _add(found: list[_Forecast], new: _Forecast) -> None:
    for old in found:
        same = new.event.verb is not None and new.event.verb is old.event.verb
        within = old.event.first <= new.first < old.event.last
        if same or within and new.word.part in ("modal", "adverb") and old.event.verb is None:
            if new.word.part == "modal" or _side(_band(old)) < 0 or old.word.part == "adjective":
                return
            found.remove(old)
            new.holders = new.holders or old.holders
            break
    found.append(new)


# -- the parts -----------------------------------------------------------------------------------------------------------


def _adjective(reading: Reading, first: int, last: int, word: Word) -> _Forecast | None:
    """"X is likely to", "it is likely that", "X appears unlikely", "Y is optimistic that"; "Y considers it likely that"."""
    words = reading.words
    low, negations, stronger = _degree(reading, first)
    verb = next((v for v in reversed(reading.verbs) if v.last <= first and v.last >= low), None)
    holders: list[Holder] = []
    if verb is None and low and words[low - 1] == "it":  # "considers it likely that"
        outer = reading.verb_before(low - 1, 1)
        if outer is None or word.holder == "subject":
            return None
        negations += len(outer.negators)
        event = _clause(reading, last, word)
        return _Forecast(first, last, word, event, negations, stronger, "", reading.subject(outer)) if event else None
    if verb is None:
        if word.weight != "firm" or low and words[low - 1] not in _ENDS:
            return None
        event = _clause(reading, last, word) if last < len(words) and words[last] in ("that", "whether") else None
        return _Forecast(first, last, word, event, negations, stronger) if event else None
    pleonastic = verb.subject is not None and words[verb.subject[1] - 1] == "it" and words[last : last + 1] == ["that"]
    if not (pleonastic or verb.copula or lemma(words[verb.head], _LINKING) in _LINKING or words[verb.head] in _FORECAST):
        return None
    negations += len(verb.negators)
    subject = _subject(reading, verb)
    dummy = subject is None or pleonastic or words[subject[0]] in ("it", "there") and subject[1] - subject[0] == 1
    if word.holder == "subject":
        holders = [] if dummy else reading.subject(verb)
        if not holders:
            return None
        event = _clause(reading, last, word)
    elif "to" in word.frames and _infinitive(reading, last):
        rest = last + 1, extent(reading.sentence, last)
        inner = reading.verb_at(last) or reading.verb_at(last + 1)
        event = _Event(subject, rest, inner) if rest[0] < rest[1] and subject and words[subject[0]] != "there" else None
    elif dummy:
        event = _clause(reading, last, word)
    elif "subject" in word.frames and subject is not None:
        event = _of_subject(reading, subject, last, verb)
    else:
        event = None
    if event is None:
        return None
    opens = min(subject[0] if subject is not None else verb.first, verb.first)
    negator = max(verb.negators, default=low)
    return _Forecast(min(low, negator), last, word, event, negations, stronger, "", holders, opens)


def _adverb(reading: Reading, first: int, last: int, word: Word) -> _Forecast | None:
    """"X will probably", "probably X will": the clause about the adverb, where it is about the future."""
    verb = reading.verb_at(first)
    if verb is None:
        near = [v for v in reading.verbs if v.form == "finite" and (0 <= v.first - last <= 1 or 0 <= first - v.last <= 1)]
        verb = near[0] if near else None
    if verb is None and (first == 0 or reading.words[first - 1] in _ENDS or reading.words[first - 1] == "that"):
        verb = next((v for v in reading.verbs if v.form == "finite" and v.first >= last), None)
    if verb is None or not _ahead(reading, verb):
        return None
    event = _about_verb(reading, verb)
    return _Forecast(first, last, word, event) if event else None


def _modal(reading: Reading, first: int, last: int, word: Word) -> _Forecast | None:
    """A bare "will" of another's conduct in what somebody says or thinks; "may well"; "may or may not"."""
    words = reading.words
    verb = next((v for v in reading.verbs if v.modals and max(v.modals) in range(first, last)), None)
    if verb is None or verb.head in verb.modals:
        return None
    bare = words[first] in _FORECAST and " " not in word.word
    if bare and not _told_of_another(reading, verb):
        return None
    event = _about_verb(reading, verb)
    if event is None:
        return None
    negations = 0 if word.weight == "firm" and not bare else len(verb.negators)
    return _Forecast(first, last, word, event, 0, False, word.negated if negations % 2 else word.band)


def _verb(reading: Reading, first: int, last: int, word: Word) -> _Forecast | None:
    """"Y expects X to", "doubts that X will"; "X is expected to"; "it remains to be seen whether"."""
    words, verb = reading.words, reading.verb_at(first)
    if verb is None or verb.head != first:
        return None
    subject = _subject(reading, verb)
    dummy = subject is None or words[subject[0]] == "it" and subject[1] - subject[0] == 1
    negations = len(verb.negators)
    if word.holder == "source":
        return _impersonal(reading, first, last, word, verb, subject)
    if verb.passive:
        if subject is not None and not dummy and _infinitive(reading, last):
            rest = last + 1, extent(reading.sentence, last)
            event: _Event | None = _Event(subject, rest, reading.verb_at(last)) if rest[0] < rest[1] else None
        else:
            event = _clause(reading, last, word) if dummy and last < len(words) and words[last] == "that" else None
        return _Forecast(first, last, word, event, negations) if event else None
    holders = reading.subject(verb)
    if not holders or verb.form == "ed" and subject is None:
        return None
    found = complement(reading.sentence, last, word.frames)
    event = _clause(reading, last, word)
    if event is None and found is not None and found[2] == "object-to":
        event = _object_to(reading, found[0], found[1])
    elif event is None and found is not None and found[2] == "object":
        event = _object(reading, found[0], found[1])
        if event is not None and words[found[0]] in ("no", "little"):
            negations += 1
    return _Forecast(first, last, word, event, negations, False, "", holders) if event else None


def _impersonal(
    reading: Reading, first: int, last: int, word: Word, verb: Verb, subject: tuple[int, int] | None
) -> _Forecast | None:
    """Verbs whose subject is the event or a sign of it."""
    words = reading.words
    event: _Event | None = None
    if "whether" in word.frames and last < len(words) and words[last] in ("whether", "if", "that"):
        event = _clause(reading, last, word)
    elif subject is None or words[subject[0]] in _DUMMIES:
        return None
    elif "progressive" in word.frames:
        if reading.tags[first] != "VBG":
            return None
        event = _Event(subject, (first, extent(reading.sentence, last)), verb)
    elif "indicate" in word.frames:
        if verb.modals or reading.tags[first] == "VBD" or reading.holders.of(reading.sentence, *subject):
            return None
        found = complement(reading.sentence, last, ("object",))
        event = _object(reading, found[0], found[1]) if found else None
    elif "subject" in word.frames:
        event = _of_subject(reading, subject, last, verb)
    return _Forecast(first, last, word, event, len(verb.negators)) if event else None


def _noun(reading: Reading, first: int, last: int, word: Word) -> _Forecast | None:
    """"little chance of X", "prospects for X are dim", "no doubt that X will", "lack of optimism that"."""
    words, tags = reading.words, reading.tags
    if not tags[first].startswith(("NN", "VB")) or reading.verb_at(first) is not None and tags[first] != "NN":
        return None
    low = first
    while low > 0 and (tags[low - 1] in ("DT", "JJ", "JJR", "JJS", "RB", "RBR", "NN", "VBG", "CC", "VBN", "CD", "-", "HYPH")
                       and first - low < 4 and words[low - 1] not in _ENDS):  # fmt: skip
        low -= 1
    before = words[low:first]
    event = _clause(reading, last, word)
    if event is None:
        return None
    negations = sum(one in ("no", "little", "scant", "any") and one != "any" or negates(one) for one in before)
    lack = words[max(low - 2, 0) : low]
    negations += lack in (["lack", "of"], ["absence", "of"])
    verb = reading.verb_before(low, 2)
    if verb is not None:
        negations += len(verb.negators)
    grade = _grade(" ".join(before)) or _predicate(reading, event.last)
    band = ""
    if not word.band:
        if not grade or word.word == "hope" and _side(grade) >= 0:
            return None
        band = _mirror(grade) if verb is not None and verb.negators else grade
        negations = 0
    elif grade and not negations and _side(grade) < 0:
        band = grade if _side(word.band) > 0 else _mirror(grade)
    elif not negations and word.word == "expectation" and words[last : last + 1] != ["that"]:
        return None
    holders: list[Holder] = []
    if word.holder == "subject":
        holders = reading.holders.of(reading.sentence, low, first)
        if not holders and verb is not None and not verb.passive and not verb.copula:
            holders = reading.subject(verb)
    start = low - 2 if lack in (["lack", "of"], ["absence", "of"]) else low if band or negations else first
    return _Forecast(start, last, word, event, negations, False, band, holders)


_PARTS = {"adjective": _adjective, "adverb": _adverb, "verb": _verb, "noun": _noun, "modal": _modal}


# -- events --------------------------------------------------------------------------------------------------------------


def _clause(reading: Reading, at: int, word: Word) -> _Event | None:
    """The event behind likelihood words, by the frames of the row: a clause, an infinitive with "for", a noun phrase."""
    words, sentence = reading.words, reading.sentence
    start = at
    while start < len(words) and start - at < 9 and words[start] not in _ENDS and words[start] not in ("that", "whether", "if"):
        if reading.verb_at(start) is not None:
            break
        start += 1
    if start < len(words) and words[start] in ("that", "whether", "if"):
        kind = "that" if words[start] == "that" else "whether"
        if kind in word.frames and not (kind == "whether" and start > at):
            event = _finite(reading, start + 1)
            if event is not None:
                return event
    if at >= len(words):
        return None
    if "for-to" in word.frames and words[at] == "for":
        return _object_to(reading, at + 1, extent(sentence, at + 1, clause=True))
    if ("that" in word.frames or "whether" in word.frames) and at < len(words):
        event = _finite(reading, at) if _bare_clause(reading, at) else None
        if event is not None:
            return event
    frames = tuple(f for f in word.frames if f in ("about", "on", "over", "of", "regarding", "for"))
    found = complement(sentence, at, frames) if frames else None
    if found is None and "as-to" in word.frames and words[at : at + 2] == ["as", "to"]:
        return _finite(reading, at + 3) if words[at + 2 : at + 3] in (["whether"], ["if"]) else None
    return _object(reading, found[0], found[1]) if found is not None else None


def _bare_clause(reading: Reading, at: int) -> bool:
    """Whether a subject and its finite verb follow at once, the "that" left out."""
    verb = next((v for v in reading.verbs if v.first >= at), None)
    if verb is None or verb.form != "finite" or not at < verb.first <= at + 12:
        return False
    between = reading.words[at : verb.first]
    return reading.tags[at] not in ("IN", "TO", "CC", "WDT", "WRB") and not any(word in _ENDS for word in between)


def _finite(reading: Reading, at: int) -> _Event | None:
    """The clause that begins at ``at``, if its verb is not in the past."""
    words = reading.words
    verb = next((v for v in reading.verbs if v.first > at and v.form in ("finite", "base")), None)
    if verb is None or verb.first - at > 25:
        return None
    while at < verb.first and (words[at] in _ENDS or reading.tags[at].startswith("RB") or words[at] in ("in", "and")):
        at += 1
    event = _about_verb(reading, verb, at)
    if event is None or not (verb.modals or reading.tags[verb.head] not in ("VBD", "VBN") and words[verb.first] not in ("has", "have", "had")):
        return None
    return event


def _about_verb(reading: Reading, verb: Verb, floor: int = 0) -> _Event | None:
    """The clause of a verb: its subject, not before ``floor``, and all that belongs to it."""
    subject = _subject(reading, verb)
    if subject is not None:
        subject = max(subject[0], floor), subject[1]
    if floor and (subject is None or subject[0] >= subject[1] or subject[1] > verb.first):
        subject = (floor, verb.first) if floor < verb.first else None
    start = verb.first
    end = max(extent(reading.sentence, start, clause=True), verb.last)
    if subject is None and not verb.elided:
        return None
    return _Event(subject, (start, end), verb) if start < end else None


def _object_to(reading: Reading, first: int, last: int) -> _Event | None:
    """"X to do": the words before the infinitive are its subject."""
    infinitive = next((v for v in reading.verbs if v.form == "to" and first < v.first < last), None)
    if infinitive is None or reading.words[first] in ("you", "addressee", "addressees"):
        return None
    return _Event((first, infinitive.first), (infinitive.first + 1, last), infinitive)


def _object(reading: Reading, first: int, last: int) -> _Event | None:
    """A noun phrase that is an event: no pronoun, no number, nobody's name alone."""
    words, tags = reading.words, reading.tags
    first = _over_noun(reading, first, last)
    if first >= last or tags[first] in ("PRP", "CD", "WP", "WDT", "WRB") or words[first] in _DUMMIES and last - first == 1:
        return None
    named = any(one.first <= first + 1 and one.last >= last for one in reading.sentence.named)
    if named or last - first < 2 and not tags[first].startswith("NN"):
        return None
    return _Event(None, (first, last))


def _over_noun(reading: Reading, first: int, last: int) -> int:
    """Past "the likelihood of", "prospects for" before the event itself."""
    at = first
    while at < last and at - first < 3:
        hit = likelihoods_at(reading.words, at)
        if hit is not None and hit[1][0].part == "noun" and hit[0] < last and reading.words[hit[0]] in ("of", "for", "that"):
            return hit[0] + 1
        at += 1
    return first


def _of_subject(reading: Reading, subject: tuple[int, int], at: int, verb: Verb) -> _Event | None:
    """"X is unlikely": the subject itself is the event, with the prepositional phrases behind; for "this" what was said."""
    words = reading.words
    if words[subject[0]] in _DUMMIES and subject[1] - subject[0] == 1:
        return _said_before(reading, subject[0])
    if at < len(words) and reading.tags[at].startswith(("NN", "JJ")):  # "a likely place"
        return None
    found = reading.holders.of(reading.sentence, *subject)
    if found and found[0].how != "group" and found[0].first <= subject[0] + 1 and found[0].last >= subject[1]:
        return None
    end = at
    if at < len(words) and reading.tags[at] in ("IN", "TO") and words[at] not in ("that", "if", "whether", "but"):
        end = max(extent(reading.sentence, at), at)
    if subject[1] - subject[0] == 1 and reading.tags[subject[0]] == "PRP":
        return None
    return _Event(subject, (at, end), verb)


def _said_before(reading: Reading, at: int) -> _Event | None:
    """What "this" stands for: what the first verb before it with a complement tells of."""
    for verb in reading.verbs:
        if verb.last >= at:
            break
        if verb.form == "to":
            end = next((i for i in range(verb.last, at) if reading.words[i] in ("(", ";", "but")), 0)
            if end:
                return _Event(None, (verb.head, end), verb)
    return None


# -- what stands about the words -------------------------------------------------------------------------------------------


def _subject(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """A verb's subject without the clause before it or an opening phrase in front of a comma."""
    if verb.subject is None:
        return None
    first, last = verb.subject
    words = reading.words
    listed = any(word in ("and", "or", "&") for word in words[first:last])
    for at in range(first, last - 1):
        if words[at] == "," and not (listed and any(one.last in (at, at - 1) for one in reading.sentence.named)):
            first = at + 1
    while first < last and words[first] in ("that", "and", "but") and last - first > 1:
        first += 1
    return (first, last) if first < last else None


def _degree(reading: Reading, first: int) -> tuple[int, int, bool]:
    """Where the words of degree before an adjective begin, how many negate it, whether one makes it stronger."""
    words, tags = reading.words, reading.tags
    low, negations, stronger = first, 0, False
    weaker, more = likelihood_words("weaker"), likelihood_words("stronger")
    while low > 0 and first - low < 5:
        word = words[low - 1]
        if not (tags[low - 1].startswith("RB") or word in weaker or word in more or tags[low - 1] == "JJR") or word in _ENDS:
            break
        if reading.verb_at(low - 1) is not None and negates(word):  # counted with the verb
            break
        negations += word in weaker or negates(word)
        stronger |= word in more
        low -= 1
    if low > 1 and words[low - 2 : low] in (["far", "from"], ["anything", "but"]):
        return low - 2, negations + 1, stronger
    return low, negations, stronger


def _ahead(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells of the future: by its modal, "going to", or an infinitive after a verb of deciding."""
    words = reading.words
    if any(words[at] in _FORECAST for at in verb.modals):
        return True
    after = words[verb.last] if verb.last < len(words) else ""
    if verb.copula and after in _DECIDED:
        return _infinitive(reading, verb.last + 1)
    return after == "to" and not verb.modals and not verb.copula and lemma(words[verb.head], _PLANNING) in _PLANNING


def _told_of_another(reading: Reading, verb: Verb) -> bool:
    """Whether an explicit source of the sentence says or thinks this of somebody or something else."""
    words, subject = reading.words, _subject(reading, verb)
    told = governing(reading.sources, verb.first)
    if not told or subject is None or verb.form != "finite":
        return False
    floor = max((v.last for v in reading.verbs if v.last <= verb.first), default=0)
    if any(word in _OPEN for word in words[floor : verb.first]) or words[subject[0]] in ("this", "that", "you", "it"):
        return False
    source = told[0].verb
    return told[0].thinks or source is not None and lemma(words[source.head], _WARNING) in _WARNING


def _infinitive(reading: Reading, at: int) -> bool:
    return at + 1 < len(reading.words) and reading.words[at] == "to" and reading.tags[at + 1].startswith(("VB", "RB"))


def _grade(text: str) -> str:
    """The band of the words of degree before a noun."""
    grades = likelihood_words("grade")
    fitting = [word for word in grades if f" {word} " in f" {text} "]
    return grades[max(fitting, key=len)] if fitting else ""


def _predicate(reading: Reading, at: int) -> str:
    """The band of what is said of a noun phrase that ends at ``at``: "… are dim"."""
    verb = next((v for v in reading.verbs if at <= v.first <= at + 1), None)
    if verb is None or not (verb.copula or lemma(reading.words[verb.head], _LINKING) in _LINKING):
        return ""
    found = _grade(" ".join(reading.words[verb.last : verb.last + 3]))
    return _mirror(found) if verb.negators and found else found


def _mirror(band: str) -> str:
    return _BANDS[len(_BANDS) - 1 - _BANDS.index(band)] if band in _BANDS else band


def _side(band: str) -> int:
    at = _BANDS.index(band) if band in _BANDS else 3
    return (at > 3) - (at < 3)


def _band(forecast: _Forecast) -> Likelihood:
    """The band of a forecast about its event without a negation (X1)."""
    word = forecast.word
    band = forecast.band or (word.negated if forecast.negations % 2 else word.band)
    if forecast.stronger and not forecast.negations:
        band = {"likely": "very_likely", "unlikely": "very_unlikely"}.get(band, band)
    inner = forecast.event.verb
    if inner is not None and word.part != "modal" and len(inner.negators) % 2 and not forecast.event.rest[0] > inner.head:
        band = _mirror(band)
    return _BANDS[_BANDS.index(band)] if band in _BANDS else "roughly_even"


# -- the record --------------------------------------------------------------------------------------------------------------


def _made(reading: Reading, forecast: _Forecast) -> Iterator[Expectation]:
    sentence, passages, event = reading.sentence, reading.passages, forecast.event
    holders, attributed, attribution = _whose(reading, forecast)
    about = _about(reading, event)
    _shorten(reading, event)
    own = event.subject is not None and reading.holders.of(sentence, *event.subject)
    first, last = min(forecast.first, event.first, *(() if forecast.opens is None else (forecast.opens,))), max(forecast.last, event.last)
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
            start=place.start,
            end=place.end,
            quote=place.quote,
            more=place.more,
            quote_more=place.quote_more,
            attributed_to=attributed,
            attribution=attribution,
            voice=sentence.voice,
            rule=f"expectation-{forecast.word.part}",
            confidence=_CONFIDENCE.get(forecast.word.part, 0.5),
            steps=(f"{forecast.word.word!r} ({forecast.word.part}) is {forecast.word.band or 'as graded'}",
                   f"about the event: {_band(forecast)}"),
            holder=holder.name,
            holder_id=holder.id,
            holder_mention=" ".join(holder.words.split()),
            event=text,
            about_actor=about.name if about else None,
            likelihood=_band(forecast),
            likelihood_words=(passages.words_of(*sentence.text_range(forecast.first, forecast.last)),),
            horizon=_horizon(reading, event),
            conditional_on=_condition(reading, event),
        )  # fmt: skip


def _shorten(reading: Reading, event: _Event) -> None:
    """Ends a long event before the next phrase once enough is told."""
    told = 0
    head = event.verb.head if event.verb is not None else event.rest[0]
    for at in range(*event.rest):
        if told >= _LONG and at > head and reading.tags[at] in ("IN", "TO", "WDT", "WP", "WRB", "CC"):
            event.rest = event.rest[0], at
            return
        told += reading.words[at].isalnum() and reading.tags[at] not in ("DT", "IN", "TO", "CC", "PRP$", "MD")


def _whose(reading: Reading, forecast: _Forecast) -> tuple[list[Holder], tuple[str, ...], Attribution]:
    """Holders, chain and attribution: who forecasts, else the source of the place, else the author (X7)."""
    passages = reading.passages
    post = (passages.post,) if passages.post else ()
    told = governing(reading.sources, forecast.first)
    chain = tuple(dict.fromkeys(" ".join(one.holders[0].words.split()) for one in told))
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


def _about(reading: Reading, event: _Event) -> Holder | None:
    """The actor of an event: its subject, else whoever is named in it first."""
    sentence = reading.sentence
    if event.subject is not None and not (event.subject[1] - event.subject[0] == 1 and reading.words[event.subject[0]] in _DUMMIES):
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


def _event_words(reading: Reading, event: _Event, about: Holder | None) -> str:
    """The event in the text's own words, without modals, negations and likelihood words; a name for a pronoun."""
    passages, sentence, words, verb = reading.passages, reading.sentence, reading.words, event.verb
    left_out = set(range(verb.first, verb.head)) & {*verb.modals, *verb.negators, *verb.adverbs} if verb is not None else set()
    parts: list[str] = []
    if event.subject is not None:
        first, last = event.subject
        alone = last - first == 1 and reading.tags[first] in ("PRP", "DT", "EX")
        if alone:
            parts += [about.name] if about is not None and words[first] not in ("there", "it") else []
        else:
            parts.append(passages.words_of(*sentence.text_range(first, last)))
    if verb is not None:
        after = verb.last + (verb.copula and words[verb.last : verb.last + 1] != [] and words[verb.last] in _LIGHT)
        if (after > verb.last or lemma(words[verb.head], _TRYING) in _TRYING) and _infinitive(reading, after):
            left_out |= set(range(verb.head, after + 1))
    kept = [at for at in range(*event.rest) if at not in left_out]
    run: list[int] = []
    for at in [*kept, -1]:
        if run and at != run[-1] + 1:
            parts.append(passages.words_of(*sentence.text_range(run[0], run[-1] + 1)))
            run = []
        run.append(at)
    return " ".join(part for part in parts if part)


def _horizon(reading: Reading, event: _Event) -> str | None:
    """The date said in an event, resolved from the telegram's own."""
    anchor = Anchor.of(reading.passages.telegram.date)
    for phrase in phrases(reading.words[event.first : event.last]):
        interval = resolve(phrase, anchor, "ahead")
        if interval is not None:
            return interval.iso
    return None


def _condition(reading: Reading, event: _Event) -> str | None:
    """The label of the condition in the sentence, before the event or behind it (X4)."""
    words = reading.words
    for at, word in enumerate(words):
        if word in ("if", "unless", "without") or word == "provided" and words[at + 1 : at + 2] == ["that"]:
            if event.first <= at < event.last or at and words[at - 1] == "as" or at + 1 >= len(words):
                continue
            end = next((i for i in range(at + 1, len(words)) if words[i] in _ENDS), len(words))
            if at + 1 < end:
                return label(reading.passages.words_of(*reading.sentence.text_range(at + 1, end)))
    return None
