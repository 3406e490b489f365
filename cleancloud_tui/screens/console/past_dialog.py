"""What was sent before: picked to fill in the form again, or kept for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.operations import OPERATIONS
from ...shop.console.past import PastRequest
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import Wording
from ..dialogs.base import Dialog

_FAVOURITE: Final = "★"


class PastRequestsDialog(Dialog[PastRequest]):
    """Answers the request that was picked; its values go into the form, and nothing is sent.

    Args:
        past: Those that are known.
        mark: Makes one a favourite or none, and returns all as they are then.
        wording: How the shop writes its values.
    """

    BINDINGS = [Binding("f", "mark", "Favourite", id="mark")]

    COLUMNS: Final = (
        Column("", 1),
        Column("Operation", 20),
        Column("With", 16, share=1),
        Column("Sent", 12),
    )

    def __init__(
        self,
        past: Sequence[PastRequest],
        mark: Callable[[PastRequest], Sequence[PastRequest]],
        wording: Wording,
    ) -> None:
        super().__init__("Which request goes into the form?")
        self._past = list(past)
        self._mark = mark
        self._wording = wording

    def body(self) -> Iterator[Widget]:
        """The requests, the favourites first, and what is not kept of them."""
        yield Table(self.COLUMNS, id="past")
        yield Static(
            "Nothing is sent by picking. Passwords, tokens and what tells about a person are not "
            "kept: type them anew.",
            id="past-note",
            classes="consequence",
            markup=False,
        )

    def on_mount(self) -> None:
        """Show them."""
        self._fill()
        self.query_one(Table).focus()

    @on(Table.RowSelected)
    def _picked(self, event: Table.RowSelected) -> None:
        self.dismiss(self._past[int(event.key)])

    def action_mark(self) -> None:
        """Keep the request under the cursor for good, or no more."""
        key = self.query_one(Table).key
        if key is None:
            return
        past = self._past[int(key)]
        try:
            self._past = list(self._mark(past))
        except CleanCloudError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return
        self._fill()
        place = next((place for place, each in enumerate(self._past) if each.is_like(past)), 0)
        self.query_one(Table).move_to(str(place))

    def _fill(self) -> None:
        self.query_one(Table).fill(
            TableRow(
                str(place),
                (
                    _FAVOURITE if each.is_favourite else "",
                    each.operation,
                    _values(each),
                    self._wording.age(each.at),
                ),
            )
            for place, each in enumerate(self._past)
        )


def _values(past: PastRequest) -> str:
    """Tell what is in a request, in the order of its form."""
    names = [each.name for each in OPERATIONS[past.operation].parameters]
    return "  ".join(f"{name} {past.values[name]}" for name in names if past.values.get(name))
