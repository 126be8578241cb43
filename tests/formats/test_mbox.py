from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from cablegram.formats import Entry, Limits
from tests.formats.members_read import NAMES, TRICKY, members, never_raises, read, reasons

LINE = b"From clerk@example.org Sat Jan  6 10:00:00 2007\n"


def message(text: str | None = "cable\n", subject: str = "07PARIS4514") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "clerk@example.org"
    made["Subject"] = subject
    made["Date"] = "Sat, 06 Jan 2007 10:00:00 +0000"
    if text is not None:
        made.set_content(text)
    return made


def mailbox(*messages: EmailMessage | bytes) -> bytes:
    return b"".join(LINE + (one if isinstance(one, bytes) else one.as_bytes()) + b"\n" for one in messages)


def plain(body: bytes) -> bytes:
    return b"Subject: x\n\n" + body


def given(entry: Entry) -> dict[str, str]:
    return {one.field or one.key: one.value for one in entry.given}


def test_messages_and_their_headers(tmp_path: Path) -> None:
    data = mailbox(message("one\n"), message("two\n", "Télégramme n° 5, 電報"))
    found, unread = read(tmp_path, "a.mbox", data)
    assert not unread
    assert [entry.source.text for entry in found] == ["one\n", "two\n"]
    assert given(found[0])["subject"] == "07PARIS4514"
    assert given(found[0])["date"] == "Sat, 06 Jan 2007 10:00:00 +0000"
    assert given(found[0])["From"] == "clerk@example.org"
    assert given(found[0])["From "].startswith("clerk@example.org Sat Jan")
    assert given(found[1])["subject"] == "Télégramme n° 5, 電報"


def test_the_messages_together_are_the_file(tmp_path: Path) -> None:
    data = mailbox(*(message(f"{index}\n") for index in range(9)))
    found, _ = read(tmp_path, "a.mbox", data)
    assert b"".join(entry.source.data for entry in found) == data
    for entry in found:
        assert data[entry.origin.offset :][: entry.origin.length] == entry.source.data


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (b"a\n>From here on\n", ["a\nFrom here on\n"]),  # marked by whoever filed it
        (b"a\n>>From here on\n", ["a\n>From here on\n"]),
        (b"a\nFrom here on\n", ["a\nFrom here on\n"]),  # no date
        (b"a\n\nFrom here on\n", ["a\n\nFrom here on\n"]),
        (b"a\n" + LINE + b"b\n", ["a\n" + LINE.decode() + "b\n"]),  # no empty line before it
        (b"a\n\n" + LINE + plain(b"b\n"), ["a\n", "b\n"]),
    ],
)
def test_where_a_message_begins(tmp_path: Path, body: bytes, texts: list[str]) -> None:
    found, unread = read(tmp_path, "a.mbox", mailbox(plain(body)))
    assert [entry.source.text for entry in found] == texts
    assert not unread


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("text/plain; charset=koi8-r", "Москва".encode("koi8-r"), "Москва"),
        ("text/plain; charset=no-such", "Москва".encode(), "Москва"),
        ("text/plain; charset=ascii", "Zürich".encode("cp1252"), "Zürich"),  # says what is not so
        ("text/plain", "Zürich".encode(), "Zürich"),
        ("text/html", b"<html><body><p>one<p>two</body></html>", "one"),
    ],
)
def test_character_sets(tmp_path: Path, head: str, body: bytes, text: str) -> None:
    raw = f"Subject: x\nMIME-Version: 1.0\nContent-Type: {head}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body
    found, unread = read(tmp_path, "a.mbox", mailbox(raw))
    assert text in found[0].source.text
    assert "<p>" not in found[0].source.text
    assert not unread


def test_one_text_in_two_forms_is_one(tmp_path: Path) -> None:
    both = message("the cable\n")
    both.add_alternative("<html><body>the cable</body></html>", subtype="html")
    found, unread = read(tmp_path, "a.mbox", mailbox(both))
    assert [entry.source.text for entry in found] == ["the cable\n"]
    assert not unread


def test_attachments_are_members(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in.txt", "packed")
    sent = message("see attached\n")
    sent.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="dépêches.zip")
    sent.add_attachment("Łódź\n", charset="iso-8859-2", filename="b.txt")
    sent.add_attachment(message("inner\n"))
    found, unread = read(tmp_path, "a.mbox", mailbox(message(), sent))
    assert [(entry.origin.member, entry.source.text) for entry in found] == [
        (None, "cable\n"),
        (None, "see attached\n"),
        ("message-2/dépêches.zip!in.txt", "packed"),
        ("message-2/b.txt", "Łódź\n"),
        ("message-2/part-4.eml", "inner\n"),
    ]
    assert not unread


@pytest.mark.parametrize("name", [*NAMES, *(name for name in TRICKY if "\n" not in name)])
def test_names_of_attachments_are_only_shown(tmp_path: Path, name: str) -> None:
    sent = message()
    sent.add_attachment(b"text", maintype="application", subtype="octet-stream", filename=name)
    found, _ = read(tmp_path, "a.mbox", mailbox(sent))
    assert members(found)[1] == (f"message-1/{name}", b"text")


