"""A reply as a tree: what holds much is folded, and opened where somebody looks into it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from ...wording.values import counted

_OPEN: Final = 40
"""Fields of an object that is opened at once."""

_OPEN_ROWS: Final = 3
"""Rows of a list that is."""

_OPEN_DEPTH: Final = 3
"""Levels that are."""

_TOLD_ROWS: Final = 3
"""Fields of a row that are told while it is folded."""

Path = tuple[str | int, ...]
Node = TreeNode[Path]


class ReplyTree(Tree[Path]):
    """One JSON value; each of its objects and lists can be folded.

    Nodes are made when they are opened: a reply may hold ten thousands of values.
    """

    def __init__(self) -> None:
        super().__init__("", id="reply")
        self.show_root = False
        self._value: object = {}

    def offer(self, value: object) -> None:
        """Show a value, its texts cleaned already, from the top."""
        self._value = value
        self.clear()
        self.root.data = ()
        self._fill(self.root)
        self.root.expand()
        self.move_cursor_to_line(0)

    @property
    def under_cursor(self) -> object:
        """The value under the cursor; the whole where there is none."""
        node = self.cursor_node
        return self._at(node.data or ()) if node else self._value

    def find(self, text: str) -> tuple[int, int]:
        """Go to the next field behind the cursor whose name or value holds a text.

        Returns:
            Which of how many it is; 0 of 0 where there is none.
        """
        found = [path for path, told in _walk(self._value, ()) if text.casefold() in told]
        if not found:
            return 0, 0
        here = _order(self._value, (self.cursor_node.data or ()) if self.cursor_node else ())
        behind = [path for path in found if _order(self._value, path) > here]
        path = (behind or found)[0]
        self._reveal(path)
        return found.index(path) + 1, len(found)

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Path]) -> None:
        """Make what stands in a node that is opened."""
        self._fill(event.node)

    def _reveal(self, path: Path) -> None:
        node = self.root
        for length in range(1, len(path) + 1):
            self._fill(node)
            node.expand()
            node = next(each for each in node.children if each.data == path[:length])
        self.call_after_refresh(self.move_cursor, node)
        self.call_after_refresh(self.scroll_to_node, node)

    def _fill(self, node: Node) -> None:
        path = node.data or ()
        if node.children:
            return
        for key, value in _fields(self._at(path)):
            label = _label(key, value)
            if not _holds(value):
                node.add_leaf(label, (*path, key))
                continue
            child = node.add(label, (*path, key))
            if len(path) < _OPEN_DEPTH and len(list(_fields(value))) <= _most(value):
                self._fill(child)
                child.expand()

    def _at(self, path: Path) -> object:
        value = self._value
        for key in path:
            value = value[key]  # type: ignore[index]
        return value


def _most(value: object) -> int:
    return _OPEN_ROWS if isinstance(value, list) else _OPEN


def _holds(value: object) -> bool:
    return isinstance(value, Mapping | list) and bool(value)


def _fields(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _label(key: str | int, value: object) -> Text:
    name = f'"{key}"' if isinstance(key, str) else f"{key + 1}"
    label = Text.assemble((name, "bold"), ": ")
    if isinstance(value, list) and value:
        return label.append(counted(len(value), "row"), "italic")
    if isinstance(value, Mapping) and value:
        return label.append(_told(value), "italic")
    return label.append(json.dumps(value, ensure_ascii=False))


def _told(value: Mapping[str, object]) -> str:
    """Tell a folded object by its first fields."""
    plain = [f"{key} {each}" for key, each in value.items() if each and not _holds(each)]
    return f"{counted(len(value), 'field')}  {'  '.join(plain[:_TOLD_ROWS])}"


def _walk(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each field's path and what is found in it, from the top down."""
    for key, each in _fields(value):
        told = "" if isinstance(each, Mapping | list) else str(each)
        yield (*path, key), f"{key if isinstance(key, str) else ''} {told}".casefold()
        yield from _walk(each, (*path, key))


def _order(value: object, path: Path) -> tuple[int, ...]:
    """Return where a path stands, so that paths can be put in the order of the reply."""
    places = []
    for key in path:
        keys = list(value) if isinstance(value, Mapping) else []
        places.append(keys.index(key) if isinstance(key, str) else key)
        value = value[key]  # type: ignore[index]
    return tuple(places)
