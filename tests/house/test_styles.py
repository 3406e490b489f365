"""Styles of one screen touch no other: a terminal application has one stylesheet for all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cleancloud_tui

PACKAGE = Path(cleancloud_tui.__file__).parent
SHARED = {"base.tcss", "forms.tcss", "dialogs.tcss"}
FILES = [each for each in sorted(PACKAGE.rglob("*.tcss")) if each.name not in SHARED]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_each_rule_begins_with_the_type_that_it_is_for(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [
        each.strip() for rule in re.findall(r"([^{}]+)\{", text) for each in rule.split(",")
    ]
    assert selectors
    assert [each for each in selectors if not re.match(r"&|[A-Z]", each)] == []
