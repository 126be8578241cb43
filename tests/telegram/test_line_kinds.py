"""Kinds of lines: right on the samples, and lines that belong to no telegram come out as such."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

import cablegram
from cablegram.source import decode, split_lines
from cablegram.tables import rows
from tests.real_data import ROOT, samples

DATA = ROOT / "tests" / "data"
FOREIGN = [DATA / name for name in ("foreign-lines.txt", "foreign-lines-2.txt")]
PLANTED = 200


def _kinds(path: Path) -> list[str]:
    return path.with_suffix(".kinds").read_text(encoding="utf-8").splitlines()


def test_every_sample_has_one_kind_for_each_line() -> None:
    known = {row["kind"] for row in rows("line_kinds")}
    for path in samples():
        kinds = _kinds(path)
        assert len(kinds) == len(split_lines(decode(path.read_bytes())[0])), path.name
        assert set(kinds) <= known, path.name
    assert sum(len(_kinds(path)) for path in samples()) >= 800


def test_the_list_of_kinds_is_the_documented_one() -> None:
    page = (ROOT / "docs" / "line-kinds.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(row["kind"] for row in rows("line_kinds"))


def test_every_kind_occurs_in_the_samples_or_is_known_to_be_missing() -> None:
    seen = {kind for path in samples() for kind in _kinds(path)}
    missing = {row["kind"] for row in rows("line_kinds")} - seen
    assert missing <= {"unknown", "pseudo-header"}, missing


def test_kinds_of_the_samples() -> None:
    """At least 99 % right over all; every line that is not is named."""
    wrong, total, unknown = [], 0, 0
    for path in samples():
        cable = cablegram.read(path)
        for number, (line, expected) in enumerate(zip(cable.lines, _kinds(path), strict=True), 1):
            total += 1
            unknown += line.kind == "unknown" != expected
            if line.kind != expected:
                words = line.text.strip()[:70]
                wrong.append(f"{path.name}:{number}: {line.kind}, should be {expected}: {words}")
    listed = "\n".join(wrong)
    assert len(wrong) <= 0.01 * total, f"{len(wrong)} of {total} lines are wrong:\n{listed}"
    assert unknown <= 0.01 * total, f"{unknown} of {total} own lines came out unknown:\n{listed}"


def _plant(lines: list[str], seed: int) -> tuple[int, list[str]]:
    """How many of ``PLANTED`` lines come out ``unknown``, and those that do not."""
    dice = random.Random(seed)
    paths = samples()
    found, missed = 0, []
    for k in range(PLANTED):
        path = dice.choice(paths)
        text = decode(path.read_bytes())[0]
        own = split_lines(text)
        at = dice.randrange(len(own) + 1)
        end = "\r\n" if "\r\n" in text else "\n"
        if at and not own[at - 1].endswith("\n"):
            own[at - 1] += end
        foreign = lines[k % len(lines)] if len(lines) >= PLANTED else dice.choice(lines)
        own.insert(at, foreign + end)
        line = cablegram.parse("".join(own)).lines[at]
        assert line.text == foreign + end
        if line.kind == "unknown":
            found += 1
        else:
            missed.append(f"{path.name}:{at + 1}: {line.kind}: {foreign}")
    return found, missed


def test_planted_lines_come_out_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 90 % of 200 lines of each file, over the files together; the share of each is printed."""
    found, missed, shares = Counter[str](), [], []
    for path in FOREIGN:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        random.Random(2024).shuffle(lines)
        found[path.name], more = _plant(lines, seed=1861)
        missed += more
        shares.append(f"{path.name}: {found[path.name]} of {PLANTED} ({found[path.name] / PLANTED:.1%})")
    with capsys.disabled():
        print("\nplanted foreign lines:", "; ".join(shares))
    listed = "\n".join(missed)
    assert found.total() >= 0.9 * PLANTED * len(FOREIGN), f"{'; '.join(shares)}; missed:\n{listed}"
