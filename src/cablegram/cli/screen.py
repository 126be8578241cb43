"""What goes to the screen: plain lines, coloured by rich only where the output is a terminal."""

from __future__ import annotations

import shutil
import sys
from typing import Any


class Screen:
    """Writes lines in styles; without a terminal the styles are dropped and rich is never imported."""

    def __init__(self) -> None:
        self.console: Any = None
        self.width = 100
        if sys.stdout.isatty():
            from rich.console import Console

            self.console = Console(highlight=False, soft_wrap=True)
            self.width = max(60, min(shutil.get_terminal_size().columns, 110))

    def line(self, *parts: tuple[str, str] | str) -> None:
        """One line of parts; a part is a text, or a text with a style."""
        if self.console is None:
            print("".join(part if isinstance(part, str) else part[0] for part in parts).rstrip())
            return
        from rich.text import Text

        text = Text()
        for part in parts:
            text.append(*((part, "") if isinstance(part, str) else part))
        self.console.print(text)

    def blank(self) -> None:
        """An empty line."""
        print()


def printable(text: str) -> str:
    """A text with its control characters shown, so that a terminal is not driven by a cable."""
    return "".join(c if c.isprintable() or c in "\t" else f"\\x{ord(c):02x}" for c in text)
