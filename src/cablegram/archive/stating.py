"""The stage *positions*: who wants what in one document, from its text, the actors found in it and the tables alone.

``VERSION`` goes up when its output changes for the samples; ``tests/archive/test_stating.py`` compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive.compression import compress_checked, decompress
from cablegram.archive.records import Naming, StatedRow, Stating, Stood
from cablegram.positions.records import Action, Deadline, Expectation, Item, Position, Stated

if TYPE_CHECKING:
    from cablegram.findings.mending import Mended
    from cablegram.telegram.records import Telegram

VERSION = 4
KINDS = ("position", "expectation", "deadline", "action")
NOTHING = Stated(cable="")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Stated).decode


def left_out(naming: Naming) -> Stating:
    """What is filed of a document whose positions were not looked for."""
    return Stating(VERSION, "left out", naming.version)


def stated_of(telegram: Telegram, mended: Mended, naming: Naming) -> Stating:
    """Everything stated in a telegram, from the actors already found; nothing where none were looked for."""
    made: Stood = naming.made
    if made == "none":
        return Stating(VERSION, made, naming.version)
    from cablegram.positions.finding import stated  # with it come tables and the tagger

    found = stated(telegram, found=naming.found, mended=mended)
    return Stating(VERSION, made, naming.version, tuple(_rows(found)), pack(found))


def pack(found: Stated) -> bytes:
    """Everything stated, packed for the store."""
    return compress_checked(_encode(found))


def unpack(packed: bytes) -> Stated:
    """What :func:`pack` gave.

    Raises:
        ValueError: another version packed it, or it is damaged.
    """
    if not packed:
        return NOTHING
    try:
        return _decode(decompress(packed))
    except Exception as error:  # of what is damaged an unpacker can make anything
        raise ValueError(str(error)) from error


def items_of(found: Stated, kind: str) -> tuple[Item, ...]:
    """The items of one of :data:`KINDS`."""
    of: dict[str, tuple[Item, ...]] = dict(
        zip(KINDS, (found.positions, found.expectations, found.deadlines, found.actions), strict=True)
    )
    return of[kind]


def holder_of(item: Item) -> tuple[str, str]:
    """Who holds, expects, acts or is responsible: name and id, each empty where there is none."""
    match item:
        case Position() | Expectation():
            return item.holder, item.holder_id
        case Action():
            return item.actor, item.actor_id
        case Deadline():
            return item.responsible or "", ""
        case _:
            return "", ""


def held_by(item: Item, name: str, actor: str) -> Item:
    """The same item of another holder, by name and id."""
    match item:
        case Position() | Expectation():
            return msgspec.structs.replace(item, holder=name, holder_id=actor)
        case Action():
            return msgspec.structs.replace(item, actor=name, actor_id=actor)
        case _:
            return item


def _rows(found: Stated) -> Iterator[StatedRow]:
    from cablegram.positions.degrees import sign

    for kind in KINDS:
        for ordinal, item in enumerate(items_of(found, kind)):
            holder, name = holder_of(item)
            stance = item.stance if isinstance(item, Position) else None
            yield StatedRow(
                kind, ordinal, item.start, item.end, item.paragraph, holder, name,
                stance, None if stance is None else sign(stance), _target(item),
                item.date if isinstance(item, Deadline) else None, item.confidence, item.optional,
            )  # fmt: skip


def _target(item: Item) -> str:
    """What it is about, in a few words."""
    match item:
        case Position():
            return item.target
        case Expectation():
            return item.event
        case Deadline():
            return item.what
        case Action():
            return item.action
        case _:
            return ""
