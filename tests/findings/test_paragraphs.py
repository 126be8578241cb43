"""Paragraph numbers, block marks, lost words, and blank lines in the wrong place (T310, T318-T320, T350, T351)."""

from __future__ import annotations

import pytest

from cablegram.findings import check, mend
from cablegram.findings.base import Safety
from cablegram.telegram.reader import parse

CODES = frozenset(("T310", "T318", "T319", "T320", "T350", "T351"))
WIRE = (
    "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nC O N F I D E N T I A L PARIS 004514\n"
    "E.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n\n"
)
SAID = "The minister said that the salt works would be sold."


def found(text: str) -> list[str]:
    return [finding.code for finding in check(parse(text)) if finding.code in CODES]


def message(text: str, code: str) -> str:
    return next(finding.message for finding in check(parse(text)) if finding.code == code)


def mended(text: str, up_to: Safety = "safe") -> str:
    once = mend(parse(text), up_to=up_to, codes=CODES)
    assert mend(once.telegram, up_to=up_to, codes=CODES).text == once.text, "mending what is mended changes nothing"
    return once.text


def numbered(*numbers: int, before: str = "") -> str:
    return WIRE + before + "\n".join(f"{n}. (C) {SAID}\n" for n in numbers)


@pytest.mark.parametrize(
    ("numbers", "message_"),
    [
        ((1, 2, 4), "paragraph 3 is missing between 2 and 4: text is lost"),
        ((1, 2, 5), "paragraphs 3 and 4 are missing between 2 and 5: text is lost"),
        ((1, 6), "paragraphs 2 to 5 are missing between 1 and 6: text is lost"),
        ((3, 4), "paragraphs 1 and 2 are missing: the text begins with paragraph 3"),
        ((1, 2, 2, 3), "two paragraphs have the number 2"),
        ((1, 2, 3, 2, 3), "paragraph 2 comes after paragraph 3"),
    ],
)
def test_gaps_and_repeats(numbers: tuple[int, ...], message_: str) -> None:
    assert message(numbered(*numbers), "T350") == message_


def test_sequences_that_are_whole() -> None:
    assert found(numbered(*range(1, 15))) == []
    assert found(numbered(1, 2, 1, 2, 3)) == [], "a quoted text counts from 1 again"
    assert found(numbered(1, 2, 1, 2, 3, 4)) == []
    assert found(numbered(2, 3, before="SUMMARY: " + SAID + " END SUMMARY.\n\n")) == [], "the first has no number"
    assert found("5. (C) " + SAID + "\n\n6. (C) " + SAID + "\n") == [], "a fragment"
    later = numbered(5, 6).replace("A L PARIS", "A L SECTION 02 OF 03 PARIS")
    assert found(later) == [], "a later section"


def test_a_mark_inside_a_paragraph_is_no_gap() -> None:
    assert found(WIRE + f"1. (C) {SAID} 2. (C) {SAID}\n\n3. (C) {SAID}\n") == []
    assert found(WIRE + f"1. (C) {SAID} 2 THE WORKS\n\n3. (C) {SAID}\n") == []


@pytest.mark.parametrize(
    ("body", "message_"),
    [
        (f"1. (C) SUMMARY: {SAID}\n\n2. (C) {SAID}\n", "SUMMARY is opened and not closed"),
        (f"1. (C) {SAID}\n\nBEGIN TEXT\n\n{SAID}\n\n2. (C) {SAID}\n", "BEGIN TEXT is opened and not closed"),
        (f"1. (C) {SAID} END COMMENT.\n\n2. (C) {SAID}\n", "END COMMENT closes what was not opened"),
        (f"1. (C) {SAID} UNQUOTE. {SAID}\n", "UNQUOTE closes what was not opened"),
        (
            f"1. (C) SUMMARY: {SAID}\n\n2. (C) {SAID}\n\n3. (C) {SAID}\n\n4. (C) {SAID} END SUMMARY.\n",
            "the summary ends only in paragraph 4",
        ),
    ],
)
def test_blocks_out_of_balance(body: str, message_: str) -> None:
    assert message(WIRE + body, "T351") == message_


