"""A garment's notes, place, colours and custom status to edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Label

from ...api.models.garments import Garment
from ..forms import changed_fields
from .base import Dialog

_NUMBERS: Final = frozenset({"color1", "color2", "customStatus"})
"""Fields that CleanCloud has numbers for: its API tells no colour's name."""


class EditGarmentDialog(Dialog[Mapping[str, str]]):
    """Answers the changed fields by the names of `updateGarment`; None where none changed."""

    ENTER_GOES_ON = True

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, garment: Garment) -> None:
        super().__init__(f"Garment {garment.barcode} of order {garment.order_id}")
        self._fields = {
            "extraNotes": ("Notes", garment.notes),
            "conveyorLocation": ("Place", garment.place),
            "color1": ("Colour number", garment.color1),
            "color2": ("Second colour number", garment.color2),
            "customStatus": ("Status number", garment.custom_status),
        }

    def body(self) -> Iterator[Widget]:
        """A field for each value."""
        for name, (label, value) in self._fields.items():
            yield Label(label, markup=False)
            restrict = r"\d*" if name in _NUMBERS else None
            yield Input(value, id=name, compact=True, restrict=restrict)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    def action_save(self) -> None:
        """Answer what was changed."""
        before = {name: value for name, (_, value) in self._fields.items()}
        after = {name: self.query_one(f"#{name}", Input).value for name in before}
        self.dismiss(changed_fields(before, after) or None)
