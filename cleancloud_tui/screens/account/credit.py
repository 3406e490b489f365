"""Credit and loyalty points: what there is, and what the points give as credit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.customers import Customer
from ...api.rights import Right
from ...shop.customers import accounts
from ...wording.values import UNKNOWN, Wording, counted, number
from ..deeds.sending import sent
from ..dialogs.tell import TellDialog
from .words import named

if TYPE_CHECKING:
    from ..base import ShopScreen


async def show_credit(screen: ShopScreen, customer: Customer) -> None:
    """Show credit and points as they stand now, and offer to turn the points into credit."""
    is_read = await _is_read(screen, customer)
    known = screen.shop.customer(customer.id)
    now = known.value if known else customer
    screen.show_again()
    lines = [*_lines(now, screen.wording)]
    if not is_read:
        lines.append("As it was known before: it could not be read now.")
    points = now.loyalty_points
    if not points or not is_read or not screen.desk.rights.may(Right.SEND):
        await screen.ask(TellDialog(f"Credit and points of {named(now)}", "\n".join(lines)))
        return
    worth = screen.desk.order_rules().point_worth
    told = "\n".join([*lines, "", _gives(now, worth, screen.wording), "It can't be taken back."])
    if await screen.confirm(f"Turn all {number(points)} points of {named(now)} into credit?", told):
        await screen.attempt(
            f"{number(points)} points are credit now",
            sent(screen, accounts.convert_points, customer.id),
        )


async def _is_read(screen: ShopScreen, customer: Customer) -> bool:
    """Read the customer, and say how that went."""
    screen.notice.waiting()
    try:
        await screen.shop.ask.refresh_profile(customer.id)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return False
    screen.notice.arrived()
    return True


def _lines(customer: Customer, wording: Wording) -> Iterator[str]:
    points, used = customer.loyalty_points, customer.loyalty_points_used
    yield f"Credit  {wording.money(customer.credit)}"
    yield f"Points  {number(points)}" + (f", {number(used)} used before" if used else "")
    if points is None:
        yield f"{UNKNOWN} stands for what CleanCloud does not tell."
    elif not points:
        yield "There are no points to turn into credit."


def _gives(customer: Customer, worth: Decimal, wording: Wording) -> str:
    """Return what the points come to as credit, as far as the shop's settings say."""
    points = customer.loyalty_points or Decimal(0)
    if not worth:
        return "CleanCloud works out the credit that they give: this shop's rate is not known here."
    gives = (points * worth).quantize(Decimal("0.01"))
    then = (
        f", {wording.money(customer.credit + gives)} in all" if customer.credit is not None else ""
    )
    what = f"{counted(int(points), 'point')} give {wording.money(gives)} of credit{then}"
    return f"{what}, by this shop's setting point_worth; CleanCloud's own rate decides."
