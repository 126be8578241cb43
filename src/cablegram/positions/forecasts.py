"""Words of likelihood read where they stand: what negates and strengthens them, whose they are, and their event.

Rules: `positions-guideline.md`, section 5, X1 to X4; the words are those of the table ``likelihood_words``. A bare "will"
is a forecast only where somebody believes or fears it, or where it follows from a condition (X4).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cablegram.positions.bare_will import WILL, ahead, told_of_another
from cablegram.positions.drafts import Reading
from cablegram.positions.events import (
    DUMMIES,
    ENDS,
    Event,
    clause_event,
    infinitive_at,
    is_verb,
    object_event,
    object_to,
    subject_event,
    subject_of,
    verb_event,
)  # fmt: skip
from cablegram.positions.holders import Holder
from cablegram.positions.noun_phrases import phrase_start
from cablegram.positions.sources import governing
from cablegram.positions.targets import complement, extent
from cablegram.positions.verb_groups import Verb, negates
from cablegram.tables.likelihoods import BANDS, Band, likelihood_words, likelihoods_at, mirrored, side
from cablegram.tables.likelihoods import Likelihood as Word


@dataclass(slots=True)
class Forecast:
    """Likelihood words ``[first, last)`` with their event; no ``holders``: whoever is the source there."""

    first: int
    last: int
    word: Word
    event: Event
    negations: int = 0
    stronger: bool = False
    band: str = ""
    holders: list[Holder] = field(default_factory=list)
    opens: int | None = None  # where the clause of the words begins


def forecasts(reading: Reading) -> list[Forecast]:
    """The forecasts of a sentence, each event once: of two words about one verb the last asserted counts (X2)."""
    found: list[Forecast] = []
    at = 0
    while at < len(reading.words):
        hit = _hit(reading, at)
        if hit is None:
            at += 1
            continue
        last, rows = hit
        made = next((one for word in rows if (one := _PARTS[word.part](reading, at, last, word)) is not None), None)
        if made is not None:
            _add(found, made)
        at = last if made is not None else at + 1
    return found


def _hit(reading: Reading, at: int) -> tuple[int, tuple[Word, ...]] | None:
    """Likelihood words at a place, also with an adverb behind the first ("hint clearly at")."""
    hit = likelihoods_at(reading.words, at)
    if hit is None and reading.tags[at].startswith("VB") and reading.tags[at + 1 : at + 2] == ["RB"]:
        hit = likelihoods_at([reading.words[at], *reading.words[at + 2 : at + 6]], 0)
        return (at + 1 + hit[0], hit[1]) if hit is not None and hit[0] > 1 else None
    return hit


def _add(found: list[Forecast], new: Forecast) -> None:
    for old in found:
        same = new.event.verb is not None and new.event.verb is old.event.verb
        within = old.event.first <= new.first < old.event.last
        if same or (within and new.word.part in ("modal", "adverb") and old.event.verb is None):
            if new.word.part == "modal" or side(band_of(old)) < 0 or old.word.part == "adjective":
                return
            found.remove(old)
            new.holders = new.holders or old.holders
            break
    found.append(new)


def _adjective(reading: Reading, first: int, last: int, word: Word) -> Forecast | None:
    """Adjectives: "X is likely to", "it is likely that", "X appears unlikely", "Y is optimistic that"; "Y considers it likely that"."""
    words = reading.words
    low, negations, stronger = _degree(reading, first)
    if "as" in words[max(low - 1, 0) : first]:  # "as likely as"
        return None
    verb = next((v for v in reversed(reading.verbs) if v.last <= first and v.last >= low), None)
    holders: list[Holder] = []
    if verb is None and low and words[low - 1] == "it":  # "considers it likely that"
        outer = reading.verb_before(low - 1, 1)
        if outer is None or word.holder == "subject":
            return None
        negations += len(outer.negators)
        event = clause_event(reading, last, word)
        return Forecast(first, last, word, event, negations, stronger, "", reading.subject(outer)) if event else None
    if verb is None and "to" in word.frames and low and reading.tags[low - 1].startswith("NN"):
        rest = last + 1, extent(reading.sentence, last)
        begins = phrase_start(reading, low)
        if infinitive_at(reading, last) and rest[0] < rest[1] and begins < low:  # "Malta likely to be picked"
            event = Event((begins, low), rest, reading.verb_at(last) or reading.verb_at(last + 1))
            return Forecast(first, last, word, event, negations, stronger, "", [], begins)
    if verb is None:
        if word.weight != "firm" or (low and words[low - 1] not in ENDS):
            return None
        event = clause_event(reading, last, word) if last < len(words) and words[last] in ("that", "whether") else None
        return Forecast(first, last, word, event, negations, stronger) if event else None
    pleonastic = verb.subject is not None and words[verb.subject[1] - 1] == "it" and words[last : last + 1] == ["that"]
    if not (pleonastic or verb.copula or is_verb(words[verb.head], "linking") or words[verb.head] in WILL):
        return None
    negations += len(verb.negators)
    subject = subject_of(reading, verb)
    dummy = subject is None or pleonastic or (words[subject[0]] in ("it", "there") and subject[1] - subject[0] == 1)
    if word.holder == "subject":
        holders = [] if dummy else reading.subject(verb)
        if not holders:
            return None
        event = clause_event(reading, last, word)
    elif "to" in word.frames and infinitive_at(reading, last):
        rest = last + 1, extent(reading.sentence, last)
        inner = reading.verb_at(last) or reading.verb_at(last + 1)
        event = Event(subject, rest, inner) if rest[0] < rest[1] and subject and words[subject[0]] != "there" else None
    elif dummy:
        event = clause_event(reading, last, word)
    elif "subject" in word.frames and subject is not None:
        event = subject_event(reading, subject, last, verb)
    else:
        event = None
    if event is None:
        return None
    opens = min(subject[0] if subject is not None else verb.first, verb.first)
    negator = max(verb.negators, default=low)
    return Forecast(min(low, negator), last, word, event, negations, stronger, "", holders, opens)


def _adverb(reading: Reading, first: int, last: int, word: Word) -> Forecast | None:
    """Adverbs: "X will probably", "probably X will": the clause about the adverb, where it is about the future."""
    verb = reading.verb_at(first)
    if verb is None:
        near = [
            v for v in reading.verbs if v.form == "finite" and (0 <= v.first - last <= 1 or 0 <= first - v.last <= 1)
        ]
        verb = near[0] if near else None
    if verb is None and (first == 0 or reading.words[first - 1] in ENDS or reading.words[first - 1] == "that"):
        verb = next((v for v in reading.verbs if v.form == "finite" and v.first >= last), None)
    if verb is None or not ahead(reading, verb):
        return None
    event = verb_event(reading, verb)
    return Forecast(first, last, word, event) if event else None


def _modal(reading: Reading, first: int, last: int, word: Word) -> Forecast | None:
    """A bare "will" of another's conduct in what somebody says or thinks; "may well"; "may or may not"."""
    words = reading.words
    verb = next((v for v in reading.verbs if v.modals and max(v.modals) in range(first, last)), None)
    if verb is None or verb.head in verb.modals:
        return None
    if first and reading.tags[first - 1] == "JJ":
        return None  # "a good will gesture"
    bare = words[first] in WILL and " " not in word.word
    if bare and not told_of_another(reading, verb):
        return None
    event = verb_event(reading, verb)
    if event is None:
        return None
    negations = 0 if word.weight == "firm" and not bare else len(verb.negators)
    return Forecast(first, last, word, event, 0, False, word.negated if negations % 2 else word.band)


