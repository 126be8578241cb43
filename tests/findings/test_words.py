"""Broken words: split by a blank, hyphenated at a line end (T311, T321)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cablegram.findings import check, mend
from cablegram.findings.base import Safety
from cablegram.findings.rules import words
from cablegram.telegram.reader import parse

CODES = frozenset(("T311", "T321"))
HEAD = "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nC O N F I D E N T I A L PARIS 004514\nE.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n"
WIRE = HEAD + "\n"


def found(text: str) -> list[str]:
    return [finding.code for finding in check(parse(text)) if finding.code in CODES]


def mended(text: str, up_to: Safety = "likely") -> str:
    once = mend(parse(text), up_to=up_to, codes=CODES)
    assert mend(once.telegram, up_to=up_to, codes=CODES).text == once.text, "mending what is mended changes nothing"
    return once.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Classified By: DCM JANE DOE FOR REASO NS 1.4 (B)\n\n1. (C) Yes.", "Classified By: DCM JANE DOE FOR REASONS 1.4 (B)\n\n1. (C) Yes."),
        ("CLASSI FIED BY: DCM JANE DOE. REASON: 1.4 (B)\n\n1. (C) Yes.", "CLASSIFIED BY: DCM JANE DOE. REASON: 1.4 (B)\n\n1. (C) Yes."),
        ("\n1. (C) Visit us: http://www.state.sgov.gov/p/eur/paris/index.c fm\n", "\n1. (C) Visit us: http://www.state.sgov.gov/p/eur/paris/index.cfm\n"),
        ("\n1. (C) Visit us: http://www.sta te.gov/p/eur/ today.\n", "\n1. (C) Visit us: http://www.state.gov/p/eur/ today.\n"),
        ("\n1. (C) PERVASIVE SECURI TY FORCES FIRED.\n", "\n1. (C) PERVASIVE SECURITY FORCES FIRED.\n"),
        ("\n1. (C) The representa tive of the works spoke.\n", "\n1. (C) The representative of the works spoke.\n"),
        ("\n1. (C) The commi ttee of the works spoke.\n", "\n1. (C) The committee of the works spoke.\n"),
        ("\n1. (C) Kouchner spoke, then Kouchn er left.\n", "\n1. (C) Kouchner spoke, then Kouchner left.\n"),
    ],
)  # fmt: skip
def test_split_words(before: str, after: str) -> None:
    assert mended(HEAD + before) == HEAD + after
    assert mended(HEAD + before, "safe") == HEAD + before, "only likely"


def test_the_finding_is_the_split_word() -> None:
    text = WIRE + "1. (C) PERVASIVE SECURI TY FORCES FIRED.\n"
    finding = next(f for f in check(parse(text)) if f.code == "T311")
    assert text[finding.start : finding.end] == "SECURI TY"
    assert finding.message.startswith("'SECURI TY' is 'SECURITY', split by a blank")


@pytest.mark.parametrize(
    "sentence",
    [
        "THE GOF AND FRG TOLD MTN DEL IT IS SO.",  # abbreviations
        "AMEMBASSY DAR ES SALAAM REPORTS IT.",  # a name of which the joined words would be one
        "In form it is an over all plan, some times read.",  # both halves are words
        "Mr Ly told Dr Ng of it, and Ms Ba agreed.",
        "SALES OF 190 KG NET OF TARE, C.I.F. MARSEILLE.",
        "He saw http://www.state.gov and then left.",
    ],
)
def test_words_that_stand_apart(sentence: str) -> None:
    assert found(WIRE + f"1. (C) {sentence}\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("THE GOVERN- MENT OF", "THE GOVERNMENT OF"),
        ("OF THE GOVERN-\nMENT, WHICH FELL", "OF THE GOVERNMENT,\nWHICH FELL"),
        ("OF THE GOVERN-\nMENT\nWHICH FELL", "OF THE GOVERNMENT\nWHICH FELL"),
        ("A HIGH-\nLEVEL MAN", "A HIGH-LEVEL\nMAN"),
        ("the repre- sentatives of", "the representatives of"),
        ("BISENGIMANA AND BISENGI- MANA", "BISENGIMANA AND BISENGIMANA"),  # it stands elsewhere
        ("A COPPER- TIN ALLOY", "A COPPER-TIN ALLOY"),  # in capitals no usual compound: the hyphen may be a dash
    ],
)
def test_hyphens(before: str, after: str) -> None:
    text = WIRE + f"1. (C) {before} THE SALT WORKS.\n"
    assert found(text) == ["T321"]
    assert mended(text) == text.replace(before, after)
    assert mended(text, "safe") == text, "only likely"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ANY BURDEN- SHARING PLAN", "ANY BURDEN-SHARING PLAN"),  # both halves are words, the compound is usual
        ("A US-POLISH AND US- POLISH", "A US-POLISH AND US-POLISH"),  # it stands so elsewhere
        ("THE TWENTY- FOUR MEN OF", "THE TWENTY-FOUR MEN OF"),
        ("two truck- mounted cranes", "two truck-mounted cranes"),  # in small letters nobody writes a dash so
        ("Jack Moeng- Radipati of", "Jack Moeng-Radipati of"),  # a broken word goes on without a capital
        (
            "Jack Moeng- Radipati, who has run the second-largest of",
            "Jack Moeng-Radipati, who has run the second-largest of",
        ),
    ],
)
def test_a_blank_behind_the_hyphen_of_a_compound(before: str, after: str) -> None:
    text = WIRE + f"1. (C) {before} THE SALT WORKS.\n"
    assert found(text) == ["T321"]
    assert mended(text, "safe") == text.replace(before, after)


@pytest.mark.parametrize(
    "words_",
    [
        "PRE- AND POST-WAR",  # a hyphen that waits for its word
        "TWO- TO THREE-YEAR",
        "THE PLAN - WHICH FELL -",  # dashes
        "THE PLAN -- WHICH FELL --",
        "A FRANCO- TUNISIAN-GABONESE",  # neither half known, no way to tell
        "HE MEANS- ACCORDING TO HIM-",
        "1973- THE YEAR",
        "THE FIRST:\n- MENT",
    ],
)
def test_hyphens_that_may_stand(words_: str) -> None:
    assert found(WIRE + f"1. (C) {words_} OF SALT.\n") == []


def test_the_dictionary_is_loaded_without_the_checker() -> None:
    script = (
        "import sys\nfrom cablegram.telegram.reader import parse\nfrom cablegram.findings import check\n"
        f"from cablegram.findings.rules import words\ncheck(parse({WIRE!r} + '1. (C) He said so.\\n'))\n"
        "print(words._dictionary.cache_info().currsize, 'spellchecker' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]


def test_the_list_is_the_one_the_checker_has(monkeypatch: pytest.MonkeyPatch) -> None:
    direct = words._dictionary()
    words._dictionary.cache_clear()
    monkeypatch.setattr(words, "find_spec", lambda name: None)
    try:
        asked = words._dictionary()
        assert len(asked) == len(direct)
        assert all(asked[word] == n for word, n in direct.items())
    finally:
        words._dictionary.cache_clear()


def test_what_is_known() -> None:
    assert all(map(words.known, ("government", "GOVERNMENT", "of", "the", "UN")))
    assert not any(map(words.known, ("govern ment", "ns", "ment", "reaso", "tion")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("two contr acts were", "two contracts were"),  # one half is a word
        ("this tele gram was", "this telegram was"),
        ("a phased schedu le was", "a phased schedule was"),
    ],
)
def test_a_split_word_of_which_one_half_is_a_word(before: str, after: str) -> None:
    text = WIRE + f"1. (C) He saw that {before} late.\n"
    assert "T311" in found(text)
    assert after in mended(text, "likely")


def test_two_words_that_are_seldom_one_are_left() -> None:
    assert "T311" not in found(WIRE + "1. (C) He read the POST MORTEM report.\n")


def test_a_compound_broken_after_its_hyphen() -> None:
    for words_ in ("TWENTY- FOUR PUPILS", "AID- FINANCED PROJECTS"):
        text = WIRE + f"1. (C) THEY SAW {words_} THERE.\n"
        assert found(text) == ["T321"]
        assert words_.replace("- ", "-") in mended(text, "likely")
