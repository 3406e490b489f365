"""Making a new order: how it is paid, its promo code, the order itself, each of them once.

A promo code is used before the order is sent. It changes the customer's account: where it is
refused, no order was made with a discount that does not exist; where the order is refused after
it, what the code gave is still the customer's.

Before the order is sent, its draft is marked with the newest entry that the journal has of the
customer's orders. Whatever happens then, to the answer or to this program: the mark tells which
entry to ask what became of the order, and as long as that is not known, none is sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ..api.errors import CleanCloudError, OutcomeUnknownError
from ..shop.journal.entries import Entry, EntryState
from .dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ..api.models.customers import Customer
    from ..shop.orders.new_order import NewOrder
    from .base import ShopScreen

_LATER: Final = "0"
_CASH: Final = "1"
_PAYMENTS: Final = {_CASH: "Cash", "2": "Card", "3": "Check", _LATER: "Later, when it is collected"}

_OPEN: Final = (EntryState.WAITING, EntryState.SENT, EntryState.UNKNOWN)

SENT: Final = "sentAfter"
"""Under this name a new order that was sent keeps the entry of the journal that was newest then."""

DOUBT: Final = "doubt"
"""Under this name it keeps why it is thought not to have been made, after such a sending."""

MAY_BE_MADE: Final = "It may have been made: see “To resolve” (Ctrl+R) first."
"""Why an order that was sent is not thrown away."""

_NOTHING_SENT: Final = (
    "Nothing was sent: it is not known yet what became of an order of this customer that was sent "
    "before. See “To resolve” (Ctrl+R). What was typed is kept."
)


@dataclass(frozen=True, slots=True)
class Made:
    """An order that was made.

    Attributes:
        order_id: Empty where only a person said that it was made.
        change: To give back, where cash was taken.
    """

    order_id: str
    change: Decimal | None = None


class Sending:
    """Makes the new order of a screen.

    Args:
        screen: Asks, and says what went wrong.
        remember: Keeps the order where something about it changed; it is kept when that returns.
    """

    def __init__(self, screen: ShopScreen, remember: Callable[[NewOrder], Awaitable[None]]) -> None:
        self._screen = screen
        self._remember = remember
        self._rules = screen.desk.order_rules()

    async def send(self, order: NewOrder, customer: Customer | None) -> Made | None:
        """Make the order; None where it was not made, or that is not known, which is told."""
        screen = self._screen
        if problem := order.problem():
            screen.notice.failed(problem)
            return None
        if order.text(DOUBT) and not await screen.confirm("Send it again?", order.text(DOUBT)):
            return None
        try:
            if order.text(SENT):
                return await self.found_out(order)
            if await self._is_open(order):
                return None
            return await self._paid_and_sent(order, customer)
        except CleanCloudError as error:
            screen.notice.failed(f"{error} What was typed is kept.")
            screen.app.bell()
            return None

    async def found_out(self, order: NewOrder) -> Made | None:
        """Look what became of an order that was sent, by its mark.

        Returns:
            None where it was not made, which is told, or where that is not known yet.

        Raises:
            StorageError: The journal can't be read, or the order not be kept.
        """
        newest = await self._newest(order)
        if newest is None or newest.id <= int(order.text(SENT)):
            # The program ended between the mark and the sending.
            await self._remember(order.with_typed(**{SENT: ""}))
            return None
        if await self._is_open(order):
            return None
        if newest.state is EntryState.CONFIRMED:
            return Made(_order_id(newest.reply))
        await self._remember(order.with_typed(**{SENT: "", DOUBT: newest.error}))
        self._screen.notice.failed(
            f"The order was not made, as far as can be told. {newest.error} "
            "What was typed is kept; F10 sends it again."
        )
        return None

    async def _paid_and_sent(self, order: NewOrder, customer: Customer | None) -> Made | None:
        total = order.charges(self._rules, customer).final_total
        payment = await self._payment(total)
        if payment is None:
            return None
        change = None
        if payment == _CASH:
            from .dialogs.take_cash import TakeCashDialog

            change = await self._screen.ask(TakeCashDialog(total, self._screen.wording))
            if change is None:
                return None
        # Worked out before the code is used: what it gives is counted in already.
        sent = order.parameters(self._rules, customer, payment.removeprefix(_LATER))
        self._screen.notice.waiting()
        order = await self._promo_used(order)
        if await self._is_open(order):  # another terminal's, since the payment was asked for
            return None
        newest = await self._newest(order)
        await self._remember(order.with_typed(**{SENT: str(newest.id if newest else 0), DOUBT: ""}))
        try:
            reply = await self._screen.write("addOrder", sent)
        except OutcomeUnknownError:
            raise
        except CleanCloudError:
            await self._remember(order)  # it did not happen
            raise
        return Made(_order_id(reply), change)

    async def _payment(self, total: Decimal) -> str | None:
        if not total:
            return _LATER
        question = f"To pay: {self._screen.wording.money(total)}"
        return await self._screen.ask(ChooseDialog(question, _PAYMENTS))

    async def _promo_used(self, order: NewOrder) -> NewOrder:
        """Use the promo code, unless there is none or that was done."""
        code = order.text("promoCode")
        if not code:
            return order
        used = {"customerID": order.customer_id, "promoCode": code}
        await self._screen.write("usePromo", used, may_wait=False)
        order = order.with_typed(promoCode="", promoCredit="")
        await self._remember(order)
        return order

    async def _is_open(self, order: NewOrder) -> bool:
        """Tell whether it is not known what became of an order of the customer, and say so."""
        newest = await self._newest(order)
        if newest is None or newest.state not in _OPEN:
            return False
        self._screen.notice.failed(_NOTHING_SENT)
        return True

    async def _newest(self, order: NewOrder) -> Entry | None:
        """Return the newest sending of an order of the customer, from whichever terminal."""
        subject = f"customer:{order.customer_id}"
        return await self._screen.shop.outbox.newest_of("addOrder", subject)


def _order_id(reply: Mapping[str, object]) -> str:
    return str(reply.get("orderID", ""))
