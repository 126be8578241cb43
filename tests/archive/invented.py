"""Small invented telegrams, and an archive of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cablegram.archive import Archive, open_archive
from cablegram.archive.executors import InProcess

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def telegram(
    post: str,
    serial: int,
    *,
    day: int = 1,
    month: int = 11,
    year: int = 7,
    level: str = "CONFIDENTIAL",
    ref: str = "",
    section: tuple[int, int] | None = None,
    subject: str = "AN INVENTED SUBJECT",
    signals: str = "",
    body: str = "1. (C) NOTHING IN THIS TELEGRAM EVER HAPPENED.",
) -> str:
    """A telegram in wire form."""
    spaced = " ".join(level)
    part = f" SECTION {section[0]:02d} OF {section[1]:02d}" if section else ""
    lines = [
        "VZCZCXYZ0001",
        "RR RUEHC",
        f"DE RUEHXX #{serial:04d} 3050900",
        f"ZNY CCCCC ZZH{signals}",
        f"R {day:02d}0900Z {_MONTHS[month - 1]} {year:02d}",
        f"FM AMEMBASSY {post}" if post != "STATE" else "FM SECSTATE WASHDC",
        "TO RUEHC/SECSTATE WASHDC 5514",
        "BT",
        f"{spaced}{part} {post} {serial:06d}",
        "",
        "E.O. 12958: DECL: 11/01/2017",
        "TAGS: PREL, FR",
        f"SUBJECT: {subject}",
        *(["", f"REF: {ref}"] if ref else []),
        "",
        body,
        "",
        "ROE",
        "BT",
        f"#{serial:04d}",
        "NNNN",
        "",
    ]
    return "\n".join(lines)


def archive_of(folder: Path, texts: Mapping[str, str], secret: Mapping[str, str] | None = None) -> Archive:
    """An archive with a collection ``open`` of ``texts`` and one ``hidden`` of ``secret``, by file name."""
    archive = open_archive(folder / "archive", create=True)
    for collection, files in (("open", texts), ("hidden", secret or {})):
        if files:
            add(archive, folder, files, collection)
    return archive


def add(archive: Archive, folder: Path, files: Mapping[str, str], collection: str = "open") -> None:
    """File more texts."""
    place = folder / collection
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    archive.ingest([place], collection=collection, executor=InProcess())
