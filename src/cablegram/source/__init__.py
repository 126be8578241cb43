"""Source: bytes in, one decoded text out, with its coordinates and the map of the reading view."""

from cablegram.source.decode import Source, decode, encode
from cablegram.source.lines import STRIPPED, is_plain, split_lines, strip_lines
from cablegram.source.view import View, cut_view

__all__ = ["STRIPPED", "Source", "View", "cut_view", "decode", "encode", "is_plain", "split_lines", "strip_lines"]
