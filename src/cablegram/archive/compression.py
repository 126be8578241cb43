"""Zstandard, from the standard library where it has it (Python 3.14), else from its backport."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def compress(data: bytes) -> bytes:
    """``data`` in Zstandard."""
    return zstd.compress(data, 6)


def compress_checked(data: bytes) -> bytes:
    """``data`` in Zstandard with its check sum, so that :func:`decompress` raises where any byte of it changed."""
    parameter = zstd.CompressionParameter
    return zstd.compress(data, options={parameter.compression_level: 6, parameter.checksum_flag: 1})


def decompress(data: bytes) -> bytes:
    """What was compressed."""
    return zstd.decompress(data)
