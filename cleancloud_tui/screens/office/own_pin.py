"""Another PIN for whoever is there: by the one they have, and without an owner."""

from __future__ import annotations

from ...api.errors import CleanCloudError
from ...shop.people.pins import RULE
from ..base import ShopScreen
from ..dialogs.edit_line import EditLineDialog

DIFFER = "The two PINs differ: nothing was changed. Type them again."


async def pin_typed(screen: ShopScreen, name: str) -> str | None:
    """Ask for a PIN twice, for nobody sees what is typed; None where it was not the same."""
    pin = await screen.ask(EditLineDialog(f"PIN of {name}", "", RULE, is_hidden=True))
    if not pin:
        return None
    again = await screen.ask(EditLineDialog("The same PIN once more", "", is_hidden=True))
    if again is not None and again != pin:
        screen.notice.failed(DIFFER)
    return pin if again == pin else None


async def change_own_pin(screen: ShopScreen) -> None:
    """Ask whoever is there for their PIN and for another one, and let that hold."""
    person = screen.shop.staffing.person
    if person is None:
        screen.notice.say("Nobody signs in here.")
        return
    hint = "It shows that it is you. Whoever has forgotten it gets another from an owner."
    old = await screen.ask(EditLineDialog("Your PIN so far", "", hint, is_hidden=True))
    pin = await pin_typed(screen, person.name) if old else None
    if not (old and pin):
        return
    try:
        await screen.shop.people_editing.set_own_pin(old, pin)
    except CleanCloudError as error:
        screen.notice.failed(error)
    else:
        screen.notice.say(f"{person.name} has another PIN")
