"""Sending what a verb of the shop makes, from a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from ...api.request import Request
    from ..base import ShopScreen

_Values = ParamSpec("_Values")


async def sent(
    screen: ShopScreen,
    verb: Callable[_Values, Request],
    *values: _Values.args,
    **named: _Values.kwargs,
) -> Mapping[str, object]:
    """Make a request and send it, so that one which can't be made fails like any other.

    Raises:
        CleanCloudError: See `ShopScreen.send`; or it breaks a rule of the API.
    """
    return await screen.send(verb(*values, **named))
