"""What there is of a customer's account beside editing it: a menu, what staff need most first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...api.models.customers import Customer
from ...api.rights import Right, Rights
from ..dialogs.choose import ChooseDialog
from .cards import CardsScreen
from .credit import show_credit
from .deactivation import deactivate
from .group import add_to_group
from .messages import MessagesScreen
from .phone_app import offer_app_actions
from .promo import use_promo
from .referral import ReferralScreen
from .subscription import SubscriptionScreen
from .words import named

if TYPE_CHECKING:
    from ..base import ShopScreen
    from ..desk import Desk


@dataclass(frozen=True, slots=True)
class Chapter:
    """A line of the menu.

    Attributes:
        show: Opens it, or asks what is to be asked, from the screen that leads there.
        right: What whoever opens it has to be granted; None where there is something to read.
    """

    label: str
    show: Callable[[ShopScreen, Customer], Awaitable[None]]
    right: Right | None = None


def _pushed(
    screen_of: Callable[[Desk, str], ShopScreen],
) -> Callable[[ShopScreen, Customer], Awaitable[None]]:
    async def push(screen: ShopScreen, customer: Customer) -> None:
        screen.app.push_screen(screen_of(screen.desk, customer.id))

    return push


CHAPTERS: Final = {
    "messages": Chapter("Messages", _pushed(MessagesScreen)),
    "credit": Chapter("Credit and loyalty points", show_credit),
    "cards": Chapter("Saved cards", _pushed(CardsScreen)),
    "promo": Chapter("Promo code", use_promo),
    "referral": Chapter("Referral code and gift", _pushed(ReferralScreen)),
    "subscription": Chapter("Subscription", _pushed(SubscriptionScreen)),
    "app": Chapter("Phone app: sign-in, password, devices", offer_app_actions),
    "group": Chapter("Add to a customer group", add_to_group, Right.SEND),
    "deactivate": Chapter("Deactivate the account", deactivate, Right.DELETE),
}
"""By their names, in their order; those that only change something are last."""


def chapters_for(rights: Rights) -> Mapping[str, Chapter]:
    """Return the chapters that a session may open, by their names."""
    return {
        name: each
        for name, each in CHAPTERS.items()
        if each.right is None or (rights.may(Right.SEND) and rights.may(each.right))
    }


async def offer_account(screen: ShopScreen, customer: Customer, chapter: str = "") -> None:
    """Open a chapter of an account; without one, let the user pick it."""
    offered = chapters_for(screen.desk.rights)
    labels = {name: each.label for name, each in offered.items()}
    question = f"Account of {named(customer)}"
    picked = chapter or await screen.ask(ChooseDialog(question, labels))
    if picked and picked in offered:
        await offered[picked].show(screen, customer)
