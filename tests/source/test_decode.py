"""Decoding: every byte string has one text and goes back; files that cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cablegram.errors import CablegramError, InputError
from cablegram.source import Source, decode, encode

CASES = [
    # bytes, text, decoder, reason
    (b"", "", "utf-8", "nothing is read like anything else"),
    (b"BT\r\n", "BT\r\n", "utf-8", "line ends stay as they came"),
    ("CHARG\u00c9".encode(), "CHARG\u00c9", "utf-8", "valid UTF-8 is UTF-8"),
    ("\u00b64. (C)".encode(), "\u00b64. (C)", "utf-8", "a pilcrow in UTF-8"),
    (b"CHARG\xc9", "CHARG\u00c9", "windows-1252", "an accent that is not UTF-8"),
    (b"\xb64. (C)", "\u00b64. (C)", "windows-1252", "a pilcrow in one byte"),
    (b"\x93QUOTE\x94 \x96 \x80", "\u201cQUOTE\u201d \u2013 \u20ac", "windows-1252", "curly quotes"),
    (b"\x81\x8d\x8f\x90\x9d", "\x81\x8d\x8f\x90\x9d", "windows-1252", "five empty places: C1 controls"),
    (b"A\x85B", "A\u2026B", "windows-1252", "85 is an ellipsis, no line end"),
    (codecs.BOM_UTF8 + b"FM", "\ufeffFM", "utf-8", "the mark stays in the text"),
    (codecs.BOM_UTF16_LE + "FM".encode("utf-16-le"), "\ufeffFM", "utf-16-le", "UTF-16 with a mark"),
    (codecs.BOM_UTF16_BE + "FM".encode("utf-16-be"), "\ufeffFM", "utf-16-be", "the other order"),
    ("FM PARIS".encode("utf-16-le"), "FM PARIS", "utf-16-le", "UTF-16 known by its NULs"),
    ("FM PARIS".encode("utf-16-be"), "FM PARIS", "utf-16-be", "the other order, by its NULs"),
    (codecs.BOM_UTF8 + b"\xff", "\u00ef\u00bb\u00bf\u00ff", "windows-1252", "a mark, and no UTF-8 after it"),
    (codecs.BOM_UTF16_LE + b"A", "\u00ff\u00feA", "windows-1252", "a mark that lies: half a character"),
    (b"\x00", "\x00", "utf-8", "one NUL is no UTF-16"),
    (b"A\x00B", "A\x00B", "utf-8", "an odd number of bytes is no UTF-16"),
    (b"FM PARIS\x00TO ROME", "FM PARIS\x00TO ROME", "utf-8", "a stray NUL is no UTF-16"),
    (b"\xed\xa0\x80", "\u00ed\xa0\u20ac", "windows-1252", "a surrogate in UTF-8 bytes is not valid UTF-8"),
    (b"\x00\xd8\x41\x00\x42\x00\x43\x00", None, "windows-1252", "half a surrogate pair is not UTF-16"),
]


@pytest.mark.parametrize(("data", "text", "encoding", "reason"), CASES, ids=[case[3] for case in CASES])
def test_case(data: bytes, text: str | None, encoding: str, reason: str) -> None:
    found, name = decode(data)
    assert name == encoding
    assert text is None or found == text
    assert encode(found, name) == data


_WIDE = ("utf-16-le", "utf-16-be")
_wide = st.builds(lambda text, name: text.encode(name), st.text(), st.sampled_from(_WIDE))


@given(st.one_of(st.binary(), _wide))
@example(bytes(range(256)))
@example(bytes(range(255, -1, -1)) * 20)
def test_every_byte_string_goes_back(data: bytes) -> None:
    text, encoding = decode(data)
    assert encode(text, encoding) == data
    assert encoding in ("utf-8", "utf-16-le", "utf-16-be", "windows-1252")


@given(st.binary(max_size=40), st.sampled_from((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))
def test_every_byte_string_after_a_mark_goes_back(rest: bytes, mark: bytes) -> None:
    text, encoding = decode(mark + rest)
    assert encode(text, encoding) == mark + rest


@given(st.text())
def test_utf8_is_read_as_itself(text: str) -> None:
    data = text.encode()
    found, encoding = decode(data)
    assert encode(found, encoding) == data
    if "\x00" not in text:
        assert (found, encoding) == (text, "utf-8")


def test_each_of_the_256_bytes_has_its_own_character() -> None:
    texts = {decode(bytes((0xFF, byte, 0xC9)))[0][1] for byte in range(256)}
    assert len(texts) == 256


def test_source_keeps_the_bytes() -> None:
    source = Source.from_bytes(b"\xb64. (C)", "a.txt")
    assert source == Source(b"\xb64. (C)", "\u00b64. (C)", "windows-1252", "a.txt")


def test_source_from_path(tmp_path: Path) -> None:
    file = tmp_path / "cable.txt"
    file.write_bytes(b"BT\r\n\x85")
    source = Source.from_path(file)
    assert source.data == b"BT\r\n\x85"
    assert source.path == str(file)
    assert Source.from_path(str(file)) == source


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing.txt", r"nothing\.txt: no such file; check the path"),
        (".", r"is a directory; name the files in it"),
        ("a\x00b", r"cannot be read .*; check its permissions"),
        ("x" * 5000, r"cannot be read \(File name too long\); check its permissions"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Source.from_path(tmp_path / name)
    assert issubclass(InputError, CablegramError)
