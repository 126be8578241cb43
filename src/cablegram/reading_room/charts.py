"""Bars over years, drawn by our own template: where each bar stands. The numbers stand in a table beside every drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

WIDTH = 960  # units of the drawing, as the template's
LEFT = 150  # of them for the names of rows
_GAP = 0.22  # of a year's room that is left empty
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_LABELS = 14  # years that are written at most


class Bar(Struct):
    """What is held of a year, and above it what is only referred to: places from the top left."""

    year: int
    x: float
    width: float
    top: float
    height: float
    missing_top: float
    missing_height: float


class Row(Struct):
    """The bars of one name, standing on ``base``."""

    name: str
    base: float
    most: int
    bars: list[Bar]


class Chart(Struct):
    """Rows of bars over the same years."""

    height: float
    rows: list[Row]
    ticks: list[tuple[int, float]]


Counts = Mapping[int, int]


def chart(rows: Sequence[tuple[str, Counts, Counts]], years: range, height: float, *, alike: bool) -> Chart:
    """A chart of rows: a name, what is held by year, what is missing by year. ``height`` is that of the highest bar; rows are
    ``alike`` where all have one scale."""
    room = (WIDTH - LEFT) / max(len(years), 1)
    highest = [
        max((held.get(year, 0) + missing.get(year, 0) for year in years), default=0) for _, held, missing in rows
    ]
    drawn = []
    for k, (name, held, missing) in enumerate(rows):
        most = max(highest, default=0) if alike else highest[k]
        base = (k + 1) * (height + 14)
        bars = []
        for n, year in enumerate(years):
            low, high = held.get(year, 0), missing.get(year, 0)
            if not low and not high:
                continue
            tall, more = height * low / most, height * high / most
            # What is there at all is seen.
            tall, more = (max(tall, 1.5) if low else 0), (max(more, 1.5) if high else 0)
            bars.append(
                Bar(
                    year,
                    round(LEFT + n * room + room * _GAP / 2, 2),
                    round(room * (1 - _GAP), 2),
                    round(base - tall, 2),
                    round(tall, 2),
                    round(base - tall - more, 2),
                    round(more, 2),
                )
            )
        drawn.append(Row(name, base, most, bars))
    step = next((one for one in _STEPS if len(years) / one <= _LABELS), _STEPS[-1])
    ticks = [(year, round(LEFT + (n + 0.5) * room, 2)) for n, year in enumerate(years) if year % step == 0]
    return Chart(len(rows) * (height + 14) + 26, drawn, ticks)
