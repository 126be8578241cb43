"""Members of containers: unpacked within the limits into a spool, and handed back to the registry.

A member's name is only ever shown: nothing is written to disk under it, so that ``../`` or ``C:`` in it do nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from cablegram.formats.base import HEAD, Entries, Limits, Opened, Tally, Unread
from cablegram.formats.streams import DamagedError
from cablegram.source import decode

HARMLESS = 16 * 1024 * 1024  # bytes up to which no ratio is held against a stretch: forms and zeros pack very well
_IN_MEMORY = 32 * 1024 * 1024  # bytes of a member above which it goes to a nameless file on disk
_RESOURCE_FORK = "resource fork of a Mac archive, no text"
_APPLE_DOUBLE = b"\x00\x05\x16\x07"


class RefusedError(Exception):
    """A stretch was not unpacked to its end because of a limit; its text says which."""


class Meter:
    """Counts one packed stretch while it is unpacked, for itself and for all of the outermost file.

    ``packed`` is to be set to the packed bytes that were used so far.
    """

    def __init__(self, limits: Limits, tally: Tally) -> None:
        self.limits = limits
        self.tally = tally
        self.packed = 0
        self.unpacked = 0

    def count(self, size: int) -> None:
        """Count ``size`` more unpacked bytes.

        Raises:
            RefusedError: they are beyond a limit.
        """
        self.unpacked += size
        self.spend(size)
        if self.unpacked > max(HARMLESS, self.limits.ratio * self.packed):
            raise RefusedError(f"it unpacks to more than {self.limits.ratio} times its size, as a bomb does")

    def spend(self, size: int) -> None:
        """Count ``size`` bytes against what the outermost file may cost; bytes read again and again are a cost too."""
        limits, tally = self.limits, self.tally
        tally.unpacked += size
        if tally.unpacked > min(limits.total, max(HARMLESS, limits.ratio * tally.packed)):
            tally.full = True
            raise RefusedError(
                f"more than {tally.unpacked - size:,} bytes would come out of a file of {tally.packed:,}; limits are "
                f"{limits.total:,} in all and {limits.ratio} times the file"
            )


def tally_of(opened: Opened) -> Tally:
    """The count of what was unpacked, shared with the containers around."""
    if opened.tally is None:
        opened.tally = Tally(opened.size)
    return opened.tally


def too_deep(opened: Opened) -> Unread | None:
    """A container inside too many others, as unread."""
    limit = opened.options.limits.depth
    if opened.depth < limit:
        return None
    return opened.unread(f"a container inside {opened.depth} others; the limit is {limit}")


def joined(opened: Opened, name: str) -> str:
    """The name of a member inside the containers around it."""
    return name if opened.member is None else f"{opened.member}!{name}"


def unread(opened: Opened, name: str, reason: str) -> Unread:
    """A member as unread."""
    return Unread(opened.path, joined(opened, name), reason)


def stopped(opened: Opened) -> Unread:
    """What is said once where the limit for everything in a file ends the reading of a container."""
    return opened.unread("the limit for everything unpacked from one file was reached; what follows in it was not read")


def shown_name(raw: bytes, *, fallback: str | None = None) -> str:
    """A member's name as text, whatever its bytes: UTF-8, else ``fallback``, else as any text is decoded."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(fallback) if fallback else decode(raw)[0]


def mac_leftover(name: str) -> str | None:
    """Why a member of that name holds no text, where a Mac has put it there; else ``None``."""
    parts = name.replace("\\", "/").split("/")
    if "__MACOSX" in parts[:-1]:
        return _RESOURCE_FORK
    if parts[-1] == ".DS_Store":
        return "folder settings of a Mac (.DS_Store), no text"
    return None


def unpack(blocks: Iterable[bytes], limits: Limits) -> tuple[BinaryIO, int] | str:
    """The blocks of one member in a spool, with their number of bytes; or the reason why there are none.

    The blocks are counted by whoever makes them (:class:`Meter`); here only the size of one member is bounded.
    """
    spool = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - handed on, closed by hand_on
    size = 0
    try:
        for block in blocks:
            size += len(block)
            if size > limits.member:
                raise RefusedError(f"it unpacks to more than {limits.member:,} bytes, the limit for one member")
            spool.write(block)
    except (DamagedError, RefusedError) as error:
        spool.close()
        return str(error)
    except OSError as error:
        spool.close()
        return f"it could not be unpacked ({error.strerror or error})"
    except BaseException:
        spool.close()
        raise
    return spool, size


def hand_on(opened: Opened, name: str, spool: BinaryIO, size: int) -> Entries:
    """What the registry makes of one unpacked member; the spool is closed afterwards."""
    from cablegram.formats import read_opened  # the registry imports the containers

    with spool:
        spool.seek(0)
        head = spool.read(HEAD)
        spool.seek(0)
        last = name.replace("\\", "/").rsplit("/", 1)[-1]
        if last.startswith("._") and head.startswith(_APPLE_DOUBLE):
            yield unread(opened, name, _RESOURCE_FORK)
            return
        member = joined(opened, name)
        tally = tally_of(opened)
        yield from read_opened(Opened(opened.path, member, spool, size, head, opened.options, opened.depth + 1, tally))
