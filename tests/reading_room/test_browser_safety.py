"""In the browser: pages for everybody, cables that want to run, and another page that wants to read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from cablegram.samples import HERO, sample_path
from tests.reading_room.asking import Asking
from tests.reading_room.conftest import reader
from tests.reading_room.evil import WORDS
from tests.reading_room.test_pages import PAGES

# Each kind of page once, over cables that have something of everything and are not long: it looks at every element.
LOOKED_AT = [
    "/?q=river", "/?q=x:y", "/cable/07PARIS66", "/cable/04SANJOSE3318?view=read", "/cable/07BAKU1562?view=mended",
    "/cable/07PARIS1?view=read&view=document", "/cable/07OSLO5", "/cable/07ROME77", "/thread/07PARIS66",
    "/compare?a=07BONN9&b=07PARIS1", "/check", "/nowhere", "/overview", "/wants", "/wants?holder=state:NO",
    f"/matrix?q=mrn:{HERO}", f"/calendar?q=mrn:{HERO}",
    f"/over-time?q=mrn:{HERO}", f"/over-time?q=mrn:{HERO}&holder=Bolivia&beside=Uruguay",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(browser: Browser, room: Asking, scheme: str) -> None:
    axe = Axe()
    grave: list[object] = []
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":  # colours alone are others
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    with reader(browser, room, color_scheme=scheme) as page:
        for path in LOOKED_AT:
            page.goto(room.origin + path)
            if path == "/check":
                page.get_by_label("The text", exact=True).fill(sample_path("1974KATHMA01347").read_text("utf-8"))
                page.get_by_role("button", name="Read and check it").click()
                page.locator(".checked").wait_for()
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found = axe.run(page, options=options).response["violations"]
            grave += [
                (path, one["id"], node["target"], node.get("failureSummary", ""))
                for one in found
                if one["impact"] in ("serious", "critical")
                for node in one["nodes"][:3]
            ]
    assert not grave


def test_no_word_of_a_cable_or_of_an_address_runs(tab: Page, room: Asking) -> None:
    paths = [path for path in PAGES if "66" in path or "ROME" in path]
    paths += [f"/?q={quote(word)}" for word in WORDS] + [f"/cable/07PARIS66?q={quote(word)}&at=1" for word in WORDS]
    for path in paths:
        tab.goto(room.origin + path)
        assert tab.evaluate("window.xss") is None, path
        assert tab.evaluate("document.querySelectorAll('script').length") == 1
    for word in WORDS:
        tab.goto(room.origin + "/check")
        tab.get_by_label("The text", exact=True).fill(f"1. (C) {word}\nSUBJECT: {word}\n" * 3)
        tab.get_by_role("button", name="Read and check it").click()
        assert tab.locator(".checked").count() > 0
        assert tab.evaluate("window.xss") is None


def test_words_typed_become_no_markup(tab: Page) -> None:
    tab.get_by_label("What are you looking for?").fill("evil")
    tab.locator("#typed a").first.wait_for()
    assert "<script>" in tab.locator("#typed").inner_text()
    assert tab.evaluate("document.querySelectorAll('#typed script, #typed img, #typed svg').length") == 0
    assert tab.evaluate("window.xss") is None


HOSTILE = """<!doctype html><title>another page</title><iframe src="{room}/"></iframe>
<form method="post" action="{room}/check"><input name="text" value="1. (C) X"></form>
<script>
window.results = {};
const asks = {
  fetch: () => fetch("{room}/api/v1/search?q=the", {credentials: "include"}).then((r) => r.text()),
  blind: () => fetch("{room}/?q=the", {mode: "no-cors", credentials: "include"}).then((r) => r.type + r.status),
  post: () => fetch("{room}/api/v1/check", {method: "POST", body: "x", credentials: "include"}).then((r) => r.text()),
  script: () => new Promise((yes, no) => { const s = document.createElement("script"); s.src = "{room}/static/room.js"; s.onload = () => yes("loaded"); s.onerror = no; document.head.append(s); }),
  frame: () => new Promise((yes) => setTimeout(() => { try { yes("read " + document.querySelector("iframe").contentDocument.body.innerText); } catch (e) { yes("blocked"); } }, 300)),
};
window.done = Promise.all(Object.entries(asks).map(([name, ask]) => ask().then((v) => results[name] = v, () => results[name] = "blocked"))).then(() => results);
</script>"""


@pytest.fixture
def elsewhere(room: Asking) -> Iterator[int]:
    """The port of a server of somebody else on this machine."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(HOSTILE.replace("{room}", room.origin).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_page_of_the_same_browser_gets_nothing(
    browser: Browser, room: Asking, elsewhere: int, host: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(room.entry)
    page.wait_for_url(room.origin + "/")
    assert "documents" in page.inner_text("main")  # this browser is let in
    statuses: list[int] = []
    other = context.new_page()
    other.on("response", lambda answer: statuses.append(answer.status) if answer.url.startswith(room.origin) else None)
    other.goto(f"http://{host}:{elsewhere}/")
    results = other.evaluate("window.done")
    assert results.pop("blind") in ("blocked", "opaque0")
    assert set(results.values()) == {"blocked"}, results
    assert statuses
    assert set(statuses) <= {401, 403}
    with other.expect_navigation():
        other.evaluate("document.forms[0].submit()")
    assert "Not here" in other.inner_text("body")
    page.reload()
    assert "documents" in page.inner_text("main")  # and still is
    context.close()
