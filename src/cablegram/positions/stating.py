"""From the sentences of a telegram to its positions: the rules in their order, quotes, chains of sources, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cablegram.positions.confidence import confidence
from cablegram.positions.degrees import sign
from cablegram.positions.drafts import Draft, Reading
from cablegram.positions.holders import Holder, Holders
from cablegram.positions.joining import alike, meanwhile
from cablegram.positions.judging import by_best, by_judgement, by_modal
from cablegram.positions.labels import label
from cablegram.positions.members import by_inversion, listed
from cablegram.positions.noun_phrases import phrase_start
from cablegram.positions.noun_rules import by_noun
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Attribution, Position
from cablegram.positions.sources import governing
from cablegram.positions.undecided import by_difference, by_openness, by_refusal
from cablegram.positions.verb_groups import Verb
from cablegram.positions.verb_rules import by_state, by_verb
from cablegram.tables.clause_words import clause_phrases, clause_words
from cablegram.tables.inflection import lemmas

_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "we", "i", "him", "her", "them", "us", "his", "its", "their", "our", "my", "both", "one"]
)  # fmt: skip
_POINTING = frozenset(["this", "that", "it", "them", "these", "those", "both", "same", "the", "latter", "so", "such"])


class Readings:
    """The readings of a telegram's sentences in order, with what each is told of those before it."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.holders = Holders(passages)

    def __iter__(self) -> Iterator[Reading]:
        paragraph: int | None = None
        for sentence in self.passages.sentences:
            if sentence.paragraph != paragraph:
                self.holders.new_paragraph()
                paragraph = sentence.paragraph
            reading = Reading(self.passages, self.holders, sentence)
            yield reading
            self._remember(reading)

    def _remember(self, reading: Reading) -> None:
        """Who held or said something last, for the sentences that follow."""
        listing = reading.words[-1:] == [":"]
        for source in reading.sources:
            if source.holders and source.holders[-1].how != "carried":
                self.holders.stem = source.holders[0] if listing else None  # "X told them:" before a list
                break
        for source in reading.sources:
            told = not source.thinks or self.holders.last_source is None
            if told and source.holders and source.holders[-1].how != "carried":
                self.holders.last_source = source.holders[0]
                break
        for verb in reading.verbs:
            if verb.form == "finite" and verb.subject is not None:
                found = reading.subject(verb)
                if found:
                    self.holders.last = found[0]
                    self.holders.several = found if len(found) > 1 else []
                    break
        if listing and not reading.verbs:
            found = self.holders.of(reading.sentence, 0, len(reading.words) - 1)  # "X:" before a list of what X does
            if found:
                self.holders.last = found[0]
        for draft in reading.drafts:
            if len(draft.holders) > 1:
                self.holders.several = draft.holders


def positions(passages: Passages) -> list[Position]:
    """Every position stated in a telegram, in the order of its text."""
    found: list[Position] = []
    context: tuple[int, str, tuple[int, int] | None] | None = None  # paragraph, words, range of the last target
    topic: tuple[int, str, tuple[int, int] | None] | None = None  # the same of the first that was a noun phrase
    text: tuple[int, str, tuple[int, int] | None] | None = None  # the resolution or draft last named in the paragraph
    late: list[tuple[Reading, Draft]] = []
    for reading in Readings(passages):
        if context is not None and context[0] != reading.sentence.paragraph:
            context = None
        for draft in _drafts(reading):
            made = list(_positions(reading, draft, context or topic or text))
            found += made
            if made and draft.target is not None:
                at = reading.sentence.text_range(*_first_conjunct(reading, draft.target))
                context = reading.sentence.paragraph, passages.words_of(*at), at
                topic = topic or (context if _nominal(reading, draft) else None)
        found += _maintained(reading, found)
        text = _text_spoken_of(reading) or (text if text and text[0] == reading.sentence.paragraph else None)
        late += [(reading, draft) for draft in by_difference(reading, [])]
    for reading, _ in late:  # with every stance of the telegram known
        for draft in by_difference(reading, found):
            found += _positions(reading, draft, None)
    return _once(found)


def _proposed(draft: Draft, others: list[Draft]) -> bool:
    """Whether a stance without a target of its own is only what somebody proposes another should do."""
    return draft.rule.endswith("-context") and any(
        one is not draft and one.target is not None and one.target[0] <= draft.cue[0] < one.target[1] for one in others
    )


def _text_spoken_of(reading: Reading) -> tuple[int, str, tuple[int, int] | None] | None:
    """The last resolution, draft or paper that a sentence names: what a vote without an object is on."""
    for at in range(len(reading.words) - 1, -1, -1):
        if reading.words[at] in clause_words("instrument") and reading.tags[at].startswith("NN"):
            place = reading.sentence.text_range(phrase_start(reading, at), at + 1)
            return reading.sentence.paragraph, reading.passages.words_of(*place), place
    return None


