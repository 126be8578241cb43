"""An ingest in a process of its own that is killed at a moment, or meets a full disk; run again to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def start(source: Path, archive: Path, *, workers: int = 2, limit: int | None = None) -> subprocess.Popen[bytes]:
    """``cablegram ingest`` as a process that leads a group; ``limit`` is the largest file it may write, in bytes."""

    def prepare() -> None:
        os.setsid()
        if limit is not None:
            import resource

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "cablegram",
            "ingest",
            "--rules-only",
            str(source),
            "--archive",
            str(archive),
            "--workers",
            str(workers),
            "--quiet",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=prepare,
    )


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a process and all it started, by ``SIGKILL``, after a time; whether it was still at work."""
    time.sleep(seconds)
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return running


def finish(source: Path, archive: Path, *, workers: int = 2) -> tuple[int, str]:
    """Run an ingest to its end: exit code and what it said on standard error."""
    process = start(source, archive, workers=workers)
    _, errors = process.communicate()
    return process.returncode, errors.decode()