def test_a_message_without_text_is_a_stub(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "a.mbox", mailbox(message(None)))
    assert found[0].source.text.strip() == ""
    assert given(found[0])["subject"] == "07PARIS4514"


def test_single_messages(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "a.eml", message("one\n\nFrom a b 10:00 2007\n").as_bytes())
    assert [entry.source.text for entry in found] == ["one\n\nFrom a b 10:00 2007\n"]


def test_a_telegram_is_no_mailbox(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "a.txt", b"From AMEMBASSY PARIS 10:00 2007\nTO SECSTATE WASHDC\n")
    assert found[0].format == "text"


def test_limits(tmp_path: Path) -> None:
    data = mailbox(message(), message("long " * 500), message())
    found, unread = read(tmp_path, "a.mbox", data, Limits(text=1000))
    assert len(found) == 2
    assert reasons(unread).keys() == {None}
    assert "message 2" in unread[0].reason
    sent = message()
    sent.add_attachment(b"x" * 5000, maintype="application", subtype="octet-stream", filename="x")
    for limits in (Limits(member=1000), Limits(total=1000)):
        _, unread = read(tmp_path, "a.mbox", mailbox(sent), limits)
        assert "message-1/x" in reasons(unread)


def test_parts_in_parts_without_end(tmp_path: Path) -> None:
    """The parser of messages calls itself for each; the message is then one plain text."""
    head = b"Subject: deep\n"
    for index in range(2000):
        head += f"Content-Type: multipart/mixed; boundary=b{index}\n\n--b{index}\n".encode()
    found, unread = read(tmp_path, "a.mbox", mailbox(head + b"\nend\n", message("after\n")))
    assert found[-1].source.text == "after\n"
    assert len(found) + len(unread) >= 2


SENT = message("cable\n", "Télégramme")
SENT.add_attachment(b"text", maintype="application", subtype="octet-stream", filename="ü.txt")
SENT.add_attachment("<p>x", subtype="html")


def test_mutated_bytes_never_raise(tmp_path: Path) -> None:
    never_raises(tmp_path, "a.mbox", mailbox(SENT, plain(b"x\n")), 400)


@pytest.mark.heavy
def test_many_mutations_never_raise(tmp_path: Path) -> None:
    never_raises(tmp_path, "a.mbox", mailbox(SENT, plain(b"x\n")), 3_000, seed=2)


TELEGRAM = """\
R 121320Z APR 06
FM AMEMBASSY LUSAKA
TO SECSTATE WASHDC
C O N F I D E N T I A L LUSAKA 000817
SUBJECT: COPPER

1. (C) Nothing happened.
> 2 percent more was asked.
"""


def quoted(text: str, mark: str = "> ") -> str:
    return "".join(mark + line + "\n" if line else mark.rstrip() + "\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("body", "text", "why"),
    [
        (f"See:\n\n{TELEGRAM}", f"See:\n\n{TELEGRAM}", "not quoted: a mark in its text stays"),
        (f"See:\n\n{quoted(TELEGRAM)}", "See:\n\n" + TELEGRAM.replace("> 2", "2"), "quoted in a reply"),
        (quoted(quoted(TELEGRAM)), TELEGRAM.replace("> 2", "2"), "quoted twice"),
        (quoted(TELEGRAM, ">"), TELEGRAM.replace("> 2", "2"), "without a blank"),
        ("> Did you see it?\nNo.\n", "> Did you see it?\nNo.\n", "no telegram: the words as they came"),
    ],
)
def test_a_quoted_telegram_loses_its_marks(tmp_path: Path, body: str, text: str, why: str) -> None:
    data = mailbox(message(body))
    (entry,), unread = read(tmp_path, "a.mbox", data)
    assert not unread
    assert entry.source.text == text, why
    assert entry.source.data == data


@pytest.mark.parametrize(
    ("body", "own", "why"),
    [
        (TELEGRAM, set(), "the telegram has its date and subject; the mail was sent later"),
        (quoted(TELEGRAM), set(), "also quoted"),
        (TELEGRAM.replace("SUBJECT: ", ""), {"subject"}, "a telegram without a subject line"),
        (TELEGRAM.replace("R 121320Z APR 06\n", "TAGS: EMIN\n"), {"date"}, "a telegram without a date-time group"),
        ("SUBJECT: lunch\n", {"date", "subject"}, "a label alone is no telegram"),
    ],
)
def test_what_is_the_message_s_own(tmp_path: Path, body: str, own: set[str], why: str) -> None:
    (entry,), _ = read(tmp_path, "a.mbox", mailbox(message(body, "Fw: COPPER")))
    assert {one.field for one in entry.given if one.field} == own, why
    assert {one.key: one.value for one in entry.given}["Subject"] == "Fw: COPPER"
