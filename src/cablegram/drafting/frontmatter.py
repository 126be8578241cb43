"""The front matter of a draft: ``key: value`` lines between two ``---`` lines, a small part of YAML.

A value stands behind its key; a list under it, one ``- item`` a line, or behind it parted by commas where
the key's values hold none. An indented line goes on with the value above. ``# ...`` lines are comments.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from cablegram.errors import DraftError

Value = tuple[str, int]  # the words, and their line

# key -> how its values are parted: "one", "list" (dashes only), "commas" (dashes or commas)
KEYS = {
    "post": "one",
    "serial": "one",
    "dtg": "one",
    "classification": "one",
    "controls": "commas",
    "captions": "commas",
    "passing": "list",
    "to": "list",
    "info": "list",
    "precedence": "one",
    "tags": "commas",
    "subject": "one",
    "references": "list",
    "authority": "one",
    "reasons": "one",
    "declassify-on": "one",
    "entire-text": "one",
    "signature": "one",
    "transmission": "one",
    "routing": "one",
    "width": "one",
    "section-length": "one",
    "strict-wire": "one",
}
_KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z-]*)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-(?:\s+(?P<value>.*))?$")
_COMMA = re.compile(r",(?![^(]*\))")
_FENCE = "---"


def front_matter(lines: list[str]) -> tuple[dict[str, list[Value]], int]:
    """The values of each key, and the index of the first line behind the front matter.

    Raises:
        DraftError: there is none, it does not end, or a line of it is none of its forms.
    """
    first = next((i for i, line in enumerate(lines) if line.strip(" \t\ufeff")), None)
    if first is None:
        raise DraftError("the draft is empty; `cablegram write --new` prints one to start from", 1)
    if lines[first].strip(" \t\ufeff") != _FENCE:
        raise DraftError(
            "a draft begins with front matter between two --- lines; `cablegram write --new` prints one",
            first + 1,
        )
    found: dict[str, list[Value]] = {}
    current: str | None = None
    for i in range(first + 1, len(lines)):
        line = lines[i].rstrip()
        if line == _FENCE:
            return {key: _parted(key, values) for key, values in found.items()}, i + 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        current = _line(line, i + 1, current, found)
    raise DraftError("the front matter does not end; close it with a --- line", first + 1)


def _line(line: str, number: int, current: str | None, found: dict[str, list[Value]]) -> str:
    """Read one line into ``found``; gives the key whose values may go on."""
    item = _ITEM.match(line)
    if item and current:
        if KEYS[current] == "one":
            raise DraftError(f"{current} has one value; write it as `{current}: ...`", number)
        if item["value"]:
            found[current].append((_unquoted(item["value"]), number))
        return current
    if line[0] in " \t" and current and found[current]:
        words, at = found[current][-1]
        found[current][-1] = (f"{words} {line.strip()}", at)
        return current
    match = _KEY.match(line)
    if not match:
        raise DraftError(
            f"{line.strip()[:40]!r} is no front matter; write `key: value`, `- item` under a key, or `# comment`",
            number,
        )
    key = match["key"].lower()
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        raise DraftError(
            f"unknown key {key!r}; " + (f"is it {near[0]!r}?" if near else f"the keys are: {', '.join(KEYS)}"),
            number,
        )
    if key in found:
        raise DraftError(f"{key} is given twice; keep one", number)
    found[key] = [(_unquoted(match["value"]), number)] if match["value"] and match["value"].strip() else []
    return key


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _parted(key: str, values: list[Value]) -> list[Value]:
    if KEYS[key] != "commas":
        return values
    return [(part.strip(), number) for words, number in values for part in _COMMA.split(words) if part.strip()]
