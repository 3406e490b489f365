"""What is asked before a schedule is saved, put to a person in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...api.errors import BadParametersError, CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.fields import PickupField
from ...shop.pickups.form.saving import Change
from ...shop.writes.conflicts import Conflict
from ...widgets.form import Form
from ...wording.pickups import rhythm_in_words
from ...wording.schedules.changes import NAMES, changes_in_words
from ...wording.values import counted
from ..dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

GONE: Final = (
    "Nothing was sent: somebody else has ended this repeat pickup meanwhile. What was typed stays "
    "here; “Add” in the list makes a new one."
)

UNDER_WAY: Final = (
    "It is not known yet whether an earlier try made this repeat pickup: nothing was sent. What "
    "is found out stands under “To resolve” (Ctrl+R)."
)

_KEEP: Final = "keep"
_END: Final = "end"


def failure_in_words(error: CleanCloudError, form: Form) -> str:
    """Say why a schedule was not saved, by the labels of the form."""
    if isinstance(error, BadParametersError):
        return f"Nothing was sent: {form.in_labels('; '.join(error.problems))}."
    return f"{error} What was typed stays here."


async def may_overwrite(screen: ShopScreen, conflict: Conflict, meanwhile: str = "") -> bool:
    """Ask before what somebody else changed is overwritten; behind all that they changed."""
    overwritten = (f"{NAMES[PickupField(name)]}: {said}" for name, said in conflict.told.items())
    told = "\n".join(filter(None, (meanwhile, *overwritten)))
    return await screen.confirm("The repeat pickup was changed meanwhile. Overwrite?", told)


async def may_save_all_the_same(screen: ShopScreen, doubts: Mapping[PickupField, str]) -> bool:
    """Ask whether what is likely not meant is meant."""
    told = "\n".join(f"{NAMES[name]}: {said}" for name, said in doubts.items())
    return await screen.confirm("Save it all the same?", told)


async def may_save(screen: ShopScreen, changes: Sequence[Change], meanwhile: str = "") -> bool:
    """Show what is changed, old and new, before it is sent; behind what somebody else changed."""
    told = "\n".join(filter(None, (meanwhile, *changes_in_words(changes, screen.wording))))
    return await screen.confirm(f"Save {counted(len(changes), 'change')}?", told)


async def may_others_go(
    screen: ShopScreen, customer_id: str, others: Sequence[RepeatPickup]
) -> bool | None:
    """Ask whether the customer's other schedules stay or end, naming them; None for neither."""
    whose, are = screen.name_of(customer_id), counted(len(others), "other repeat pickup")
    named = "\n".join(rhythm_in_words(each, screen.wording) for each in others)
    choices = {_KEEP: "They stay: this one comes besides", _END: "End them: this one takes over"}
    answer = await screen.ask(ChooseDialog(f"{whose} has {are}:\n{named}", choices, _KEEP))
    if answer is None:
        return None
    if answer == _KEEP:
        return False
    consequence = f"{named}\nThey make no further orders. Orders that they have made stay."
    return await screen.confirm(f"End {are} of {whose}?", consequence) or None
