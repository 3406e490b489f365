"""Help: what the screen beneath is for, and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ..api.rights import Rights
from ..screens.dialogs.base import Dialog
from ..values.cells import begin, left
from ..widgets.refused import is_refused


class HelpDialog(Dialog[None]):
    """Lists the keys that work on the screen beneath.

    Args:
        screen: That screen.
        rights: Of the session: keys of what it may not do are not listed.
    """

    def __init__(self, screen: Screen[object], rights: Rights) -> None:
        super().__init__(str(getattr(screen, "HELP", "") or screen.__doc__ or ""))
        keys = (
            (self.app.get_key_display(active.binding), active.binding.description)
            for active in screen.active_bindings.values()
            if active.binding.id and not is_refused(active.node, active.binding.action, rights)
        )
        self._keys = list(dict.fromkeys(keys))  # two keys may be shown as one

    def body(self) -> Iterator[Widget]:
        """The keys, two on a line, read downwards."""
        keys = [_key(*each) for each in self._keys]
        half = (len(keys) + 1) // 2
        lines = [
            Content.assemble(left, right)
            for left, right in zip_longest(keys[:half], keys[half:], fillvalue=Content(""))
        ]
        with VerticalScroll():
            yield Static(Content("\n").join(lines), markup=False)


def _key(key: str, description: str) -> Content:
    return Content.assemble((left(key, 5), "bold"), left(begin(description, 23), 23))
