"""The words of the status line: whose shop it is, what is wrong, and what is left of the month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from ..shop.connection.status import ConnectionState
from ..widgets.meter import meter_in_words
from ..wording.clock import clock_in_words
from ..wording.open_work import damage_in_words, open_work_in_words, retention_in_words
from ..wording.values import counted

if TYPE_CHECKING:
    from ..shop.budget.budget import Glance
    from ..shop.records import FillProgress
    from ..shop.shop import Shop
    from .desk import Desk

_TROUBLES: Final = {
    ConnectionState.OFFLINE: "OFFLINE",
    ConnectionState.UNCLEAR: "UNCLEAR ANSWER",
    ConnectionState.REFUSED: "TOKEN REFUSED",
}

_COLOURS: Final = {
    "blue": "bold ansi_bright_white on ansi_blue",
    "green": "bold ansi_black on ansi_green",
    "magenta": "bold ansi_bright_white on ansi_magenta",
    "cyan": "bold ansi_black on ansi_cyan",
    "red": "bold ansi_bright_white on ansi_red",
    "yellow": "bold ansi_black on ansi_yellow",
}
"""What shops are told apart by, beside their names."""

SILENT_AFTER: Final = 4.0
"""Seconds without a sign of CleanCloud after which that is said: it answers in one, as a rule."""


def shop_in_words(desk: Desk) -> Content:
    """Return the left end of the status line."""
    parts = []
    if desk.is_practice:
        parts.append(Content.styled(" PRACTICE SHOP ", "bold reverse"))
    else:
        parts.append(Content.styled(f" {desk.name} ", _COLOURS[desk.settings.shop.own_colour]))
    if desk.read_only:
        parts.append(Content.styled("  READ ONLY", "bold"))
    if staff := desk.shop.staff:
        parts.append(Content(f"  {staff}"))
    if waiting := len(desk.shop.waiting_scans):
        parts.append(Content.styled(f"  {counted(waiting, 'scan')} WAITING F3", "bold"))
    return Content("").join(parts)


def wrong_in_words(shop: Shop) -> list[str | Content]:
    """Return what is wrong and what is not settled, for the status line; nothing where all is."""
    parts = (
        _TROUBLES.get(shop.connection.state) or silence_in_words(shop),
        "NOTHING CAN BE KEPT" if shop.disk.trouble else "",
        damage_in_words(len(shop.damage)),
        clock_in_words(shop.clock_ahead),
        retention_in_words(shop.retention_asks),
        open_work_in_words(shop.standing) if shop.standing else "",
    )
    return [part for part in parts if part]


def cells_of_wrong(shop: Shop) -> int:
    """Return the width, in cells, of what is wrong: it is cut off last."""
    return _joined(wrong_in_words(shop)).cell_length


def uncounted_in_words(shop: Shop, instead: str) -> Content:
    """Return the right end of the status line, where a word stands instead of the count."""
    return _joined([*wrong_in_words(shop), f"{instead} "])


def silence_in_words(shop: Shop) -> str:
    """Return for how long an answer is overdue; empty where none is."""
    silence = shop.silence
    return f"no answer for {silence:.0f} s" if silence >= SILENT_AFTER else ""


def state_in_words(desk: Desk, glance: Glance) -> Content:
    """Return the right end of the status line: what is wrong first, for the end may be cut off."""
    shop = desk.shop
    parts = wrong_in_words(shop)
    if shop.filling is not None and not shop.filling.finished:
        parts.append(_filling_in_words(shop.filling))
    parts.append(meter_in_words(glance))
    if shop.connection.state is ConnectionState.ONLINE and not silence_in_words(shop):
        parts.append("online")
    return Content.assemble(_joined(parts), " ")


def _filling_in_words(filling: FillProgress) -> str:
    word = "filling"
    if filling.is_paused or filling.is_stopped:
        word = "paused at" if filling.is_paused else "filling STOPPED at"
    return f"{word} {filling.done}/{filling.total}"


def _joined(parts: list[str | Content]) -> Content:
    return Content("  ·  ").join(parts)
