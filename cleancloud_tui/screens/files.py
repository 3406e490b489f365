"""Writing what stands on a screen to a file: as CSV, or as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ..api.errors import CleanCloudError
from ..shop.exports.csv_forms import Cell
from .dialogs.edit_line import EditLineDialog

if TYPE_CHECKING:
    from .base import ShopScreen


async def write_csv(
    screen: ShopScreen, what: str, name: str, rows: Sequence[Sequence[Cell]], remark: str = ""
) -> None:
    """Ask for a file, write rows to it, and tell its path.

    Args:
        screen: Asks, and says how it went.
        what: What is written, in words: `12 changes`.
        name: Of the file that is offered.
        rows: The headings, then the lines.
        remark: What more is to be said of the content.
    """
    exports = screen.shop.exports
    hint = f"CSV, for a spreadsheet. {remark} {exports.where}"
    await _write(
        screen,
        what,
        (name, hint, ".csv"),
        lambda file: exports.write(file, rows, screen.desk.csv),
    )


async def write_as_is(screen: ShopScreen, what: str, name: str, text: str) -> None:
    """Ask for a file, write a text to it as it is, and tell its path.

    Args:
        screen: Asks, and says how it went.
        what: What is written, in words: `the reply`.
        name: Of the file that is offered; its ending is the one that such files have.
        text: What is written.
    """
    exports = screen.shop.exports
    await _write(
        screen,
        what,
        (name, exports.where, PurePath(name).suffix),
        lambda file: exports.write_text(file, text),
    )


async def _write(
    screen: ShopScreen,
    what: str,
    offered: tuple[str, str, str],
    write: Callable[[Path], Path],
) -> None:
    """Ask for a file, given the name that is offered, a hint and the ending; have it written."""
    name, hint, ending = offered
    exports = screen.shop.exports
    name = exports.offered(name)
    typed = await screen.ask(EditLineDialog(f"Write {what} to which file?", name, hint))
    if not typed:
        return
    try:
        file = exports.file(typed, ending)
        is_there = await asyncio.to_thread(file.exists)
        if (
            is_there
            and exports.may_replace(file)
            and not await screen.confirm(f"Replace {file}?", "It is there already.")
        ):
            return
        written = await asyncio.to_thread(write, file)
    except (CleanCloudError, ValueError) as error:  # no name can hold what was typed
        screen.notice.failed(str(error))
    else:
        screen.notice.say(f"{what[:1].upper()}{what[1:]} written to {written}")
