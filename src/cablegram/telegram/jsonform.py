"""The JSON form of a telegram: the record as it is, one object, for the command line and other programs."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from cablegram.errors import UsageError
from cablegram.telegram import records

_SURROGATE = re.compile("[\ud800-\udfff]")
_RECORDS: dict[str, type] = {
    "telegram": records.Telegram,
    "line": records.Line,
    "addressee": records.Addressee,
    "classification": records.Classification,
    "tag": records.Tag,
    "reference": records.Reference,
    "paragraph": records.Paragraph,
    "block": records.Block,
    "page": records.Page,
    "attribute": records.Attribute,
    "provenance": records.Provenance,
}


def to_json(telegram: records.Telegram, *, lines: bool = False) -> bytes:
    """One JSON object; ``lines`` adds every line with its kind.

    A lone surrogate, which no UTF-8 text can hold, leaves as U+FFFD; offsets are unchanged by that.
    """
    if not lines:
        telegram = msgspec.structs.replace(telegram, lines=())
    return encode(telegram)


def encode(record: object) -> bytes:
    """A record, or several, as JSON; a lone surrogate leaves as U+FFFD."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(msgspec.to_builtins(record)))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def record_names() -> tuple[str, ...]:
    """The records that have a schema."""
    return tuple(_RECORDS)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a record.

    Raises:
        UsageError: there is no record of that name.
    """
    record = _RECORDS.get(name)
    if record is None:
        raise UsageError(f"no record {name!r}; the records are: {', '.join(_RECORDS)}")
    schema = msgspec.json.schema(record)
    if name in ("line", "telegram"):
        from cablegram.tables import rows

        kinds = [row["kind"] for row in rows("line_kinds")]
        schema["$defs"]["Line"]["properties"]["kind"] = {"enum": kinds}
    return schema
