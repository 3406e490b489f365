"""Writing what stands on a screen to a file, as CSV."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .dialogs.edit_line import EditLineDialog

if TYPE_CHECKING:
    from .base import ShopScreen


async def write_csv(
    screen: ShopScreen, what: str, name: str, rows: Sequence[Sequence[str]], remark: str = ""
) -> None:
    """Ask for a file, write rows to it, and tell its path.

    Args:
        screen: Asks, and says how it went.
        what: What is written, in words: `12 changes`.
        name: Of the file that is offered.
        rows: The headings, then the lines.
        remark: What more is to be said of the content.
    """
    hint = (
        f"CSV, for a spreadsheet. {remark} Without a directory it goes where the program was "
        "started."
    )
    typed = await screen.ask(EditLineDialog(f"Write {what} to which file?", name, hint))
    if not typed:
        return
    file = _file_named(typed)
    is_there = await asyncio.to_thread(file.exists)
    if is_there and not await screen.confirm(f"Replace {file}?", "It is there already."):
        return
    try:
        written = await asyncio.to_thread(_write, file, rows)
    except (OSError, ValueError) as error:
        screen.notice.failed(f"{file} can't be written: {error}.")
    else:
        screen.notice.say(f"{what} written to {written}")


def _file_named(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # there is no such user
        return Path(typed)


def _write(file: Path, rows: Sequence[Sequence[str]]) -> Path:
    from ..shop.tables import as_csv

    file.write_text(as_csv(rows), encoding="utf-8", newline="")
    return file.absolute()
