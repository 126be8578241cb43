"""A coding desk: cables drawn by chance with a seed, two coders who do not see each other, what they agree on, what is settled.

A desk is a folder: ``desk.json`` says how it was drawn, ``texts`` holds the cables as they came, ``handed`` what each coder handed
in (packed, so that nobody reads it in passing), ``settled.jsonl`` the lines that were settled. Agreement and adjudication are
there when two have handed in; from then on nothing of theirs can be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import get_args

import msgspec

from cablegram.archive.compression import compress_checked, decompress
from cablegram.errors import InputError, UsageError
from cablegram.positions.records import Stance, Stated
from cablegram.reports.agreement import Coded, Pair, alpha, paired
from cablegram.source import Source
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Telegram

STANCES: tuple[str, ...] = tuple(reversed(get_args(Stance)))  # from against to for
_NAME = re.compile(r"[\w-]{1,40}")


class Drawn(msgspec.Struct, frozen=True):
    """How a desk was drawn: ``cables`` are those of the sample, of ``of`` there were."""

    seed: int
    of: int
    cables: tuple[str, ...]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far two coders agree. ``f1`` is of positions found (the same place, holder and target); the alphas are of those both
    have: ``stance`` ordinal over the five classes, ``sign`` ordinal over three, the others nominal; ``None`` where nothing can be
    told. Goals of the guideline: F1 0.75, stance 0.70."""

    coders: tuple[str, str]
    cables: int
    items: tuple[int, int]
    both: int
    f1: float
    stance: float | None
    sign: float | None
    strength: float | None
    voice: float | None


