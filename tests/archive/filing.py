"""Small archives for tests: invented telegrams, filed in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cablegram.archive import Archive, open_archive
from cablegram.archive.executors import InProcess
from tests.real_data import SAMPLES

TELEGRAM = """\
VZCZCXRO4410
PP RUEHC
DE RUEH{code} #{serial:04d} {day:03d}1540
ZNY CCCCC ZZH
P {date:02d}1540Z {month} {year:02d}
FM AMEMBASSY {post}
TO RUEHC/SECSTATE WASHDC PRIORITY 5519
C O N F I D E N T I A L {post} {serial:06d}

SIPDIS

E.O. 12958: DECL: {date:02d}/07/2017
TAGS: PREL {tags}
SUBJECT: {subject}

{refs}Classified By: DCM JANE DOE FOR REASONS 1.4 (B) AND (D)

1. (C) {body}
DOE
"""


def telegram(
    body: str = "The minister asked for time.",
    *,
    post: str = "LISBON",
    serial: int = 2217,
    year: int = 7,
    month: str = "MAR",
    subject: str = "HARBOR DUES",
    tags: str = "PO",
    refs: tuple[str, ...] = (),
) -> str:
    """An invented telegram with the given fields."""
    lines = "".join(f"{'REF:' if k == 0 else '    '} {'ABCDEFG'[k]}. {ref}\n" for k, ref in enumerate(refs))
    return TELEGRAM.format(
        body=body,
        post=post,
        serial=serial,
        year=year,
        month=month,
        subject=subject,
        tags=tags,
        code=post[:2],
        day=66,
        date=7,
        refs=lines + "\n" if lines else "",
    )


def file_texts(
    folder: Path,
    texts: dict[str, str],
    *,
    collection: str = "main",
    archive: Path | None = None,
    actors: Literal["model", "rules"] = "rules",
) -> Archive:
    """File texts by name into an archive below ``folder``, and open it."""
    source = folder / f"in-{collection}"
    source.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    opened = open_archive(archive or folder / "archive", create=True)
    opened.ingest([source], collection=collection, executor=InProcess(), actors=actors)
    return opened


def file_samples(folder: Path) -> Archive:
    """The samples that ship with the package, filed."""
    opened = open_archive(folder / "archive", create=True)
    opened.ingest([SAMPLES], collection="samples", executor=InProcess(), actors="rules")
    return opened