@pytest.mark.parametrize(
    "body",
    [
        f"1. (C) SUMMARY: {SAID} END SUMMARY.\n\n2. (C) COMMENT: {SAID}\n",  # a comment ends with its paragraph
        f"SUMMARY\n-------\n\n1. (C) {SAID}\n\nTHE WORKS\n---------\n\n2. (C) {SAID}\n",  # a heading
        f"1. (C) {SAID} (COMMENT: {SAID} END COMMENT.)\n\n2. (C) FYI: {SAID} END FYI.\n",
        f"1. (C) HE SAID QUOTE YES UNQUOTE AND WENT.\n\n2. (C) {SAID}\n",
        f"1. (C) They will end comment on the works, and at the end text was read.\n\n2. (C) {SAID}\n",
        f"1. (C) INTRODUCTION. {SAID}\n\n2. (C) {SAID}\n",
    ],
)
def test_blocks_in_balance(body: str) -> None:
    assert found(WIRE + body) == []


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("They will push for it on November 29. other matters, he judged, were vital.", "other"),
        ("It is unlikely to yield any positive changes for the That said, they do not oppose it.", "the That"),
        ("They will agree. separate note was taken of it by the ministry.", "separate"),
        ("It was agreed with However they did not come back for it.", "with However"),
    ],
)
def test_lost_words(words: str, lost: str) -> None:
    text = WIRE + f"1. (C) {SAID} {SAID} {words} {SAID}\n"
    finding = next(f for f in check(parse(text)) if f.code == "T310")
    assert text[finding.start : finding.end] == lost
    assert finding.edits == (), "nothing is invented"


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (f"1. (C) {SAID}\n\n2. (C) , and the works were sold. {SAID}\n\n3. (C) {SAID}\n\n4. (C) {SAID}\n", ","),
        (f"1. (C) {SAID}\n\n2. (C) whereas the works were sold. {SAID}\n\n3. (C) {SAID}\n\n4. (C) {SAID}\n", "whereas"),
        (f"1. (C) {SAID} He said that the price of the\n\n2. (C) {SAID}\n", "the"),
        (f"1. (C) {SAID} {SAID} He said that the price of salt would fall before winter\n\n2. (C) {SAID}\n", "winter"),
    ],
)
def test_lost_beginnings_and_ends(body: str, lost: str) -> None:
    text = WIRE + body
    finding = next(f for f in check(parse(text)) if f.code == "T310")
    assert text[finding.start : finding.end] == lost


@pytest.mark.parametrize(
    "words",
    [
        "It came at 10 a.m. and left; i.e. the same day, e.g. by noon, per U.S. and U.N. sources.",
        "The dept. of trade, approx. ten men, Col. de Silva, Gen. al-Rashid, St. de la Croix etc. were there.",
        "He met Msgr. da Costa, saw no. 5. of the works and the iPod... and more.",
        "They went to The Hague, to The Gambia, and read it in The Economist.",
        "He is from the And-1 company; He and She were there.",
    ],
)
def test_sentences_that_only_look_broken(words: str) -> None:
    assert found(WIRE + f"1. (C) {SAID} {words} {SAID}\n\n2. (C) al-Rashid agreed.\n\n3. (C) {SAID}\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) The program is:\n\n- arrival at the works, and a visit of the pans;\n\n- departure\n\n2. (C) Yes.\n",
        "1. (C) He saw:\n\nSalt      190   310\nPotash    365   620\n\n2. (C) Yes.\n",
        "1. ARTICLES DROPPED. FONMIN TOLD EMBOFF WORKS NOT REPEAT NOT SOLD.\n-\n2. MINISTRY SAID (SIC) SO (#).\n",
    ],
)
def test_paragraphs_that_may_end_so(body: str) -> None:
    assert found(WIRE + body) == []


CUT = "1. (C) The parliamentarians were invited by the ministry to observe the\n\nelections, and the works were shown to them. They left.\n"


def test_a_paragraph_cut_in_two_is_joined() -> None:
    text = WIRE + CUT + "\n2. (C) Yes.\n"
    assert found(text) == ["T319"]
    assert mended(text) == text.replace("the\n\nelections", "the\nelections")


@pytest.mark.parametrize(
    "body",
    [
        CUT.replace("observe the", "observe it."),  # the sentence was over
        CUT.replace("elections", "Elections"),
        "1. (C) We need\n\nsalt\n\npotash\n\n2. (C) Yes.\n",  # a list
        CUT.replace("observe the", "observe:"),
    ],
)
def test_blank_lines_that_may_stand(body: str) -> None:
    assert "T319" not in found(WIRE + body)