class Desk:
    """A desk in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.drawn = msgspec.json.decode((folder / "desk.json").read_bytes(), type=Drawn)
        except FileNotFoundError:
            raise InputError(f"{folder}: no coding desk there; cablegram coding draw makes one") from None
        except (OSError, msgspec.DecodeError) as error:
            raise InputError(f"{folder}: the desk cannot be read ({error})") from error
        self.cables: dict[str, Telegram] = {
            name: parse(_text(folder / "texts" / f"{name}.txt")) for name in self.drawn.cables
        }

    @classmethod
    def draw(cls, folder: Path, cables: Mapping[str, str], size: int, seed: int) -> Desk:
        """Draw a sample of texts by name; the same names and seed give the same sample, in whatever order they come.

        Raises:
            UsageError: there is a desk already, or fewer cables than are to be drawn.
            InputError: the folder cannot be written.
        """
        if (folder / "desk.json").exists():
            raise UsageError(f"{folder}: has a coding desk already; name another folder")
        if not 1 <= size <= len(cables):
            raise UsageError(f"{size} of {len(cables)} cables cannot be drawn; give a --size from 1 to {len(cables)}")
        names = sorted(Random(seed).sample(sorted(cables), size))
        try:
            (folder / "texts").mkdir(parents=True, exist_ok=True)
            for name in names:
                (folder / "texts" / f"{name}.txt").write_bytes(cables[name].encode("utf-8", "replace"))
            (folder / "desk.json").write_bytes(msgspec.json.encode(Drawn(seed, len(cables), tuple(names))) + b"\n")
        except OSError as error:
            raise InputError(f"{folder}: cannot be written ({error})") from error
        return cls(folder)

    # --- coders ---------------------------------------------------------------------------------

    def coders(self) -> list[str]:
        """Who has handed in, by name."""
        return sorted(path.stem for path in (self.folder / "handed").glob("*.packed"))

    def hand_in(self, coder: str, items: Sequence[Coded]) -> None:
        """Keep what a coder made of the sample, in place of what he handed in before.

        Raises:
            UsageError: the name is none, two others have handed in, or two have and nothing can be changed any more.
            InputError: it cannot be written.
        """
        if not _NAME.fullmatch(coder):
            raise UsageError(f"{coder!r} is no name for a coder; letters, digits, - and _")
        there = self.coders()
        if len(there) > 1:
            raise UsageError(
                f"{' and '.join(there)} have handed in; from now on nothing is changed (cablegram coding agreement)"
            )
        try:
            (self.folder / "handed").mkdir(exist_ok=True)
            packed = compress_checked(msgspec.json.encode(list(items)))
            (self.folder / "handed" / f"{coder}.packed").write_bytes(packed)
        except OSError as error:
            raise InputError(f"{self.folder}: cannot be written ({error})") from error

    def pairs(self) -> list[Pair]:
        """What the two coders made, side by side.

        Raises:
            UsageError: fewer than two have handed in.
        """
        return paired(*(self._handed(coder) for coder in self._both()))

    def _both(self) -> tuple[str, str]:
        there = self.coders()
        if len(there) < 2:
            who = f"{there[0]} alone has" if there else "nobody has"
            raise UsageError(f"{who} handed in; the other does not see it before both have (cablegram coding hand-in)")
        return there[0], there[1]

    def _handed(self, coder: str) -> list[Coded]:
        path = self.folder / "handed" / f"{coder}.packed"
        try:
            return msgspec.json.decode(decompress(path.read_bytes()), type=list[Coded])
        except Exception as error:  # of what is damaged an unpacker can make anything
            raise InputError(f"{path}: cannot be read ({error}); hand in again") from error

    def agreement(self) -> Agreement:
        """How far the two agree.

        Raises:
            UsageError: fewer than two have handed in.
        """
        coders = self._both()
        pairs = self.pairs()
        both = [(pair.one.position, pair.other.position) for pair in pairs if pair.one and pair.other]
        ones, others = sum(pair.one is not None for pair in pairs), sum(pair.other is not None for pair in pairs)
        stances = [(one.stance, other.stance) for one, other in both]
        signs = [tuple(_side(value) for value in pair) for pair in stances]
        return Agreement(
            coders=coders,
            cables=len(self.cables),
            items=(ones, others),
            both=len(both),
            f1=2 * len(both) / (ones + others) if ones + others else 1.0,
            stance=alpha(stances, "ordinal", STANCES),
            sign=alpha(signs, "ordinal", (-1, 0, 1)),
            strength=alpha([(one.strength, other.strength) for one, other in both], "nominal"),
            voice=alpha([(one.voice, other.voice) for one, other in both], "nominal"),
        )

    # --- what is settled ------------------------------------------------------------------------

    def settle(self, takes: Mapping[int, str]) -> list[Coded]:
        """Keep what is right of the pairs, by number from 1: ``takes`` are a coder's name, ``none``, and a mark of interrogation
        behind a name for what careful readers may differ on. Pairs that agree need none.

        Raises:
            UsageError: a pair that does not agree has no take, or a take is none.
        """
        coders = self._both()
        found = []
        for number, pair in enumerate(self.pairs(), 1):
            take = takes.get(number, "")
            if not take and pair.agreed:
                take = coders[0]
            name = take.removesuffix("?")
            if name == "none":
                continue
            chosen = dict(zip(coders, (pair.one, pair.other), strict=True)).get(name)
            if chosen is None:
                missing = "is not settled" if not take else f"cannot take {take!r}"
                raise UsageError(f"pair {number} {missing}; take one of: {', '.join(_takes(coders, pair))}, none")
            if take.endswith("?"):
                position = msgspec.structs.replace(chosen.position, optional=True)
                chosen = msgspec.structs.replace(chosen, position=position)
            found.append(chosen)
        lines = b"".join(msgspec.json.encode(row) + b"\n" for row in gold(found))
        try:
            (self.folder / "settled.jsonl").write_bytes(lines)
        except OSError as error:
            raise InputError(f"{self.folder}: cannot be written ({error})") from error
        return found

    def settled(self) -> bytes:
        """The lines that were settled, as the guideline has them.

        Raises:
            UsageError: nothing is settled yet.
        """
        try:
            return (self.folder / "settled.jsonl").read_bytes()
        except FileNotFoundError:
            raise UsageError(
                f"{self.folder}: nothing is settled yet; cablegram coding adjudicate, then settle"
            ) from None


def gold(items: Iterable[Coded]) -> list[dict[str, object]]:
    """Items as lines of the guideline's schema, section 8, numbered in each cable."""
    rows: list[dict[str, object]] = []
    by_cable: dict[str, list[Coded]] = {}
    for one in items:
        by_cable.setdefault(one.cable, []).append(one)
    for cable, here in sorted(by_cable.items()):
        stated = Stated(cable=cable, positions=tuple(one.position for one in here))
        for row in stated.to_dict(optional=True):
            rows.append({key: value for key, value in row.items() if key not in ("rule", "confidence", "holder_id")})
    return rows


def _takes(coders: tuple[str, str], pair: Pair) -> list[str]:
    return [coder for coder, one in zip(coders, (pair.one, pair.other), strict=True) if one is not None]


def _side(stance: str) -> int:
    return (STANCES.index(stance) > 2) - (STANCES.index(stance) < 2)


def _text(path: Path) -> str:
    try:
        return Source.from_bytes(path.read_bytes()).text
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
