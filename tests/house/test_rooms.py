"""What README and CONTRIBUTING say of the tree is so, and no folder grows into a heap."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "cleancloud_tui"
GUIDE: Final = ROOT / ".github" / "CONTRIBUTING.md"
MOST: Final = 15
"""Modules of a folder, its `__init__` included."""


def named_in(text: str) -> set[str]:
    """Return the files and folders that a text names in backticks."""
    return set(re.findall(r"`([\w./-]+(?:\.py|/))`", text))


def is_there(name: str) -> bool:
    """Tell whether a name is one of the repository, the package or the shop."""
    return any((base / name).exists() for base in (ROOT, PACKAGE, PACKAGE / "shop"))


@pytest.mark.parametrize("file", [ROOT / "README.md", GUIDE], ids=lambda file: file.name)
def test_every_file_and_folder_that_is_named_is_there(file: Path) -> None:
    named = named_in(file.read_text(encoding="utf-8"))
    assert len(named) > 5
    assert not {name for name in named if not is_there(name)}


def test_the_readme_names_every_room() -> None:
    named = {
        name.rstrip("/").rpartition("/")[2]
        for name in named_in((ROOT / "README.md").read_text(encoding="utf-8"))
    }
    for parent in (PACKAGE, PACKAGE / "shop"):
        rooms = {each.name for each in parent.iterdir() if (each / "__init__.py").exists()}
        assert rooms <= named, f"{parent.name}: {rooms - named} are not in the README"


def test_no_folder_of_the_package_holds_more_than_a_newcomer_reads() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    heaps = {str(each.relative_to(ROOT)): len(list(each.glob("*.py"))) for each in folders}
    assert {name: count for name, count in heaps.items() if count > MOST} == {}