DOUBLE = (
    "1. (C) The minister said that the salt works at the lagoon\n\nwould be sold before the winter, and that the\n\n"
    "price of salt would not rise. He had asked the\n\nowners of the pans to agree with it, and they had\n\n"
    "done so. Nothing was said of the men who work in\n\nthem, and he did not wish to be asked about it.\n\n"
    "2. (C) He will come back to it in the spring, when the\n\nassembly meets, and read the law to it himself.\n"
)


def test_double_spacing_is_taken_out() -> None:
    text = WIRE + DOUBLE
    assert "T318" in found(text)
    assert mended(text) == text, "only likely"
    single = mended(text, "likely")
    assert single == WIRE + DOUBLE.replace("\n\n", "\n").replace("it.\n2.", "it.\n\n2.")
    assert [p.number for p in parse(single).paragraphs] == [1, 2]


def test_paragraphs_in_flowed_text_are_parted() -> None:
    one, two, three = (f"{n}. (C) {SAID} {SAID} {SAID}" for n in (1, 2, 3))
    text = f"{WIRE}{one} {two} {three}\n"
    assert found(text) == ["T320", "T320"]
    assert mended(text) == text
    assert mended(text, "likely") == f"{WIRE}{one}\n\n{two}\n\n{three}\n"


def test_a_mark_out_of_sequence_parts_nothing() -> None:
    text = f"{WIRE}1. (C) {SAID} {SAID} {SAID} See 7. (C) of the same. {SAID} {SAID}\n"
    assert "T320" not in found(text)


def test_flowed_paragraphs_without_portion_marks() -> None:
    one = "1. " + "THE MINISTRY AGREED TO A LOAN OF SALT AND POTASH FOR THE WINTER. " * 4
    text = WIRE + one + "2. THE ENVOY LEFT THE HALL. 3. HE DID NOT RETURN.\n"
    assert found(text).count("T320") == 2
    assert mended(text, "likely").endswith("\n\n2. THE ENVOY LEFT THE HALL.\n\n3. HE DID NOT RETURN.\n")


def test_a_text_in_small_letters_is_not_joined() -> None:
    text = WIRE + ("1. (C) he said so. they left. nobody knew why. it was late.\n" + CUT).lower()
    assert "T319" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He lives by the\nroad, at a The police have come to see him.",  # an article before a capital
        "He had promised 58 million of The difficulty is the road.",
        "The animals drank at one dam. has closed four markets since then.",  # a word of three letters
    ],
)
def test_words_are_lost(text: str) -> None:
    assert found(WIRE + f"1. (C) {text}\n") == ["T310"]


@pytest.mark.parametrize(
    "text", ["He flew to The Hague on May 2.", "It weighs 5 lbs. or more, with fig. 2 and vol. two."]
)
def test_no_words_are_lost(text: str) -> None:
    assert found(WIRE + f"1. (C) {text}\n") == []


LONG = "and the salt makers said so again at some length to whoever would hear it " * 3


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("1. (C) In the capital nobody spoke of it as he", "left it.", "\n"),  # the end of a sentence may be short
        ("1. (C) In the capital nobody spoke of it as he", f"left it {LONG}to him.", " "),  # flowed text
    ],
)
def test_what_a_cut_sentence_is_joined_by(left: str, right: str, between: str) -> None:
    assert mended(f"{WIRE}{left}\n\n{right}\n") == f"{WIRE}{left}{between}{right}\n"


def test_a_double_spaced_header_above_flowed_paragraphs() -> None:
    head = (
        "VZCZCXRO4410\nPP RUEHDBU RUEHFL\nDE RUEHFR #2217/01 0661540\nZNY CCCCC ZZH\nP 071540Z MAR 07\nFM AMEMBASSY PARIS\n"
        "TO RUEHC/SECSTATE WASHDC PRIORITY 5519\nBT\nC O N F I D E N T I A L PARIS 002217\n"
    )
    rest = f"E.O. 12958: DECL: 03/07/2017\nTAGS: PREL\nSUBJECT: SALT\n\n1. (C) {LONG}to him.\n"
    assert "T318" in found(head.replace("\n", "\n\n") + rest)
    assert "T318" not in found(head + rest)
