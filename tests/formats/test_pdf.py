from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cablegram.formats import Limits, Unread, entries, pdf
from tests.formats.members_read import mutations, read

IMAGE = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def text_page(*lines: str) -> bytes:
    """The drawing of a page of text, in PDF's own words."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    return f"BT /F1 12 Tf 72 700 Td {shown} ET".encode("latin-1")


def make(*pages: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of pages, by hand: a catalog, the pages, one font, a drawing for each page, the table of places."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    for index, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * index)
        )
        objects.append(b"<</Length %d>>stream\n" % len(page) + page + b"\nendstream")
    out, places = b"%PDF-1.4\n", b""
    for number, body in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + places
    end = b"trailer<</Size %d/Root 1 0 R" % (len(objects) + 1) + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + table + end


TWO = make(text_page("UNCLAS PARIS 4514", "SUBJECT: TEST"), text_page("Page two"))


def test_pages_and_their_places(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "a.pdf", TWO)
    assert not unread
    entry = found[0]
    assert entry.source.data == TWO
    assert entry.origin.length == len(TWO)
    pages = entry.source.text.split("\f")
    assert [page.split() for page in pages] == [["UNCLAS", "PARIS", "4514", "SUBJECT:", "TEST"], ["Page", "two"]]
    assert entry.pages == (0, len(pages[0]) + 1)


def test_in_a_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", TWO)
    found, _ = read(tmp_path, "x.zip", out.getvalue())
    assert found[0].source.data == TWO
    assert found[0].origin.member == "a.pdf"


def test_a_scan_is_said_to_be_one(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "a.pdf", make(IMAGE, IMAGE))
    assert not found
    assert "without a text layer (a scan)" in unread[0].reason
    assert "OCR" in unread[0].reason


def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    found, unread = read(tmp_path, "a.pdf", make(text_page("one"), IMAGE, b"", text_page("four")))
    assert found[0].source.text == "one\f\f\ffour"
    assert found[0].pages == (0, 4, 5, 6)
    assert [one.reason for one in unread] == ["pages without a text layer (scans; OCR is not here yet): 2"]


def test_an_encrypted_one(tmp_path: Path) -> None:
    keys = b"/Encrypt<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>/ID[<41><41>]"
    found, unread = read(tmp_path, "a.pdf", make(text_page("secret"), trailer=keys))
    assert not found
    assert "encrypted" in unread[0].reason


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 50, TWO[:100]])
def test_garbage(tmp_path: Path, data: bytes) -> None:
    found, unread = read(tmp_path, "a.pdf", data)
    assert not found
    assert unread[0].reason


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("import os; os.abort()", "crashed its parser (SIGABRT)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed its parser (SIGSEGV)"),
        ("import os; os._exit(3)", "could not read (exit 3)"),
        ("print('\"half a li'); import os; os.abort()", "SIGABRT"),
        ("print('\"a page\"')", "exit 0"),  # an answer without its end is no answer
        ("print('{\"pages\": 7}')", "exit 0"),  # nor is one that does not add up
        ("import time; time.sleep(60)", "not read within 1 seconds"),
        ("while True: pass", "not read within 1 seconds"),
        ("raise MemoryError", "exit 1"),
    ],
)
def test_a_parser_that_crashes_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(script)
    monkeypatch.setattr(pdf, "WORKER", worker)
    monkeypatch.setattr(pdf, "_SLACK", 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", TWO)
        archive.writestr("b.txt", "after")
    (tmp_path / "x").mkdir()
    found, unread = read(tmp_path / "x", "x.zip", out.getvalue(), Limits(seconds=1))
    assert [entry.origin.member for entry in found] == ["b.txt"]
    assert [one.member for one in unread] == ["a.pdf"]
    assert why in unread[0].reason


def test_the_process_binds_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    worker = tmp_path / "worker.py"
    real = pdf.WORKER.read_text(encoding="utf-8")
    worker.write_text(real.replace("    import pypdfium2", "    hog = bytearray(1 << 33)\n    import pypdfium2"))
    monkeypatch.setattr(pdf, "WORKER", worker)
    (tmp_path / "x").mkdir()
    _, unread = read(tmp_path / "x", "a.pdf", TWO)
    assert "more memory" in unread[0].reason
    worker.write_text(real.replace("    import pypdfium2", "    while True: pass\n    import pypdfium2"))
    _, unread = read(tmp_path / "x", "a.pdf", TWO, Limits(seconds=1))
    assert "not read within 1 seconds" in unread[0].reason


def test_limits_of_size(tmp_path: Path) -> None:
    _, unread = read(tmp_path, "a.pdf", TWO, Limits(text=100))
    assert "limit for one text is 100" in unread[0].reason
    long = make(*[text_page(*["a line of text"] * 3)] * 3)
    packed = Limits(text=len(long))
    assert not read(tmp_path, "a.pdf", long, packed)[1]


def _mutated(folder: Path, number: int, seed: int) -> None:
    path = folder / "a.pdf"
    for changed in mutations(TWO, number, seed):
        path.write_bytes(changed)
        found = list(entries(path))
        assert found
        assert all(isinstance(one, Unread) or one.source.data == changed for one in found)


def test_mutated_bytes_never_raise(tmp_path: Path) -> None:
    _mutated(tmp_path, 20, 1)  # each takes a process


@pytest.mark.heavy
def test_many_mutations_never_raise(tmp_path: Path) -> None:
    _mutated(tmp_path, 250, 2)
