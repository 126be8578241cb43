"""A second reader that lies, quotes loosely, says nothing, or answers garbage: nothing false enters; answers replay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cablegram
from cablegram.errors import InputError, UsageError
from cablegram.positions.records import Position
from cablegram.reports.second_reader import Answer, Endpoint, ask, compared, permit
from tests.archive.invented import telegram
from tests.reports.serving import reply, saying, served, sleeping

TEXT = telegram("PARIS", 1, body="1. (C) France opposes the Orle\ncanal. Italy does not oppose the annex.")
CABLE = cablegram.parse(TEXT)
OPEN = cablegram.parse(telegram("PARIS", 1, level="UNCLASSIFIED", body="1. (U) France opposes the canal."))


def item(quote: Any = "France opposes the Orle canal", **fields: Any) -> dict[str, Any]:
    return {"holder": "France", "target": "the Orle canal", "stance": "oppose", "quote": quote, **fields}


def asked(*items: Any) -> Answer:
    with served(saying(*items)) as (url, _):
        return ask(CABLE, Endpoint(url, "m", seconds=10))


def test_an_item_with_its_exact_words() -> None:
    (found,) = asked(item()).items
    p = found.position
    assert (p.holder, p.target_mention, p.stance, p.paragraph, p.rule) == (
        "France",
        "the Orle canal",
        "oppose",
        1,
        "second-reader",
    )
    assert TEXT[p.start : p.end] == p.quote == "France opposes the Orle\ncanal"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (item("France opposed the Orle canal"), "its quote does not stand in the text"),
        (item("France ... canal"), "its quote does not stand"),
        (item("FRANCE OPPOSES THE ORLE CANAL"), "its quote does not stand"),
        (item("Chile opposes the dam", target="the dam"), "its quote does not stand"),
        (item(target="the annex"), "its target does not stand in its quote"),
        (item(stance="hates"), "Invalid enum value"),
        (item(holder=" "), "something of it is empty"),
        (item(quote=""), "something of it is empty"),
        ({"holder": "France"}, "missing required field"),
        ("France opposes the canal", "Expected"),
        (7, "Expected"),
        (item(quote=["x"]), "Expected"),
    ],
)
def test_what_the_text_does_not_bear_out_is_dropped(wrong: Any, told: str) -> None:
    found = asked(wrong, item())
    assert len(found.items) == 1
    (why,) = found.dropped
    assert told in why
    assert why.startswith("item 1: ")


@pytest.mark.parametrize(
    ("status", "data"),
    [
        (200, b""), (200, b"garbage"), (200, b"{}"), (200, b'{"choices": []}'), (200, reply("no JSON")), (200, reply([])),
        (200, reply({"positions": "none"})), (200, b"\xff\xfe\x00"), (200, b"[" * 100_000), (200, b"x" * 2_000_001),
        (500, reply({"positions": [item()]})), (404, b""),
    ],
)  # fmt: skip
def test_garbage_gives_nothing(status: int, data: bytes) -> None:
    with served(lambda _: (status, data)) as (url, _):
        found = ask(CABLE, Endpoint(url, "m", seconds=10))
    assert (found.items, bool(found.failed)) == ((), True)


def test_one_that_does_not_answer() -> None:
    with served(sleeping(2)) as (url, _):
        found = ask(CABLE, Endpoint(url, "m", seconds=0.3))
    assert "timed out" in found.failed
    assert "refused" in ask(CABLE, Endpoint("http://127.0.0.1:9/v1", "m", seconds=2)).failed


def test_no_redirection_is_followed() -> None:
    with (
        served(saying(item())) as (elsewhere, there),
        served(lambda _: (307, b""), {"Location": f"{elsewhere}/chat/completions"}) as (url, here),
    ):
        found = ask(CABLE, Endpoint(url, "m", seconds=5))
    assert (len(here), len(there), found.items) == (1, 0, ())
    assert "307" in found.failed


def test_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # would take the text elsewhere
    with served(saying()) as (url, requests):
        assert ask(CABLE, Endpoint(url, "a-model", key="secret", seconds=5)) == Answer()
    (request,) = requests
    assert (request["path"], request["model"], request["key"]) == ("/v1/chat/completions", "a-model", "Bearer secret")
    assert request["messages"][1]["content"] == TEXT
    assert request["response_format"]["json_schema"]["strict"] is True


def test_recorded_answers_replay_without_anybody(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    with served(saying(item(), item("loose"))) as (url, requests):
        endpoint = Endpoint(url, "m", seconds=5, recorded=path)
        first = ask(CABLE, endpoint)
        assert ask(CABLE, endpoint) == first
        assert len(requests) == 1
    assert ask(CABLE, endpoint) == first  # the server is gone
    assert len(first.items) == len(first.dropped) == 1
    assert ask(OPEN, endpoint).failed
    path.write_text("[1, 2]\n")
    with pytest.raises(InputError, match="no file of recorded answers"):
        ask(CABLE, endpoint)
    with served(saying()) as (url, _), pytest.raises(InputError, match="cannot be written"):
        ask(CABLE, Endpoint(url, "m", seconds=5, recorded=tmp_path / "no" / "where"))


def test_text_leaves_this_machine_only_with_leave() -> None:
    for url in ("http://127.0.0.1:1/v1", "http://localhost/v1", "https://[::1]:8/v1"):
        permit(Endpoint(url, "m"), [CABLE])
    away = "https://reader.example/v1"
    with pytest.raises(UsageError, match=r"would leave this machine, to reader\.example"):
        permit(Endpoint(away, "m"), [OPEN])
    permit(Endpoint(away, "m", allowed=1), [OPEN])
    with pytest.raises(UsageError, match=r"marked text .* \(07PARIS1\)"):
        permit(Endpoint(away, "m", allowed=1), [OPEN, CABLE])
    with pytest.raises(UsageError, match="marked text"):
        permit(Endpoint(away, "m", allowed=1), [cablegram.parse("A text without a mark.")])
    permit(Endpoint(away, "m", allowed=2), [OPEN, CABLE])
    for url in ("ftp://127.0.0.1/v1", "127.0.0.1:8080", "file:///etc/passwd"):
        with pytest.raises(UsageError, match="no address"):
            permit(Endpoint(url, "m", allowed=2), [OPEN])


def test_beside_the_rules() -> None:
    found = asked(
        item(stance="support"),
        item("Italy does not oppose the annex", holder="Italy", target="the annex", stance="neutral"),
    )
    rules = [one for one in cablegram.positions(CABLE).positions if isinstance(one, Position)]
    assert [(row.how, row.rules and row.rules.holder, row.reader and row.reader.stance) for row in compared(rules, found)] == [
        ("differs", "France", "support"), ("same", "Italy", "neutral"),
    ]  # fmt: skip
    assert [row.how for row in compared(rules, Answer())] == ["rules alone", "rules alone"]
    assert [row.how for row in compared([], found)] == ["reader alone", "reader alone"]
