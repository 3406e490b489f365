"""Picking what a field is filled with: from lists of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...api.operations import Parameter
from ...shop.console.picking import Picked, days_for, known_ids, picked_for, times
from ..dialogs.choose import ChooseDialog
from ..dialogs.find_customer import FindCustomerDialog

if TYPE_CHECKING:
    from ..base import ShopScreen


async def pick(
    screen: ShopScreen, parameter: Parameter, form: Mapping[str, str], now: str
) -> str | None:
    """Ask what goes into a field; None where nothing was picked, or nothing is known to pick from.

    Args:
        screen: Asks.
        parameter: The field's.
        form: What stands in the form.
        now: What stands in the field.
    """
    picked = picked_for(parameter)
    if picked is Picked.CUSTOMER:
        return await screen.ask(FindCustomerDialog("Which customer?", screen.shop))
    choices = _choices(screen, picked, form) if picked else {}
    if not choices:
        what = f"No {picked.value} is known here" if picked else "There is no list"
        screen.notice.say(f"{what} for {parameter.name}: type it.")
        return None
    return await screen.ask(ChooseDialog(f"{parameter.name}?", choices, now))


def _choices(screen: ShopScreen, picked: Picked, form: Mapping[str, str]) -> Mapping[str, str]:
    wording = screen.wording
    match picked:
        case Picked.DAY_AHEAD | Picked.DAY_BEHIND:
            days = days_for(picked, wording.today)
            return {each.isoformat(): f"{each.isoformat()}  {wording.day(each)}" for each in days}
        case Picked.TIME:
            return {each: each for each in times()}
        case _:
            known = known_ids(screen.shop, picked, form, wording.today)
            return {each: f"{each}  {told}".rstrip() for each, told in known}
