"""What speaks against saving a customer, put to a person in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...api.errors import BadParametersError, CleanCloudError, RefusedError
from ...api.models.customers import Customer
from ...api.models.orders import Order
from ...api.text import one_line
from ...widgets.form import Form
from ...wording.values import joined
from ..dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ...shop.writes.conflicts import Conflict
    from ..base import ShopScreen

UNDER_WAY: Final = (
    "It is not known yet whether an earlier try made this customer: nothing was sent. What is "
    "found out stands under “To resolve” (Ctrl+R)."
)

GO_ON: Final = "go-on"
"""The choice to save the customer all the same."""

_TAKEN: Final = "already exists"
"""The API's words for an email or a phone number that another customer has."""


async def may_be_without_email(screen: ShopScreen) -> bool:
    """Ask whether the account is to be made without an email."""
    question = "Make the account without an email?"
    return await screen.confirm(question, "CleanCloud is told that none is needed.")


async def same_contact(
    screen: ShopScreen, others: Sequence[Customer], *, is_new: bool
) -> str | None:
    """Name who has the same phone or email already; return who is to be opened, or `GO_ON`."""
    choices = {each.id: f"Open {_who(screen, each)}" for each in others}
    question = "This phone number or email is known already. Nothing was sent yet."
    return await screen.ask(ChooseDialog(question, {**choices, GO_ON: _anyway(is_new)}))


async def may_save_all_the_same(screen: ShopScreen, *, is_new: bool) -> bool:
    """Ask once more, since two customers will have the same phone or email."""
    told = "It has the same phone number or email as another one then."
    return await screen.confirm(f"{_anyway(is_new)}?", told)


async def may_overwrite(screen: ShopScreen, whose: str, conflict: Conflict, form: Form) -> bool:
    """Ask before what somebody else changed meanwhile is overwritten."""
    lines = (f"{form.label_of(name)}: {told}" for name, told in conflict.told.items())
    return await screen.confirm(f"{whose} was changed meanwhile. Overwrite?", "\n".join(lines))


def failure_in_words(error: CleanCloudError, form: Form) -> str:
    """Say why a customer was not saved, by the labels of the form."""
    if isinstance(error, BadParametersError):
        return f"Nothing was sent yet: {form.in_labels('; '.join(error.problems))}."
    if isinstance(error, RefusedError) and _TAKEN in error.text.lower():
        return (
            f"CleanCloud did not save it: {error.text}. An email stays taken even after its "
            "customer was deactivated. What was typed stays here."
        )
    return f"{error} What was typed stays here."


def _anyway(is_new: bool) -> str:
    return "Make a new one all the same" if is_new else "Save this one all the same"


def _not_in(orders: Sequence[Order]) -> str:
    """Say of somebody whose orders tell no day whether there are any."""
    return "last in unknown" if orders else "never in"


def _who(screen: ShopScreen, customer: Customer) -> str:
    orders = screen.shop.orders_of(customer.id)
    made = [order.created for order in orders if order.created]
    return joined(
        customer.name or f"customer {customer.id}",
        one_line(customer.address) or customer.phone or customer.email,
        f"last in {screen.wording.day_of(max(made))}" if made else _not_in(orders),
    )
