"""What surrounds the shop that a counter opens, as the settings and the files of this user say."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from .. import paths
from ..api.rights import Right
from ..app.shops.around import Around
from ..screens.desk import Desk
from ..settings import PRACTICE, Settings, SettingsError, load
from ..settings.set_up.pending import is_pending, note_answered
from ..stores.private import write_whole


def around(desk: Desk, *, is_new: bool) -> Around:
    """Return what surrounds a shop.

    Args:
        desk: The shop's.
        is_new: Whether it was connected just now.
    """
    shop = desk.settings.shop
    return Around(
        shops=partial(_shops, desk.name),
        is_new=is_new or is_pending(shop),
        answered=partial(note_answered, shop),
        welcomed=_note_welcomed if _is_first_start(desk) else None,
    )


def names_of(settings: Settings) -> Sequence[str]:
    """Return the names of all shops that can be opened, the practice shop last."""
    own = [settings.environment] if settings.environment else []
    names = [shop.name for shop in (*own, *settings.shops)]
    return [*dict.fromkeys(names), PRACTICE]


def _shops(here: str) -> Sequence[str]:
    """Return the shops as the file has them now; this one alone where it can't be used any more."""
    try:
        return names_of(load())
    except (SettingsError, OSError):
        return [here]


def _is_first_start(desk: Desk) -> bool:
    """Tell whether somebody sees the practice shop who has never seen it, and may connect one.

    Where nothing is changed, nobody could be welcomed once and for all.
    """
    is_theirs = desk.is_practice and desk.rights.may(Right.CONNECT)
    return is_theirs and _shops(desk.name) == [desk.name] and not paths.welcomed_file().exists()


async def _note_welcomed() -> None:
    await asyncio.to_thread(_keep_welcomed)


def _keep_welcomed() -> None:
    file = paths.welcomed_file()
    paths.made_private(file.parent)
    write_whole(file, b"")
