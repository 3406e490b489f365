"""The phone app of the shop: whether a customer's sign-in works, their password, their devices.

A password is asked for behind dots, sent once, and kept nowhere: no file, log or journal has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError, RefusedError
from ...api.models.customers import Customer
from ...api.rights import Right
from ...shop.customers import accounts
from ..deeds.sending import sent
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_line import EditLineDialog
from .token_dialog import TokenDialog
from .words import named

if TYPE_CHECKING:
    from ..base import ShopScreen

_NO_EMAIL: Final = "There is no email to {what}: e adds one."
_DEVICE: Final = (
    "The push token that the shop's own app shows on it. It is sent, and kept nowhere here."
)


async def offer_app_actions(screen: ShopScreen, customer: Customer) -> None:
    """Let the user pick what to do about the customer's app."""
    may_change = screen.desk.rights.may(Right.SEND)
    actions = {
        "sign-in": ("Check email and password", check_sign_in),
        **(_CHANGING if may_change else {}),
    }
    labels = {name: label for name, (label, _) in actions.items()}
    picked = await screen.ask(ChooseDialog(f"Phone app of {named(customer)}", labels))
    if picked:
        await actions[picked][1](screen, customer)


async def check_sign_in(screen: ShopScreen, customer: Customer) -> None:
    """See whether the customer's email and the password that they tell are right."""
    if not customer.email:
        screen.notice.failed(_NO_EMAIL.format(what="sign in with"))
        return
    password = await screen.ask(
        EditLineDialog(
            f"Password of {named(customer)} in the app",
            "",
            f"It is checked with {customer.email}, shown as dots, and kept nowhere.",
            is_hidden=True,
            is_sent=True,
        )
    )
    if not password:
        return
    screen.notice.waiting()
    try:
        customer_id = await screen.shop.ask.signs_in_as(customer.email, password)
    except RefusedError as error:
        why = error.text.replace(password, "…")
        screen.notice.failed(f"Signing in does not work. CleanCloud says: {why}")
        return
    except CleanCloudError as error:
        screen.notice.failed(f"Whether signing in works is not known. {error}", about=error)
        return
    screen.notice.arrived()
    if customer_id == customer.id:
        screen.notice.say(f"Signing in works: {customer.email} and the password are right.")
    else:
        screen.notice.failed(
            f"They are right, but not {named(customer)}'s: they sign in as customer {customer_id}."
        )


async def reset_password(screen: ShopScreen, customer: Customer) -> None:
    """Have CleanCloud send the customer an email by which the password is set anew."""
    if not customer.email:
        screen.notice.failed(_NO_EMAIL.format(what="send a password reset to"))
        return
    consequence = f"CleanCloud sends an email to {customer.email} at once."
    if await screen.confirm(f"Send {named(customer)} a password reset?", consequence):
        await screen.attempt(
            f"A password reset is sent to {customer.email}",
            sent(screen, accounts.send_password_reset, customer.email),
        )


async def add_device(screen: ShopScreen, customer: Customer) -> None:
    """Have CleanCloud tell a phone about the customer's orders."""
    token = await screen.ask(TokenDialog(f"Add a device of {named(customer)}", _DEVICE))
    if not token:
        return
    platform = await screen.ask(ChooseDialog("What kind of phone is it?", accounts.PLATFORMS))
    if platform is None:
        return
    hint = "The app's ID at its store, such as com.companyname.appname."
    bundle = await screen.ask(EditLineDialog("Which app is on it?", "", hint, is_sent=True))
    if bundle:
        await screen.attempt(
            "The device is told about orders from now on",
            sent(screen, accounts.add_device, customer.id, token, platform, bundle),
        )


async def remove_device(screen: ShopScreen, customer: Customer) -> None:
    """Have CleanCloud tell a phone nothing any more: it was lost, sold, or the app is gone."""
    token = await screen.ask(TokenDialog(f"Remove a device of {named(customer)}", _DEVICE))
    if token:
        await screen.attempt(
            "The device is told nothing any more",
            sent(screen, accounts.remove_device, customer.id, token),
        )


_CHANGING: Final = {
    "password": ("Send a password reset by email", reset_password),
    "add": ("Add a device that is told about orders", add_device),
    "remove": ("Remove a device", remove_device),
}
