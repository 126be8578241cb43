"""A document of the store as the scan by hand takes it, to compare its counts with those of the index."""

from __future__ import annotations

from typing import Any

from cablegram.actors.records import Actor, Mention
from cablegram.archive import View
from cablegram.archive.index import fields
from cablegram.archive.query_text import Plain
from cablegram.archive.store import Row


def _named(view: View, document: str) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    found = view.named(document)
    return (found[0].actors, found[0].mentions) if found else ((), ())


def plain(view: View, row: Row) -> Plain:
    """One document with the fields the index has of it."""
    document = view.by_number(row.number)
    assert document is not None
    values = fields(
        row,
        document.tags,
        {reference.mrn for reference in document.references if reference.mrn},
        [(place.collection, place.format) for place in document.places],
        _named(view, row.id),
    )

    def many(name: str) -> tuple[str, ...]:
        value: Any = values.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)

    return Plain(
        text=values["text"],
        stood=values.get("stood", ""),
        subject=values.get("subject", ""),
        signer=many("signer"),
        id=row.id,
        first=row.first,
        last=row.last,
        **{
            name: many(name)
            for name in (
                "mrn",
                "refs",
                "tag",
                "origin",
                "level",
                "caption",
                "precedence",
                "kind",
                "format",
                "collection",
                "person",
                "org",
                "state",
                "place",
            )
        },
    )
