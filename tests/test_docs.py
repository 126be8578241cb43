"""The Python in README and docs runs as it is printed, from top to bottom of each page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import cablegram
from cablegram.cli import main
from tests.archive.filing import file_texts, telegram
from tests.real_data import SAMPLES

ROOT = Path(__file__).parents[1]
SAMPLE = "08MONTEVIDEO1906.txt"
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if SNIPPET.search(page.read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_snippets_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLES / SAMPLE, SAMPLE)
    names: dict[str, object] = {"cablegram": cablegram, "text": (SAMPLES / SAMPLE).read_text("utf-8")}
    if page.name == "drafting.md":
        assert main(["write", "--new"]) == 0
        names["text"] = capsys.readouterr().out
    if page.name == "archive.md":
        file_texts(tmp_path, {"a.txt": telegram("The Kosovo mandate.", post="PARIS", serial=4514, tags="OSCE")}).close()
    for snippet in SNIPPET.findall(page.read_text("utf-8")):
        exec(compile(snippet, page.name, "exec"), names)
