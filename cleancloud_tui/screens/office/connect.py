"""Connecting a shop: its name and its token, which is pasted and never shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from textual import on, work
from textual.binding import Binding
from textual.containers import Grid
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ..base import ShopScreen
from ..desk import Desk

ConnectShop = Callable[[str, str, str], Awaitable[None]]
"""Checks name, base URL and token with one request, and keeps them.

Raises:
    CleanCloudError: The token was not accepted, or the API not reached.
    ValueError: What is wrong with the values, as a sentence.
"""


class ConnectScreen(ShopScreen):
    """Asks for a shop's token, checks it with one request, and keeps it."""

    NEEDS = Right.CONNECT

    CSS_PATH = "../forms.tcss"

    HELP = (
        "The API token stands in the settings of your shop in CleanCloud. Paste it here: it is not "
        "shown, is checked with one request, and kept in a file that only you can read."
    )

    LOSS = "The token was not kept."

    BINDINGS = [Binding("ctrl+s,f10", "save", "Connect", id="save", key_display="^S")]

    def __init__(
        self, desk: Desk, connect: ConnectShop, base_url: str, connected: Callable[[str], object]
    ) -> None:
        super().__init__(desk)
        self._connected = connected
        self._connect = connect
        self._base_url = base_url

    def body(self) -> Iterator[Widget]:
        """The form."""
        yield Static("Connect a shop", classes="heading", markup=False)
        yield Static(self.HELP, id="connect-help", markup=False)
        with Grid(classes="fields -narrow"):
            yield Label("Name", markup=False)
            yield Input("My shop", compact=True, id="name")
            yield Label("Address", markup=False)
            yield Input(self._base_url, compact=True, id="base-url")
            yield Label("Token", markup=False)
            yield Input(password=True, compact=True, id="token", placeholder="paste it here")

    def on_mount(self) -> None:
        """Begin with the token; the form asks nothing of the API until it is sent."""
        self.query_one("#token", Input).focus()

    @property
    def holds_draft(self) -> bool:
        """Whether a token was pasted: nothing else here is hard to type again."""
        return any(entry.value for entry in self.query("#token").results(Input))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    @work(group="connect", exclusive=True, exit_on_error=False, description="check the token")
    async def action_save(self) -> None:
        """Check the token and keep it; the counter opens with the new shop, and asks about it."""
        name, base_url, token = (
            self.query_one(f"#{field}", Input).value.strip()
            for field in ("name", "base-url", "token")
        )
        self.notice.waiting()
        try:
            await self._connect(name, base_url, token)
        except (CleanCloudError, ValueError) as error:
            self.notice.failed(str(error))
            return
        self.app.notify(f"{name} is connected.", markup=False)
        self.close()  # its token is kept: nothing of it would be lost
        self._connected(name)
