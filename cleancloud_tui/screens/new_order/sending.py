"""Making a new order from its screen: what its rule asks, says and sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...shop.new_order.making import (
    Changed,
    FoundOut,
    Incomplete,
    Made,
    Making,
    NothingSent,
    NotKnown,
    NotMade,
    OutcomeKnown,
    PickPayment,
    SendAgain,
    SendDraft,
    Sends,
    Step,
)
from ...shop.new_order.usual_taxes import TaxesDiffer
from ...shop.orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from ...shop.writes.steps import Steps, walk
from ..deeds.locking import LOCKED
from ..deeds.sending_again import may_go_again
from ..dialogs.choose import ChooseDialog
from .words import taxes_differ_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from ...api.models.customers import Customer
    from ...shop.new_order.draft import OrderDraft
    from ...shop.new_order.order import NewOrder
    from ..base import ShopScreen

_LATER: Final = "0"
_PAYMENTS: Final = {
    **{each.value: each.label for each in PaidBy},
    _LATER: "Later, when it is collected",
}

MAY_BE_MADE: Final = "It may have been made: see “To resolve” (Ctrl+R) first."
"""Why an order that was sent is not thrown away."""

_NOTHING_SENT: Final = (
    "Nothing was sent: it is not known yet what became of an order of this customer that was sent "
    "before. See “To resolve” (Ctrl+R). What was typed is kept."
)


_NOT_KNOWN: Final = (
    "It is not known yet whether this order was made. What is found out stands here; nothing is "
    "sent before that."
)

LOOKED_UP: Final = (
    "The order was sent, and is being looked up. Nothing can be changed here until that is known. "
    "Escape parks it; Ctrl+R shows what is open."
)
"""Why an order that was sent is not changed."""


class Sending:
    """Makes the new order of a screen.

    Args:
        screen: Asks, and says what went wrong.
        draft: Of the order.
        show: Shows the order where something about it changed.
    """

    def __init__(
        self, screen: ShopScreen, draft: OrderDraft, show: Callable[[NewOrder], None]
    ) -> None:
        self._screen = screen
        self._customer_id = draft.customer_id
        self._show = show
        self._making = Making(screen.shop, draft, screen.desk.order_rules)

    @property
    def is_open(self) -> bool:
        """Whether the order was sent, and was not known to be made or not when last looked."""
        return self._making.is_open

    async def send(self, order: NewOrder, customer: Customer | None) -> Made | None:
        """Make the order; None where it was not made, or that is not known, which is told."""
        try:
            return await self._walked(self._making.steps(order, customer))
        except CleanCloudError as error:
            self._making.failed(error)
            cause = _cause(error.entry_id) if self.is_open else ""
            more = f" {LOCKED}" if self.is_open else ""
            self._screen.notice.failed(f"{error} What was typed is kept.{more}", cause)
            self._screen.app.bell()
            return None

    async def found_out(self, order: NewOrder) -> Made | None:
        """Look what became of an order, or its promo code, that was sent.

        Returns:
            None where it was not made, which is told, or where that is not known yet.

        Raises:
            StorageError: The journal can't be read, or the order not be kept.
        """
        return await self._walked(self._making.finding_out(order))

    async def may_be_made(self) -> bool:
        """Tell whether the order was sent, and is not known yet what became of it.

        Raises:
            StorageError: The journal can't be read.
        """
        return await self._making.may_be_made()

    async def _walked(self, steps: Steps[Step] | Steps[FoundOut]) -> Made | None:
        made = None

        async def answer(step: Step) -> object:
            nonlocal made
            if isinstance(step, Made):
                made = step
                return None
            return await self._answer(step)

        await walk(steps, answer)
        return made

    async def _answer(self, step: Step) -> object:
        """Ask, say or send what the rule of making an order comes to."""
        screen, notice = self._screen, self._screen.notice
        match step:
            case Incomplete(problem):
                notice.failed(problem)
            case NothingSent(entry_id):
                notice.failed(_NOTHING_SENT, _cause(entry_id))
            case NotKnown(entry_id):
                if not notice.tells_of(_cause(entry_id)):
                    notice.failed(_NOT_KNOWN, _cause(entry_id))
            case OutcomeKnown(entry_id):
                notice.ended(_cause(entry_id))
            case NotMade(entry):
                notice.failed(
                    f"The order was not made, as far as can be told. {entry.error} "
                    "What was typed is kept; F10 sends it again.",
                    _cause(entry.id),
                )
            case Changed(order):
                self._show(order)
            case Sends():
                notice.waiting()
            case SendAgain(entry):
                return await may_go_again(screen, entry, "Send it again?")
            case SendDraft(request, form, may_wait):
                return await screen.send(request, may_wait=may_wait, form=form)
            case TakeCash(due):
                from ..dialogs.take_cash import TakeCashDialog

                return await screen.ask(TakeCashDialog(due, screen.wording))
            case TaxesDiffer():
                return await screen.confirm(*taxes_differ_in_words(step))
            case PickPayment(due):
                return await self._how_paid(due)
            case ConfirmPayment(due, paid_by):
                return await self._is_confirmed(due, paid_by)
        return None

    async def _how_paid(self, due: Decimal) -> Payment | None:
        way = await self._screen.ask(ChooseDialog(f"To pay: {self._amount(due)}", _PAYMENTS))
        if way is None:
            return None
        return Payment(None if way == _LATER else PaidBy(way))

    async def _is_confirmed(self, due: Decimal, paid_by: PaidBy | None) -> bool:
        amount = self._amount(due)
        if paid_by is None:
            question, consequence = f"Make it unpaid: {amount}?", "It is to be paid when collected."
        else:
            question = f"Was {amount} paid by {paid_by.word}?"
            consequence = "The order is made, and noted as paid."
        return await self._screen.confirm(question, consequence)

    def _amount(self, due: Decimal) -> str:
        whose = self._screen.name_of(self._customer_id)
        return f"{self._screen.wording.money(due)} for the order of {whose}"


def _cause(entry_id: int) -> str:
    return f"entry {entry_id}"
