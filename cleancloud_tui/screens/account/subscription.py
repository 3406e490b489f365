"""What a customer pays regularly: the plan, beginning it with 3-D Secure, ending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import RefusedError
from ...api.models.cards import Subscription
from ...api.rights import Right
from ...shop.customers import subscriptions
from ...shop.orders.cards import may_be_card_number
from ...wording.values import Wording, joined
from ..deeds.deeds import deed
from ..deeds.sending import sent
from ..dialogs.confirm import ConfirmDialog
from ..dialogs.edit_line import EditLineDialog
from .base import AccountScreen

_NO_PLAN: Final = (
    "That looks like a payment card's number, and not like a plan. It was dropped: it is never "
    "kept or sent."
)
_PLAN: Final = (
    "The plan's ID, as Stripe or Clearent and CleanCloud's settings show it: plan_JNIndsfsdfvc. "
    "CleanCloud tells no list of plans."
)
_IN_THREE_STEPS: Final = (
    "The customer's bank asks them to confirm it themselves (3-D Secure).\n"
    "1  They confirm it where their bank asks: in its app, or by the message that it sends.\n"
    "2  They tell you that it is done. Nothing is charged before.\n"
    "3  Then the same is sent once more, as confirmed, and charging begins.\n"
    "Where they have not confirmed it, leave with Esc: nothing is subscribed, and a begins anew."
)


class SubscriptionScreen(AccountScreen[Subscription | None]):
    """A customer's subscription, as CleanCloud tells it."""

    HELP = (
        "What the customer pays regularly. a begins a subscription by its plan's ID: CleanCloud "
        "charges at once, and the bank may have the customer confirm it first, which is explained "
        "when it happens. d ends it."
    )

    BINDINGS = [
        Binding("a", "subscribe", "Subscribe", id="subscribe"),
        Binding("d", "end", "End it", id="end"),
    ]

    def body(self) -> Iterator[Widget]:
        """Whose it is, and what is told of it."""
        yield Static(id="subscription-heading", classes="heading", markup=False)
        yield Static(id="subscription-text", classes="text", markup=False)

    def show(self) -> None:
        """Show what was told."""
        heading = f"Subscription of {self.whose}"
        if self.told is None:
            heading, text = f"{heading}: not known yet", ""
        elif self.told.value is None:
            text = "There is no subscription. a begins one."
        else:
            text = "\n".join(lines_of(self.told.value, self.wording))
        self.query_one("#subscription-heading", Static).update(heading)
        self.query_one("#subscription-text", Static).update(text)

    async def read(self) -> Subscription | None:
        """Ask for it: one request."""
        held = await self.shop.ask.subscription_of(self.customer_id)
        told = "with more of the subscription than is shown here"
        self.say_unread(held.unread if held else None, told)
        return held

    @deed("begin a subscription", Right.CHARGE)
    async def action_subscribe(self) -> None:
        """Ask for the plan, and subscribe the customer, after asking."""
        question = f"Subscribe {self.whose} to a plan"
        plan = await self.ask(EditLineDialog(question, "", _PLAN))
        if not plan:
            return
        if may_be_card_number(plan):
            self.notice.failed(_NO_PLAN)
            return
        held = self.told.value if self.told else None
        has_one = f"They have a subscription: {_named(held)}. " if held else ""
        begins = "CleanCloud charges their saved card at once, and again each time it is due."
        if await self.confirm(f"Subscribe {self.whose} to {plan}?", f"{has_one}{begins}"):
            await self.attempt(f"Subscribed to {plan}", self._subscribing(plan), self.ask_again)
            self.ask_again()

    async def _subscribing(self, plan: str) -> Mapping[str, object]:
        """Subscribe; where the bank has the customer confirm it, wait until they have."""
        try:
            return await sent(self, subscriptions.subscribe, self.customer_id, plan)
        except RefusedError as error:
            if not subscriptions.asks_for_3d_secure(error):
                raise
            question = f"Has {self.whose} confirmed it with their bank?"
            if await self.ask(ConfirmDialog(question, _IN_THREE_STEPS)) is not True:
                raise
        return await sent(
            self, subscriptions.subscribe, self.customer_id, plan, is_authenticated=True
        )

    @deed("end a subscription", Right.DELETE)
    async def action_end(self) -> None:
        """End the subscription, after saying what that means."""
        if self.told is not None and self.told.value is None:
            self.notice.say("There is no subscription to end.")
            return
        held = self.told.value if self.told else None
        what = f"the subscription {_named(held)}" if held else "whatever subscription there is"
        consequence = (
            "CleanCloud charges nothing for it any more. What was paid is not given back, and what "
            "the plan gives ends: CleanCloud does not tell whether at once, or with what is paid "
            "for. A new subscription begins, and charges, from its start."
        )
        if await self.confirm(f"End {what} of {self.whose}?", consequence):
            change = sent(self, subscriptions.unsubscribe, self.customer_id)
            await self.attempt("The subscription is ended", change, self.ask_again)
            self.ask_again()


def lines_of(held: Subscription, wording: Wording) -> Iterator[str]:
    """Yield what is told of a subscription, a line each."""
    price = wording.money(held.price) if held.price is not None else ""
    yield joined(f"Plan  {_named(held)}", price)
    yield f"Status  {held.status or 'CleanCloud does not tell whether it runs'}"
    if held.started:
        yield f"Since  {wording.day_of(held.started)}"
    if held.renews:
        yield f"Renews  {wording.day_of(held.renews)}"
    if held.ended:
        yield f"Ends    {wording.day_of(held.ended)}"


def _named(held: Subscription) -> str:
    return f"{held.name} ({held.id})" if held.name else held.id
