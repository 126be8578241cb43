"""Single packed streams: one file in gzip, zstd, bzip2 or xz, which is a container of one member."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.formats.base import Entries, Opened
from cablegram.formats.members import Meter, hand_on, stopped, tally_of, too_deep, unpack
from cablegram.formats.streams import KINDS, Unpacked, kind


def sniff(opened: Opened) -> bool:
    """A file that begins as a packed stream does."""
    return kind(opened.head) is not None


def entries(opened: Opened) -> Entries:
    """What is in the stream, under the file's name without its suffix."""
    place = kind(opened.head)
    if place is None:  # asked without having sniffed
        yield opened.unread("no packed stream")
        return
    if deep := too_deep(opened):
        yield deep
        return
    stream = Unpacked(opened.file, place)
    tally = tally_of(opened)
    unpacked = unpack(metered(stream, Meter(opened.options.limits, tally)), opened.options.limits)
    if isinstance(unpacked, str):
        yield opened.unread(f"{stream.name}: {unpacked}")
        return
    yield from hand_on(opened, inner_name(opened, KINDS[place][2]), *unpacked)
    if stream.trailing:
        yield opened.unread(f"{stream.trailing:,} bytes after the end of the {stream.name} stream are not part of it")
    if tally.full:
        yield stopped(opened)


def metered(stream: Unpacked, meter: Meter) -> Iterator[bytes]:
    """The blocks of a stream, counted."""
    for block in stream.blocks():
        meter.packed = stream.packed
        meter.count(len(block))
        yield block


def inner_name(opened: Opened, suffixes: tuple[str, ...]) -> str:
    """The file's own name, without the suffix of the packing; ``data`` where nothing is left of it."""
    name = (opened.member or opened.path).replace("\\", "/").rsplit("/", 1)[-1].rsplit("!", 1)[-1]
    for suffix in suffixes:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] or "data"
    return name