def _maintained(reading: Reading, found: list[Position]) -> Iterator[Position]:
    """``X maintained its position``: the stance X was last said to hold; ``X shares this view``: the last one told (R12,
    R18, the target resolved upward)."""
    for verb in reading.verbs:
        base = set(lemmas(reading.words[verb.head]))
        first = verb.last
        matter = any(word in clause_words("opinion") for word in reading.words[first + 1 : first + 3])
        if verb.negators or verb.passive or not matter:
            continue
        own = base & clause_words("maintaining") and reading.tags[first : first + 1] == ["PRP$"]
        shared = "share" in base and reading.words[first] in (
            "this",
            "that",
            "these",
            "those",
            "his",
            "their",
            "its",
            "the",
        )
        for holder in reading.subject(verb) if own or shared else []:
            last = [one for one in found if one.holder == holder.name] if own else found
            copied = (
                _copied(reading, holder, last[-1], verb) if last and (own or last[-1].holder != holder.name) else None
            )
            if copied is not None:
                yield copied


def _copied(reading: Reading, holder: Holder, model: Position, verb: Verb) -> Position | None:
    """A stance told before, with another holder or in other words."""
    passages, sentence = reading.passages, reading.sentence
    place = passages.place(*sentence.text_range(min(holder.first, verb.first), verb.last + 2))
    if place is None:
        return None
    return replace(
        model,
        paragraph=sentence.paragraph,
        **place.fields(),
        holder=holder.name,
        holder_id=holder.id,
        holder_person=holder.person,
        holder_mention=" ".join(holder.words.split()),
        target_mention=passages.words_of(*sentence.text_range(verb.last, verb.last + 2)),
        target_span=None,
        cues=(passages.words_of(*sentence.text_range(verb.first, verb.last)),),
        rule="maintained" if holder.name == model.holder else "shared-view",
        confidence=confidence("position", "maintained"),
        steps=(*model.steps, "as was told before"),
        aligned_with=() if holder.name == model.holder else (model.holder,),
        voice=sentence.voice,
    )


def _nominal(reading: Reading, draft: Draft) -> bool:
    """Whether a target is a thing to come back to: a noun phrase behind a verb, or a proposal itself."""
    return (
        draft.target is not None
        and draft.rule in ("noun-itself", "verb-object", "noun-owner")
        and not reading.tags[draft.target[0]].startswith(("TO", "VB", "W", "IN"))
    )


def _first_conjunct(reading: Reading, target: tuple[int, int]) -> tuple[int, int]:
    """The target without what "and" adds to it: what a later sentence takes up."""
    first, last = target
    for at in range(first + 1, last):
        if reading.words[at] in ("and", "with"):
            return first, at
    return target


def _drafts(reading: Reading) -> list[Draft]:
    """What the rules find in one sentence, in the order of their cues."""
    if reading.sentence.kind == "heading":
        return []
    found: list[Draft] = []
    rules = {"verb": by_verb, "holder-state": by_state, "noun": by_noun, "evaluative": by_judgement}
    for cue in reading.cues:
        if cue.first in reading.used:
            continue
        found += rules[cue.part](reading, cue)
        reading.drafts = found
    found += by_modal(reading)
    found += by_best(reading)
    found += by_openness(reading)
    found += by_refusal(reading)
    found += by_inversion(reading)
    found = [draft for draft in found if not _proposed(draft, found)]
    found.sort(key=lambda draft: draft.cue)
    found = listed(reading, found)
    return [*found, *alike(reading, found), *meanwhile(reading, found)]


def _positions(
    reading: Reading, draft: Draft, context: tuple[int, str, tuple[int, int] | None] | None
) -> Iterator[Position]:
    """The positions of a draft: one for each holder."""
    sentence, passages = reading.sentence, reading.passages
    spoken = draft.target
    if spoken is not None and " ".join(reading.words[slice(*spoken)]).removeprefix("to ") in (
        "do so",
        "do it",
        "do this",
    ):
        spoken = next(
            (one.target for one in reversed(reading.drafts) if one.target and one.target[1] <= spoken[0]), None
        )
        if spoken is None:
            return
    if spoken is not None and context is not None and set(reading.words[slice(*spoken)]) <= _POINTING:
        spoken = None  # "opposed this": what was spoken of before
    if spoken is not None:
        target_at: tuple[int, int] | None = sentence.text_range(*spoken)
        target = passages.words_of(*target_at) if target_at else ""
    elif context is not None:
        target, target_at = context[1], context[2]
    elif sentence.heading or passages.telegram.subject:
        target, target_at = sentence.heading or passages.telegram.subject or "", None
    else:
        return
    if not label(target) or (draft.basis == "blamed_by_other" and _indefinite(target)):
        return
    told = [passages.words_of(*sentence.text_range(*one)) for one in draft.conditions]
    conditions = [*told, *_conditions(reading, draft)]
    place = passages.place(*sentence.text_range(*_quote(draft, sentence)))
    if place is None:
        return
    target_place = passages.place(*target_at) if target_at else None
    weighed = draft.weighed
    for holder in draft.holders:
        attributed, attribution = _chain(reading, draft, holder)
        yield Position(
            paragraph=sentence.paragraph,
            **place.fields(),
            attributed_to=attributed,
            attribution=attribution,
            voice=sentence.voice,
            rule=draft.rule,
            confidence=confidence("position", draft.rule),
            steps=tuple(weighed.steps),
            optional=holder.name.startswith("group:"),
            holder=holder.name,
            holder_id=holder.id,
            holder_mention=" ".join(holder.words.split()),
            holder_person=holder.person,
            target=label(target),
            target_mention=target,
            target_span=(target_place.start, target_place.end) if target_place else None,
            stance=weighed.stance,
            strength=weighed.strength,
            cues=(passages.words_of(*sentence.text_range(*draft.cue)),),
            hedges=tuple(dict.fromkeys(weighed.hedges)),
            negated=weighed.negated,
            acquiesces=weighed.acquiesces,
            red_line=weighed.red_line,
            undecided=weighed.undecided,
            basis=draft.basis,
            conditions=tuple(conditions),
            aligned_with=tuple(draft.aligned),
            time_scope=_time_scope(reading),
        )


