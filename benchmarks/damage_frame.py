"""Planters for what stands around or instead of the text: D33, D34, D37, D38."""

from __future__ import annotations

import re
from random import Random

from benchmarks.damage_base import Hunk, Layout, planter

_NOTICE = "This is a partial extract of the original cable. The full text of the original cable is not available."


@planter("D33")
def no_header(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The header cut off, down to the classification line or to the E.O. line, with or without the notice."""
    if layout.class_line is None or layout.is_label_form:
        return None
    line = layout.class_line if rng.random() < 0.5 or "eo" not in layout.labels else layout.labels["eo"]
    stop = layout.rows[line].start
    notice = _NOTICE + layout.newline * 2 if rng.random() < 0.7 else ""
    return [Hunk(0, stop, notice, "flag")] if stop > 100 else None


@planter("D34")
def doubled_header(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The header block once more at the beginning of the body, after a line of hyphens and ``header``."""
    if "eo" not in layout.labels or layout.is_label_form:
        return None
    first = layout.class_line if layout.class_line is not None and rng.random() < 0.6 else layout.labels["eo"]
    at = layout.rows[layout.body.start].start
    block = layout.text[layout.rows[first].start : at].rstrip()
    nl = layout.newline
    return [Hunk(at, at, f"{'-' * rng.choice((7, 15, 24))} header{nl}{nl}{block}{nl}{nl}", "likely")]


@planter("D37")
def frame(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Banners, key blocks and lists of a web copy around the text; or release stamps."""
    text, nl, hunks = layout.text, layout.newline, []
    end = text if text.endswith("\n") else text + nl
    section = layout.section
    if layout.is_page_form or rng.random() < 0.3:
        stamp = layout.stamp()
        if (layout.year or 2000) > 1979 or rng.random() < 0.3:
            number = f"{rng.randint(10000, 99999)}"
            stamp = (
                f"UNCLASSIFIED U.S. Department of State Case No. F-20{rng.randint(10, 17)}-{number} "
                f"Doc No. C1{number}27 Date: 07/31/20{rng.randint(14, 17)}"
            )
            if rng.random() < 0.5:
                hunks.append(Hunk(0, 0, f"RELEASE IN FULL{nl}{stamp}{nl}", "safe"))
        if layout.breaks and rng.random() < 0.6:
            a, b = rng.choice(layout.breaks)
            hunks.append(Hunk(a, b, f"{nl}{stamp}{nl}", "safe"))
        if not hunks:
            hunks.append(Hunk(len(text), len(text), ("" if end == text else nl) + stamp + nl, "safe"))
        return hunks
    identity = f"{section[0].replace(' ', '')}{int(section[1])}" if section else "CABLE1"
    year = f"{(layout.year or 2005) % 100:02d}"
    above = (
        f"Viewing cable {year}{identity}{nl}{nl}If you are new to these pages, please "
        f"read an introduction on the structure of a cable.{nl}{nl}"
        f"Reference ID\tCreated\tReleased\tClassification\tOrigin{nl}"
        f"{year}{identity}\t{layout.year}-07-01 10:20\t"
        f"2011-08-30 01:44\t{rng.choice(('CONFIDENTIAL', 'UNCLASSIFIED'))}\tEmbassy{nl}{nl}"
    )
    browse = (
        f"Browse latest releases{nl}{nl}2011/08/30{nl}{nl}Browse by creation date{nl}{nl}"
        f"66 72 73 75 76 78 79 86 87 88 89{nl}{nl}"
        f"Browse by origin{nl}{nl}A B C D F G H I J K L M N O P R S T U V W Y Z{nl}{nl}"
    )
    parts = rng.choice(("above", "both", "browse"))
    lead = browse + above if parts == "browse" else above
    hunks.append(Hunk(0, 0, lead, "safe"))
    if parts != "above":
        tail = f"Help us extend and defend this work{nl}Courage is contagious{nl}"
        hunks.append(Hunk(len(text), len(text), (nl if end == text else nl * 2) + tail, "safe"))
    return hunks


@planter("D38")
def run_together(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The next message begun in the line where this one ends."""
    if layout.section is None or layout.dtg is None or layout.is_label_form:
        return None
    nl, station, number = layout.newline, layout.section[0], int(layout.section[1]) + 3
    year = f"{(layout.year or 2005) % 100:02d}"
    order = re.search(r"^E\.O\. (\d{5})", layout.text, re.MULTILINE)
    sender = re.search(r"^FM .*$", layout.text, re.MULTILINE)
    lines = [
        f"NNNNVZCZCXRO{rng.randint(1000, 9999)}",
        "RR RUEHC",
        f"DE RUEHXX #{number % 10000:04d} {rng.randint(100, 360)}1200",
        "ZNR UUUUU ZZH",
        f"R {layout.dtg[2]}Z {layout.dtg[3]} {year}",
        sender[0].rstrip() if sender else f"FM AMEMBASSY {station}",
        "TO RUEHC/SECSTATE WASHDC 4410",
        "BT",
        f"UNCLAS {station} {number:06d}",
        "",
        f"E.O. {order[1] if order else '12958'}: N/A",
        "TAGS: AMGT",
        "SUBJECT: DUTY OFFICER ROSTER",
        "",
        "1. The duty officer for the coming week is the consul.",
        "DOE",
        "BT",
        f"#{number % 10000:04d}",
        "NNNN",
    ]
    if layout.year and layout.year < 1998:
        lines = [
            lines[0],
            *lines[4:6],
            "TO SECSTATE WASHDC 4410",
            *(line.upper() for line in lines[8:-3]),
            "NNNN",
        ]
    last = list(re.finditer(r"^NNNN?(?=\s*$)", layout.text, re.MULTILINE))
    if last:
        at = last[-1].end()
        return [Hunk(at, at, nl.join(lines).removeprefix("NNNN"), "flag")]
    at = len(layout.text.rstrip())
    return [Hunk(at, at, nl + nl.join(lines), "flag")]
