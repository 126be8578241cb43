"""Threads: references resolved when asked, cycles, gaps in sections and numbers, and what a view may not see."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cablegram.archive import Archive
from cablegram.archive.threads import Node, Thread
from cablegram.cli import main
from cablegram.cli.thread import draw
from cablegram.errors import UsageError
from tests.archive.invented import add, archive_of, telegram

TEXTS = {
    "paris": telegram(
        "PARIS",
        4514,
        day=15,
        ref="A. PARIS 4400\n     B. STATE 151234 (NOTAL)\n     C. ROE-DOE E-MAIL OF NOVEMBER 2",
        section=(1, 3),
    ),
    "state": telegram("STATE", 151234, day=10, ref="A. PARIS 4400 B. PARIS 4514", level="SECRET"),
    "answer": telegram("STATE", 160000, day=20, ref="PARIS 4514", signals=" ZFR ZFR"),
    "before": telegram("PARIS", 4510, day=14),
    "after": telegram("PARIS", 4520, day=17, ref="STATE 160000", subject="THE END"),
}


def names(nodes: tuple[Node, ...]) -> list[str | None]:
    return [node.name for node in nodes]


def thread_of(found: Thread | None) -> Thread:
    assert found is not None
    return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("archive"), TEXTS)


def test_both_directions(archive: Archive) -> None:
    thread = thread_of(archive.thread("2007 PARIS 004514"))
    root = thread.root
    assert (root.name, root.state, root.station, root.level) == ("07PARIS4514", "held", "PARIS", "CONFIDENTIAL")
    assert root.date == "2007-11-15T09:00Z"
    assert root.subject == "AN INVENTED SUBJECT"
    assert (root.sections, root.sections_missing) == (3, (2, 3))
    assert names(root.refers_to) == ["07PARIS4400", "07STATE151234", None]  # as the line has them
    assert names(root.referred_by) == ["07STATE151234", "07STATE160000"]  # from the oldest
    missing, state, mail = root.refers_to
    assert (missing.state, missing.referrers) == ("missing", 2)
    assert missing.referred_from == ("07STATE151234", "07PARIS4514")
    assert (mail.state, mail.kind, mail.quotes[0].letter) == ("other", "email", "C")
    assert (state.level, names(state.refers_to)) == ("SECRET", ["07PARIS4400", "07PARIS4514"])
    assert all(node.repeated for node in state.refers_to)  # a diamond and a cycle
    again, answer = root.referred_by
    assert again.repeated
    assert not answer.repeated
    assert answer.statuses == ("cancelled",)
    assert names(answer.referred_by) == ["07PARIS4520"]


def test_quotes_are_exact(archive: Archive) -> None:
    seen = 0
    stack = [thread_of(archive.thread("07PARIS4514", 5)).root]
    while stack:
        node = stack.pop()
        stack += [*node.refers_to, *node.referred_by]
        for quote in node.quotes:
            document = archive.document(quote.document)
            assert document is not None
            assert document.text[quote.start : quote.end] == quote.text
            assert document.row.cable == quote.cable
            seen += 1
    assert seen >= 8


def test_depth_and_limit_say_what_they_leave_out(archive: Archive) -> None:
    none = thread_of(archive.thread("07PARIS4514", 0)).root
    assert (none.refers_to, none.referred_by, none.more) == ((), (), 5)
    one = thread_of(archive.thread("07PARIS4514", 1)).root
    assert one.refers_to[1].more == 2
    assert one.refers_to[1].refers_to == ()
    few = thread_of(archive.thread("07PARIS4514", 2, limit=1)).root
    assert names(few.refers_to) == ["07PARIS4400", None]
    assert few.more == 3  # one it refers to, two that refer to it
    with pytest.raises(UsageError, match="depth"):
        archive.thread("07PARIS4514", -1)
    with pytest.raises(UsageError, match="limit"):
        archive.thread("07PARIS4514", limit=0)


def test_a_cable_that_arrives_later_resolves_by_itself(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, TEXTS)
    before = thread_of(archive.thread("07PARIS4400")).root
    assert (before.state, names(before.referred_by)) == ("missing", ["07STATE151234", "07PARIS4514"])
    add(archive, tmp_path, {"late": telegram("PARIS", 4400, day=2, subject="LATE")})
    after = thread_of(archive.thread("07PARIS4400")).root
    assert (after.state, after.subject) == ("held", "LATE")
    assert after.referred_by[0].quotes == before.referred_by[0].quotes
    assert thread_of(archive.thread("07PARIS4514")).root.refers_to[0].state == "held"


def test_numbers_around(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {**TEXTS, "other year": telegram("PARIS", 4513, year=8)})
    run = thread_of(archive.thread("07PARIS4514")).numbers
    assert run is not None
    assert (run.station, run.year) == ("PARIS", 2007)
    assert [(one.first, one.last, one.count, one.held) for one in run.stretches] == [
        ("07PARIS4510", "07PARIS4510", 1, True),
        ("07PARIS4511", "07PARIS4513", 3, False),
        ("07PARIS4514", "07PARIS4514", 1, True),
        ("07PARIS4515", "07PARIS4519", 5, False),
        ("07PARIS4520", "07PARIS4520", 1, True),
    ]


def test_sections_of_several_documents_are_one_cable(tmp_path: Path) -> None:
    texts = {str(n): telegram("PARIS", 77, section=(n, 3), ref="STATE 5", body=f"{n}. (C) PART {n}.") for n in (1, 3)}
    archive = archive_of(tmp_path, texts)
    root = thread_of(archive.thread("07PARIS77")).root
    assert [held.section for held in root.documents] == [1, 3]
    assert root.sections_missing == (2,)
    (state,) = root.refers_to
    assert len(state.quotes) == 1  # the same words in both
    whole = telegram("PARIS", 77, ref="STATE 5")
    add(archive, tmp_path, {"whole": whole})
    assert thread_of(archive.thread("07PARIS77")).root.sections_missing == ()


def test_a_long_chain_and_a_cable_that_refers_to_itself(tmp_path: Path) -> None:
    texts = {str(n): telegram("PARIS", n, ref=f"PARIS {n - 1}" if n > 1 else "PARIS 1") for n in range(1, 40)}
    archive = archive_of(tmp_path, texts)
    node = thread_of(archive.thread("07PARIS39", 50)).root
    length = 0
    while node.refers_to:
        (node,) = node.refers_to
        length += 1
    assert length == 39  # the last step is the cable that refers to itself
    assert node.repeated


def test_nothing_of_that_name(archive: Archive) -> None:
    assert archive.thread("07PARIS1") is None
    assert archive.thread("no name at all") is None
    assert archive.thread("doc-00000000000000000000") is None


def test_the_id_of_a_document_means_its_cable(archive: Archive) -> None:
    (brief,) = archive.resolve("07STATE160000")
    assert thread_of(archive.thread(brief.id)).root.name == "07STATE160000"


def test_a_view_never_tells_of_what_it_may_not_see(tmp_path: Path) -> None:
    secret = {
        "held": telegram("PARIS", 4400, day=3, subject="PLANTED", ref="PARIS 4300"),
        "referring": telegram("STATE", 170000, day=25, subject="PLANTED", ref="PARIS 4514"),
        "beside": telegram("PARIS", 4512, subject="PLANTED"),
        "section": telegram("PARIS", 4514, day=15, section=(2, 3), subject="PLANTED", ref="LIMA 1"),
    }
    hidden = archive_of(tmp_path, TEXTS, secret)
    clean = tmp_path / "clean"
    clean.mkdir()
    alone = archive_of(clean, TEXTS)
    view = hidden.view(collections=["open"])
    for name in (
        "07PARIS4514",
        "07PARIS4400",
        "07STATE160000",
        "07STATE151234",
        "07STATE170000",
        "07LIMA1",
        "07PARIS4300",
    ):
        assert view.thread(name, 4) == alone.thread(name, 4), name
    assert "PLANTED" in str(hidden.thread("07PARIS4514"))
    low = thread_of(hidden.view(up_to="CONFIDENTIAL", collections=["open"]).thread("07PARIS4514"))
    assert low.root.refers_to[1].state == "missing"
    assert "SECRET" not in str(low)


def test_the_drawing(archive: Archive) -> None:
    thread = thread_of(archive.thread("07PARIS4514"))
    lines = draw(thread, 72)
    assert max(map(len, lines)) <= 72
    assert lines == [
        "07PARIS4514   CONFIDENTIAL   AMEMBASSY PARIS   2007-11-15 09:00 UTC",
        "AN INVENTED SUBJECT",
        "3 sections, not held: 2, 3",
        "├─ refers to",
        "│  ├─ A. 07PARIS4400  not held",
        '│  │     referred to by 07STATE151234, 07PARIS4514, here as "PARIS 4400"',
        "│  ├─ B. 07STATE151234  2007-11-10 09:00 UTC  SECRET",
        "│  │  │  AN INVENTED SUBJECT",
        "│  │  ├─ A. 07PARIS4400  see above",
        "│  │  └─ B. 07PARIS4514  see above",
        '│  └─ C. email: "ROE-DOE E-MAIL OF NOVEMBER 2"',
        "└─ referred to by",
        "   ├─ 07STATE151234 (ref B)  see above",
        "   │  └─ 07PARIS4514 (ref B)  see above",
        "   └─ 07STATE160000  2007-11-20 09:00 UTC  CONFIDENTIAL  cancelled",
        "      │  AN INVENTED SUBJECT",
        "      └─ 07PARIS4520  2007-11-17 09:00 UTC  CONFIDENTIAL",
        "            THE END",
        "",
        "numbers of PARIS in 2007 around it",
        "  07PARIS4510 held",
        "  07PARIS4511 … 4513 not held (3)",
        "  07PARIS4514 held (this one)",
        "  07PARIS4515 … 4519 not held (5)",
        "  07PARIS4520 held",
    ]


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    archive = archive_of(tmp_path, TEXTS, {"x": telegram("STATE", 170000, ref="PARIS 4514")})
    archive.close()
    monkeypatch.setitem(os.environ, "CABLEGRAM_ARCHIVE", str(tmp_path / "archive"))
    assert main(["thread", "07PARIS4514", "--collection", "open"]) == 0
    assert "07STATE170000" not in capfd.readouterr().out
    assert main(["thread", "07PARIS4514", "--json", "--depth", "1"]) == 0
    row = json.loads(capfd.readouterr().out)
    assert row["root"]["refers_to"][0]["name"] == "07PARIS4400"
    assert main(["thread", "07PARIS1"]) == 2
    assert "no such cable" in capfd.readouterr().err
