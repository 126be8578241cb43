"""The founding cable's findings, all of them, as `cablegram check` prints them: a snapshot to review."""

from __future__ import annotations

import cablegram
from tests.real_data import SHARED, needs_shared

EXPECTED = """\
18 T316 caption SIPDIS is repeated
22 T353 no TAG names a subject
28 T311 'REASO NS' is 'REASONS', split by a blank (a keyword of the line)
30 T301 paragraph mark "11." is ¶1: a pilcrow read as the digit 1
30 T303 12011 is the year 2011: a pilcrow read as the digit 1
30 T310 words are lost: the sentence after '29.' begins in lower case with 'other'
34 T301 paragraph mark "12." is ¶2: a pilcrow read as the digit 1
34 T310 words are lost between 'the' and 'That'
36 T301 paragraph mark "13." is ¶3: a pilcrow read as the digit 1
40 T302 a pilcrow stands before '4.', set by a publishing tool
42 T314 page line 'PARIS 00004514 002 OF 002' stands in mid-sentence
48 T302 a pilcrow stands before '5.', set by a publishing tool
52 T305 a bullet stands before paragraph mark "16."
52 T301 paragraph mark "16." is ¶6: a pilcrow read as the digit 1
53 T305 a bullet stands before paragraph mark "¶7."
53 T302 a pilcrow stands before '7.', set by a publishing tool
53 T319 a blank line cuts a sentence: ' by Moscow to observe the' goes on with 'elections. The GOF has tr'
59 T301 paragraph mark "18." is ¶8: a pilcrow read as the digit 1
63 T302 a pilcrow stands before '9.', set by a publishing tool
65 T311 'http://www.state.sgov.gov/p/eur/paris/index.c fm' is 'http://www.state.sgov.gov/p/eur/paris/index.cfm', split by a blank (a web address)
"""


@needs_shared
def test_all_findings_of_the_founding_cable() -> None:
    cable = cablegram.read(SHARED / "seed" / "07PARIS4514.txt")
    printed = "".join(
        f"{cable.text.count(chr(10), 0, f.start) + 1} {f.code} {f.message}\n" for f in cablegram.check(cable)
    )
    assert printed == EXPECTED


@needs_shared
def test_the_mended_founding_cable() -> None:
    cable = cablegram.read(SHARED / "seed" / "07PARIS4514.txt")
    mended = cablegram.mend(cable)
    assert [p.label for p in mended.telegram.paragraphs] == [f"{n}." for n in range(1, 10)]
    assert mended.text.count("SIPDIS") == 1
    assert "002 OF 002" not in mended.text
    assert "observe the elections" in mended.text
    # lost words are flagged and never invented; likely mends are only offered
    for words in ("positive changes for the That said", ". other matters,", "12011", "REASO NS", "index.c fm"):
        assert words in mended.text
    likely = cablegram.mend(cable, up_to="likely")
    for words in ("12011", "REASO NS", "index.c fm"):
        assert words not in likely.text
    assert cablegram.mend(mended.telegram).mends == ()
    assert cablegram.mend(likely.telegram, up_to="likely").mends == ()
