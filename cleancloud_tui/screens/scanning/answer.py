"""The upper part of the scan screen in words: the modes, and the answer to a scan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from ...shop.scans.history import Scan, ScanVerdict
from ...wording.values import counted
from .modes.mode import UNKNOWN, Mode
from .scan_list import SIGNS
from .words import meaning_in_words, owner_of_order

if TYPE_CHECKING:
    from ...shop.shop import Shop
    from .desk import Knowing
    from .state import ScanState

_IS_NEW = (
    "No garment or order that is known here has this code. If the order is new, open it once "
    "(F2, then its number or customer) and scan again."
)


def modes_in_words(modes: Iterable[Mode], current: Mode) -> Content:
    """Return the keys of all modes; the one that holds is marked by brackets, too."""
    return Content("  ").join(_tab(mode, is_current=mode is current) for mode in modes)


def mode_in_words(mode: Mode, on_their_way: int) -> Content:
    """Return the mode, large, what to scan now, and how many changes are on their way."""
    being_written = f" {counted(on_their_way, 'change')} being written." if on_their_way else ""
    return Content.assemble(
        (f" {mode.name.upper()} ", "bold reverse"),
        (being_written, "bold"),
        f" {mode.instruction()}",
    )


def answer_in_words(knowing: Knowing, state: ScanState, scan: Scan | None) -> Content:
    """Return the answer to a scan; to the newest, how far the mode is with it."""
    panel = state.mode.panel()
    if scan is None:
        return panel or Content("No scans yet.")
    if panel is not None and scan is state.scans.newest:
        if scan.mode != state.mode.name:  # the answer of another mode tells nothing here
            return panel
        return Content.assemble(_headline(knowing.shop, scan), "\n", panel)
    meaning = state.scans.meaning_of(scan)
    if meaning is None or scan.verdict is ScanVerdict.ASKED:
        stop = "\nEscape stops it." if scan.verdict is ScanVerdict.ASKED else ""
        return Content.assemble(_headline(knowing.shop, scan), stop)
    return meaning_in_words(knowing, meaning)


def alarm_in_words(shop: Shop, scan: Scan, since: int) -> Content:
    """Return what fills the panel while a wrong scan stands.

    Args:
        shop: Knows whose it is.
        scan: The first that was wrong.
        since: How many came in since and were not acted on.
    """
    lines = [
        Content.styled("✗ WRONG SCAN", "bold"),
        Content(""),
        Content.styled(f"{scan.code} {scan.done}", "bold"),
        Content(owner_of_order(shop, scan.order_id)),
    ]
    if scan.done.startswith(UNKNOWN):
        lines.append(Content(_IS_NEW))
    if since:
        came = f"{counted(since, 'scan')} came in since; nothing was done: scan again."
        lines += [Content(""), Content(came)]
    lines += [Content(""), Content.styled("Escape: seen, go on scanning.", "bold")]
    return Content("\n").join(lines)


def _tab(mode: Mode, *, is_current: bool) -> Content:
    key = "^" + mode.key.removeprefix("ctrl+").upper()
    if is_current:
        return Content.styled(f"[{key} {mode.name}]", "bold reverse")
    return Content.assemble((f" {key}", "bold"), f" {mode.name} ")


def _headline(shop: Shop, scan: Scan) -> Content:
    told = f"{SIGNS[scan.verdict]} {scan.code}  {scan.done}"
    return Content.styled(f"{told}   {owner_of_order(shop, scan.order_id)}".rstrip(), "bold")
