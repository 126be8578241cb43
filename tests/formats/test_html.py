from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.formats import Entry
from tests.formats.given_fields import fields, good, pairs, read

PAGE = """<!DOCTYPE html>
<html><head><title>06LUSAKA817 : a specimen</title><meta name="description" content="An invented page">
<style>pre { color: red }</style></head>
<body><nav><a href="/home">Home</a></nav>
<table class="labels">
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href="/id/06LUSAKA817">06LUSAKA817</a></td><td>2006-04-12 13:20</td><td>2012-01-02 00:00</td>
<td>CONFIDENTIAL</td><td>Embassy Lusaka</td></tr></table>
<pre>P 121320Z APR 06
FM AMEMBASSY LUSAKA
TO SECSTATE WASHDC</pre>
<pre>C O N F I D E N T I A L LUSAKA 000817
<a id="par1" href="#par1">\u00b6</a>1. (C) One &amp; two &lt;three&gt;,<br>four  five&#8217;s.
<a id="par2" href="#par2">\u00b6</a>2. (C) See <a href="/id/06LUSAKA790">LUSAKA 790</a>.&#x000A;
</pre>
<footer>Imprint</footer><script>var x = "1. (C) no";</script></body></html>
"""


def one(folder: Path, markup: str, name: str = "page.html") -> Entry:
    (entry,) = good(read(folder, name, markup.encode()))
    assert entry.format == "html"
    assert entry.source.data == markup.encode()
    return entry


def test_a_release_page(tmp_path: Path) -> None:
    entry = one(tmp_path, PAGE)
    assert entry.source.text == (
        "P 121320Z APR 06\nFM AMEMBASSY LUSAKA\nTO SECSTATE WASHDC\n"
        "C O N F I D E N T I A L LUSAKA 000817\n"
        "\u00b61. (C) One & two <three>,\nfour  five\u2019s.\n\u00b62. (C) See LUSAKA 790.\n\n"
    )
    assert fields(entry) == {
        "mrn": "06LUSAKA817",
        "date": "2006-04-12 13:20",
        "released": "2012-01-02 00:00",
        "classification": "CONFIDENTIAL",
        "origin": "Embassy Lusaka",
    }
    assert pairs(entry)[5:] == [
        ("title", "06LUSAKA817 : a specimen"),
        ("meta description", "An invented page"),
        ("link", "/id/06LUSAKA817"),
        ("link", "/id/06LUSAKA790"),
    ]
    assert entry.whole


@pytest.mark.parametrize(
    ("table", "given", "reason"),
    [
        (
            "<table><tr><th>Created:</th><td>2006</td></tr><tr><th>Shoe size</th><td>9</td></tr></table>",
            [("Created", "2006"), ("Shoe size", "9")],
            "labels at the left",
        ),
        (
            "<table><tr><td>Created</td><td>2006</td><td>Origin</td><td>Lusaka</td></tr></table>",
            [("Created", "2006"), ("Origin", "Lusaka")],
            "two in a row",
        ),
        ("<dl><dt>Canonical ID:</dt><dd>06LUSAKA1_a</dd></dl>", [("Canonical ID", "06LUSAKA1_a")], "a definition list"),
        (
            "<table><tr><th>Date</th><th>Subject</th><th>Origin</th></tr>"
            + "<tr><td>2006</td><td>Tin</td><td>Lusaka</td></tr>" * 2
            + "</table>",
            [],
            "a list of many cables",
        ),
        ("<table><tr><td>tin</td><td>9</td></tr></table>", [], "figures"),
        ("<table><tr><td>Created<td>2006", [("Created", "2006")], "tags left open"),
    ],
)
def test_tables_of_labels(tmp_path: Path, table: str, given: list[tuple[str, str]], reason: str) -> None:
    entry = one(tmp_path, f"<html><body>{table}</table></dl><pre>FM LUSAKA\nTO SECSTATE</pre></body></html>")
    assert pairs(entry) == given, reason
    assert entry.source.text == "FM LUSAKA\nTO SECSTATE", reason


