"""What can be done with a customer's account beside editing it: a menu, and what is in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from ...api.errors import CleanCloudError
from ...api.models.cards import Card, Subscription
from ...api.models.customers import Customer
from ...api.models.messages import Message
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.rights import Right
from ...shop.customers import accounts, verbs
from ...shop.pickups.repeat_pickups import in_words
from ...wording.orders import status_of
from ...wording.values import Wording, counted, joined, number
from ..deeds.sending import sent
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_line import EditLineDialog
from ..dialogs.edit_text import EditTextDialog
from ..dialogs.tell import TellDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

T = TypeVar("T")

_MOST_MESSAGES: Final = 20


async def offer_account_actions(screen: ShopScreen, customer: Customer) -> None:
    """Let the user pick what to do with an account, and do it."""
    may_change = screen.desk.rights.may(Right.SEND)
    offered = _ACTIONS if may_change else _READING
    labels = {name: label for name, (label, _) in offered.items()}
    picked = await screen.ask(ChooseDialog(f"Account of {_named(customer)}", labels))
    if picked:
        await offered[picked][1](screen, customer)


async def deactivate(screen: ShopScreen, customer: Customer) -> None:
    """Deactivate a customer, after telling what that does and what is still open."""
    told = [
        "No search finds the customer any more, and they can't sign in. Their orders stay, and "
        "their email stays taken. It can't be taken back from here.",
        *[f"• {line}" for line in await _what_is_open(screen, customer)],
    ]
    if await screen.confirm(f"Deactivate {_named(customer)}?", "\n".join(told)):
        await screen.attempt(
            f"{_named(customer)} is deactivated",
            sent(screen, verbs.deactivate, customer.id),
        )


async def reset_password(screen: ShopScreen, customer: Customer) -> None:
    """Have CleanCloud send the customer an email by which the password is set anew."""
    if not customer.email:
        screen.notice.failed("There is no email to send a password reset to: e adds one.")
        return
    consequence = f"CleanCloud sends an email to {customer.email} at once."
    if await screen.confirm(f"Send {_named(customer)} a password reset?", consequence):
        await screen.attempt(
            f"A password reset is sent to {customer.email}",
            sent(screen, accounts.send_password_reset, customer.email),
        )


async def add_to_group(screen: ShopScreen, customer: Customer) -> None:
    """Put the customer into a group by its number: the API can't list the groups."""
    question = f"Add {_named(customer)} to a group"
    group = await screen.ask(
        EditLineDialog(
            question, "", "The group's number, as CleanCloud's settings show it.", is_sent=True
        )
    )
    if group:
        await screen.attempt(
            f"Added to group {group}",
            sent(screen, accounts.add_to_group, customer.id, group),
        )


async def convert_points(screen: ShopScreen, customer: Customer) -> None:
    """Turn all unused loyalty points into credit."""
    if not customer.loyalty_points:
        screen.notice.failed(f"{_named(customer)} has no loyalty points, as far as is known.")
        return
    points = number(customer.loyalty_points)
    consequence = "CleanCloud works out the credit. It can't be taken back."
    if await screen.confirm(
        f"Turn all {points} points of {_named(customer)} into credit?", consequence
    ):
        await screen.attempt(
            f"{points} points are credit now",
            sent(screen, accounts.convert_points, customer.id),
        )


async def show_messages(screen: ShopScreen, customer: Customer) -> None:
    """Show the latest messages between the customer and the shop."""
    found = await _read(screen, screen.shop.ask.messages_of(customer.id, _MOST_MESSAGES))
    if found is None:
        return
    lines = [_message_in_words(each, screen.wording) for each in found]
    text = "\n\n".join(lines) or "There are no messages."
    await screen.ask(TellDialog(f"Messages of {_named(customer)}, the newest first", text))


async def add_message(screen: ShopScreen, customer: Customer) -> None:
    """Record a message from the customer: the API sends none to them."""
    question = f"Message from {_named(customer)}: nothing is sent to them"
    text = ""
    while text := (await screen.ask_over(EditTextDialog(question, text)) or "").strip():
        message = sent(screen, accounts.record_message, customer.id, text)
        if await screen.attempt("Message recorded", message):
            return


