"""The way to CleanCloud: begun with the first request, and what the last one told about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ..records import Change
from .status import ConnectionState, ConnectionStatus, connection_after

if TYPE_CHECKING:
    from ...api.http.joining import Before
    from ...api.request import Request
    from ..disk import Disk
    from ..notifier import Notifier
    from .client import ShopClient
    from .kept_time import KeptTime

MakeClient = Callable[[], Awaitable["ShopClient"]]
"""Makes the client of a shop."""


class ApiLink:
    """The way of one shop to CleanCloud.

    Args:
        connect: Makes the client; awaited once, when something is first sent.
        begun: Awaited once, when the client is there.
        came_online: Called when CleanCloud answers again.
        time: Goes by the time that answers tell.
        disk: Is told of errors that may be the disk's.
        notifier: Is told when the connection changed.

    Attributes:
        connection: Whether the API answers, and the last sentence about it.
    """

    def __init__(
        self,
        *,
        connect: MakeClient,
        begun: Callable[[], Awaitable[None]],
        came_online: Callable[[], None],
        time: KeptTime,
        disk: Disk,
        notifier: Notifier,
    ) -> None:
        self.connection = ConnectionStatus()
        self._connect = connect
        self._begun = begun
        self._came_online = came_online
        self._time = time
        self._disk = disk
        self._notifier = notifier
        self._connecting = asyncio.Lock()
        self._client: ShopClient | None = None

    @property
    def silence(self) -> float:
        """Seconds since CleanCloud was last heard of, while an answer of it is awaited."""
        return self._client.silence if self._client is not None else 0.0

    async def client(self) -> ShopClient:
        """Return the client, made where nobody asked for it before.

        Raises:
            CleanCloudError: It can't be made.
        """
        async with self._connecting:
            if self._client is None:
                self._client = await self._made()
                await self._begun()
            return self._client

    async def send(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Mapping[str, object]:
        """Send a request; see `api.client.ShopClient.send`."""
        try:
            client = await self.client()
            reply = await client.send(
                request, background=background, purpose=purpose, before=before
            )
        except CleanCloudError as error:
            if self._client is not None:
                await self._hear_time(self._client)
            self._disk.failed(error)
            self._now(connection_after(self.connection, error))
            raise
        await self._hear_time(client)
        self._now(connection_after(self.connection, None))
        return reply

    async def aclose(self) -> None:
        """Close the client, where there is one."""
        if self._client is not None:
            await self._client.aclose()

    async def _made(self) -> ShopClient:
        """Make the client; where that fails, nothing is connecting any more."""
        try:
            return await self._connect()
        except Exception as error:
            is_told = isinstance(error, CleanCloudError)
            said = str(error) if is_told else "What speaks to CleanCloud could not be begun."
            self._now(ConnectionStatus(ConnectionState.OFFLINE, said, needs_somebody=True))
            raise

    async def _hear_time(self, client: ShopClient) -> None:
        if await self._time.hear(client.told):
            self._notifier.report([Change("connection")])

    def _now(self, connection: ConnectionStatus) -> None:
        if connection == self.connection:
            return
        self.connection = connection
        if connection.state is ConnectionState.ONLINE:
            self._came_online()
        self._notifier.report([Change("connection")])
