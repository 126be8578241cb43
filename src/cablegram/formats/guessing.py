"""How the rows of a file will be read, to be shown before they are filed."""

from __future__ import annotations

from pathlib import Path

from cablegram.formats import csv_rows, jsonl_rows
from cablegram.formats.base import Options, Unread, open_path
from cablegram.formats.rows import Guess, check_mapping


def guess(path: str | Path, options: Options | None = None) -> Guess | None:
    """The columns of a file of rows, what they are taken for and with what; ``None`` for a file of another format.

    Containers are not opened. ``options.mapping`` goes before the guess.

    Raises:
        UsageError: the mapping names a field there is not.
    """
    options = options or Options()
    check_mapping(options.mapping)
    opened = open_path(path, options)
    if isinstance(opened, Unread):
        return None
    with opened.file:
        if jsonl_rows.sniff(opened):
            return jsonl_rows.guess(opened)
        if csv_rows.sniff(opened):
            return csv_rows.guess(opened)
    return None
