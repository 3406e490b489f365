"""Making a new order: how it is paid, its promo code, the order itself, each of them once.

A promo code is used before the order is sent. It changes the customer's account: where it is
refused, no order was made with a discount that does not exist; where the order is refused after
it, what the code gave is still the customer's.

The draft and the entry of the journal that it is sent by are linked when the entry is written.
Whatever happens then, to the answer or to this program: the entry tells what became of the order,
and as long as that is not known, none is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError, leaves_open
from ..journal.entries import Entry, EntryState
from ..orders import verbs
from ..orders.fields import NEW, OrderField
from ..orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from ..writes.ids import order_id_in
from ..writes.steps import Send, Steps
from .route import known_route
from .usual_taxes import TaxCheck, TaxesDiffer

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ..journal.linked import FormKey
    from ..orders.rules import OrderRules
    from ..shop import Shop
    from .draft import OrderDraft
    from .order import NewOrder

_OPEN = (EntryState.WAITING, EntryState.SENT, EntryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Says, as a sentence, what keeps the order from being made."""

    problem: str


@dataclass(frozen=True, slots=True)
class NothingSent:
    """Says that nothing is sent: it is open what became of an order of the customer.

    Attributes:
        entry_id: By which that was sent.
    """

    entry_id: int


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Says that it is not known yet whether this order was made.

    Attributes:
        entry_id: By which it was sent.
    """

    entry_id: int


@dataclass(frozen=True, slots=True)
class NotMade:
    """Says that the order was not made, as far as can be told."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class OutcomeKnown:
    """Says that it is known now what became of what was sent by an entry."""

    entry_id: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Asks whether what an entry tells of is to be sent once more; answered True or False."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class PickPayment:
    """Asks how the order is paid; answered with a `Payment`, None where it is not made."""

    due: Decimal


@dataclass(frozen=True, slots=True)
class Sends:
    """Says that nothing more is asked: it is sent."""


@dataclass(frozen=True, slots=True)
class SendDraft(Send):
    """The promo code is used, or the order sent; answered with the reply.

    Attributes:
        form: The draft: what settles the one settles the other.
        may_wait: Whether it may be kept and sent later.
    """

    form: FormKey
    may_wait: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """Says that the order is another one now; it is kept next."""

    order: NewOrder


@dataclass(frozen=True, slots=True)
class Made:
    """Says that the order was made.

    Attributes:
        order_id: Empty where only a person said that it was made.
        change: To give back, where cash was taken.
    """

    order_id: str
    change: Decimal | None = None


FoundOut = NotKnown | OutcomeKnown | NotMade | Changed | Made
Step = (
    FoundOut
    | Incomplete
    | NothingSent
    | SendAgain
    | TaxesDiffer
    | PickPayment
    | TakeCash
    | ConfirmPayment
    | Sends
    | SendDraft
)


