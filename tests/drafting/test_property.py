"""For every draft that is accepted the telegram reads back as the draft; lines of form planted in it are refused or folded."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cablegram
from cablegram.drafting import Draft, compose, draft_from, normalise, parse_draft, write
from cablegram.drafting.folding import fold
from cablegram.drafting.starting import starting_draft
from cablegram.errors import DraftError
from tests.drafting.drafts import PLANTS, Planted, drafts
from tests.telegram.fragments import any_text, telegram_like

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
_LEAST = (
    1 / 3
)  # of the drafts with planted lines: refused at such a line, or with its words kept off a line's beginning


def _squeezed(text: str) -> str:
    return "".join(text.split()).upper()


def _body(draft: Draft) -> str:
    """The words of a draft's body in its own order, folded one by one and without blanks."""
    parts = []
    for one in draft.passages:
        parts += [one.heading or "", one.text, *one.items]
    return _squeezed("".join(fold(word) for part in parts for word in part.split()))


def _read(text: str) -> tuple[Draft, int | None]:
    """The draft of a text, and the line at which it is refused; a refusal always names a line of the text."""
    draft = Draft()
    try:
        draft = parse_draft(text)
        write(draft)
    except DraftError as error:
        line = error.line or 0
        if not 1 <= line <= text.count("\n") + 1:
            raise AssertionError(f"no line of the draft: {error}") from error
        return draft, line
    return draft, None


def _holds(draft: Draft) -> None:
    """What must hold of an accepted draft, told without asking the writer."""
    text = write(draft)
    telegram = cablegram.parse(text)
    back = draft_from(telegram)
    assert back == normalise(draft)
    assert write(back) == text
    assert normalise(back) == back
    assert _body(back) == _body(draft)
    assert len(telegram.paragraphs) == len(draft.passages) + bool(draft.entire)
    assert [p.number for p in telegram.paragraphs] == list(range(1, len(telegram.paragraphs) + 1))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 69
    assert "unknown" not in {line.kind for line in telegram.lines}
    assert text.count("\nBT\n") == (2 if draft.layout.strict else 0)
    assert text.count("NNNN") == (1 if draft.layout.strict else 0)
    assert not [f for f in cablegram.check(telegram) if f.severity == "error"]


def _run(examples: int) -> Counter[str]:
    """The property over ``examples`` drafts; gives what happened to them."""
    seen: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, suppress_health_check=_SLOW)
    @given(drafts())
    def every_draft(planted: Planted) -> None:
        seen["drafts"] += 1
        seen["with planted lines"] += bool(planted.lines)
        draft, refused = _read(planted.text)
        if refused is not None:
            seen["refused"] += 1
            seen["refused at a planted line"] += refused in planted.lines
            return
        folded = set(compose(draft).folded)
        seen["accepted"] += 1
        seen["accepted with planted lines"] += bool(planted.lines)
        seen["folded at a planted line"] += bool(folded & planted.lines)
        _holds(draft)

    every_draft()
    print("\n" + "\n".join(f"{count:6d} {what}" for what, count in seen.items()))
    stopped = seen["refused at a planted line"] + seen["folded at a planted line"]
    print(f"{stopped / seen['with planted lines']:6.1%} of those with planted lines refused or folded there")
    assert stopped >= _LEAST * seen["with planted lines"]
    assert seen["accepted"] >= seen["drafts"] / 10
    return seen


def test_300_drafts() -> None:
    _run(300)


@pytest.mark.heavy
def test_3000_drafts() -> None:
    _run(3000)


def _starting(text: str) -> str:
    """The starting draft with another body."""
    return starting_draft().rsplit("---\n", 1)[0] + "---\n" + text


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize(
    "place",
    [
        "(C) Some words.\n{}\nand more words.",
        "(C) {} stands first.",
        "(C) Points:\n- the first;\n- {} and the second.",
        "## {}\n(C) Under a heading.",
        "(C) Before.\n\n(C) {}\n\n(C) After.",
        "(C) Before.\n\n{}\n",
    ],
)
def test_a_planted_line_is_refused_with_a_line_or_reads_back(plant: str, place: str) -> None:
    draft, refused = _read(_starting(place.format(plant) + "\n"))
    if refused is None:
        _holds(draft)


@pytest.mark.parametrize("width", [55, 58, 61, 64, 67, 69])
@pytest.mark.parametrize("plant", [plant for plant in PLANTS if len(plant) < 24 and plant.isascii()])
def test_words_stand_at_no_line_start_at_any_width(plant: str, width: int) -> None:
    """The same words moved along a line by one letter after another: wherever they fall, they read back."""
    text = _starting(f"(C) {'Very ' * 9}{'x' * (width % 9 + 1)} long words {plant} {'and more ' * 12}words.\n")
    text = text.replace("signature: DOE", f"signature: DOE\nwidth: {width}")
    draft, refused = _read(text)
    if refused is None:
        _holds(draft)


@settings(max_examples=200, deadline=None, suppress_health_check=_SLOW)
@given(st.one_of(st.text(), st.builds(_starting, st.text()), st.builds(_starting, telegram_like())))
def test_any_text_is_a_draft_or_refused(text: str) -> None:
    try:
        draft = parse_draft(text)
        write(draft)
    except DraftError:
        return
    _holds(draft)


@settings(max_examples=200, deadline=None, suppress_health_check=_SLOW)
@given(any_text())
def test_any_telegram_has_a_draft(text: str) -> None:
    draft = draft_from(cablegram.parse(text))
    try:
        write(draft)
    except DraftError:
        return
    _holds(draft)


def test_samples_of_the_modern_form_are_written_again() -> None:
    """Their drafts are accepted but for what their writers left out."""
    from tests.real_data import samples

    refused: dict[str, str] = {}
    accepted = 0
    for path in samples():
        telegram = cablegram.parse(path.read_text(encoding="utf-8"))
        if telegram.dtg is None or telegram.dtg.year < 1996 or telegram.family not in ("wire", "wire-bare"):
            continue
        try:
            write(draft_from(telegram))
            accepted += 1
        except DraftError as error:
            refused[path.stem] = str(error)
    reasons = {why.split(";")[0] for why in refused.values()}
    assert accepted >= 8, refused
    assert all("declassify-on" in why or "routing indicator" in why for why in reasons), refused
