"""The photos of orders: asked for when somebody looks at them, and kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from ...api.models.orders import Order, Photo
from ...api.readers.orders import photos
from ..reading import Reader

_MOST_KEPT: Final = 12
"""Pictures kept, so that paging through an order's photos fetches none of them twice."""


class _Client(Protocol):
    async def picture(self, link: str) -> bytes:
        """Return the file of a picture that a reply names."""


class Photos:
    """The photos of one shop's orders.

    Args:
        reader: Asks which there are.
        client: Gives the way to their files.
    """

    def __init__(self, reader: Reader, client: Callable[[], Awaitable[_Client]]) -> None:
        self._reader = reader
        self._client = client
        self._pictures: OrderedDict[str, bytes] = OrderedDict()

    async def of(self, order: Order) -> tuple[Photo, ...]:
        """Return an order's photos: one request.

        Raises:
            CleanCloudError: They could not be read.
        """
        ids = {"orderID": order.id, "customerID": order.customer_id}
        return photos(await self._reader.read("getPhotos", ids))

    async def picture(self, photo: Photo) -> bytes:
        """Return a photo's file.

        Raises:
            CleanCloudError: It could not be fetched.
        """
        if photo.url not in self._pictures:
            client = await self._client()
            self._pictures[photo.url] = await client.picture(photo.url)
            if len(self._pictures) > _MOST_KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[photo.url]
