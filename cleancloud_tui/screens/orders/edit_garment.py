"""A garment's notes, place, colours and custom status to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from ...api.models.garments import Garment
from ...shop.orders.garments import GarmentField
from ...shop.writes.typed_fields import changed_fields
from ...values.signs import plain
from ..dialogs.base import Dialog

_NUMBERS: Final = frozenset({GarmentField.COLOR, GarmentField.SECOND_COLOR, GarmentField.STATUS})
"""Fields that CleanCloud has numbers for: its API tells no colour's name."""


class EditGarmentDialog(Dialog[Mapping[str, str]]):
    """Answers the changed fields by `GarmentField`; None where none changed."""

    ENTER_GOES_ON = True

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, garment: Garment) -> None:
        super().__init__(f"Garment {garment.barcode} of order {garment.order_id}")
        self._fields: Mapping[str, tuple[str, str]] = {
            GarmentField.NOTES: ("Notes", garment.notes),
            GarmentField.PLACE: ("Place", garment.place),
            GarmentField.COLOR: ("Colour number", garment.color1),
            GarmentField.SECOND_COLOR: ("Second colour number", garment.color2),
            GarmentField.STATUS: ("Status number", garment.custom_status),
        }

    def body(self) -> Iterator[Widget]:
        """A field for each value."""
        for name, (label, value) in self._fields.items():
            yield Label(label, markup=False)
            yield Input(value, id=name, compact=True)
        yield Static(id="wrong", classes="consequence", markup=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    def action_save(self) -> None:
        """Answer what was changed, once every number among it is one."""
        before = {name: value for name, (_, value) in self._fields.items()}
        after = {name: self.query_one(f"#{name}", Input).value for name in before}
        changed = changed_fields(before, after)
        for name in _NUMBERS & changed.keys():
            number = changed[name].strip() and _number(changed[name])
            if number is None:
                self._refuse(name)
                return
            changed[name] = number
        self.dismiss(changed_fields(before, changed) or None)

    def _refuse(self, name: str) -> None:
        self.query_one("#wrong", Static).update(
            f"! The {self._fields[name][0].lower()} is to be a whole number such as 3."
        )
        self.query_one(f"#{name}").focus()
        self.app.bell()


def _number(text: str) -> str | None:
    """Return a number as it is sent; it counts nothing, so no mark parts thousands in it."""
    text = plain(text)
    return str(int(text)) if re.fullmatch(r"[0-9]{1,12}", text) else None
