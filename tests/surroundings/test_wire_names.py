"""Screens name neither an operation nor a parameter of the API: verbs and fields do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from cleancloud_tui.api.operations import OPERATIONS

SCREENS: Final = Path(__file__).parents[2] / "cleancloud_tui" / "screens"
FOLDERS: Final = [".", *sorted(each.parent.name for each in SCREENS.glob("*/__init__.py"))]

WIRE_NAMES: Final = {
    name
    for operation in OPERATIONS.values()
    for name in (operation.name, *(each.name for each in operation.parameters))
    if name.lower() != name
}
"""Those without a capital letter are words of the field: `status`, `discount`."""


def named_in(path: Path) -> Iterator[str]:
    """Name the wire names that a module or a style sheet names, docstrings left out."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".tcss":
        yield from sorted(WIRE_NAMES & set(re.findall(r"[A-Za-z0-9]+", text)))
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = {node.value, *re.findall(r"#([A-Za-z0-9]+)", node.value)}
        elif isinstance(node, ast.keyword):
            words = {node.arg or ""}
        else:
            continue
        yield from (f"line {node.lineno}: {word}" for word in sorted(words & WIRE_NAMES))


@pytest.mark.parametrize("folder", FOLDERS)
def test_screens_name_no_operation_and_no_parameter_of_the_api(folder: str) -> None:
    files = [*(SCREENS / folder).glob("*.py"), *(SCREENS / folder).glob("*.tcss")]
    assert files
    assert {each.name: named for each in files if (named := list(named_in(each)))} == {}


def test_a_name_of_the_api_is_found_wherever_it_stands(tmp_path: Path) -> None:
    module = tmp_path / "screen.py"
    module.write_text('ask("updateOrder", orderNotes=1)\nfind("#pickupDate")\n"status orderID"\n')
    found = ["line 1: orderNotes", "line 1: updateOrder", "line 2: pickupDate"]
    assert sorted(named_in(module)) == found
    sheet = module.with_suffix(".tcss")
    sheet.write_text("#deliveryDate { height: 1; }")
    assert list(named_in(sheet)) == ["deliveryDate"]
