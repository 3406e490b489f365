"""The settings: every one there is, looked for by typing, explained, and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...settings.kinds import CodePattern
from ...settings.standing import Standing
from ...settings.typed import choices_of, text_of, value_typed
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ..deeds.deeds import deed
from ..dialogs.base import Dialog
from ..dialogs.choose import ChooseDialog
from ..stock.narrowed import NarrowedScreen
from .dialog import SettingDialog
from .words import now_in_words, origin_in_words, since_when, told_of

_PATTERN: Final = (
    "Patterns are set where codes can be tried: Ctrl+P, “Set up the scanner”. Here they are shown."
)


class SettingsScreen(NarrowedScreen):
    """What is set for the shop and for the program, where each comes from, and a way to change it.

    What somebody else changes meanwhile, in the file or at another counter, is shown at once.
    """

    CSS_PATH = ["../stock/narrowed.tcss", "screen.tcss"]

    HELP = (
        "Typing looks for settings by their name, their meaning or their value. Enter changes the "
        "one under the cursor; F8 sets it back to its default. What is kept stands in the settings "
        "file, where comments and order stay as they were, and holds for all counters of this "
        "computer: at once, unless said otherwise below the list. A token is never shown."
    )

    BINDINGS = [
        Binding("enter", "change", "Change", id="change", priority=True),
        Binding("f8", "default", "Default", id="default"),
    ]

    COLUMNS = (
        Column("Setting", 24, share=1),
        Column("Now", 20, share=3),
        Column("From", 13),
        Column("In the file", 16, wide_only=True),
    )
    PLACEHOLDER = "What is to be set? Such as tax, printer, colours"
    ONE = "setting"

    def body(self) -> Iterator[Widget]:
        """The field, the list, and what there is to say of the setting under the cursor."""
        yield from super().body()
        yield Static(id="told", markup=False)

    def is_fresh(self) -> bool:
        """Return True: nothing here comes from the API."""
        return True

    def heading(self) -> str:
        """Return whose settings they are."""
        return f"Settings of {self.desk.name} and of this program"

    def found(self, text: str) -> Sequence[TableRow]:
        """Return the settings that a text leaves, each behind its group's name."""
        rows: list[TableRow] = []
        for each in self._found(text):
            title = each.group.value
            if not any(row.key == title for row in rows):
                rows.append(TableRow(title, (Text(title, style="bold"), "", "", "")))
            rows.append(_row(each))
        return rows

    def _count(self, rows: Sequence[TableRow] | None) -> str:
        return super()._count(self._found(self._text) and [_row(e) for e in self._found(self._text)])

    def _found(self, text: str) -> list[Standing]:
        return [each for each in self.desk.settings.standings() if each.is_found_by(text)]

    def show(self) -> None:
        """List the settings, with the cursor on one of them."""
        super().show()
        table = self.query_one(Table)
        table.show_cursor = True
        self._tell()

    @on(Table.RowHighlighted)
    def _tell(self) -> None:
        standing = self._standing
        self.query_one("#told", Static).update(told_of(standing) if standing else "")

    @property
    def _standing(self) -> Standing | None:
        key = self.query_one(Table).key
        return next((each for each in self._found("") if each.key == key), None)
