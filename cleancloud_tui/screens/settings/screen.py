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
from ...settings.errors import ChangedMeanwhileError
from ...settings.groups import Group
from ...settings.kinds import CodePattern
from ...settings.standing import Standing, found_by
from ...settings.typed import choices_of, text_of, value_typed
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ..deeds.deeds import deed
from ..desk import Desk
from ..dialogs.base import Dialog
from ..dialogs.choose import ChooseDialog
from ..stock.narrowed import NarrowedScreen
from .dialog import SettingDialog
from .words import (
    changed_meanwhile,
    now_in_words,
    origin_in_words,
    since_when,
    told_of,
    value_in_words,
)

_LEFT_OUT: Final = "left out"

_TITLES: Final = frozenset(group.value for group in Group)


class SettingsScreen(NarrowedScreen):
    """What is set for the shop and for the program, where each comes from, and a way to change it.

    What somebody else changes meanwhile, in the file or at another counter, is shown at once.
    """

    CSS_PATH = ["../stock/narrowed.tcss", "screen.tcss"]

    HELP = (
        "Typing looks for settings by their name, their meaning or their value. Enter changes the "
        "one under the cursor; F8 sets it back to its default. What is kept stands in the settings "
        "file, where comments and order stay as they were, and holds for all counters of this "
        "computer: at once, unless said otherwise below the list; F6 opens the shop anew where "
        "something waits for that. Patterns are set where codes can be tried. A token is never "
        "shown."
    )

    BINDINGS = [
        Binding("enter", "change", "Change", id="change", priority=True),
        Binding("f8", "default", "Default", id="default"),
        Binding("f6", "open_anew", "Open anew", id="open_anew"),
    ]

    COLUMNS = (
        Column("Setting", 24, share=1),
        Column("Now", 20, share=3),
        Column("From", 13),
        Column("In the file", 16, wide_only=True),
    )
    PLACEHOLDER = "What is to be set? Such as tax, printer, colours"
    ONE = "setting"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[Standing] = []

    def body(self) -> Iterator[Widget]:
        """The field, the list, and what there is to say of the setting under the cursor."""
        yield from super().body()
        yield Static(id="told", markup=False)

    def is_fresh(self) -> bool:
        """Return True: nothing here comes from the API."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open the shop anew where something that is set waits for that."""
        if action == "open_anew":
            return bool(self.desk.settings.waiting())
        return super().check_action(action, parameters)

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
        return super()._count([row for row in rows or () if row.key not in _TITLES])

    def _found(self, text: str) -> list[Standing]:
        return found_by(text, self._all)

    def on_mount(self) -> None:
        """Begin at the top, once it is known how many rows are in sight."""
        self.call_after_refresh(self.action_move, -1)

    def show(self) -> None:
        """List the settings, with the cursor on one of them."""
        self._all = self.desk.settings.standings()
        super().show()
        self.query_one(Table).show_cursor = True
        self.action_move(0)
        self._tell()
        self.refresh_bindings()

    @on(Input.Changed, "#narrow")
    def _begin_at_the_top(self) -> None:
        self.query_one(Table).forget_cursor()

    def action_move(self, rows: int) -> None:
        """Move in the list, from setting to setting; no group's name is one."""
        super().action_move(rows)
        table = self.query_one(Table)
        if table.key in _TITLES:
            table.move_cursor(row=table.cursor_row + (-1 if rows < 0 < table.cursor_row else 1))

    @on(Table.RowHighlighted)
    def _tell(self) -> None:
        standing = self._standing
        self.query_one("#told", Static).update(
            told_of(standing, self.desk.settings.wrong) if standing else ""
        )

    @property
    def _standing(self) -> Standing | None:
        key = self.query_one(Table).key
        return next((each for each in self._all if each.key == key), None)

    @deed("change the setting", Right.SET_UP)
    async def action_change(self) -> None:
        """Let the setting under the cursor be changed."""
        standing = self._standing
        if standing is None:
            return
        if standing.fixed:
            self.notice.say(standing.fixed)
            return
        if isinstance(standing.setting.kind, CodePattern):  # where codes can be tried at once
            await self.run_action("app.set_up_scanner")
            return
        typed = await self.ask(_dialog(standing, self._choices(standing)))
        if typed is not None:
            await self._keep(standing, value_typed(standing.setting.kind, typed))

    @deed("set it back", Right.SET_UP)
    async def action_default(self) -> None:
        """Set the setting under the cursor back to its default."""
        standing = self._standing
        if standing is None or standing.value == standing.default:
            return
        question = f"{standing.label}: back to “{value_in_words(standing.default)}”?"
        if standing.fixed or standing.is_secret:
            self.notice.say(standing.fixed)
        elif await self.confirm(question, f"It is “{value_in_words(standing.value)}” now."):
            await self._keep(standing, standing.default)

    async def action_open_anew(self) -> None:
        """Open the shop anew, for what holds only then."""
        await self.run_action("app.open_anew")

    async def _keep(self, standing: Standing, value: object) -> None:
        if value == standing.value and not standing.is_secret:
            self.notice.say(f"{standing.label} stays as it was.")
            return
        self.notice.waiting()
        try:
            await self.desk.settings.keep(standing, value, self.desk.rights)
        except ChangedMeanwhileError:
            self.notice.arrived()
            await self._keep_all_the_same(standing, value)
            return
        except (CleanCloudError, ValueError) as error:
            self.notice.arrived()
            self.notice.failed(str(error))
            return
        self.notice.arrived()
        self.notice.say(f"{standing.label} is kept. {since_when(standing)}.")
        self.show_again()

    async def _keep_all_the_same(self, shown: Standing, value: object) -> None:
        """Ask about a value that somebody else has changed since it was shown."""
        self.desk.settings.look()
        stands = next(each for each in self.desk.settings.standings() if each.key == shown.key)
        if await self.confirm(*changed_meanwhile(shown, stands, value)):
            await self._keep(stands, value)
        else:
            self.notice.say(f"{shown.label} stays as it is in the file.")
            self.show_again()

    def _choices(self, standing: Standing) -> Sequence[str]:
        if standing.name == "shop":
            return self.desk.settings.shops()
        return choices_of(standing.setting.kind)


def _dialog(standing: Standing, choices: Sequence[str]) -> Dialog[str]:
    if not choices:
        return SettingDialog(standing)
    labels = {each: each or _LEFT_OUT for each in choices}
    return ChooseDialog(standing.label, labels, text_of(standing.value))


def _row(standing: Standing) -> TableRow:
    cells = (
        f"  {standing.label}",
        now_in_words(standing),
        origin_in_words(standing),
        standing.name,
    )
    return TableRow(standing.key, cells)
