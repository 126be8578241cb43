"""The founding cable: whom its names, offices and pronouns mean, given where they stand."""

from __future__ import annotations

import re
from typing import cast

import pytest

import cablegram
from cablegram.actors.records import ActorType, Form
from cablegram.actors.resolving import Resolution, resolve
from cablegram.actors.spans import Span
from cablegram.findings.view import reading_view
from tests.real_data import SHARED, needs_shared

pytestmark = needs_shared

# The words, as what they stand there, and who is meant wherever they stand.
NAMES = [
    ("France", "state", "name", "France"),
    ("French", "state", "name", "France"),
    ("GOF", "state", "name", "France"),
    ("French officials", "people", "nominal", "France"),
    ("French MFA officials", "people", "nominal", "France"),
    ("French diplomats", "people", "nominal", "France"),
    ("Officials", "people", "nominal", "France"),
    ("Sarkozy government", "state", "nominal", "France"),
    ("MFA", "organ", "name", "Ministry of Foreign Affairs (France)"),
    ("Sarkozy", "person", "name", "Nicolas Sarkozy"),
    ("FM Kouchner", "person", "name", "Bernard Kouchner"),
    ("Deputy Political Director Bujon-Barre", "person", "name", "Bujon-Barre"),
    ("Philippe Carre", "person", "name", "Philippe Carre"),
    ("Assistant Secretary-equivalent for Strategic Affairs", "person", "nominal", "Philippe Carre"),
    ("POLITICAL MINISTER COUNSELOR JOSIAH ROSENBLATT", "person", "name", "Josiah Rosenblatt"),
    ("STAPLETON", "person", "name", "Stapleton"),
    ("OSCE", "body", "name", "Organization for Security and Cooperation in Europe"),
    ("the organization", "body", "nominal", "Organization for Security and Cooperation in Europe"),
    ("Secretary-General", "person", "nominal", "Marc Perrin de Brichambaut"),
    ("Troika", "body", "name", "OSCE Troika"),
    ("ODIHR", "body", "name", "Office for Democratic Institutions and Human Rights (OSCE)"),
    ("Kosovo Mission", "body", "name", "OSCE Mission in Kosovo"),
    ("High-Level Group of Experts", "body", "name", "High-Level Group of Experts (OSCE)"),
    ("Council of Europe", "body", "name", "Council of Europe"),
    ("Greece", "state", "name", "Greece"),
    ("Lithuania", "state", "name", "Lithuania"),
    ("Kazakhstan", "state", "name", "Kazakhstan"),
    ("Kazakh", "state", "name", "Kazakhstan"),
    ("Russia", "state", "name", "Russia"),
    ("Russians", "state", "name", "Russia"),
    ("Moscow", "state", "name", "Russia"),
    ("U.S.", "state", "name", "United States"),
    ("AMEMBASSY PARIS", "organ", "name", "Embassy of the United States, Paris"),
    ("SECSTATE WASHDC", "organ", "name", "Department of State (United States)"),
    ("us", "organ", "pronoun", "Embassy of the United States, Paris"),
]


@pytest.fixture(scope="module")
def found() -> dict[str, list[Resolution]]:
    telegram = cablegram.read(SHARED / "seed" / "07PARIS4514.txt")
    text = reading_view(telegram).text
    spans: dict[tuple[int, int], Span] = {}
    for words, kind, form, _ in NAMES:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            spans[match.span()] = Span(*match.span(), cast(ActorType, kind), cast(Form, form))
    ordered = sorted(spans.values(), key=lambda span: (span.start, -span.end))
    answers: dict[str, list[Resolution]] = {}
    for span, answer in zip(ordered, resolve(telegram, text, ordered), strict=True):
        answers.setdefault(text[span.start : span.end], []).append(answer)
    return answers


@pytest.mark.parametrize(("words", "name"), [(words, name) for words, _, _, name in NAMES])
def test_who_is_meant(found: dict[str, list[Resolution]], words: str, name: str) -> None:
    assert {answer.actor.name if answer.actor else "?" for answer in found[words]} == {name}


def test_each_answer_says_how_and_how_sure(found: dict[str, list[Resolution]]) -> None:
    for answers in found.values():
        for answer in answers:
            assert answer.how
            assert answer.sure != "none"