class Making:
    """Makes a customer's new order, exactly once.

    Args:
        shop: Sends it.
        draft: Of the order.
        rules: Tells the shop's; those at the beginning hold to the end.

    Attributes:
        is_open: Whether the order was sent, and was not known to be made or not when last looked.
    """

    def __init__(self, shop: Shop, draft: OrderDraft, rules: Callable[[], OrderRules]) -> None:
        self._shop = shop
        self._draft = draft
        self._rules = rules
        self._told = 0
        self.is_open = False

    async def steps(self, order: NewOrder, customer: Customer | None) -> Steps[Step]:
        """Go through what is to be asked before the order is made, and make it.

        Raises:
            BadParametersError: It breaks a rule of the API; nothing was sent.
            StorageError: The journal can't be read.
        """
        rules = self._rules()
        taxes = TaxCheck(self._shop, rules.rates)
        first_delivery = self._shop.ask.first_delivery(known_route(self._shop, order.customer_id))
        if problem := order.problem(first_delivery) or order.too_little(rules, customer):
            yield Incomplete(problem)
            return
        if (entry := await self._entry()) is not None:
            is_over = entry.operation == NEW.name and entry.is_done
            if not entry.is_settled:
                yield NothingSent(entry.id)
                is_over = True
            elif entry.operation == NEW.name and not is_over and entry.needs_person:
                is_over = (yield SendAgain(entry)) is not True
            if is_over:
                async with aclosing(self.finding_out(order)) as found:
                    async for step in found:
                        yield step
                return
            if _has_used_promo(entry, order):
                order = order.without_promo()
                yield Changed(order)
                await self._draft.keep(order)
        if newest := await self._open_of_customer(order):
            yield NothingSent(newest.id)
            return
        if (differing := taxes.differing()) and (yield differing) is not True:
            return
        await taxes.settle()
        due, payment = order.charges(rules, customer).final_total, Payment()
        if due:
            picked = yield PickPayment(due)
            if not isinstance(picked, Payment):
                return
            if picked.paid_by is PaidBy.CASH:  # of cash it is asked how much was given
                change = yield TakeCash(due)
                if not isinstance(change, Decimal):
                    return
                picked = Payment(PaidBy.CASH, change)
            elif (yield ConfirmPayment(due, picked.paid_by, order.customer_id)) is not True:
                return
            payment = picked
        # Worked out before the code is used: what it gives is counted in already.
        request = verbs.make(order, rules, customer, payment.paid_by)
        yield Sends()
        if code := order.text(OrderField.PROMO_CODE):
            promo = verbs.use_promo(order.customer_id, code)
            if (yield SendDraft(promo, self._draft.form_key, may_wait=False)) is None:
                return
            order = order.without_promo()
            yield Changed(order)
            await self._draft.keep(order)
        # Another terminal's, since the payment was asked for.
        if newest := await self._open_of_customer(order):
            yield NothingSent(newest.id)
            return
        reply = yield SendDraft(request, self._draft.form_key)
        if isinstance(reply, Mapping):
            yield Made(order_id_in(reply), payment.change)

    async def finding_out(self, order: NewOrder) -> Steps[FoundOut]:
        """Look what became of the order, or of its promo code, that was sent.

        Raises:
            StorageError: The journal can't be read, or the order not be kept.
        """
        entry = await self._entry()
        if entry is None:
            return
        if not entry.is_settled:
            yield NotKnown(entry.id)
            return
        if self._told != entry.id:
            yield OutcomeKnown(entry.id)
        if entry.operation != NEW.name:
            if _has_used_promo(entry, order):
                order = order.without_promo()
                yield Changed(order)
                await self._draft.keep(order)
        elif entry.is_done:
            yield Made(order_id_in(entry.reply))
        elif entry.needs_person and self._told != entry.id:
            self._told = entry.id
            yield NotMade(entry)

    def failed(self, error: CleanCloudError) -> None:
        """Note what a sending ended with instead of a reply."""
        self._draft.entry_id = error.entry_id or self._draft.entry_id
        self.is_open = leaves_open(error)

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
        entry = await self._shop.outbox.entry(entry_id) if entry_id else None
        self.is_open = entry is not None and not entry.is_settled
        return entry

    async def _open_of_customer(self, order: NewOrder) -> Entry | None:
        """Return the newest order of the customer where it is open what became of it.

        It may have been sent from any terminal.
        """
        subject = f"customer:{order.customer_id}"
        newest = await self._shop.outbox.newest_of(NEW.name, subject)
        return newest if newest is not None and newest.state in _OPEN else None


def _has_used_promo(entry: Entry, order: NewOrder) -> bool:
    """Tell whether an entry used the order's promo code: what it gives is the customer's now."""
    code = entry.parameters.get(OrderField.PROMO_CODE)
    is_use = entry.operation == verbs.USING_PROMO.name
    return is_use and entry.is_done and code == order.text(OrderField.PROMO_CODE)
