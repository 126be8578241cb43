"""zip archives, read in the order of their list of members (the central directory).

The walk is our own: Python's zipfile keeps every member's record, gives up the whole archive for one bad record,
and knows no zstd. What the list does not reach (a truncated archive has none) is found by walking the members
themselves. APPNOTE.TXT 6.3.10 ("4.3" and so on in comments are its sections).
"""

from __future__ import annotations

import stat
from array import array
from bisect import bisect_left

from cablegram.formats.base import Entries, Opened
from cablegram.formats.members import hand_on, mac_leftover, stopped, too_deep, unpack, unread
from cablegram.formats.zip_members import Member, Spent, blocks, readable
from cablegram.formats.zip_records import LOCAL, central_records, find_list, local_data, walk_locals

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
# The first member of an office document (Office Open XML, OpenDocument), whose name stands behind the fixed part.
_FIRST_NAME = 30
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument")


def sniff(opened: Opened) -> bool:
    """A file that begins with a member (or is an empty archive), or is named ``.zip`` and ends with a list of members."""
    if opened.head.startswith(_SIGNATURES):
        return True
    if not opened.name.endswith(".zip"):
        return False
    found = find_list(opened.file, opened.size)
    opened.file.seek(0)
    return found is not None


def entries(opened: Opened) -> Entries:
    """Every member, in the order of the archive's own list; what cannot be unpacked as unread."""
    if deep := too_deep(opened):
        yield deep
        return
    if opened.head.startswith(_OFFICE, _FIRST_NAME):
        yield opened.unread("an office document; save it as plain text or PDF and file that")
        return
    listed = find_list(opened.file, opened.size)
    starts = array("Q")
    found = 0
    damage = "the list of members at the end of the zip is missing (truncated or damaged)"
    if listed is not None:
        if listed.disks:
            yield opened.unread("one of several files that make up one zip; only its own members were read")
        # First the places of all members (8 bytes each), to know those that lie inside one another; then the members.
        ended = False
        for record in central_records(opened.file, listed):
            if record is None:
                ended = True
                break
            starts.append(max(record.start, 0))
        starts = array("Q", sorted(starts))
        damage = f"the list of members of the zip is damaged after {len(starts):,}" if ended else ""
        used = bytearray(len(starts))
        for record in central_records(opened.file, listed):
            if record is None:
                break
            found += 1
            yield from _member(opened, record, starts, used)
            if opened.tally and opened.tally.full:
                yield stopped(opened)
                return
    if damage:
        yield opened.unread(f"{damage}; members were looked for one by one")
        for record, spent in walk_locals(opened.file, opened.size):
            at = bisect_left(starts, record.start)
            if at < len(starts) and starts[at] == record.start:
                continue
            found += 1
            yield from _found_member(opened, record, spent)
            if opened.tally and opened.tally.full:
                yield stopped(opened)
                return
    if not found and not damage:
        yield opened.unread("a zip archive with nothing in it")


def _silent(member: Member) -> bool:
    """An entry for a folder, without any data."""
    return member.name.endswith(("/", "\\")) and not member.size


def _refusal(member: Member) -> str | None:
    """Why a member is not unpacked, before anything of it is looked at; else ``None``."""
    if leftover := mac_leftover(member.name):
        return leftover
    mode = member.mode
    if stat.S_ISLNK(mode):
        return "a symbolic link, not followed"
    if mode and stat.S_IFMT(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "a device or pipe, not opened"
    return readable(member)


def _member(opened: Opened, member: Member, starts: array[int], used: bytearray) -> Entries:
    """A member that the list names."""
    if _silent(member):
        return
    reason = _refusal(member)
    data_start = None
    if reason is None:
        data_start = local_data(opened.file, member.start, opened.size)
        if data_start is None:
            reason = "it is not where the list of the zip says (damaged)"
        elif data_start + member.packed > opened.size:
            reason = "the zip ends inside it (truncated)"
        elif _overlaps(opened, member, data_start, starts, used):
            reason = "its packed data overlap another member's, as in a bomb"
        elif member.size > opened.options.limits.member:
            reason = f"it has {member.size:,} bytes; the limit for one member is {opened.options.limits.member:,}"
    if reason is not None or data_start is None:
        yield unread(opened, member.name, reason or "it is damaged")
        return
    unpacked = unpack(blocks(opened, member, data_start), opened.options.limits)
    if isinstance(unpacked, str):
        yield unread(opened, member.name, unpacked)
    else:
        yield from hand_on(opened, member.name, *unpacked)


def _found_member(opened: Opened, member: Member, spent: Spent) -> Entries:
    """A member found without the list. ``spent`` learns where its packed data ended."""
    if _silent(member):
        return
    if reason := _refusal(member):
        yield unread(opened, member.name, reason)
        return
    unpacked = unpack(blocks(opened, member, spent.data_start, spent), opened.options.limits)
    if isinstance(unpacked, str):
        yield unread(opened, member.name, unpacked)
    else:
        yield from hand_on(opened, member.name, *unpacked)


def _overlaps(opened: Opened, member: Member, data_start: int, starts: array[int], used: bytearray) -> bool:
    """Whether another member begins inside this one, or this one's place was read already."""
    at = bisect_left(starts, member.start)
    if used[at]:
        return True
    used[at] = 1
    after = at
    while after < len(starts) and starts[after] == member.start:
        after += 1
    # A record with a wrong place must not cost an innocent member: only places where a member does begin count.
    for place in starts[after : after + 16]:
        if place >= data_start + member.packed:
            return False
        opened.file.seek(place)
        if opened.file.read(4) == LOCAL:
            return True
    return False