def _verb(reading: Reading, first: int, last: int, word: Word) -> Forecast | None:
    """Verbs: "Y expects X to", "doubts that X will"; "X is expected to"; "it remains to be seen whether"."""
    words, verb = reading.words, reading.verb_at(first)
    if verb is None or verb.head != first:
        return None
    subject = subject_of(reading, verb)
    dummy = subject is None or (words[subject[0]] == "it" and subject[1] - subject[0] == 1)
    negations = len(verb.negators) + (words[verb.first - 1 : verb.first] in (["hardly"], ["scarcely"]))
    if word.holder == "source":
        return _impersonal(reading, first, last, word, verb, subject)
    if verb.passive:
        if words[verb.first] in ("was", "were") and not governing(reading.sources, first):  # what was expected once
            return None
        if subject is not None and not dummy and infinitive_at(reading, last):
            rest = last + 1, extent(reading.sentence, last)
            event: Event | None = Event(subject, rest, reading.verb_at(last)) if rest[0] < rest[1] else None
        else:
            event = clause_event(reading, last, word) if dummy and last < len(words) and words[last] == "that" else None
        return Forecast(first, last, word, event, negations) if event else None
    holders = reading.subject(verb)
    behind = subject is None or any(one.last == verb.first for one in reading.verbs)
    attributive = behind and reading.tags[first] in ("VBN", "VBD") and words[last : last + 1] != ["that"]
    if not holders or attributive:  # "expected sales"
        return None
    found = complement(reading.sentence, last, word.frames)
    event = clause_event(reading, last, word)
    if event is None and found is not None and found[2] == "object-to":
        event = object_to(reading, found[0], found[1])
    elif event is None and found is not None and found[2] == "object":
        event = object_event(reading, found[0], found[1])
        if event is not None and words[found[0]] in ("no", "little"):
            negations += 1
    if event is None or (word.weight == "loose" and not _foretells(reading, event)):
        return None
    band = "" if negations % 2 or word.band else None
    return Forecast(first, last, word, event, negations, False, band, holders) if band is not None else None


