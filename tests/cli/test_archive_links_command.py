"""``cablegram archive gaps|missing|duplicates|decide|decisions|undo``: readable, as JSON, within a view, with exit codes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cablegram.cli import main
from tests.archive.invented import telegram
from tests.cli.archived import call


def long_body(seed: int = 7) -> str:
    """An invented text without sense, long enough to be compared."""
    chance = random.Random(seed)
    words = [f"{chance.choice('BDFGKLMN')}{chance.choice('AEIOU')}{chance.randrange(300)}" for _ in range(240)]
    return "1. (C) " + "\n".join(" ".join(words[k : k + 8]) for k in range(0, 240, 8))


LONG = long_body()
TEXTS = {
    "a": telegram("PARIS", 10, day=1, ref="A. PARIS 12 B. STATE 900 C. PARIS 2"),
    "b": telegram("PARIS", 11, day=2, ref="A. STATE 900 B. PARIS 99"),
    "c": telegram("PARIS", 14, day=3, ref="A. STATE 900", subject="TOLLS", body=LONG),
    "near": telegram("ROME", 2, day=4, subject="TOLLS", body=LONG.replace("\n", " \n").replace("1. (C)", "1. (C) SO")),
    "secret": telegram("PARIS", 12, level="SECRET", day=5, ref="A. STATE 901"),
}


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with gaps, references to what is not there, and two cables of nearly the same text."""
    place = tmp_path / "in"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["ingest", str(place), "--archive", str(tmp_path / "a"), "--workers", "1", "--quiet"]) == 0
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(tmp_path / "a"))
    return tmp_path / "a"


def test_gaps(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "gaps", "amembassy paris", "2007")
    assert done.code == 0
    assert done.out.splitlines()[0] == "PARIS 2007   4 held; 1 not held between them; 2 referred to and not held"
    shown = [line.split() for line in done.out.splitlines()[2:] if line.strip()]
    assert shown[:7] == [
        ["before", "07PARIS10", "not", "held"],
        ["referred", "to:", "2", "(1)"],
        ["07PARIS10", "to", "12", "held", "3"],
        ["07PARIS13", "not", "held", "1"],
        ["07PARIS14", "held", "1"],
        ["after", "07PARIS14", "not", "held"],
        ["referred", "to:", "99", "(1)"],
    ]


def test_gaps_of_a_view_know_nothing_of_what_it_may_not_see(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "gaps", "PARIS", "2007", "--up-to", "CONFIDENTIAL")
    assert "3 held; 2 not held between them; 3 referred to" in done.out
    assert "referred to: 12 (1)" in done.out
    (row,) = call(capsys, "archive", "gaps", "PARIS", "2007", "--up-to", "confidential", "--json").rows
    assert [one["first"] for one in row["missing"]] == ["07PARIS12"]


def test_gaps_where_cables_are_only_referred_to_and_where_nothing_is_known(
    links: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only = call(capsys, "archive", "gaps", "STATE", "2007")
    assert only.code == 0
    assert "referred to: 900 (3), 901 (1)" in only.out
    none = call(capsys, "archive", "gaps", "LIMA", "2007")
    assert (none.code, none.out) == (1, "LIMA 2007: no number is held or referred to\n")
    assert call(capsys, "archive", "gaps", "LIMA", "2007", "--json").code == 1


def test_missing(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "missing")
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "07STATE900   referred to by 3 cables",
        '      07PARIS10, 2007-11-01: "STATE 900"',
    ]
    assert "07STATE901" in done.out
    assert "07STATE901" not in call(capsys, "archive", "missing", "--up-to", "CONFIDENTIAL").out
    rows = call(capsys, "archive", "missing", "--station", "paris", "--year", "2007", "--json").rows
    assert [row["name"] for row in rows] == ["07PARIS2", "07PARIS99"]
    first = call(capsys, "archive", "missing", "--limit", "1").out
    assert first.endswith("\nthe first 1 are shown (--limit)\n")
    assert call(capsys, "archive", "missing", "--limit", "0").out == ""
    assert call(capsys, "archive", "missing", "--station", "LIMA").out == "no cable is referred to and not held\n"


