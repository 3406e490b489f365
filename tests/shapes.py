"""The same practice shop in other shapes: what its replies are called, and how they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cleancloud_tui.practice.shapes import AS_IT_IS, ReplyShape, read_shape

_FOLDER: Final = Path(__file__).parent / "replies"

SHAPES: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""The shapes that are kept, by name."""


class Chosen:
    """The shape that the tests' own practice shop answers in: `pytest --replies NAME`."""

    shape: ReplyShape = AS_IT_IS


def shape_named(name: str) -> ReplyShape:
    """Return a shape that is kept; that of the practice shop itself for no name."""
    return read_shape(_FOLDER / f"{name}.toml") if name else AS_IT_IS