def _foretells(reading: Reading, event: Event) -> bool:
    """Whether an event is told with "will" or "would"."""
    return event.verb is not None and any(reading.words[at] in WILL for at in event.verb.modals)


def _impersonal(
    reading: Reading, first: int, last: int, word: Word, verb: Verb, subject: tuple[int, int] | None
) -> Forecast | None:
    """Verbs whose subject is the event or a sign of it."""
    words = reading.words
    event: Event | None = None
    if "whether" in word.frames and last < len(words) and words[last] in ("whether", "if", "that"):
        event = clause_event(reading, last, word)
    elif "indicate" in word.frames and subject is None and verb.form == "to":
        found = complement(reading.sentence, last, ("object",))
        event = object_event(reading, found[0], found[1]) if found else None
    elif subject is None or words[subject[0]] in DUMMIES:
        return None
    elif "progressive" in word.frames:
        if reading.tags[first] != "VBG":
            return None
        event = Event(subject, (first, extent(reading.sentence, last)), verb)
    elif "indicate" in word.frames:
        somebody = any(one.first <= subject[0] + 1 < one.last + 1 for one in reading.sentence.named)
        if (
            verb.modals
            or reading.tags[first] == "VBD"
            or somebody
            or (subject[1] - subject[0] == 1 and reading.tags[subject[0]] == "PRP")
        ):
            return None
        found = complement(reading.sentence, last, ("object",))
        event = object_event(reading, found[0], found[1]) if found else None
    elif "subject" in word.frames:
        event = subject_event(reading, subject, last, verb)
    return Forecast(first, last, word, event, len(verb.negators)) if event else None


