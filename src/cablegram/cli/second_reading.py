"""What a second reader has beside the rules, on a screen and as JSON."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cablegram.cli.archives import counted, write_json
from cablegram.positions.records import Stance
from cablegram.reports.second_reader import Answer, Compared, Endpoint, How, ask, compared, permit

if TYPE_CHECKING:
    from cablegram.positions.records import Position

KEY = "CABLEGRAM_SECOND_READER_KEY"
_HOWS: dict[How, str] = {
    "differs": "THEY DIFFER", "reader alone": "THE SECOND READER ALONE", "rules alone": "THE RULES ALONE",
}  # fmt: skip


class ShownSecond(msgspec.Struct, frozen=True, kw_only=True, tag="second", tag_field="kind"):
    """One position as the rules and as the second reader have it: ``how`` is ``same``, ``differs`` (in stance), ``rules alone`` or
    ``reader alone``; ``quote`` is ``span`` of the text, as the rules have it where they do."""

    cable: str
    how: How
    holder: str
    target_mention: str
    rules: Stance | None
    reader: Stance | None
    paragraph: int
    quote: str
    span: tuple[int, int]


def show(options: Namespace) -> int:
    """Show what the second reader has beside the rules, telegram by telegram."""
    from cablegram.positions.finding import stated
    from cablegram.reading import read_all

    endpoint = Endpoint(
        options.second_reader, options.model, options.send_text, options.timeout, os.environ.get(KEY, ""),
        Path(options.recorded) if options.recorded else None,
    )  # fmt: skip
    telegrams = [(name, one) for name in options.files for one in read_all(sys.stdin.buffer if name == "-" else name)]
    permit(endpoint, [one for _, one in telegrams])
    if not endpoint.here:
        print(
            f"cablegram: the text of {counted(len(telegrams), 'telegram')} is sent to {endpoint.url}", file=sys.stderr
        )
    for name, telegram in telegrams:
        answer = ask(telegram, endpoint)
        rules = [one for one in stated(telegram).positions if options.optional or not one.optional]
        cable = telegram.mrn or name
        rows = compared(rules, answer) if not answer.failed else []
        for words in (answer.failed, *answer.dropped):
            if words:
                print(f"cablegram: {cable}: second reader: {words}", file=sys.stderr)
        if options.json:
            for row in rows:
                write_json(_shown(cable, row))
        else:
            _show(cable, answer, rows)
    return 0


def _shown(cable: str, row: Compared) -> ShownSecond:
    one = row.rules or row.reader
    assert one is not None
    return ShownSecond(
        cable=cable, how=row.how, holder=one.holder, target_mention=one.target_mention,
        rules=None if row.rules is None else row.rules.stance, reader=None if row.reader is None else row.reader.stance, paragraph=one.paragraph,
        quote=one.quote, span=(one.start, one.end),
    )  # fmt: skip


def _show(cable: str, answer: Answer, rows: list[Compared]) -> None:
    from cablegram.archive.wording import STANCES
    from cablegram.cli.position_lines import plain, short
    from cablegram.cli.screen import Screen, printable

    screen = Screen()
    screen.line((printable(cable), "bold green"))
    if answer.failed:
        screen.line("  the second reader gave nothing that can be used")
        return
    same = sum(row.how == "same" for row in rows)
    facts = f"  the same {same:,}, of {counted(len(answer.items), 'item')} that the text bears out; {len(answer.dropped):,} dropped"
    screen.line((facts, "dim"))

    def said(position: Position) -> str:
        return f"{printable(position.holder)} {STANCES[position.stance][0]}: {plain(position.target_mention)}"

    for how, heading in _HOWS.items():
        here = [row for row in rows if row.how == how]
        if here:
            screen.line((f"{heading}  {len(here):,}", "bold"))
        for row in here:
            for who, one in (("rules", row.rules), ("reader", row.reader)):
                if one is not None:
                    screen.line(f"  ¶{one.paragraph:<3} ", (f"{who:7}", "cyan"), short(said(one), screen.width - 16))
                    screen.line(" " * 14, (f'"{short(plain(one.quote), screen.width - 18)}"', "dim"))
