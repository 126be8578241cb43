"""Plain text, the format of everything no other one knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.formats import Unread
from tests.formats.given_fields import read


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b" \r\n\f", "an empty file"),
        (b"a\0\1\2b" * 9, "not text"),
        (b"{\\rtf1\\ansi FM AMEMBASSY LUSAKA\\par }", "an RTF document"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    (one,) = read(tmp_path, "a.txt", data)
    assert isinstance(one, Unread)
    assert reason in one.reason
