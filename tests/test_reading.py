"""Opening files: paths, open files, nothing in them, and what cannot be read."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

import cablegram
from cablegram.errors import CablegramError, InputError
from cablegram.reading import parse_all
from tests.real_data import samples

TEXT = "P 161324Z NOV 07\r\nFM AMEMBASSY PARIS\r\nTO SECSTATE WASHDC\r\nUNCLAS PARIS 004514\r\n"
TEXT += "SUBJECT: ONE\r\n1. CHARG\u00c9.\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cable.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_a_path_of_either_kind(file: Path) -> None:
    assert str(cablegram.read(file)) == TEXT
    assert str(cablegram.read(str(file))) == TEXT
    assert cablegram.read(file).mrn == "07PARIS4514"


def test_open_files(file: Path) -> None:
    with open(file, "rb") as opened:
        assert str(cablegram.read(opened)) == TEXT
    with open(file, encoding="utf-8", newline="") as opened:
        cable = cablegram.read(opened)
    assert str(cable) == TEXT
    assert cable.provenance is not None
    assert cable.provenance.path == str(file)


def test_files_in_memory() -> None:
    assert str(cablegram.read(io.BytesIO(TEXT.encode()))) == TEXT
    cable = cablegram.read(io.StringIO(TEXT, newline=""))
    assert str(cable) == TEXT
    assert cable.provenance is not None
    assert cable.provenance.path is None
    assert str(cablegram.read(io.StringIO("\ud800 alone"))) == "\ud800 alone"


def test_where_it_came_from(file: Path) -> None:
    second = "\nR 091412Z JUN 03\nFM AMEMBASSY ROME\nUNCLAS ROME 000918\n1. TEXT\n"
    file.write_bytes((TEXT + second).encode("utf-8"))
    data = file.read_bytes()
    cables = cablegram.read_all(file)
    assert [cable.mrn for cable in cables] == ["07PARIS4514", "03ROME918"]
    for cable in cables:
        assert cable.provenance is not None
        assert cable.provenance.sha256 == hashlib.sha256(data).hexdigest()
        assert cable.provenance.encoding == "utf-8"
        assert data.decode()[cable.provenance.start : cable.provenance.end] == str(cable)
    assert "".join(map(str, cables)) == TEXT + second


def test_one_byte_encodings_are_named(file: Path) -> None:
    file.write_bytes(TEXT.encode("cp1252"))
    cable = cablegram.read(file)
    assert str(cable) == TEXT
    assert cable.provenance is not None
    assert cable.provenance.encoding == "windows-1252"


def test_an_empty_file_gives_an_empty_telegram(file: Path) -> None:
    file.write_bytes(b"")
    cable = cablegram.read(file)
    assert str(cable) == ""
    assert cable.lines == ()
    assert (cable.mrn, cable.subject, cable.dtg) == (None, None, None)
    assert cablegram.read_all(file) == [cable]
    assert [str(one) for one in parse_all("")] == [""]
    assert str(cablegram.parse("")) == ""


def test_a_binary_file_is_read_like_anything_else(file: Path) -> None:
    data = bytes(range(256)) * 50
    file.write_bytes(data)
    assert "".join(map(str, cablegram.read_all(file))).encode("latin-1", "ignore")
    assert "".join(map(str, cablegram.read_all(file))) == "".join(map(str, parse_all(data)))


@pytest.mark.parametrize("verb", [cablegram.read, cablegram.read_all])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing.txt", r"nothing\.txt: no such file; check the path"),
        ("", r": is a directory; name the files in it"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, verb: Any, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        verb(tmp_path / name)
    assert isinstance(caught.value, CablegramError)
    assert "\n" not in str(caught.value)


def test_an_open_file_that_gives_neither_text_nor_bytes() -> None:
    class Odd:
        def read(self) -> int:
            return 7

    with pytest.raises(InputError, match=r"open it with mode 'r' or 'rb'"):
        cablegram.read(Odd())  # type: ignore[arg-type]


def test_a_year_for_fragments(file: Path) -> None:
    file.write_text("REF: A. PARIS 1501\n\n1. TEXT\n", encoding="utf-8")
    assert cablegram.read(file).references[0].mrn is None
    assert cablegram.read(file, year=2007).references[0].mrn == "07PARIS1501"
    assert cablegram.read_all(file, year=2007)[0].date == cablegram.parse("x", year=2007).date


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_samples_go_back_to_their_bytes(path: Path) -> None:
    assert "".join(map(str, cablegram.read_all(path))).encode() == path.read_bytes()
