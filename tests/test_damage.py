"""The damage generator: every planting changes the text, and its truth is right."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.damage import KINDS, plant, plant_many
from benchmarks.planted import clean_texts

from tests.real_data import ROOT, SAMPLES

TEXTS = clean_texts(SAMPLES) | clean_texts(ROOT / "tests" / "data" / "twin")
ROWS = [f"D{n:02}" for n in range(1, 42)]


def test_every_row_of_the_catalogue_has_a_planter() -> None:
    assert list(KINDS) == ROWS


@pytest.mark.parametrize("kind", KINDS)
def test_a_planting_is_true(kind: str) -> None:
    made = 0
    for name, text in TEXTS.items():
        for seed in range(3):
            planted = plant(text, kind, Random(f"{name} {kind} {seed}"))
            if planted is None:
                continue
            made += 1
            assert planted.text != planted.clean
            assert planted.healed() == planted.clean
            assert kind == "D31" or planted.clean == text  # the crosses of a redaction are in its clean text too
            assert any(damage.kind == kind for damage in planted.damages)
            for damage in planted.damages:
                assert planted.text[damage.start : damage.end] != damage.clean
                assert planted.clean[planted.origin(damage.start) :].startswith(damage.clean)
    assert made >= 8


def test_the_same_seed_plants_the_same() -> None:
    text = TEXTS["07BAKU1562"]
    assert all(plant(text, kind, Random(3)) == plant(text, kind, Random(3)) for kind in KINDS)


def test_none_where_there_is_no_room() -> None:
    assert plant("CONFIDENTIAL\n", "D14", Random(1)) is None
    assert plant(TEXTS["body-only-harbour-dues"], "D06", Random(1)) is None


def test_several_do_not_overlap_and_can_be_taken_out_again() -> None:
    for name, text in TEXTS.items():
        for seed in range(5):
            rng = Random(f"{name} {seed}")
            planted = plant_many(text, rng.sample(KINDS, 5), rng)
            if planted is None:
                continue
            assert planted.healed() == planted.clean != planted.text
            ends = [damage.end for damage in planted.damages]
            assert all(end <= damage.start for end, damage in zip(ends, planted.damages[1:], strict=False))
            assert planted.only(()).text == planted.clean
            one = planted.only([0])
            assert one.text != planted.clean == one.clean


def test_the_twin_set_is_marked_as_invented() -> None:
    twin = clean_texts(ROOT / "tests" / "data" / "twin")
    assert len(twin) == 8
    assert all("This telegram is an invented specimen." in text.replace("\n", " ") for text in twin.values())
