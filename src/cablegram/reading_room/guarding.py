"""Who may ask: the browser that was handed the address, from pages of this room, and nobody else.

The room listens on this machine alone, but every page in the same browser can send requests there. So each request must
name this machine (no name that another made point here), come from a page of the room or from the address line, and carry
the token: in the cookie that the address of the start was exchanged for, or as ``Authorization: Bearer``. Answers forbid
the browser everything but what the room itself serves.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 4_000_000  # bytes of a text that is pasted
TOO_MUCH = f"That is too large; the reading room takes {LARGEST_BODY // 1_000_000} million bytes at once."
LONGEST_QUERY = 16_000  # bytes behind the question mark
API = "/api/"
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?", re.IGNORECASE)
_READING = ("GET", "HEAD")
_STYLE = "/static/room.css"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",  # with none, forms of the room would be of no origin
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Stands before the pages: lets a request in or says why not, and gives every answer its headers."""

    def __init__(self, room: ASGIApp, token: str) -> None:
        self._room, self._token = room, token
        # Two rooms of one machine would share a cookie: cookies know no ports.
        self.cookie = f"cablegram-{hashlib.sha256(token.encode()).hexdigest()[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._room(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                had = {name for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in had
                ]
                if b"cache-control" not in had:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        request = Request(scope)
        answer = self._refused(request) or self._entering(request) or self._unknown(request)
        if answer is not None:
            await answer(scope, receive, sent)
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise HTTPException(413, TOO_MUCH)
            return message

        await self._room(scope, bounded, sent)

    def _refused(self, request: Request) -> Response | None:
        """What must not be answered, whoever asks."""
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            return _told(request, 421, "The reading room answers to 127.0.0.1 and localhost alone.")
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return _told(request, 403, "A page of another origin asked; the reading room answers its own pages alone.")
        site = request.headers.get("sec-fetch-site", "none")
        if site not in ("same-origin", "none") and not self._is_entry(request):
            return _told(request, 403, "Another page asked; open the reading room by its address.")
        if len(request.url.query) > LONGEST_QUERY:
            return _told(request, 414, f"The address is too long; the room reads {LONGEST_QUERY:,} bytes of a query.")
        length = request.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_BODY:
            return _told(request, 413, TOO_MUCH)
        return None

    def _is_entry(self, request: Request) -> bool:
        """Whether a page is opened (not fetched, embedded or posted) by the address of the start."""
        return (
            request.method in _READING
            and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
            and request.headers.get("sec-fetch-dest", "document") == "document"
            and self._is_token(_token_in(request))
        )

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())

    def _entering(self, request: Request) -> Response | None:
        """The address of the start exchanged for the cookie. The page goes on by itself: a browser that was sent on by
        another program would not yet give the cookie back."""
        if not self._is_entry(request):
            return None
        path = request.url.path if re.fullmatch(r"(?:/[^/\\]+)+", request.url.path) else "/"
        path = quote(path)
        page = HTMLResponse(
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={path}">'
            f'<title>Cablegram</title><link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="{_STYLE}"></head>'
            '<body class="plain"><main>'
            "<h1>The reading room is open</h1>"
            f'<p><a href="{path}">Go in</a></p></main></body></html>'
        )
        page.set_cookie(self.cookie, self._token, httponly=True, samesite="strict", path="/")
        return page

    def _unknown(self, request: Request) -> Response | None:
        if request.url.path == _STYLE:
            return None  # of the page that says so
        bearer = request.headers.get("authorization", "")
        if bearer.startswith("Bearer ") and self._is_token(bearer[7:].strip()):
            return None
        if self._is_token(_cookie_in(request, self.cookie)):
            return None
        return _told(
            request,
            401,
            "This browser has not been let in. Open the address that cablegram serve printed, with its token;"
            " a program sends the token as Authorization: Bearer.",
        )


def _token_in(request: Request) -> str:
    values = parse_qs(request.url.query).get("token", [""])
    return values[0] if len(values) == 1 else ""


def _cookie_in(request: Request, name: str) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _told(request: Request, status: int, words: str) -> Response:
    """A refusal, in words: JSON to a program, a page to a person."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": {"kind": "refused", "message": words}}, status)
    return HTMLResponse(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cablegram</title>'
        f'<link rel="stylesheet" href="{_STYLE}"></head><body class="plain"><main><h1>Not here</h1>'
        f"<p>{words}</p></main></body></html>",
        status,
    )
