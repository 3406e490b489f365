"""Asking again for garments that were scanned, where what is known of them is old.

The mirror learns of every order that changes, so most scans need no request. Those that do are few
a day, whatever is scanned: 30 at once and four an hour are about 70 in a day of ten hours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ...api.clocks.true_time import was_within
from ...api.errors import RefusedError
from .allowance import Allowance

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ..mirror.mirror import Mirror
    from ..reading import Reader

FRESH_SECONDS: Final = 600.0
"""A garment that was read this recently is not asked for again."""

PURPOSE: Final = "scans"
"""What these requests are counted as."""

_AT_ONCE: Final = 30
_COMES_BACK_SECONDS: Final = 900.0


class Refreshing:
    """Asks for garments again, in the background.

    Args:
        mirror: Knows how old its garments are.
        reader: Reads them.
        clock: Tells Unix seconds.
    """

    def __init__(self, mirror: Mirror, reader: Reader, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._reader = reader
        self._clock = clock
        self._allowance = Allowance(_AT_ONCE, _COMES_BACK_SECONDS, clock)

    def is_due(self, garment: Garment) -> bool:
        """Whether a garment is to be asked for now; what this allows is taken as asked."""
        rows = self._mirror.file.rows(
            "SELECT read_at FROM garments WHERE order_id = ? AND barcode = ?",
            garment.order_id,
            garment.barcode,
        )
        now = self._clock()
        is_fresh = bool(rows) and was_within(rows[0]["read_at"], now, FRESH_SECONDS)
        return not is_fresh and self._allowance.take()

    async def refresh(self, garment: Garment) -> None:
        """Ask for a garment; one that is gone takes its whole order with it, to be read anew.

        Raises:
            CleanCloudError: It could not be read.
        """
        ids = {"orderID": garment.order_id, "barcodeID": garment.barcode}
        try:
            await self._reader.read("getGarment", ids, background=True, purpose=PURPOSE)
        except RefusedError:
            whole = {"orderID": garment.order_id}
            await self._reader.read("getGarments", whole, background=True, purpose=PURPOSE)
