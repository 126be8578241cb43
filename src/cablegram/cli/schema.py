"""``cablegram schema NAME``: the JSON Schema of a record."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a record; without one, the names are listed")
    parser.add_argument("--json", action="store_true", help="list the names as JSON, one a line")


def run(options: Namespace) -> int:
    """Print the schema, or the names."""
    from cablegram.telegram.jsonform import json_schema, record_names

    if options.name is None:
        for name in record_names():
            print(json.dumps({"record": name}) if options.json else name)
        return 0
    print(json.dumps(json_schema(options.name), indent=None if options.json else 2))
    return 0