@pytest.mark.parametrize(
    ("body", "text", "reason"),
    [
        ("<article><h1>Talk</h1><p>One\n  two.</p><p>Three<br>four.</p></article><p>Imprint</p>", "Talk\n\nOne two.\n\nThree\nfour.", "article"),
        ("<div>Menu</div><main><p>One.</p></main>", "One.", "main"),
        ("<p>One.</p><ul><li>a</li><li>b</li></ul>", "One.\n\na\nb", "the body"),
        (
            "<div><div>Old news of the site</div><div><p>FM AMEMBASSY LUSAKA</p><p>TO SECSTATE WASHDC</p><p>1. (C) The foundry is open.</p></div></div>",
            "FM AMEMBASSY LUSAKA\n\nTO SECSTATE WASHDC\n\n1. (C) The foundry is open.",
            "the part with the telegram",
        ),
        ("<p>SUBJECT: TIN</p><p>A long text without any mark of a telegram in it.</p>", "SUBJECT: TIN\n\nA long text without any mark of a telegram in it.", "one telegram line is not the telegram"),
        ("<table><tr><td>a</td><td> b </td></tr><tr><td>c</td></tr></table>", "a\tb\nc", "cells"),
        ("<p>a <b>b</b>\n<i> c</i>d</p>", "a b cd", "blanks folded over tags"),
        ("<p>a&nbsp;&nbsp;b</p>", "a\u00a0\u00a0b", "a hard blank is a character"),
        ("<table><tr><th>Origin</th><td>Lusaka</td></tr></table><p>Text.</p>", "Text.", "labels are given, not text"),
        ("<textarea>FM X\n  TO Y\n</textarea>", "FM X\n  TO Y\n", "textarea is exact"),
        ("<pre>x</pre><p>Words beside a small block of code.</p>", "x\n\nWords beside a small block of code.", "a small pre is not the text"),
        ("<article><header>FM A</header><p>The rest of it.</p></article>", "FM A\n\nThe rest of it.", "the head of an article is its own"),
        ("", "", "nothing"),
    ],
)  # fmt: skip
def test_pages_without_a_form(tmp_path: Path, body: str, text: str, reason: str) -> None:
    entry = one(tmp_path, f"<html><body>{body}<script>x</script></body></html>")
    assert entry.source.text.strip("\n") == text.strip("\n"), reason


@pytest.mark.parametrize(
    ("name", "data", "form", "reason"),
    [
        ("a.txt", b"<!-- saved -->\n<HTML><body>x</body>", "html", "its first tag tells"),
        ("a.htm", b"text <p>and a tag", "html", "name and a tag"),
        ("a.html", b"FM AMEMBASSY LUSAKA\n1. (C) No tags.\n", "text", "a name alone tells nothing"),
        ("a.txt", b"FM LUSAKA\n<br>\n1. (C) 3 < 4 and <html> in it.\n", "text", "a text that holds tags"),
        ("a.txt", b"<< END OF DOCUMENT >>\n", "text", "angle brackets"),
        ("a.xhtml", b"<?xml version='1.0'?>\n<!DOCTYPE html>\n<html><body/></html>", "html", "XHTML"),
        ("a", "<html><pre>FM X</pre></html>".encode("utf-16"), "html", "UTF-16"),
    ],
)
def test_sniffing(tmp_path: Path, name: str, data: bytes, form: str, reason: str) -> None:
    (entry,) = good(read(tmp_path, name, data))
    assert entry.format == form, reason
    assert entry.source.data == data


def test_windows_1252(tmp_path: Path) -> None:
    (entry,) = good(read(tmp_path, "a.html", b"<html><pre>FM CAF\xc9 \x96 LUSAKA</pre>"))
    assert (entry.source.text, entry.source.encoding) == ("FM CAFÉ – LUSAKA", "windows-1252")


def test_a_deep_page(tmp_path: Path) -> None:
    entry = one(tmp_path, "<html>" + "<div>" * 3000 + "FM LUSAKA" + "</div>" * 3000)
    assert entry.source.text.strip() == "FM LUSAKA"


@given(st.text(st.sampled_from("<>/ab=\"'&;\n \x00é#preditbl"), max_size=80) | st.text(max_size=40))
@settings(max_examples=500, deadline=None)
def test_any_markup_is_read(tmp_path_factory: pytest.TempPathFactory, rest: str) -> None:
    one(tmp_path_factory.mktemp("html"), "<html>" + rest.encode("utf-8", "replace").decode())


LABELS = "<table><tr><th>Reference ID<td>06LUSAKA817<tr><th>Classification<td>SECRET</table>"
HEADER = "P 121320Z APR 06\nFM AMEMBASSY LUSAKA\nTO SECSTATE WASHDC\n"
BODY = ("S E C R E T LUSAKA 000817", "E.O. 12958: N/A", "TAGS: PREL", "SUBJECT: COPPER", "1. (S) One.", "2. (S) Two.")


@pytest.mark.parametrize(
    ("markup", "text", "why"),
    [
        (
            f"<pre>{HEADER}</pre><div>{''.join(f'<p>{line}</p>' for line in BODY)}</div>",
            "\n\n".join((HEADER.strip(), *BODY)),
            "only the header is in pre",
        ),
        (
            f"<div><a>TAGS</a><br>SECRET<br>CONFIDENTIAL</div><pre>{HEADER}{chr(10).join(BODY)}</pre>",
            HEADER + "\n".join(BODY),
            "a few words beside the text look like lines of it",
        ),
        (f"<pre>{HEADER}<p><pre>{chr(10).join(BODY)}", HEADER + "\n".join(BODY), "no pre is closed"),
    ],
)
def test_where_the_text_of_a_page_is(tmp_path: Path, markup: str, text: str, why: str) -> None:
    entry = one(tmp_path, f"<html><body>{LABELS}{markup}</body></html>")
    assert entry.source.text.split() == text.split(), why
    assert entry.source.text.count("1. (S) One.") == 1
