"""The tests' own house: what several test files use stands beside them, and not in one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parents[1]
ROOT: Final = TESTS.parent

MOST_MODULES: Final = 20
"""Of a folder: what is more is not found by looking at it."""


def _imported(file: Path) -> Iterator[str]:
    """The full name of each module, or of something in one, that a file imports."""
    package = file.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: -node.level] if node.level else ()
            within = ".".join((*above, *([node.module] if node.module else [])))
            yield from (f"{within}.{each.name}" for each in node.names)


def test_no_file_imports_from_a_file_of_tests() -> None:
    modules = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts) for file in TESTS.rglob("test_*.py")
    }
    assert len(modules) > 150
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for folder in ("tests", "benchmarks", "screenshots")
        for file in (ROOT / folder).rglob("*.py")
        for name in _imported(file)
        if {name, name.rpartition(".")[0]} & modules
    }
    assert found == set()


def test_no_folder_of_tests_is_a_heap() -> None:
    folders = {file.parent for file in TESTS.rglob("*.py")}
    modules = {folder: len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder for folder, count in modules.items() if count > MOST_MODULES} == set()
