"""Copies, sections and releases of one cable, and two documents compared word by word."""

from __future__ import annotations

import random
from pathlib import Path

from cablegram.archive.aligning import matches
from cablegram.archive.comparing import Field, Words
from cablegram.archive.copies import Copies
from cablegram.archive.views import Document, View
from cablegram.cli.releases import draw_comparison
from tests.archive.invented import archive_of, telegram

ONE = "1. (C) THE MINISTER ASKED FOR A DELAY OF TWO WEEKS."
TWO = "2. (S) HIS BROTHER, A BANKER, HAD TOLD HIM THAT THE LOAN WAS OFF."
THREE = "3. (C) COMMENT: HE WILL ASK AGAIN BEFORE THE SUMMER."
FULL = telegram("PARIS", 50, body=f"{ONE}\n\n{TWO}\n\n{THREE}", level="SECRET")
CUT = telegram("PARIS", 50, body=f"{ONE}\n\n{THREE}".replace("TWO WEEKS", "A FEW WEEKS"))
REWRAPPED = FULL.replace("THAT THE LOAN", "THAT\nTHE LOAN")


def copies_of(view: View, name: str) -> Copies:
    found = view.copies(name)
    assert found is not None
    return found


def document(view: View, name: str) -> Document:
    found = view.document(name)
    assert found is not None
    return found


def words(text: str, side: Words) -> str:
    return " ".join(" ".join(text[start:end] for start, end in side.spans).split())


def test_releases_copies_and_sections(tmp_path: Path) -> None:
    texts = {"full": FULL, "again": FULL, "cut": CUT, "rewrapped": REWRAPPED}
    texts |= {f"part {n}": telegram("PARIS", 51, section=(n, 3), body=f"{n}. (C) PART {n}.") for n in (3, 1)}
    archive = archive_of(tmp_path, texts)
    copies = copies_of(archive, "07PARIS50")
    assert (copies.cable, copies.documents, copies.sections) == ("07PARIS50", 3, None)
    (whole,) = copies.parts
    assert len(whole.releases) == 3
    by_level = {release.copies[0].level: release for release in whole.releases if release.same_words_as is None}
    assert set(by_level) == {"CONFIDENTIAL", "SECRET"}
    (again,) = [release for release in whole.releases if release.same_words_as]
    assert again.same_words_as == by_level["SECRET"].copies[0].document
    places = [len(copy.places) for release in whole.releases for copy in release.copies]
    assert sorted(places) == [1, 1, 2]  # the same text in two files is one document
    sections = copies_of(archive, "07 PARIS 51")
    assert [(part.section, part.section_to, part.sections) for part in sections.parts] == [(1, 1, 3), (3, 3, 3)]
    assert sections.sections_missing == (2,)
    assert copies_of(archive, whole.releases[0].copies[0].document) == copies
    assert archive.copies("07PARIS52") is None


def test_identical_texts_with_other_given_fields_are_copies_of_one_release(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"a": FULL})
    rows = tmp_path / "rows.csv"
    text = FULL.replace('"', '""')
    rows.write_text(f'text,subject\n"{text}",ONE\n"{text}",OTHER\n', encoding="utf-8", newline="")
    archive.ingest([rows], mapping={"text": "text", "subject": "subject"})
    copies = copies_of(archive, "07PARIS50")
    assert copies.documents == 3
    ((release,),) = [part.releases for part in copies.parts]
    assert len(release.copies) == 3
    other = [copy.document for copy in release.copies]
    names = {field.name for k in range(3) for field in _compared(archive, other[k - 1], other[k])}
    assert any("subject" in name for name in names)


def _compared(view: View, a: str, b: str) -> list[Field]:
    found = view.compare(a, b)
    assert found is not None
    assert found.similarity == 1
    return [*found.fields]