def test_duplicates_say_how_to_look_and_to_decide(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "duplicates")
    assert done.code == 0
    (look,) = [line.split() for line in done.out.splitlines() if line.strip().startswith("look")]
    (decide,) = [line.split() for line in done.out.splitlines() if line.strip().startswith("decide")]
    assert {*look[3:]} == {"07PARIS14", "--against", "07ROME2"}
    compared = call(capsys, *look[2:])
    assert compared.code == 0
    assert "% of the words are the same" in compared.out
    decided = call(capsys, *decide[2:])
    assert decided.code == 0
    assert "NAME: same-message, " in decided.out
    assert decided.out.endswith("\ncablegram archive undo 1 takes it back\n")
    assert "but those decided on" in call(capsys, "archive", "duplicates").out
    assert "NAME: same-message" in call(capsys, "show", "07ROME2").out
    assert "NAME: same-message" in call(capsys, "show", "07PARIS14").out


def test_duplicates_as_json_and_the_number_of_them(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pair,) = call(capsys, "archive", "duplicates", "--json").rows
    assert {pair["cable_a"], pair["cable_b"]} == {"07PARIS14", "07ROME2"}
    assert 0.8 <= pair["similarity"] <= 1
    none = call(capsys, "archive", "duplicates", "--limit", "0").out
    assert none.endswith("the 0 most alike are shown; there are more (--limit)\n")
    for words in (("--limit", "-1"), ("--threshold", "7")):
        done = call(capsys, "archive", "duplicates", *words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)


def test_the_archive_stands_in_what_is_to_be_typed(
    links: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CABLEGRAM_ARCHIVE")
    out = call(capsys, "archive", "duplicates", "--archive", str(links)).out
    assert out.count(f" --archive {links}") == 2


def test_decisions_and_undo(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "archive", "decisions").out == "nothing was decided\n"
    (made,) = call(capsys, "archive", "decide", "not-same", "07PARIS14", "07ROME2", "--who", "M. Roe", "--json").rows
    assert (made["number"], made["kind"], made["who"], made["undone"]) == (1, "not-same", "M. Roe", None)
    for name in ("07PARIS14", "07 ROME 2", made["value"]):
        assert call(capsys, "archive", "decisions", name, "--json").rows == [made], name
    assert call(capsys, "archive", "decisions", "07PARIS10").out == "nothing was decided on 07PARIS10\n"
    assert call(capsys, "archive", "decisions").out == (
        f"   1  {made['at'][:10]}  M. Roe: not-same, 07PARIS14 ({made['document']}) and 07ROME2 ({made['value']})\n"
    )
    undone = call(capsys, "archive", "undo", "1")
    assert undone.code == 0
    assert "; undone 2" in undone.out
    assert call(capsys, "archive", "decisions").out == "nothing was decided\n"
    assert "; undone 2" in call(capsys, "archive", "decisions", "--undone").out


def test_a_decision_on_words_that_are_gone_says_so(links: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cablegram.archive import open_archive

    with open_archive(links) as archive:
        document = archive.document("07PARIS10")
        assert document is not None
        at = document.text.index("NOTHING")
        archive.decide("ROE", "stance", "open", "07PARIS10", (at, at + 7))
    out = call(capsys, "archive", "decisions", "07PARIS10").out
    assert "ROE: stance open, 07PARIS10" in out
    assert out.endswith('      "NOTHING"\n')
    import sqlite3

    db = sqlite3.connect(links / "archive.sqlite")
    with db:
        db.execute("UPDATE document SET text = 'X' WHERE id = ?", [document.row.id])
    db.close()
    assert '"NOTHING", no longer found in the text' in call(capsys, "archive", "decisions").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["decide", "same-message", "07PARIS14", "07LIMA9", "--who", "ROE"], "no document '07LIMA9'"),
        (["decide", "same-message", "07LIMA9", "07PARIS14", "--who", "ROE"], "no document '07LIMA9'"),
        (["decide", "same-message", "07PARIS14", "07PARIS14", "--who", "ROE"], "needs two documents"),
        (["decide", "same-message", "07PARIS14", "07ROME2", "--who", " "], "a name of who decides"),
        (["decide", "same-message", "07PARIS14", "07ROME2"], "--who"),  # nobody
        (["decide", "equal", "07PARIS14", "07ROME2", "--who", "ROE"], "same-message"),  # no such kind
        (["undo", "7"], "no decision 7"),
        (["decisions", "07LIMA9"], "no cable or document 07LIMA9"),
        (["gaps", "PARIS", "75"], "four digits"),
        (["gaps", "PARIS", "soon"], "invalid int"),
        (["missing", "--limit", "-2"], "limit"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    words: list[str], says: str, links: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "archive", *words)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert says in done.err
