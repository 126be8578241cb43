"""The reading room: an archive as pages and as an API, for one reader on this machine.

:func:`serve` opens it on 127.0.0.1 alone. Its pages ask the same library functions as the commands; what a view may not
show is in none of them. Everything it takes (Starlette, Jinja2, uvicorn) is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.reading_room.serving import Room, serve

__all__ = ["Room", "serve"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from cablegram.reading_room import serving

        return getattr(serving, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