def _noun(reading: Reading, first: int, last: int, word: Word) -> Forecast | None:
    """Nouns: "little chance of X", "prospects for X are dim", "no doubt that X will", "pessimism about X"."""
    words, tags = reading.words, reading.tags
    if not tags[first].startswith(("NN", "VB")) or (reading.verb_at(first) is not None and tags[first] != "NN"):
        return None
    low = first
    while low > 0 and (tags[low - 1] in ("DT", "JJ", "JJR", "JJS", "RB", "RBR", "NN", "VBG", "CC", "VBN", "CD", "-", "HYPH")
                       and first - low < 4 and words[low - 1] not in ENDS):  # fmt: skip
        low -= 1
    before = words[low:first]
    event = clause_event(reading, last, word)
    if event is None:
        return None
    negations = sum(one in ("no", "little", "scant") or negates(one) for one in before)
    lack = words[max(low - 2, 0) : low]
    negations += lack in (["lack", "of"], ["absence", "of"])
    verb = reading.verb_before(low, 2)
    if verb is not None:
        negations += len(verb.negators)
    grade = _grade(" ".join(before)) or _predicate(reading, event.last)
    band = ""
    if not word.band:
        if not grade or (word.word == "hope" and side(grade) >= 0):
            return None
        band = mirrored(grade) if verb is not None and verb.negators else grade
        negations = 0
    elif grade and not negations and side(grade) < 0:
        band = grade if side(word.band) > 0 else mirrored(grade)
    elif not negations and word.word == "expectation" and words[last : last + 1] != ["that"]:
        return None
    holders: list[Holder] = []
    if word.holder == "subject":
        holders = reading.holders.of(reading.sentence, low, first)
        if not holders and verb is not None and not verb.passive and not verb.copula:
            holders = reading.subject(verb)
    start = low - 2 if lack in (["lack", "of"], ["absence", "of"]) else low if band or negations else first
    return Forecast(start, last, word, event, negations, False, band, holders)


_PARTS = {"adjective": _adjective, "adverb": _adverb, "verb": _verb, "noun": _noun, "modal": _modal}


def _degree(reading: Reading, first: int) -> tuple[int, int, bool]:
    """Where the words of degree before an adjective begin, how many negate it, whether one makes it stronger."""
    words, tags = reading.words, reading.tags
    low, negations, stronger = first, 0, False
    weaker, more = likelihood_words("weaker"), likelihood_words("stronger")
    while low > 0 and first - low < 5:
        word = words[low - 1]
        if (
            not (tags[low - 1].startswith("RB") or word in weaker or word in more or tags[low - 1] == "JJR")
            or word in ENDS
        ):
            break
        if reading.verb_at(low - 1) is not None and negates(word):  # counted with the verb
            break
        negations += word in weaker or negates(word)
        stronger |= word in more
        low -= 1
    if low > 1 and words[low - 2 : low] in (["far", "from"], ["anything", "but"]):
        return low - 2, negations + 1, stronger
    return low, negations, stronger


def _grade(text: str) -> str:
    """The band of the words of degree before a noun."""
    grades = likelihood_words("grade")
    fitting = [word for word in grades if f" {word} " in f" {text} "]
    return grades[max(fitting, key=len)] if fitting else ""


def _predicate(reading: Reading, at: int) -> str:
    """The band of what is said of a noun phrase that ends at ``at``: "… are dim"."""
    verb = next((v for v in reading.verbs if at <= v.first <= at + 1), None)
    if verb is None or not (verb.copula or is_verb(reading.words[verb.head], "linking")):
        return ""
    found = _grade(" ".join(reading.words[verb.last : verb.last + 3]))
    return mirrored(found) if verb.negators and found else found


def band_of(forecast: Forecast) -> Band:
    """The band of a forecast about its event without a negation (X1)."""
    word = forecast.word
    band = forecast.band or (word.negated if forecast.negations % 2 else word.band)
    if forecast.stronger and not forecast.negations:
        band = {"likely": "very_likely", "unlikely": "very_unlikely"}.get(band, band)
    inner = forecast.event.verb
    if (
        inner is not None
        and word.part != "modal"
        and len(inner.negators) % 2
        and not forecast.event.rest[0] > inner.head
    ):
        band = mirrored(band)
    return BANDS[BANDS.index(band)] if band in BANDS else "roughly_even"
