"""Whether, and how, an order is to be deleted."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Static

from ...api.models.orders import Order
from ...shop.orders.verbs import Deletion
from ...wording.orders import paid_of, status_of
from ...wording.values import Wording, joined
from ..dialogs.question import QuestionDialog
from ..yes import YES_KEY
from .tick import Tick


class DeleteOrderDialog(QuestionDialog[Deletion]):
    """Answers how it is to be deleted; neither Enter nor a scan deletes."""

    def __init__(self, order: Order, customer: str, wording: Wording) -> None:
        """Ask about an order.

        Args:
            order: The order.
            customer: The name of its customer.
            wording: How the shop writes its values.
        """
        super().__init__(f"Delete order {order.id} of {customer}?")
        self._order = order
        self._wording = wording

    def body(self) -> Iterator[Widget]:
        """Say what goes, and offer the choices."""
        order = self._order
        told = joined(status_of(order), self._wording.money(order.total), paid_of(order))
        yield Static(
            f"{told}\nIt can't be taken back through CleanCloud's API.",
            classes="consequence",
            markup=False,
        )
        yield Tick("Only if its pickup is not too close", True, compact=True, id="check")
        yield Tick("Tell the shop by email", compact=True, id="email")
        yield Static(f"{YES_KEY}  delete it      Esc  no", classes="answers", markup=False)

    def action_yes(self) -> None:
        """Answer how it is to be deleted."""
        self.dismiss(
            Deletion(
                unless_picked_up_soon=self.query_one("#check", Tick).value,
                tell_shop=self.query_one("#email", Tick).value,
            )
        )
