"""The house: imports go one way, files stay small, and starting up costs little."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_data import ROOT

SRC = ROOT / "src"
PACKAGE = SRC / "cablegram"
# From top to bottom: a room imports from itself and from rooms above it (design, section 2).
ROOMS = (
    "errors", "tables", "source", "formats", "telegram", "reading", "findings", "drafting", "actors",
    "positions", "ledger", "archive", "outlook", "reports", "reading_room", "cli",
)  # fmt: skip
# Modules of the root that belong to a room, and those that stand for the whole library.
ROOT_MODULES = {"errors": "errors", "reading": "reading"}
DOORS = ("__init__", "__main__")
NEVER = {"actors": {"archive"}, "positions": {"archive"}, "ledger": {"archive"}}
LONGEST = 400
HEAVY = ("rich", "msgspec", "rapidfuzz", "starlette", "jinja2", "uvicorn")
_NAME = re.compile(r"cablegram(?:\.[a-z_]+)+$")
FILES = sorted(PACKAGE.rglob("*.py"))


def _module(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str | None:
    """The room of a module's name; ``None`` for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of the package a file imports, wherever in it, with its line."""
    module = _module(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            if base == "cablegram":
                # ``from cablegram import actors`` takes a room, or a name the library lends from one.
                for name in node.names:
                    yield node.lineno, f"cablegram.{name.name}" if name.name in ROOMS else "cablegram"
            else:
                yield node.lineno, base
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.match(node.value):
            yield node.lineno, node.value  # named for importlib


def test_every_file_belongs_to_a_room() -> None:
    for path in FILES:
        parts = path.relative_to(PACKAGE).parts
        first = parts[0].removesuffix(".py")
        assert first in ROOMS or (len(parts) == 1 and first in DOORS) or first == "samples", (
            f"{path.relative_to(SRC)} stands in no room of the house; ARCHITECTURE.md names them"
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if name in DOORS or name == "samples":
        return
    for line, module in _imported(path):
        if module.split(".")[0] != "cablegram":
            continue
        where = f"{path.relative_to(SRC)}:{line}"
        room = _room(module)
        if room is None:
            # The library as a whole: only what stands below everything may take it.
            assert name in ("reading_room", "cli"), f"{where} imports the whole package"
            continue
        assert room in ROOMS or room in DOORS or room == "samples", f"{where}: {module} is in no room"
        if room in ROOMS:
            assert ROOMS.index(room) <= ROOMS.index(name), f"{where}: {room} is below {name}"
            assert room not in NEVER.get(name, ()), f"{where}: {name} never sees {room}"


def test_the_check_sees_every_kind_of_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cablegram" / "source" / "probe.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "from typing import TYPE_CHECKING\nimport cablegram.cli\n"
        "from ..telegram import reader\nfrom . import lines\n"
        "if TYPE_CHECKING:\n    from cablegram import archive, parse\n"
        "def f():\n    from cablegram.ledger.rows import x\n    import_module('cablegram.actors.names')\n"
    )
    monkeypatch.setattr("tests.test_imports.SRC", tmp_path)
    found = {module for _, module in _imported(path)}
    assert found >= {
        "cablegram.cli", "cablegram.telegram", "cablegram.source", "cablegram.archive", "cablegram",
        "cablegram.ledger.rows", "cablegram.actors.names",
    }  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_too_long(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, f"{path.relative_to(SRC)} has {length} lines: it is asking to be two"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_names_say_what_is_inside(path: Path) -> None:
    for part in path.relative_to(PACKAGE).with_suffix("").parts:
        assert not set(part.lower().split("_")) & {
            "util", "utils", "helper", "helpers", "manager", "managers", "misc", "common",
        }, path  # fmt: skip


def _loaded(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import cablegram.cli", "import cablegram"])
def test_starting_imports_nothing_heavy(statement: str) -> None:
    loaded = _loaded(statement)
    assert "cablegram" in loaded
    heavy = {
        module for module in loaded
        if module.split(".")[0] in HEAVY or module.startswith(("cablegram.tables", "cablegram.telegram"))
    }  # fmt: skip
    assert not heavy, f"{statement} loads {sorted(heavy)}"


def test_help_imports_nothing_heavy() -> None:
    run = "from cablegram.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    loaded = _loaded(run)
    assert "argparse" in loaded
    assert not {module for module in loaded if module.split(".")[0] in HEAVY}
