"""Who works here: the people who sign in, their roles and their PINs."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.people.people_file import Person
from ...shop.people.roles import OWNER
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.people import lacking_in_words, role_in_words
from ...wording.values import counted
from ..base import ShopScreen, tell_status
from ..deeds.deeds import deed
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_line import EditLineDialog
from .own_pin import pin_typed

_NOBODY: Final = (
    "Whoever is at the counter may do everything. N adds the first person, who is an owner; from "
    "then on everybody types a PIN."
)

_ABOUT: Final = {"role": "Another role", "pin": "Another PIN", "remove": "Remove"}


class PeopleScreen(ShopScreen):
    """The people who sign in at the counter, and what each may do."""

    NEEDS = Right.SET_UP

    CSS_PATH = "people.tcss"

    HELP = (
        "Where people are listed here, each signs in by a PIN (F11 changes from one to the next), "
        "their name stands in the audit trail, and their role decides what they may do. There is "
        "always an owner. A role of your own is a line of the setting “roles”."
    )

    BINDINGS = [
        Binding("n", "add", "New person", id="add"),
        Binding("r", "role", "Role", id="role"),
        Binding("p", "pin", "New PIN", id="pin"),
        Binding("d,delete", "remove", "Remove", id="remove", key_display="d"),
    ]

    COLUMNS: Final = (
        Column("Name", 20, share=1),
        Column("Role", 12, share=1),
        Column("", 40, share=3, cut="words"),
    )

    def body(self) -> Iterator[Widget]:
        """How many there are, and the list."""
        yield Static(id="people-head", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="people")
        yield Static(id="people-told", markup=False)

    def on_mount(self) -> None:
        """Put the cursor into the list."""
        self.query_one(Table).focus()

    def is_fresh(self) -> bool:
        """Return True: CleanCloud knows nothing of them."""
        return True

    def show(self) -> None:
        """Show the people as the file has them."""
        people = self._people()
        head = counted(len(people), "person", "people") if people else "Nobody signs in here"
        self.query_one("#people-head", Static).update(head)
        self.query_one(Table).fill(map(self._row, people))
        self._tell()

    @on(Table.RowHighlighted)
    def _tell(self) -> None:
        """Say in full what the role of the person under the cursor is, or what to do first."""
        person = self._current()
        role = self.shop.staffing.roles.get(person.role) if person else None
        told = "" if person else _NOBODY
        if person and role:
            told = f"{person.name}, {role_in_words(role)}."
        self.query_one("#people-told", Static).update(told)

    @on(Table.RowSelected)
    def _selected(self) -> None:
        """Offer what can be done about a person."""
        if (person := self._current()) is not None:
            dialog = ChooseDialog(person.name, _ABOUT)
            self.app.push_screen(dialog, self._do)

    async def _do(self, action: str | None) -> None:
        if action:
            await self.run_action(action)

    def action_refresh(self) -> None:
        """Read the file again."""
        self.show_again()

    @deed("add a person", Right.SET_UP)
    async def action_add(self) -> None:
        """Ask for a name, a role and a PIN, and add somebody."""
        is_first = not self._people()
        name = await self.ask(
            EditLineDialog("Who is it?", "", "The name stands in the audit trail.")
        )
        if not name:
            return
        role = OWNER.name if is_first else await self._role_picked(name)
        pin = await pin_typed(self, name) if role else None
        if role and pin:
            await self._try(self.shop.people_editing.add(name, role, pin), f"{name} was added")

    @deed("change a role", Right.SET_UP)
    async def action_role(self) -> None:
        """Give the person under the cursor another role."""
        if (person := self._current()) is None:
            return
        role = await self._role_picked(person.name, person.role)
        if role and role != person.role:
            done = f"{person.name} is {role} now"
            await self._try(self.shop.people_editing.set_role(person.name, role), done)

    @deed("change a PIN", Right.SET_UP)
    async def action_pin(self) -> None:
        """Give the person under the cursor another PIN."""
        if (person := self._current()) and (pin := await pin_typed(self, person.name)):
            done = f"{person.name} has another PIN"
            await self._try(self.shop.people_editing.set_pin(person.name, pin), done)

    @deed("remove a person", Right.SET_UP)
    async def action_remove(self) -> None:
        """Remove the person under the cursor, after a yes."""
        if (person := self._current()) is None:
            return
        told = "They sign in no more. What they did stays in the audit trail."
        if len(self._people()) == 1:
            told = "Then nobody signs in any more, and everybody may do everything."
        if await self.confirm(f"Remove {person.name}?", told):
            done = f"{person.name} was removed"
            await self._try(self.shop.people_editing.remove(person.name), done)

    async def _try(self, change: Awaitable[object], done: str) -> None:
        try:
            await change
        except CleanCloudError as error:
            self.notice.failed(error)
        else:
            self.notice.say(done)
        self.show_again()
        tell_status(self.app)

    async def _role_picked(self, name: str, now: str = "") -> str | None:
        roles = self.shop.staffing.roles
        labels = {role.name: role_in_words(role) for role in roles.values()}
        return await self.ask(ChooseDialog(f"What may {name} do?", labels, now))

    def _people(self) -> tuple[Person, ...]:
        try:
            people = self.shop.staffing.people
        except CleanCloudError as error:
            self.notice.failed(error)
            return ()
        return people.all if people else ()

    def _current(self) -> Person | None:
        key = self.query_one(Table).key
        return next((each for each in self._people() if each.name == key), None)

    def _row(self, person: Person) -> TableRow:
        role = self.shop.staffing.roles.get(person.role)
        lacking = lacking_in_words(role) if role else "no such role here: may do nothing"
        return TableRow(person.name, (person.name, person.role, lacking))
