"""Nothing is lost, nothing raises, every span is true: over real texts, invented ones and damaged samples."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cablegram
from cablegram.reading import parse_all
from cablegram.source import decode
from tests.real_data import needs_shared, samples, texts
from tests.telegram.checks import check
from tests.telegram.fragments import LINE_ENDS, LINES, any_text, mutated

# What once went wrong, and what is likely to.
CASES = [
    ("", "nothing"),
    ("\n", "one empty line"),
    ("\x00", "a NUL alone"),
    ("TO", "an action prosign without an addressee"),
    ("TO\nINFO\nXMT", "three prosigns without addressees"),
    ("FM\nTO RUEHC/SECSTATE WASHDC\nXMT \nBT", "an exemption without a name"),
    ("\x1c\n\x1c\nNNN\n\x1c", "a separator that is a blank for str.split only, after the end mark"),
    ("X 6/5/99 (DOE, JANE R.) OR-M\n4 AGS\n\x1c", "the same under running text"),
    ("\x85\x0bNNN\x0b\x85", "NEL alone on a line"),
    ("1. (C) foo\n\\\n\\A. bar baz\\\n", "a backslash before an item"),
    ("\\P 161324Z NOV 07\\\n\\TAGS: PREL", "a backslash before labels"),
    ("TAGS: OVIP (DOE, JANE), PREL", "a name in parentheses"),
    ("TAGS: PREL\u00df", "a letter that grows in capitals"),
    ("TAGS: \u0130PREL \ufb01PGOV", "more of them"),
    ("1. (C) \u0130\u0130 SUMMARY: X END SUMMARY. \u00df COMMENT: Y", "the same before block markers"),
    ("MRN: 12 TUNIS 1098\nUNCLAS PARIS 000451", "a label form with a classification line of another cable"),
    ("CLASSIFIED BY: \\ V \\\nM", "an authority of rubbish"),
    ("REF: A. PARIS 1501\nPARIS 00004514 002 OF 003\nB. ROME 12", "a page line inside the references"),
    ("TAGS: PREL,\nPARIS 00004514 002 OF 003\nPGOV", "a page line inside the TAGS"),
    ("SUBJECT: ONE\nPARIS 00004514 002 OF 003\nTWO", "a page line inside the subject"),
    ("99999999999999999999. (C) X", "a long number"),
    ("\u0661. (C) X", "digits of another script"),
    ("P 161324Z NOV 9999\n1. X", "a year at the end of the calendar"),
    ("R 010000Z JAN 0000", "a year that is none"),
    ("\ud800", "a lone surrogate"),
    ("x" * 100_000, "one long line"),
    ("( " * 5000, "many openings"),
    ("A " * 5000 + "FOR", "many words that may be a passing line"),
    ("1.4 (b, " * 2000, "many reasons"),
    ("-" * 20_000 + "!", "a long rule that is none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), CASES, ids=[case[1] for case in CASES])
def test_case(text: str, reason: str) -> None:
    check(text)


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_every_fragment_alone_and_with_every_end(line: str) -> None:
    check(line)
    for end in LINE_ENDS:
        check(f"{line}{end}{line}{end}")


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_samples(path: object) -> None:
    text = decode(path.read_bytes())[0]  # type: ignore[attr-defined]
    check(text)
    for end in ("\r\n", "\r", "\r\r\n", "\f", "\v", "\u2028", "\n\n", "\x85", " "):
        check(text.replace("\r\n", "\n").replace("\n", end))


@needs_shared
def test_every_shared_text() -> None:
    count = 0
    for name, text in texts():
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"{name}: {error}") from error
        count += 1
    assert count > 1000


_quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@settings(max_examples=400, deadline=None, suppress_health_check=_quiet)
@given(any_text())
@example("TO\n")
@example("\n" * 100)
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.heavy
@settings(max_examples=10_000, deadline=None, suppress_health_check=_quiet)
@given(any_text())
def test_any_text_10_000(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    text, encoding = decode(data)
    cable = cablegram.parse(data)
    assert str(cable) == text
    assert cable == cablegram.parse(text)
    assert "".join(map(str, parse_all(data))) == text
    assert {one.provenance.encoding for one in parse_all(data) if one.provenance} == {encoding}


@settings(max_examples=50, deadline=None)
@given(any_text(), st.one_of(st.none(), st.integers()))
def test_any_year(text: str, year: int | None) -> None:
    assert str(cablegram.parse(text, year=year)) == text


def test_mutated_samples() -> None:
    _all_hold(mutated(500))


@pytest.mark.heavy
def test_mutated_samples_5_000() -> None:
    _all_hold(mutated(5_000, seed=2009))


def _all_hold(given_texts: list[str]) -> None:
    for number, text in enumerate(given_texts):
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"mutation {number}: {type(error).__name__} {error}\n{text!r}") from error
