"""Positions of tiny texts: who, which stance, on what, and the rule of the guideline beside each."""

from __future__ import annotations

import pytest

from cablegram.positions.finding import stated
from cablegram.telegram.reader import parse

# text of one paragraph | holder | stance | words of the target, and why
CASES = [
    ("France supports the canal.", [("France", "support", "the canal")], "3.1"),
    ("FRANCE OPPOSED CONSTRUCTION OF THE CANAL.", [("France", "oppose", "CONSTRUCTION OF THE CANAL")], "R23"),
    ("Italy does not support the canal.", [("Italy", "oppose", "the canal")], "R1"),
    ("Italy did not fully support the canal.", [("Italy", "lean_oppose", "the canal")], "R1 with a degree"),
    ("Norway does not oppose the canal.", [("Norway", "neutral", "the canal")], "R2"),
    ("Norway would not necessarily strongly oppose the canal.", [("Norway", "neutral", "the canal")], "R2"),
    ("Greece is prepared to accept the canal.", [("Greece", "lean_support", "the canal")], "R5"),
    ("Greece is not prepared to accept the canal.", [("Greece", "oppose", "the canal")], "R5 negated"),
    ("Spain refused to support the canal.", [("Spain", "oppose", "the canal")], "composed"),
    ("SPAIN WAS RELUCTANT TO OPPOSE THE CANAL.", [("Spain", "neutral", "THE CANAL")], "composed"),
    ("Spain hopes to build the canal.", [("Spain", "support", "to build the canal")], "R6 own"),
    ("Spain hopes that the canal will be built.", [("Spain", "lean_support", "the canal will be built")], "R6 others"),
    ("Egypt's proposal to deepen the canal was debated.", [("Egypt", "support", "to deepen the canal")], "R9"),
    ("The council debated Turkey's bid for the presidency.", [("Turkey", "support", "the presidency")], "R9"),
    ("Germany and Austria favor the treaty and oppose the annex.",
     [("Germany", "support", "the treaty"), ("Austria", "support", "the treaty"),
      ("Germany", "oppose", "the annex"), ("Austria", "oppose", "the annex")], "R17"),
    ("Peru opposed the text, as did Chile and Bolivia.",
     [("Peru", "oppose", "the text"), ("Chile", "oppose", "the text"), ("Bolivia", "oppose", "the text")], "as did"),
    ("The resolution was rejected by Chile.", [("Chile", "oppose", "The resolution")], "passive"),
    ("STRONG SUPPORT FOR THE TREATY CAME FROM CANADA, NORWAY AND JAPAN.",
     [("Canada", "support", "THE TREATY"), ("Norway", "support", "THE TREATY"), ("Japan", "support", "THE TREATY")], "R16"),
    ("Swedish officials said the plan was unnecessary.", [("Sweden", "lean_oppose", "the plan")], "section 14"),
    ("Sweden considers the plan premature.", [("Sweden", "lean_oppose", "the plan")], "section 14"),
    ("Sweden does not believe the plan is feasible.", [("Sweden", "lean_oppose", "the plan")], "R13"),
    ("Denmark said the council should adopt the text.", [("Denmark", "support", "the council should adopt the text")], "R15"),
    ("Denmark said the council should not adopt the text.",
     [("Denmark", "oppose", "the council should not adopt the text")], "R15 negated"),
    ("Brazil called for an early vote.", [("Brazil", "support", "an early vote")], "proposes"),
    ("INDIA EXPRESSED CONCERN ABOUT THE DELAY.", [("India", "lean_oppose", "THE DELAY")], "section 14"),
    ("India voiced strong opposition to the amendment.", [("India", "oppose", "the amendment")], "noun carried"),
    ("Opposition to the amendment was voiced by India.", [("India", "oppose", "the amendment")], "noun carried, passive"),
    ("Japan has no objection to the amendment.", [("Japan", "neutral", "the amendment")], "R2"),
    ("Japan could accept the amendment.", [("Japan", "lean_support", "the amendment")], "3.1"),
    ("Japan cannot accept the amendment.", [("Japan", "oppose", "the amendment")], "R1"),
    ("The amendment is not acceptable to Japan.", [("Japan", "oppose", "The amendment")], "R1"),
    ("Kenya abstained on the resolution.", [("Kenya", "neutral", "the resolution")], "votes"),
    ("Kenya voted against the resolution.", [("Kenya", "oppose", "the resolution")], "votes"),
    ("Kenya wants to avoid a vote.", [("Kenya", "oppose", "a vote")], "section 14"),
    ("Kenya urged Uganda to sign the treaty.", [("Kenya", "support", "Uganda to sign the treaty")], "urges"),
    ("MEXICO, HE SAID, DOES NOT AGREE TO THE TEXT.", [("Mexico", "oppose", "THE TEXT")], "aside"),
    ("Mexico generally favors the text.", [("Mexico", "lean_support", "the text")], "weak"),
    ("MEXICO IN FAVOR OF TEXT.", [("Mexico", "support", "TEXT")], "no copula"),
    ("Mexico would not agree under any circumstances to the text.", [("Mexico", "oppose", "the text")], "R3"),
    ("Neither Mexico nor Cuba supported the text.", [("Mexico", "oppose", "the text"), ("Cuba", "oppose", "the text")], "R17"),
    ("Mexico supports neither the text nor the annex.", [("Mexico", "oppose", "the text"), ("Mexico", "oppose", "the annex")], "R17"),
    ("The Mexicans underlined the importance of the text.", [("Mexico", "support", "the text")], "noun carried"),
    ("Poland agreed with Hungary on the need for a vote.", [("Poland", "support", "a vote"), ("Hungary", "support", "a vote")], "R12"),
    ("Poland sees no need for a vote.", [("Poland", "lean_oppose", "a vote")], "section 14"),
    ("There was no support for the vote from Poland.", [("Poland", "oppose", "the vote")], "noun negated"),
    ("Poland is the main opponent of the vote.", [("Poland", "oppose", "the vote")], "noun of the holder"),
    ("Poland remains opposed to the vote.", [("Poland", "oppose", "the vote")], "state"),
    ("The Polish position is that the vote should be postponed.",
     [("Poland", "support", "the vote should be postponed")], "R15"),
    ("Poland threatened to veto the resolution.", [("Poland", "oppose", "the resolution")], "veto"),
    ("USUN SHOULD ABSTAIN ON THE RESOLUTION.", [("United States", "neutral", "THE RESOLUTION")], "telegraphic"),
    ("DEPARTMENT BELIEVES THAT THE CONFERENCE SHOULD BE POSTPONED.",
     [("United States", "support", "THE CONFERENCE SHOULD BE POSTPONED")], "telegraphic"),
    ("THE FRENCH ARE COOL TO THE IDEA OF A SUMMIT.",
     [("France", "lean_oppose", "THE IDEA OF A SUMMIT")], "telegraphic"),
    ("FOREIGN MINISTER ANDERSEN TOLD AMBASSADOR THAT DENMARK PREFERS QUIET DIPLOMACY TO PUBLIC DEBATE.",
     [("Denmark", "support", "QUIET DIPLOMACY")], "telegraphic"),
    ("INDIAN DEL TOOK EXCEPTION TO PARAGRAPH 3.", [("India", "oppose", "PARAGRAPH 3")], "telegraphic"),
    ("THE BRITISH HAVE SERIOUS RESERVATIONS ABOUT THE TIMING OF THE MEETING.",
     [("United Kingdom", "lean_oppose", "THE TIMING OF THE MEETING")], "telegraphic"),
    ("YUGOSLAVIA, SUPPORTED BY EGYPT, INTRODUCED AN AMENDMENT TO DELETE PARA 5.",
     [("Yugoslavia", "support", "TO DELETE PARA 5"), ("Egypt", "support", "TO DELETE PARA 5")], "telegraphic"),
    ("THE POLES INDICATED THEY WOULD GO ALONG WITH THE MAJORITY.",
     [("Poland", "lean_support", "THE MAJORITY")], "telegraphic"),
    ("ITALY WILL ONLY AGREE TO THE QUOTA IF FRANCE DOES.", [("Italy", "support", "THE QUOTA")], "telegraphic"),
    ("THE MINISTER EMPHASIZED THAT PAKISTAN ATTACHES GREAT IMPORTANCE TO THE DAM PROJECT.",
     [("Pakistan", "support", "THE DAM PROJECT")], "telegraphic"),
    ("JAPANESE POSITION IS THAT PRICES MUST BE NEGOTIATED BILATERALLY.",
     [("Japan", "support", "PRICES MUST BE NEGOTIATED BILATERALLY")], "telegraphic"),
    ("THE SOVIETS TURNED DOWN THE INVITATION.", [("Soviet Union", "oppose", "THE INVITATION")], "telegraphic"),
    ("GERMANS ARGUED AGAINST ANY MENTION OF BERLIN.", [("Germany", "oppose", "ANY MENTION OF BERLIN")], "telegraphic"),
    ("TURKEY WOULD PREFER THAT THE ISSUE NOT BE RAISED.",
     [("Turkey", "lean_support", "THE ISSUE NOT BE RAISED")], "telegraphic"),
    ("CANADA HAD NO STRONG VIEWS ON THE VENUE.", [("Canada", "neutral", "THE VENUE")], "telegraphic"),
    ("SPAIN WELCOMES THE INITIATIVE AND HOPES IT WILL SUCCEED.",
     [("Spain", "support", "THE INITIATIVE"), ("Spain", "lean_support", "IT WILL SUCCEED")], "telegraphic"),
    ("EGYPT DEMANDS THAT ISRAEL WITHDRAW FROM THE PASSES.",
     [("Egypt", "support", "ISRAEL WITHDRAW FROM THE PASSES")], "telegraphic"),
    ("THE KUWAITIS ARE UNHAPPY WITH THE CONTRACT.", [("Kuwait", "lean_oppose", "THE CONTRACT")], "telegraphic"),
    ("SYRIA REITERATED ITS REFUSAL TO NEGOTIATE DIRECTLY.",
     [("Syria", "oppose", "TO NEGOTIATE DIRECTLY")], "telegraphic"),
    ("GREECE OBJECTS STRONGLY TO TURKISH CLAIMS IN THE AEGEAN.",
     [("Greece", "oppose", "TURKISH CLAIMS IN THE AEGEAN")], "telegraphic"),
    ("PERU IS WILLING TO SIGN PROVIDED THAT CHILE SIGNS FIRST.", [("Peru", "lean_support", "TO SIGN")], "telegraphic"),
    ("AUSTRALIA LEANS TOWARD ACCEPTANCE OF THE PACKAGE.",
     [("Australia", "lean_support", "ACCEPTANCE OF THE PACKAGE")], "telegraphic"),
    ("IRELAND SAW MERIT IN THE SUGGESTION.", [("Ireland", "lean_support", "THE SUGGESTION")], "telegraphic"),
    ("FINNS DO NOT WANT TO BE DRAWN INTO THE DISPUTE.",
     [("Finland", "oppose", "TO BE DRAWN INTO THE DISPUTE")], "telegraphic"),
    ("THE POLES TOLD US THEY WILL PUSH FOR A VOTE.", [("Poland", "support", "A VOTE")], "R6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), CASES, ids=[case[0][:50] for case in CASES])
def test_positions_of_a_sentence(text: str, wanted: list[tuple[str, str, str]], why: str) -> None:
    found = stated(parse(f"1. {text}"))
    assert [(one.holder, one.stance, one.target_mention) for one in found.positions] == wanted, why


NONE = [
    ("The Russians are likely to refuse the text.", "R14: a forecast"),
    ("He is not optimistic that Russia will agree.", "R14"),
    ("France said the expertise of the body is not sufficient.", "1: an evaluation of capacity"),
    ("The two ministers met in Geneva on March 3.", "a fact"),
    ("Russia is not adequately prepared to conduct operations.", "capacity"),
    ("If France insisted on a vote, the council would adjourn.", "a supposition"),
    ("Smith noted that France had signed the treaty.", "told, no stance"),
]


@pytest.mark.parametrize(("text", "why"), NONE, ids=[case[0][:50] for case in NONE])
def test_no_position(text: str, why: str) -> None:
    assert [(one.holder, one.stance, one.target_mention) for one in stated(parse(f"1. {text}")).positions] == [], why
