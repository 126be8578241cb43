"""Who is let in, and what every answer forbids the browser."""

from __future__ import annotations

import socket
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from cablegram.errors import ArchiveError, UsageError
from cablegram.reading_room import Room
from cablegram.reading_room.guarding import LARGEST_BODY, LONGEST_QUERY
from tests.reading_room.asking import TOKEN, Asking


def _cookie(room: Asking) -> str:
    (morsel,) = SimpleCookie(room(f"/?token={TOKEN}", known=False).headers["set-cookie"]).values()
    return f"{morsel.key}={morsel.value}"


def test_it_listens_on_this_machine_alone(room: Asking) -> None:
    with socket.socket() as other:
        other.settimeout(1)
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", room.port))


def test_without_the_token_nobody_is_let_in(room: Asking) -> None:
    for path in ("/", "/?q=debt", "/export.csv", "/api/v1/search?q=debt", "/static/room.js", "/nowhere"):
        answer = room(path, known=False)
        assert answer.status == 401, path
        assert "token" in answer.text or path == "/static/room.js"
        assert "MINISTER" not in answer.text.upper()
    assert room("/?token=wrong", known=False).status == 401
    assert room("/", known=False, Authorization="Bearer wrong").status == 401
    assert room("/", known=False, Cookie=_cookie(room) + "x").status == 401
    assert room(f"/?token={TOKEN}&token={TOKEN}", known=False).status == 401


def test_the_address_is_exchanged_for_a_cookie(room: Asking) -> None:
    answer = room(f"/?token={TOKEN}", known=False)
    assert answer.status == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert 'content="0; url=/"' in answer.text  # goes on without the token in the address
    assert TOKEN not in answer.text
    assert room("/", known=False, Cookie=_cookie(room)).status == 200


def test_entering_leads_nowhere_else(room: Asking) -> None:
    for path in ("//example.com/", "/\\example.com", '/"><script>'):
        answer = room(f"{path}?token={TOKEN}", known=False)
        assert "example.com/" not in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "127.0.0.1:1@example.com", "[::1]", ""])
def test_another_name_made_to_point_here_is_refused(room: Asking, host: str) -> None:
    assert room("/", Host=host).status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},  # another port of this machine
    ],
)
def test_another_page_is_refused(room: Asking, headers: dict[str, Any]) -> None:
    for path, method in (("/", "GET"), ("/api/v1/search?q=debt", "GET"), ("/api/v1/check", "POST")):
        answer = room(path, method, b"" if method == "POST" else None, known=False, Cookie=_cookie(room), **headers)
        assert answer.status == 403
    assert room("/", Origin=room.origin, Sec_Fetch_Site="same-origin").status == 200


def test_the_address_may_be_opened_from_another_program_but_not_fetched(room: Asking) -> None:
    address = f"/?token={TOKEN}"
    opened: dict[str, Any] = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert room(address, known=False, **opened).status == 200
    assert room(address, known=False, **{**opened, "Sec_Fetch_Mode": "no-cors"}).status == 403
    assert room(address, known=False, **{**opened, "Sec_Fetch_Dest": "iframe"}).status == 403


@pytest.mark.parametrize("path", ["/", "/?q=x:y", "/nowhere", "/api/v1/search", "/api/v1/nowhere", "/static/room.css"])
def test_every_answer_forbids_what_the_room_does_not_serve(room: Asking, path: str) -> None:
    for known in (True, False):
        headers = room(path, known=known).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert all(policy[name] == "'self'" for name in ("script-src", "style-src", "img-src", "connect-src", "form-action"))
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_what_is_too_large_is_refused(room: Asking) -> None:
    assert room("/api/v1/check", "POST", b"x" * (LARGEST_BODY + 1)).status == 413
    assert room("/api/v1/check", "POST", b"x" * 1000).status == 200
    chunks = b"".join(b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(LARGEST_BODY // 0x10000 + 2)) + b"0\r\n\r\n"
    assert room("/api/v1/check", "POST", chunks, Transfer_Encoding="chunked").status == 413
    assert room("/?q=" + "x" * LONGEST_QUERY).status == 414
    assert room("/api/v1/check", "POST", b"", Content_Length="-1").status == 400


def test_nothing_is_changed_by_asking(room: Asking, kept: Path) -> None:
    store = kept / "archive.sqlite"
    before = store.read_bytes()
    for path in ("/", "/?q=debt", "/export.jsonl?q=debt", "/api/v1/stats"):
        assert room(path).status == 200
        assert room(path, "POST", b"").status == 405
        assert room(path, "DELETE").status == 405
    assert store.read_bytes() == before


@pytest.mark.parametrize("path", ["/static/..%2fasking.py", "/static/%2e%2e/asking.py", "/static/../asking.py", "/static/", "/static/%00"])
def test_only_the_rooms_own_files_are_given(room: Asking, path: str) -> None:
    answer = room(path)
    assert answer.status == 404
    assert "def " not in answer.text


def test_what_is_wrong_is_said_before_it_opens(tmp_path: Path, kept: Path, room: Asking) -> None:
    with pytest.raises(ArchiveError, match="no archive there"):
        Room(tmp_path)
    with pytest.raises(UsageError, match="no collection 'nothing'"):
        Room(kept, collections=["nothing"])
    with pytest.raises(UsageError, match="no mark"):
        Room(kept, up_to="HUSH")
    with pytest.raises(UsageError, match="--port 0"):
        Room(kept, port=room.port)
    with pytest.raises(UsageError, match="from 0"):
        Room(kept, port=70000)
