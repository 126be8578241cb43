"""Every row of the reference's checks (K01-K30) and damage list (D01-D41) has one owner; who it is, and where its cases are."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.findings import RULES
from cablegram.findings.rules import load

load()
HERE = Path(__file__).parent

# row: (room, code of the owner, test module with its cases); other rules may name the row beside the owner
OWNERS: dict[str, tuple[str, str, str]] = {
    "K01": ("findings", "H101", "test_header.py"),
    "K02": ("findings", "H102", "test_header.py"),
    "K03": ("findings", "H103", "test_header.py"),
    "K04": ("findings", "H104", "test_sections.py"),
    "K05": ("findings", "H105", "test_sections.py"),
    "K06": ("findings", "H106", "test_sections.py"),
    "K07": ("findings", "H107", "test_sections.py"),
    "K08": ("findings", "H108", "test_header.py"),
    "K09": ("findings", "H109", "test_header.py"),
    "K10": ("findings", "H110", "test_header.py"),
    "K11": ("findings", "H111", "test_header.py"),
    "K12": ("findings", "C212", "test_classification.py"),
    "K13": ("findings", "C213", "test_classification.py"),
    "K14": ("findings", "C214", "test_classification.py"),
    "K15": ("findings", "C215", "test_classification.py"),
    "K16": ("findings", "C216", "test_classification.py"),
    "K17": ("findings", "T350", "test_paragraphs.py"),
    "K18": ("findings", "C218", "test_classification.py"),
    "K19": ("findings", "T351", "test_paragraphs.py"),
    "K20": ("findings", "T352", "test_head_text.py"),
    "K21": ("findings", "T353", "test_head_text.py"),
    "K23": ("findings", "H123", "test_header.py"),
    "K24": ("findings", "H124", "test_header.py"),
    "K25": ("findings", "H125", "test_header.py"),
    "K26": ("findings", "T354", "test_head_text.py"),
    "K27": ("findings", "P527", "test_page_form.py"),
    "K28": ("findings", "P528", "test_page_form.py"),
    "K29": ("findings", "T355", "test_head_text.py"),
    "K30": ("findings", "T316", "test_layout.py"),
    "D01": ("findings", "T302", "test_marks.py"),
    "D02": ("findings", "T301", "test_marks.py"),
    "D03": ("findings", "T303", "test_marks.py"),
    "D04": ("findings", "T304", "test_marks.py"),
    "D05": ("findings", "T305", "test_marks.py"),
    "D06": ("findings", "H151", "test_header_damage.py"),
    "D07": ("findings", "H152", "test_header_damage.py"),
    "D08": ("findings", "H153", "test_header_damage.py"),
    "D09": ("findings", "H154", "test_header_damage.py"),
    "D10": ("findings", "T310", "test_paragraphs.py"),
    "D11": ("findings", "T311", "test_words.py"),
    "D12": ("findings", "H155", "test_header_damage.py"),
    "D13": ("findings", "T313", "test_marks.py"),
    "D14": ("findings", "T314", "test_sections.py"),
    "D15": ("findings", "T315", "test_layout.py"),
    "D16": ("findings", "T316", "test_layout.py"),
    "D17": ("findings", "T317", "test_layout.py"),
    "D18": ("findings", "T318", "test_paragraphs.py"),
    "D19": ("findings", "T319", "test_paragraphs.py"),
    "D20": ("findings", "T320", "test_paragraphs.py"),
    "D21": ("findings", "T321", "test_words.py"),
    "D22": ("findings", "T322", "test_layout.py"),
    "D23": ("findings", "T323", "test_layout.py"),
    "D24": ("findings", "S424", "test_characters.py"),
    "D25": ("findings", "S425", "test_characters.py"),
    "D26": ("findings", "S426", "test_characters.py"),
    "D27": ("findings", "S427", "test_characters.py"),
    "D28": ("findings", "S428", "test_characters.py"),
    "D29": ("findings", "S429", "test_characters.py"),
    "D30": ("findings", "S430", "test_characters.py"),
    "D31": ("findings", "T331", "test_marks.py"),
    "D32": ("findings", "H157", "test_header_damage.py"),
    "D33": ("findings", "H158", "test_header_damage.py"),
    "D34": ("findings", "H159", "test_header_damage.py"),
    "D35": ("findings", "S435", "test_characters.py"),
    "D36": ("findings", "H156", "test_header_damage.py"),
    "D37": ("findings", "S437", "test_layout.py"),
    "D38": ("findings", "H160", "test_header_damage.py"),
    "D39": ("findings", "T339", "test_layout.py"),
    "D40": ("findings", "T340", "test_marks.py"),
    "D41": ("findings", "H141", "test_header_damage.py"),
}
# Rows that are no rule of one telegram, and why.
ELSEWHERE = {
    "K22": "continuity numbers rise with serials within a post and year: a check over the telegrams of an archive, not of one",
}


def test_every_row_has_one_owner() -> None:
    rows = {f"K{n:02d}" for n in range(1, 31)} | {f"D{n:02d}" for n in range(1, 42)}
    assert set(OWNERS) | set(ELSEWHERE) == rows
    assert not set(OWNERS) & set(ELSEWHERE)


@pytest.mark.parametrize("row", sorted(OWNERS))
def test_the_owner_names_the_row_and_has_cases(row: str) -> None:
    room, code, module = OWNERS[row]
    assert room == "findings"
    assert row in RULES[code].source
    assert code in (HERE / module).read_text(encoding="utf-8")


def test_every_rule_explains_itself() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert rule.severity in ("error", "warning", "info")
        assert len(rule.explain) > 60, code
        assert rule.source, code
        assert rule.name == rule.name.lower()
        assert " " not in rule.name
