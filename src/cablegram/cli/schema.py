"""``cablegram schema NAME``: the JSON Schema of a record."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Any

# Objects that commands print beside the records of a telegram: name -> (module, class, what prints it).
PRINTED = {
    "finding": ("cablegram.findings.placing", "FoundFinding", "check"),
    "summary": ("cablegram.cli.records", "Summary", "ingest"),
    "unread": ("cablegram.archive.describing", "Unreadable", "ingest --failed, archive unread"),
    "hit": ("cablegram.archive.shown", "FoundHit", "search"),
    "facets": ("cablegram.archive.shown", "Facets", "search --facets, the last object"),
    "document": ("cablegram.archive.shown", "ShownDocument", "show"),
    "passage": ("cablegram.archive.shown", "Passage", "show NAME¶N"),
    "comparison": ("cablegram.archive.comparing", "Comparison", "show --compare"),
    "thread": ("cablegram.archive.threads", "Thread", "thread"),
    "gaps": ("cablegram.archive.gaps", "Gaps", "archive gaps"),
    "missing": ("cablegram.archive.gaps", "Missing", "archive missing"),
    "pair": ("cablegram.archive.near", "Pair", "archive duplicates"),
    "decision": ("cablegram.archive.decisions", "Decision", "archive decide, decisions, undo"),
    "stats": ("cablegram.archive.describing", "Stats", "archive stats"),
    "description": ("cablegram.archive.describing", "Description", "archive describe"),
    "problem": ("cablegram.archive.verifying", "Problem", "archive verify"),
    "backup": ("cablegram.cli.records", "Backup", "archive backup"),
    "reindexed": ("cablegram.cli.records", "Reindexed", "archive reindex"),
    "mention": ("cablegram.archive.shown", "ShownMention", "actors FILE, actors --archive --mentions"),
    "actor": ("cablegram.archive.actor_lists", "CountedActor", "actors --archive"),
    "network": ("cablegram.cli.records", "Drawn", "actors --graphml"),
    "position": ("cablegram.archive.shown_items", "ShownPosition", "positions"),
    "expectation": ("cablegram.archive.shown_items", "ShownExpectation", "positions"),
    "deadline": ("cablegram.archive.shown_items", "ShownDeadline", "positions"),
    "action": ("cablegram.archive.shown_items", "ShownAction", "positions"),
    "option": ("cablegram.cli.ledger_records", "ShownOption", "positions --matrix, --over-time"),
    "cell": ("cablegram.cli.ledger_records", "ShownCell", "positions --matrix, --over-time"),
    "difference": ("cablegram.cli.ledger_records", "ShownDifference", "positions --over-time"),
    "common": ("cablegram.cli.ledger_records", "ShownCommon", "positions --between"),
    "due": ("cablegram.cli.calendar_records", "ShownDue", "calendar"),
    "second": ("cablegram.cli.second_reading", "ShownSecond", "positions --second-reader"),
    "agreement": ("cablegram.reports.coding_desk", "Agreement", "coding agreement"),
    "rederived": ("cablegram.archive.keeping", "Rederived", "archive rederive"),
}
_TELEGRAM = "read"  # prints the record all others of a telegram stand in


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a record; without one, the names are listed")
    parser.add_argument("--json", action="store_true", help="list the names as JSON, one a line")


def run(options: Namespace) -> int:
    """Print the schema, or the names."""
    if options.name is None:
        _list(options)
        return 0
    print(json.dumps(schema_of(options.name), indent=None if options.json else 2))
    return 0


def _list(options: Namespace) -> None:
    from cablegram.telegram.jsonform import record_names

    # A part of a telegram is printed within it.
    names = {name: _TELEGRAM if name == "telegram" else "" for name in record_names()}
    names |= {name: printed for name, (_, _, printed) in PRINTED.items()}
    for name, printed in names.items():
        if options.json:
            print(json.dumps({"record": name, "printed_by": printed or None}))
        else:
            print(f"{name:15} {printed or 'within a telegram'}")


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a record.

    Raises:
        UsageError: there is no record of that name.
    """
    from cablegram.telegram.jsonform import json_schema, record_names

    if name not in PRINTED:
        if name in record_names():
            return json_schema(name)
        from cablegram.errors import UsageError

        raise UsageError(f"no record {name!r}; the records are: {', '.join([*record_names(), *PRINTED])}")
    from importlib import import_module

    import msgspec

    module, record, _ = PRINTED[name]
    return msgspec.json.schema(getattr(import_module(module), record))
