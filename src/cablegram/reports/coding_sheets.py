"""The sheets that coders fill in: one line a position, as spreadsheets write them, and what is read out of them.

A quote is copied from the text; how its lines are broken is no matter, the exact words are found again. What stands more than
once has its paragraph to tell which is meant.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from cablegram.errors import InputError
from cablegram.positions.labels import label
from cablegram.positions.records import Attribution, Basis, Position, Stance, Strength, Voice
from cablegram.reports.agreement import Coded
from cablegram.telegram.records import Telegram

COLUMNS = (
    "cable", "paragraph", "quote", "holder", "holder_mention", "target_mention", "target", "stance", "strength", "acquiesces",
    "red_line", "undecided", "basis", "conditions", "attributed_to", "attribution", "voice", "optional",
)  # fmt: skip
_ONE_OF: dict[str, tuple[str, ...]] = {
    "stance": get_args(Stance), "strength": get_args(Strength), "basis": get_args(Basis),
    "attribution": get_args(Attribution), "voice": get_args(Voice),
}  # fmt: skip
_USUAL = {"strength": "plain", "basis": "stated", "attribution": "explicit", "voice": "reported"}
_YES, _NO = ("yes", "y", "true", "1", "x"), ("", "no", "n", "false", "0")
_MANY, _CHAIN = ";", "<"  # between conditions; from the nearest source to the post


def blank(cables: Iterable[str]) -> str:
    """A sheet with the names of the columns and a line for each cable."""
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(COLUMNS)
    for cable in cables:
        lines.writerow([cable, *[""] * (len(COLUMNS) - 1)])
    return file.getvalue()


def read(text: str, cables: Mapping[str, Telegram], name: str) -> list[Coded]:
    """What a coder wrote in a sheet, in the order of the texts; lines with a cable alone are passed over.

    Raises:
        InputError: a column is missing, or a line cannot be used; it names the line and says what to do.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [
        column
        for column in ("cable", "quote", "holder", "target_mention", "stance")
        if column not in (rows.fieldnames or ())
    ]
    if missing:
        raise InputError(f"{name}: no column {', '.join(missing)}; the sheet is made by cablegram coding sheet")
    found: list[Coded] = []
    for row in rows:
        values = {
            key: " ".join((value or "").split())
            for key, value in row.items()
            if isinstance(key, str) and not isinstance(value, list)
        }
        if not any(value for key, value in values.items() if key not in ("cable", "paragraph")):
            continue
        try:
            found.append(_coded(values, cables))
        except ValueError as error:
            raise InputError(f"{name}, line {rows.line_num}: {error}") from None
    return sorted(found, key=lambda one: (one.cable, one.position.start, one.position.end, one.position.holder))


def _coded(values: Mapping[str, str], cables: Mapping[str, Telegram]) -> Coded:
    cable = values["cable"]
    telegram = cables.get(cable)
    if telegram is None:
        raise ValueError(f"no cable {cable!r} in the sample; it has: {', '.join(sorted(cables))}")
    for column in ("quote", "holder", "target_mention", "stance"):
        if not values[column]:
            raise ValueError(f"{column} is empty")
    start, end, paragraph = _place(telegram, values["quote"], values.get("paragraph", ""))
    fields: dict[str, Any] = {}
    for column, allowed in _ONE_OF.items():
        value = values.get(column, "").casefold() or _USUAL.get(column, "")
        if value not in allowed:
            raise ValueError(f"{column} {value!r} is none of: {', '.join(allowed)}")
        fields[column] = value
    for column in ("acquiesces", "red_line", "undecided", "optional"):
        value = values.get(column, "").casefold()
        if value not in _YES + _NO:
            raise ValueError(f"{column} {value!r}: write yes, or leave it empty")
        fields[column] = value in _YES
    chain = tuple(part.strip() for part in values.get("attributed_to", "").split(_CHAIN) if part.strip())
    mention = values["target_mention"]
    position = Position(
        paragraph=paragraph,
        start=start,
        end=end,
        quote=telegram.text[start:end],
        holder=values["holder"],
        holder_mention=values.get("holder_mention") or values["holder"],
        target=values.get("target") or label(mention),
        target_mention=mention,
        conditions=tuple(part.strip() for part in values.get("conditions", "").split(_MANY) if part.strip()),
        attributed_to=chain or ((telegram.origin,) if telegram.origin else ()),
        rule="coder",
        confidence=1.0,
        **fields,
    )
    return Coded(cable, position)


def _place(telegram: Telegram, quote: str, paragraph: str) -> tuple[int, int, int]:
    """Where the words of a quote stand, with the number of the paragraph."""
    if paragraph and not paragraph.isdecimal():
        raise ValueError(f"paragraph {paragraph!r} is no number")
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = []
    for match in re.finditer(pattern, telegram.text):
        number = next((p.number or 0 for p in telegram.paragraphs if p.start <= match.start() < p.end), 0)
        if not paragraph or number == int(paragraph):
            found.append((match.start(), match.end(), number))
    short = quote if len(quote) <= 60 else quote[:57] + "..."
    if not found:
        where = f"paragraph {paragraph}" if paragraph else "the text"
        raise ValueError(f"“{short}” does not stand in {where}; copy the words as they are")
    if len(found) > 1:
        raise ValueError(f"“{short}” stands {len(found)} times; give its paragraph, or more of its words")
    return found[0]
