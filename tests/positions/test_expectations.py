"""Expectations: bands, the event without a negation, who forecasts, and what is no forecast."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cablegram.actors.finding import find
from cablegram.positions.expectations import expectations
from cablegram.positions.passages import Passages
from cablegram.positions.records import Expectation
from cablegram.positions.stating import Readings
from cablegram.tables import rows
from cablegram.tables.likelihoods import BANDS, likelihood_words, likelihoods_at, mirrored, side
from cablegram.telegram.reader import parse


def read(text: str) -> list[Expectation]:
    telegram = parse(text)
    found = expectations(Readings(Passages(telegram, find(telegram))))
    for one in found:
        assert telegram.text[one.start : one.end] == one.quote
        assert one.likelihood in BANDS
        assert one.event
    return found


FORECASTS = [
    # an adjective with "it": the source of the sentence forecasts
    ("Greek officials told us it is likely that Turkey will refuse the offer.", "Greece", "Turkey", "likely"),
    # a negation belongs to the words (X1)
    ("Greece is not optimistic that Turkey will accept the offer.", "Greece", "Turkey", "unlikely"),
    ("Norway does not expect Sweden to sign the protocol.", "Norway", "Sweden", "unlikely"),
    # one inside the event turns the band (X1)
    ("Greek officials said it is likely that Turkey will not sign the protocol.", "Greece", "Turkey", "unlikely"),
    # words of degree
    ("Greek officials said Turkey is very unlikely to sign the protocol.", "Greece", "Turkey", "very_unlikely"),
    ("Greek officials said Turkey is almost certain to sign the protocol.", "Greece", "Turkey", "almost_certain"),
    # an adverb in the verb group
    ("Greek officials said Turkey will probably sign the protocol.", "Greece", "Turkey", "likely"),
    # verbs: a clause, an object with an infinitive, doubt
    ("Norway expects that Sweden will sign the protocol.", "Norway", "Sweden", "likely"),
    ("Norway doubts that Sweden will sign the protocol.", "Norway", "Sweden", "unlikely"),
    ("Norway does not believe Sweden will sign the protocol.", "Norway", "Sweden", "unlikely"),
    # a bare "will" of another in what somebody believes
    ("Norway believes Sweden will sign the protocol.", "Norway", "Sweden", "very_likely"),
    # nouns by their grade
    ("Norway sees little chance that Sweden will sign the protocol.", "Norway", "Sweden", "unlikely"),
    ("Greek officials said there is no doubt that Turkey will sign the protocol.", "Greece", "Turkey", "almost_certain"),
    # open either way
    ("Greek officials said it remains to be seen whether Turkey will sign the protocol.", "Greece", "Turkey", "roughly_even"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holder", "about", "band"), FORECASTS)
@pytest.mark.parametrize("capitals", [False, True])
def test_who_expects_what_of_whom(text: str, holder: str, about: str, band: str, capitals: bool) -> None:
    (found,) = read("1. " + (text.upper() if capitals else text))
    assert (found.holder, found.about_actor, found.likelihood) == (holder, about, band)


NONE = [
    "Norway could then make use of the new harbour.",  # possibility (X3)
    "Norway may sign the protocol.",
    "Norwegian officials said they expect to sign the protocol.",  # one's own intention (X5)
    "Norway believes it will sign the protocol.",
    "Norwegian officials confirmed that the Minister will attend the meeting.",  # a plan told, no forecast
    "Norway asked whether Sweden would sign the protocol.",
    "Norway said expected sales are falling.",
    "Norway discussed a protocol that would reduce tariffs.",
    "Norway looked for a likely place.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_forecast(text: str) -> None:
    assert read("1. " + text) == []


def test_the_last_asserted_word_wins() -> None:
    (found,) = read(
        "1. Greek officials said Turkey will perhaps sign, but that it is unlikely to ratify the protocol."
    )[-1:]
    assert found.likelihood == "unlikely"


def test_a_forecast_without_a_source_goes_on_with_the_last_of_its_paragraph() -> None:
    (found,) = read(
        "1. Greek officials met us on Monday and said they were tired. Turkey is unlikely to sign the protocol."
    )
    assert (found.holder, found.attribution) == ("Greece", "inherited")


def test_the_event_has_no_modal_and_keeps_its_words() -> None:
    (found,) = read("1. Greek officials said it is likely that Turkey will refuse the offer.")
    assert found.event == "Turkey refuse the offer"
    assert found.likelihood_words == ("likely",)


def test_a_condition_is_kept() -> None:
    (found,) = read("1. Greek officials said that if Cyprus is divided, Turkey will probably sign the protocol.")
    assert found.conditional_on == "cyprus-is-divided"


def test_the_table_is_whole() -> None:
    for row in rows("likelihood_words"):
        assert row["source"]
        assert row["part"]
        if row["part"] in ("adjective", "adverb", "verb", "modal"):
            assert row["holder"] in ("subject", "source")
            assert row["frames"]
            assert row["weight"] in ("firm", "usual", "loose")
        assert row["band"] in (*BANDS, "")
        assert row["negated"] in (*BANDS, "")
    keys = [(row["word"], row["part"], row["holder"]) for row in rows("likelihood_words")]
    assert len(keys) == len(set(keys))
    assert set(likelihood_words("grade").values()) <= set(BANDS)


def test_the_longest_words_are_found_and_verbs_inflect() -> None:
    last, found = likelihoods_at(["he", "may", "or", "may", "not", "go"], 1) or (0, ())
    assert (last, found[0].band) == (5, "roughly_even")
    assert likelihoods_at(["expects"], 0) is not None
    assert likelihoods_at(["quickly"], 0) is None
    assert [mirrored(band) for band in BANDS] == list(reversed(BANDS))
    assert [side(band) for band in BANDS] == [-1, -1, -1, 0, 1, 1, 1]


_WORDS = sorted({word for row in rows("likelihood_words") for word in row["word"].split()})
_OTHERS = [
    "that",
    "it",
    "is",
    "Turkey",
    "the Soviets",
    "will",
    "not",
    "to",
    "sign",
    ",",
    ".",
    "(",
    ")",
    "if",
    "said",
    "of",
    "for",
    "whether",
    "as",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_WORDS + _OTHERS * 4), max_size=40), st.text(max_size=60))
def test_any_text_is_read(words: list[str], tail: str) -> None:
    read(f"1. {' '.join(words)} {tail}")