def _indefinite(target: str) -> bool:
    """Whether a target is no definite matter ("several matters"): then blame tells no position (R11)."""
    return target.lower().split()[-1].strip('".,') in clause_words("indefinite")


def _quote(draft: Draft, sentence: Sentence) -> tuple[int, int]:
    """The smallest stretch with holders, cue and target."""
    places = [draft.cue]
    places += [
        (one.first, one.last) for one in draft.holders if one.how != "carried" and one.last <= len(sentence.words)
    ]
    if draft.target is not None:
        places.append(draft.target)
    first, last = min(p[0] for p in places), max(p[1] for p in places)
    if first and sentence.words[first - 1] in ("the", "a", "an"):
        first -= 1
    return first, last


def _chain(reading: Reading, draft: Draft, holder: Holder) -> tuple[tuple[str, ...], Attribution]:
    """Who says so, from the nearest source to the post."""
    post = (reading.passages.post,) if reading.passages.post else ()
    said = list(governing(reading.sources, draft.cue[0]))
    chain: list[str] = []
    named: set[str] = set()  # a source told of twice stands once
    for source in said:
        words = source_words(source.holders[0])
        if words and source.holders[0].name not in named:
            chain.append(words)
            named.add(source.holders[0].name)
    if chain:
        return (*chain, *post), "explicit"
    if reading.holders.last_source is not None:
        return (source_words(reading.holders.last_source), *post), "inherited"
    return post, "author"


def source_words(holder: Holder) -> str:
    """A source as written, a pronoun by the name it stands for."""
    words = " ".join(holder.words.split())
    return holder.name if words.lower() in _PRONOUNS else words


def _conditions(reading: Reading, draft: Draft) -> list[str]:
    """The conditions of a stance: clauses after (or before) it, without their conjunction (R4; "unless" in section 14)."""
    words = reading.words
    phrases = clause_phrases("condition", "unless")
    found = []
    at = 0
    while at < len(words):
        phrase = next((p for p in phrases if tuple(words[at : at + len(p)]) == p), None)
        if phrase is None or (
            len(phrase) == 1
            and phrase[0] in ("subject", "assuming", "provided", "pending")
            and reading.tags[at] in ("NN", "VBD", "VBN", "JJ")
            and phrase[0] != "provided"
        ):
            at += 1
            continue
        start = at + len(phrase)
        end = start
        leading = at < draft.cue[0]
        while end < len(words) and words[end] not in (";", ":", ".", "(") and not (words[end] == "," and leading):
            end += 1
        inside = draft.target is not None and draft.target[0] <= at < draft.target[1]
        dated = (
            words[at] == "until" and start < len(words) and (words[start][0].isdigit() or reading.tags[start] == "NNP")
        )
        if inside or dated or not _belongs(reading, draft, at):
            at = start
            continue
        if start < end:
            found.append(reading.passages.words_of(*reading.sentence.text_range(start, end)))
        at = max(end, start)
    return found


def _belongs(reading: Reading, draft: Draft, at: int) -> bool:
    """Whether a condition at the word ``at`` is one of this stance: no other cue stands between them."""
    low, high = sorted((draft.cue[0], at))
    return not any(low < other.cue[0] < high and other.cue[0] != draft.cue[0] for other in reading.drafts)


def _time_scope(reading: Reading) -> str | None:
    text = " ".join(reading.words)
    phrases = (" ".join(phrase) for phrase in clause_phrases("time-scope"))
    return next((phrase for phrase in phrases if f" {phrase} " in f" {text} "), None)


def _once(found: list[Position]) -> list[Position]:
    """Each stance once: of two with one holder, sign and target at one place the first stays."""
    kept: list[Position] = []
    seen: set[tuple[str, int, str, int]] = set()
    for one in found:
        key = (one.holder, sign(one.stance), one.target, one.start)
        if key in seen:
            continue
        seen.add(key)
        kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))