def test_two_releases_compared(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"full": FULL, "cut": CUT})
    by_level = {row.level: row.id for row in archive.documents()}
    comparison = archive.compare(by_level["SECRET"], by_level["CONFIDENTIAL"])
    assert comparison is not None
    (withheld,) = comparison.only_a
    assert (withheld.number, withheld.portion) == (2, "S")
    assert "BANKER" in withheld.text
    assert comparison.only_b == ()
    assert {field.name: (field.a, field.b) for field in comparison.fields} == {"level": ("SECRET", "CONFIDENTIAL")}
    full, cut = document(archive, comparison.a), document(archive, comparison.b)
    differences = [(words(full.text, block.a), words(cut.text, block.b)) for block in comparison.differences()]
    assert ("TWO", "A FEW") in differences
    assert any(left == TWO and not right for left, right in differences)
    for block in comparison.blocks:
        assert " ".join(block.a.words.split()) == words(full.text, block.a)
        assert " ".join(block.b.words.split()) == words(cut.text, block.b)
        assert block.same == (block.a.words.split() == block.b.words.split())
    for document_, sides in ((full, [b.a for b in comparison.blocks]), (cut, [b.b for b in comparison.blocks])):
        together = " ".join(side.words for side in sides)
        assert "".join(together.split()) == "".join(document_.reading().text.split())
    assert comparison.to_dict()["only_a"][0]["number"] == 2
    assert archive.compare("07PARIS50", "07LIMA1") is None


def test_the_two_columns(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"full": FULL, "cut": CUT})
    by_level = {row.level: row.id for row in archive.documents()}
    comparison = archive.compare(by_level["SECRET"], by_level["CONFIDENTIAL"])
    assert comparison is not None
    lines = draw_comparison(comparison, 80)
    assert max(map(len, lines)) <= 80
    assert "paragraphs on the left alone: ¶2 (S)" in lines
    assert any(line.startswith("- TWO") and "+ A FEW" in line for line in lines)


def test_matches_are_true_and_in_order() -> None:
    chance = random.Random(7)
    for _ in range(300):
        a = [chance.choice("abcdefgh") for _ in range(chance.randrange(40))]
        b = [word for word in a if chance.random() > 0.2]
        for _ in range(chance.randrange(5)):
            b.insert(chance.randrange(len(b) + 1), chance.choice("abcdefghij"))
        i = j = 0
        for x, y, length in matches(a, b):
            assert x >= i
            assert y >= j
            assert length
            assert a[x : x + length] == b[y : y + length]
            i, j = x + length, y + length


def test_long_texts_are_compared_in_good_time() -> None:
    chance = random.Random(9)
    a = [f"w{chance.randrange(5000)}" for _ in range(200_000)]
    b = a[:70_000] + ["new"] * 500 + a[71_000:]
    assert sum(length for _, _, length in matches(a, b)) == 199_000
    # Nothing in common and nothing unique: given up, not compared for hours.
    assert matches(["x"] * 60_000 + ["y"], ["z"] + ["x"] * 60_000 + ["z"]) in ([], [(0, 1, 60_000)])


def test_a_view_never_tells_of_what_it_may_not_see(tmp_path: Path) -> None:
    other = telegram("PARIS", 60, body=ONE)
    archive = archive_of(tmp_path, {"cut": CUT}, {"full": FULL, "other": other})
    by_cable = {(row.cable, row.level): row.id for row in archive.documents()}
    secret = by_cable["07PARIS50", "SECRET"]
    archive.decide("ROE", "same-message", by_cable["07PARIS60", "CONFIDENTIAL"], by_cable["07PARIS50", "CONFIDENTIAL"])
    assert len(copies_of(archive, "07PARIS50").confirmed) == 1
    assert copies_of(archive, "07PARIS50").documents == 2
    for view in (archive.view(collections=["open"]), archive.view(collections=["open"], up_to="CONFIDENTIAL")):
        copies = copies_of(view, "07PARIS50")
        assert copies.documents == 1
        assert copies.confirmed == ()
        assert secret not in str(copies)
        assert view.copies("07PARIS60") is None
        assert view.compare("07PARIS50", secret) is None
    assert copies_of(archive.view(up_to="CONFIDENTIAL"), "07PARIS50").documents == 1


def test_places_outside_the_view_are_not_told(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"cut": CUT}, {"the same": CUT})
    seen = copies_of(archive.view(collections=["open"]), "07PARIS50")
    assert "hidden" not in str(seen).replace(str(tmp_path), "")
