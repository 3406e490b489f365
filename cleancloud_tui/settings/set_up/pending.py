"""Whether a shop's questions were asked and neither answered nor put off, as where it was killed.

A file in the shop's folder says so, from when it is connected until then.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from ... import paths
from ...shop.database import FolderError
from ...stores.private import write_whole
from ..schema import ShopSettings

_NAME: Final = "to-set-up"


def is_pending(shop: ShopSettings) -> bool:
    """Tell whether a shop is still to be asked how it is set up."""
    return not shop.is_practice and _file(shop).exists()


def note_pending(shop: ShopSettings) -> None:
    """Note that a shop is to be asked; where that can't be written, it is asked this once."""
    with contextlib.suppress(OSError, FolderError):
        write_whole(paths.made_private(_file(shop).parent) / _NAME, b"")


def note_answered(shop: ShopSettings) -> None:
    """Note that a shop has answered, or that somebody has put that off."""
    with contextlib.suppress(OSError):
        _file(shop).unlink(missing_ok=True)


def _file(shop: ShopSettings) -> Path:
    return paths.shop_directory(shop.name, shop.identity) / _NAME