async def show_cards(screen: ShopScreen, customer: Customer) -> None:
    """Show the saved cards, never more than their last four digits, and the subscription."""
    cards = await _read(screen, screen.shop.ask.cards_of(customer.id))
    if cards is None:
        return
    lines = [_card_in_words(each) for each in cards] or ["No card is saved."]
    try:
        held = await screen.shop.ask.subscription_of(customer.id)
    except CleanCloudError as error:
        screen.notice.failed(error)
        lines.append(f"The subscription could not be read: {error}")
    else:
        lines.append(
            _subscription_in_words(held, screen.wording) if held else "There is no subscription."
        )
    await screen.ask(TellDialog(f"Cards and subscription of {_named(customer)}", "\n".join(lines)))


_Action = Callable[["ShopScreen", Customer], Awaitable[None]]

_ACTIONS: Final[Mapping[str, tuple[str, _Action]]] = {
    "messages": ("Messages", show_messages),
    "message": ("Record a message from the customer", add_message),
    "cards": ("Cards and subscription", show_cards),
    "points": ("Turn loyalty points into credit", convert_points),
    "group": ("Add to a customer group", add_to_group),
    "password": ("Send a password reset by email", reset_password),
    "deactivate": ("Deactivate the account", deactivate),
}

_READING: Final = {name: _ACTIONS[name] for name in ("messages", "cards")}
"""Those that change nothing."""


async def _read(screen: ShopScreen, reading: Awaitable[tuple[T, ...]]) -> tuple[T, ...] | None:
    """Await what is asked for, and say how it went; None where it could not be read."""
    screen.notice.waiting()
    try:
        found = await reading
    except CleanCloudError as error:
        screen.notice.failed(error)
        return None
    screen.notice.arrived()
    return found


async def _what_is_open(screen: ShopScreen, customer: Customer) -> list[str]:
    wording = screen.wording
    orders = screen.shop.orders_of(customer.id)
    lines = [
        joined(
            f"order {order.id} is open: {status_of(order)}",
            f"{wording.money(order.due)} unpaid" if order.due else "",
        )
        for order in orders
        if order.is_open
    ]
    unpaid = [order for order in orders if order.due and not order.is_open]
    if unpaid:
        lines.append(f"{counted(len(unpaid), 'completed order')} unpaid")
    if customer.credit:
        lines.append(f"credit of {wording.money(customer.credit)} is left")
    return [*lines, *await _repeat_pickups(screen, customer)] or ["Nothing is open."]


async def _repeat_pickups(screen: ShopScreen, customer: Customer) -> list[str]:
    """Return a line a repeat pickup; they are read where they were not just now."""
    known = screen.shop.repeat_pickups_of(customer.id)
    try:
        pickups = (
            known.value
            if known and screen.shop.is_fresh(known.read_at)
            else await screen.shop.ask.refresh_repeat_pickups(customer.id)
        )
    except NotUnderstoodError as error:
        return [f"whether repeat pickups go on is not known. {error}"]
    except CleanCloudError:
        if not known:
            return ["whether there are repeat pickups could not be read now"]
        pickups = known.value
    return [f"a repeat pickup goes on: {in_words(pickup)}" for pickup in pickups]


def _named(customer: Customer) -> str:
    return customer.name or f"customer {customer.id}"


def _message_in_words(message: Message, wording: Wording) -> str:
    who = {True: "customer", False: "shop", None: ""}[message.from_customer]
    when = wording.moment(message.at) if message.at else ""
    return f"{joined(when, who)}\n{message.text}".strip()


def _card_in_words(card: Card) -> str:
    number = f"•••• {card.last_four}" if card.last_four else ""
    expires = f"expires {card.expires}" if card.expires else ""
    default = "the default" if card.is_default else ""
    return joined(f"{card.brand or 'Card'} {number}".strip(), expires, default)


def _subscription_in_words(held: Subscription, wording: Wording) -> str:
    return joined(
        f"Subscription {held.name or held.id}",
        held.status,
        wording.money(held.price) if held.price is not None else "",
        f"renews {wording.day_of(held.renews)}" if held.renews else "",
    )
