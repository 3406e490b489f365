"""What surrounds the shop that a counter opens, as the settings and the files of this user say."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from .. import paths
from ..api.rights import Right, Rights
from ..app.around import Around
from ..composition import keep_answers
from ..settings import PRACTICE, Settings, SettingsError, ShopSettings, Source, load
from ..stores.private import write_whole


def around(settings: Settings, shop: ShopSettings, rights: Rights, *, is_new: bool) -> Around:
    """Return what surrounds a shop.

    Args:
        settings: All that is set.
        shop: The one that is opened.
        rights: What may be done in this session.
        is_new: Whether it was connected just now.
    """
    is_kept = shop.source is Source.FILE
    return Around(
        shops=partial(_shops, names_of(settings)),
        settings=shop if is_kept else None,
        keep_answers=partial(_keep_answers, rights, shop) if is_kept else None,
        is_new=is_new,
        welcomed=_note_welcomed if _is_first_start(settings, shop, rights) else None,
    )


def names_of(settings: Settings) -> Sequence[str]:
    """Return the names of all shops that can be opened, the practice shop last."""
    own = [settings.environment] if settings.environment else []
    names = [shop.name for shop in (*own, *settings.shops)]
    return [*dict.fromkeys(names), PRACTICE]


def _shops(known: Sequence[str]) -> Sequence[str]:
    """Return the shops as the file has them now; as they were where it can't be used any more."""
    try:
        return names_of(load())
    except (SettingsError, OSError):
        return known


def _is_first_start(settings: Settings, shop: ShopSettings, rights: Rights) -> bool:
    """Tell whether somebody sees the practice shop who has never seen it, and may connect one.

    Where nothing is changed, nobody could be welcomed once and for all.
    """
    is_theirs = shop.is_practice and not settings.shops and rights.may(Right.CONNECT)
    return is_theirs and not paths.welcomed_file().exists()


async def _note_welcomed() -> None:
    await asyncio.to_thread(_keep_welcomed)


def _keep_welcomed() -> None:
    file = paths.welcomed_file()
    paths.made_private(file.parent)
    write_whole(file, b"")


async def _keep_answers(rights: Rights, shop: ShopSettings, values: Mapping[str, object]) -> None:
    await asyncio.to_thread(keep_answers, shop, values, rights)
