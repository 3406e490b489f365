"""Says how the look at a schedule as it stands goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....api.errors import CleanCloudError
from ....shop.pickups.looking import Gone
from ....shop.writes.steps import Looked, LooksAgain, NotRead

if TYPE_CHECKING:
    from ...base import ShopScreen

_GONE: Final = "This repeat pickup is gone: somebody else has ended it."


def tell_of_look(screen: ShopScreen, step: LooksAgain | Looked | NotRead | Gone) -> None:
    """Say how the look at the schedule as it stands goes."""
    match step:
        case LooksAgain():
            screen.notice.waiting()
        case Looked():
            screen.notice.arrived()
        case NotRead(error):
            screen.notice.failed(error)
        case Gone():
            screen.notice.failed(_GONE)


def tell_not_told(screen: ShopScreen, error: CleanCloudError) -> None:
    """Say that nothing was sent, since CleanCloud did not tell how the schedule stands."""
    screen.notice.failed(f"Nothing was sent. {error}", about=error)
    screen.app.bell()
