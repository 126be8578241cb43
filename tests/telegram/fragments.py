"""Texts to throw at the reader: pieces of telegrams put together at random, and samples damaged by rule."""

from __future__ import annotations

import json
import random

from hypothesis import strategies as st

from tests.real_data import ROOT, samples

DATA = ROOT / "tests" / "data"

LINE_ENDS = ("\n", "\r\n", "\r", "\r\r\n", "\f", "\v", "\u2028", "\u2029", "\x85", "\n\n", "\x1c", "")

# Lines of every kind, whole and damaged; blanks, controls and look-alikes among them. One JSON string a line.
LINES: tuple[str, ...] = tuple(
    json.loads(line) for line in (DATA / "telegram-lines.jsonl").read_text(encoding="utf-8").splitlines()
)

_ends = st.sampled_from(LINE_ENDS)
_any_text = st.text(st.characters(), max_size=60)
_lines = st.one_of(st.sampled_from(LINES), st.sampled_from(LINES), _any_text)


@st.composite
def telegram_like(draw: st.DrawFn) -> str:
    """Lines of telegrams in any order and with any ends; now and then cut, glued or set in."""
    parts: list[str] = []
    for line in draw(st.lists(_lines, max_size=30)):
        how = draw(st.integers(0, 9))
        if how == 0:
            line = line[draw(st.integers(0, max(len(line) - 1, 0))) :]
        elif how == 1:
            line = " " * draw(st.integers(0, 12)) + line
        elif how == 2:
            line = line.lower()
        parts += (line, draw(_ends) if how > 3 else "\n")
    return "".join(parts)


def any_text() -> st.SearchStrategy[str]:
    """Texts of both kinds; the ones put together from telegrams three times as often."""
    return st.one_of(telegram_like(), telegram_like(), telegram_like(), st.text(st.characters()))


def mutated(count: int, seed: int = 1974) -> list[str]:
    """``count`` samples damaged by rule: lines cut, doubled, swapped, garbled; other ends."""
    dice = random.Random(seed)
    sources = [path.read_bytes().decode("utf-8") for path in samples()]
    return [_damaged(dice.choice(sources), sources, dice) for _ in range(count)]


def _damaged(text: str, others: list[str], dice: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(lines)) if lines else 0
        other = dice.randrange(len(lines)) if lines else 0
        match dice.randrange(11):
            case 0:
                del lines[at : at + dice.randint(1, 12)]
            case 1:
                lines[at:at] = lines[at : at + dice.randint(1, 8)]
            case 2 if lines:
                lines[at], lines[other] = lines[other], lines[at]
            case 3 if lines:
                lines[at] = _garbled(lines[at], dice)
            case 4 if lines:
                lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
            case 5 if lines:
                lines[at] = lines[at].rstrip("\r\n")
            case 6:
                end = dice.choice(LINE_ENDS)
                lines = [line.rstrip("\r\n") + end for line in lines]
            case 7:
                noise = bytes(dice.randrange(256) for _ in range(dice.randint(1, 80)))
                lines.insert(at, noise.decode(dice.choice(("latin-1", "cp437", "utf-16-le")), "replace"))
            case 8:
                more = dice.choice(others).splitlines(keepends=True)
                lines[at:at] = more[dice.randrange(len(more)) :]
            case 9:
                lines = lines[:at] if dice.random() < 0.5 else lines[at:]
            case _:
                between = dice.choice((" ", "\n\n", "\n \n"))
                lines = "".join(lines).replace("\n", between).splitlines(keepends=True)
    return "".join(lines)


def _garbled(line: str, dice: random.Random) -> str:
    chars = list(line)
    for _ in range(dice.randint(1, 8) if chars else 0):
        code = dice.choice((dice.randrange(32, 127), dice.randrange(0x500), dice.randrange(0x11000)))
        chars[dice.randrange(len(chars))] = chr(code)
    return "".join(chars)
