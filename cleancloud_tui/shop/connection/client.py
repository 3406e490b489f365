"""What a shop needs of the way to the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ...api.clocks.true_time import ToldTime
    from ...api.http.joining import Before
    from ...api.pace.usage import Usage
    from ...api.request import Request
    from ...api.terms import MonthTerms


class ShopClient(Protocol):
    """What a shop needs of `api.client.ShopClient`."""

    async def send(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Mapping[str, object]:
        """Send one request and return the reply's JSON object."""

    @property
    def silence(self) -> float:
        """Seconds since the server was last heard of, while somebody waits for it."""

    async def picture(self, link: str) -> bytes:
        """Return the file of a picture that a reply names."""

    async def spent(self) -> int:
        """Return this month's requests."""

    async def usage(self) -> Usage:
        """Return everything that was counted this month."""

    async def terms(self) -> MonthTerms:
        """Return the terms of the month."""

    async def set_terms(self, terms: MonthTerms) -> None:
        """Set the terms of the month."""

    async def correct(self, spent_shown: int) -> None:
        """Set this month's count."""

    @property
    def told(self) -> ToldTime | None:
        """How late it was by CleanCloud's clock, as its last answer told."""

    async def aclose(self) -> None:
        """Close the connections."""
