"""Writing what stands on a screen to a file, as CSV."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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
    typed = await screen.ask(EditLineDialog(f"Write {what} to which file?", name, hint))
    if not typed:
        return
    try:
        file = exports.file(typed)
        is_there = await asyncio.to_thread(file.exists)
        if (
            is_there
            and exports.may_replace(file)
            and not await screen.confirm(f"Replace {file}?", "It is there already.")
        ):
            return
        written = await asyncio.to_thread(exports.write, file, rows, screen.desk.csv)
    except (CleanCloudError, ValueError) as error:  # no name can hold what was typed
        screen.notice.failed(str(error))
    else:
        screen.notice.say(f"{what} written to {written}")
