"""Signs that a text is a telegram, for choosing among the parts of a page or record; the reader judges later."""

from __future__ import annotations

import re

_SIGN = re.compile(
    r"^[ \t]*(?:VZCZC[A-Z]{3}|DE R[A-Z]{3,7} #|PAGE[ \t]+\d\d\b|[ZOPR](?: [ZOPR])? \d{6}Z [A-Z]{3} \d\d|FM [A-Z]|TO [A-Z]{3}"
    r"|INFO [A-Z]{3}|E\.? ?O\.? ?\d{5}|TAGS?\b|SUBJ(?:ECT)?\s*:|REFS?\s*:|UNCLAS\b|C O N F I D|S E C R E T|CONFIDENTIAL\b"
    r"|SECRET\b|LIMITED OFFICIAL USE|(?:\u00b6 ?)?\d{1,3}\. ?\(|\u00b6 ?\d{1,3}\.)",
    re.MULTILINE,
)


def telegram_lines(text: str) -> int:
    """How many lines look like lines of a telegram (reference 1.1, 2.1): its format lines, labels and numbered paragraphs."""
    return sum(1 for _ in _SIGN.finditer(text))
