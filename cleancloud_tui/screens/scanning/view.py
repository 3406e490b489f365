"""What the scan screen shows, and when: the answer to a scan at once, the list a little later."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...widgets.scan_field import ScanField
from ...widgets.table import Table
from .answer import alarm_in_words, answer_in_words, mode_in_words, modes_in_words
from .scan_list import COLUMNS

if TYPE_CHECKING:
    from .screen import ScanScreen

LIST_SECONDS: Final = 0.2
"""How long scans are gathered before the list shows them: the answer to each is shown at once."""


class ScanView:
    """Modes, field, answer and list of a scan screen.

    Args:
        screen: Where they stand.
    """

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen
        self._state = screen.state
        self._told: dict[str, Content] = {}
        self._has_news = self._fills_list = False

    def body(self) -> Iterator[Widget]:
        """The modes, the one that holds, the field, the answer, the list of scans."""
        yield Static(id="modes", markup=False)
        yield Static(id="mode", markup=False)
        yield ScanField(id="scan")
        yield Static(id="answer", markup=False)
        table = Table(COLUMNS, id="scans")
        table.can_focus = False
        yield table

    def show(self) -> None:
        """Show the answer and the list."""
        self._show_answer()
        rows = self._state.mode.rows()
        self._table.fill(self._state.scans.rows() if rows is None else rows)

    def show_soon(self) -> None:
        """Show the answer when the keys that are in were taken, and the list a little later."""
        if not self._has_news:
            self._has_news = True
            self._screen.call_later(self.show_newest)

    def show_newest(self) -> None:
        """Show what came last: the answer at once, the list soon after."""
        self._has_news = False
        if not self._screen.is_mounted:
            return
        self._show_answer()
        if not self._fills_list:
            self._fills_list = True
            self._screen.while_listing(self._fill_list)

    def highlighted(self) -> None:
        """Show the scan under the cursor."""
        if not self._fills_list:  # else the cursor is still on the scan before
            self._state.chosen = self._table.key
            self._show_answer()
            self._screen.refresh_bindings()

    async def _fill_list(self) -> None:
        await asyncio.sleep(LIST_SECONDS)
        self._fills_list = False
        self.show()
        if self._state.chosen is None:
            self._table.move_cursor(row=0)
        self._screen.refresh_bindings()

    @property
    def _table(self) -> Table:
        return self._screen.query_one(Table)

    def _show_answer(self) -> None:
        screen, state = self._screen, self._state
        screen.set_class(state.alarm is not None, "-wrong")
        self._tell("#modes", modes_in_words(state.modes.values(), state.mode))
        self._tell("#mode", mode_in_words(state.mode, state.on_their_way))
        if state.alarm is None:
            self._tell("#answer", answer_in_words(screen, state, state.current))
        else:
            wrong_one = state.scans.scan(state.alarm.key) or state.alarm
            self._tell("#answer", alarm_in_words(screen.shop, wrong_one, state.since_alarm))

    def _tell(self, part: str, content: Content) -> None:
        """Put words into a part of the screen.

        Its size does not depend on them: laying the screen out anew would double the time from a
        scan to its answer.
        """
        if self._told.get(part) != content:
            self._told[part] = content
            self._screen.query_one(part, Static).update(content, layout=False)
