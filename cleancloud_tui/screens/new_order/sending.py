"""Making a new order: how it is paid, its promo code, the order itself, each of them once.

A promo code is used before the order is sent. It changes the customer's account: where it is
refused, no order was made with a discount that does not exist; where the order is refused after
it, what the code gave is still the customer's.

The draft and the entry of the journal that it is sent by are linked when the entry is written.
Whatever happens then, to the answer or to this program: the entry tells what became of the order,
and as long as that is not known, none is sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...shop.journal.entries import Entry, EntryState
from ..dialogs.choose import ChooseDialog
from ..following import is_followed
from ..locking import LOCKED
from ..sending_again import may_go_again

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.orders.new_order import NewOrder
    from ..base import ShopScreen
    from .draft import OrderDraft

_ADDING: Final = "addOrder"
_USING: Final = "usePromo"
_LATER: Final = "0"
_CASH: Final = "1"
_PAYMENTS: Final = {_CASH: "Cash", "2": "Card", "3": "Check", _LATER: "Later, when it is collected"}

_OPEN: Final = (EntryState.WAITING, EntryState.SENT, EntryState.UNKNOWN)

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
    "Escape puts it aside; Ctrl+R shows what is open."
)
"""Why an order that was sent is not changed."""


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
        draft: Of the order.
        remember: Keeps the order where something about it changed; it is kept when that returns.

    Attributes:
        is_open: Whether the order was sent, and was not known to be made or not when last looked.
    """

    def __init__(
        self,
        screen: ShopScreen,
        draft: OrderDraft,
        remember: Callable[[NewOrder], Awaitable[None]],
    ) -> None:
        self._screen = screen
        self._draft = draft
        self._remember = remember
        self._rules = screen.desk.order_rules()
        self._told = 0
        self.is_open = False

    async def send(self, order: NewOrder, customer: Customer | None) -> Made | None:
        """Make the order; None where it was not made, or that is not known, which is told."""
        screen = self._screen
        if problem := order.problem():
            screen.notice.failed(problem)
            return None
        try:
            if (entry := await self._entry()) is not None:
                if await self._is_over(order, entry):
                    return await self.found_out(order)
                order = await self._without_used_promo(order, entry)
            if await self._is_open(order):
                return None
            return await self._paid_and_sent(order, customer)
        except CleanCloudError as error:
            self._draft.entry_id = error.entry_id or self._draft.entry_id
            self.is_open = is_followed(error)
            cause = _cause(error.entry_id) if self.is_open else ""
            more = f" {LOCKED}" if self.is_open else ""
            screen.notice.failed(f"{error} What was typed is kept.{more}", cause)
            screen.app.bell()
            return None

    async def _is_over(self, order: NewOrder, entry: Entry) -> bool:
        """Tell whether nothing is sent: it was made, may have been, or nobody means it again."""
        if not entry.is_settled:
            self._screen.notice.failed(_NOTHING_SENT, _cause(entry.id))
            return True
        if entry.operation != _ADDING:
            return False
        if entry.is_done:
            return True
        return entry.needs_person and not await may_go_again(self._screen, entry, "Send it again?")

    async def found_out(self, order: NewOrder) -> Made | None:
        """Look what became of an order, or its promo code, that was sent.

        Returns:
            None where it was not made, which is told, or where that is not known yet.

        Raises:
            StorageError: The journal can't be read, or the order not be kept.
        """
        entry = await self._entry()
        if entry is None:
            return None
        notice, cause = self._screen.notice, _cause(entry.id)
        if not entry.is_settled:
            if not notice.tells_of(cause):
                notice.failed(_NOT_KNOWN, cause)
            return None
        if self._told != entry.id:
            notice.ended(cause)
        if entry.operation != _ADDING:
            await self._without_used_promo(order, entry)
        elif entry.is_done:
            return Made(_order_id(entry.reply))
        elif entry.needs_person and self._told != entry.id:
            self._told = entry.id
            notice.failed(
                f"The order was not made, as far as can be told. {entry.error} "
                "What was typed is kept; F10 sends it again.",
                cause,
            )
        return None

    async def may_be_made(self) -> bool:
        """Tell whether the order was sent, and is not known yet what became of it.

        Raises:
            StorageError: The journal can't be read.
        """
        entry = await self._entry()
        return entry is not None and not entry.is_settled

    async def _entry(self) -> Entry | None:
        """Return the entry that the draft was sent by last."""
        entry_id = self._draft.entry_id
        entry = await self._screen.shop.outbox.entry(entry_id) if entry_id else None
        self.is_open = entry is not None and not entry.is_settled
        return entry

    async def _without_used_promo(self, order: NewOrder, entry: Entry) -> NewOrder:
        """Return the order without a code that was used: what it gives is the customer's now."""
        is_used = entry.is_done and entry.parameters.get("promoCode") == order.text("promoCode")
        if entry.operation != _USING or not is_used:
            return order
        order = order.with_typed(promoCode="", promoCredit="")
        await self._remember(order)
        return order

    async def _paid_and_sent(self, order: NewOrder, customer: Customer | None) -> Made | None:
        total = order.charges(self._rules, customer).final_total
        payment = await self._payment(total)
        if payment is None:
            return None
        change = None
        if payment == _CASH:
            from ..dialogs.take_cash import TakeCashDialog

            change = await self._screen.ask(TakeCashDialog(total, self._screen.wording))
            if change is None:
                return None
        # Worked out before the code is used: what it gives is counted in already.
        sent = order.parameters(self._rules, customer, payment.removeprefix(_LATER))
        self._screen.notice.waiting()
        order = await self._promo_used(order)
        if await self._is_open(order):  # another terminal's, since the payment was asked for
            return None
        reply = await self._screen.write(_ADDING, sent, form=self._draft.form_key)
        return Made(_order_id(reply), change)

    async def _payment(self, total: Decimal) -> str | None:
        if not total:
            return _LATER
        amount = self._screen.wording.money(total)
        amount = f"{amount} for the order of {self._screen.name_of(self._draft.customer_id)}"
        way = await self._screen.ask(ChooseDialog(f"To pay: {amount}", _PAYMENTS))
        if way is None or way == _CASH:  # of cash it is asked how much was given
            return way
        question = f"Was {amount} paid by {_PAYMENTS[way].lower()}?"
        consequence = "The order is made, and noted as paid."
        if way == _LATER:
            question, consequence = f"Make it unpaid: {amount}?", "It is to be paid when collected."
        return way if await self._screen.confirm(question, consequence) else None

    async def _promo_used(self, order: NewOrder) -> NewOrder:
        """Use the promo code, unless there is none or that was done."""
        code = order.text("promoCode")
        if not code:
            return order
        used = {"customerID": order.customer_id, "promoCode": code}
        await self._screen.write(_USING, used, may_wait=False, form=self._draft.form_key)
        order = order.with_typed(promoCode="", promoCredit="")
        await self._remember(order)
        return order

    async def _is_open(self, order: NewOrder) -> bool:
        """Tell whether it is not known what became of an order of the customer, and say so."""
        newest = await self._newest(order)
        if newest is None or newest.state not in _OPEN:
            return False
        self._screen.notice.failed(_NOTHING_SENT, _cause(newest.id))
        return True

    async def _newest(self, order: NewOrder) -> Entry | None:
        """Return the newest sending of an order of the customer, from whichever terminal."""
        subject = f"customer:{order.customer_id}"
        return await self._screen.shop.outbox.newest_of(_ADDING, subject)


def _cause(entry_id: int) -> str:
    return f"entry {entry_id}"


def _order_id(reply: Mapping[str, object]) -> str:
    return str(reply.get("orderID", ""))
