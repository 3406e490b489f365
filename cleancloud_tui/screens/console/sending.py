"""Sending what stands in the console's form, and showing what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from textual import work

from ...api.errors import BadParametersError, CleanCloudError
from ...api.operations import Operation
from ...api.privacy import is_secret
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.request import Request
from ...shop.console.form import order_to_charge
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenCharge
from ..operations_words import what_it_does
from .parameters import ParameterForm
from .result_actions import ResultActions


class Sending(ResultActions):
    """Sends operations; a write after a yes, through the journal.

    Attributes:
        operation: The one whose form is shown; None before one was picked.
        known: What other forms begin with: ids and whatever else was sent, nothing secret.
        began_with: What the form began with, or was sent with.
        last_read: What was read last.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.operation: Operation | None = None
        self.known: dict[str, str] = {}
        self.began_with: dict[str, str] = {}
        self.last_read: tuple[Operation, Mapping[str, str]] | None = None

    @property
    def form(self) -> ParameterForm:
        """The form of the operation that was picked."""
        return self.query_one(ParameterForm)

    def action_refresh(self) -> None:
        """Read again what was read last; a change is never sent again by this."""
        if self.last_read is not None:
            self.send_read(*self.last_read)

    def charge(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Open the saved cards for the order: there the card and the amount are confirmed."""
        try:
            self.go(OpenCharge(order_to_charge(operation, values)))
        except BadParametersError as error:
            self.notice.failed(f"{error} Nothing was charged.")

    @work(group="send", exclusive=True, exit_on_error=False, description="send an operation")
    async def send_read(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Ask CleanCloud, and show the reply as it came."""
        self.last_read = operation, values
        self.notice.waiting()
        self.result.say("Waiting for the answer …")
        try:
            reply = await self.shop.read(operation.name, values)
        except NotUnderstoodError as error:
            await self._answered(operation, values, error.reply)
            self.notice.say(str(error))
        except CleanCloudError as error:
            self._failed(operation, error)
            self.notice.failed(error)
        else:
            await self._answered(operation, values, reply)

    @deed("send an operation")
    async def send_write(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Change something, after a yes, and show the reply as it came."""
        try:
            request = Request.of(operation, values)
            if not await self.confirm(*what_it_does(self, operation, values)):
                return
            self.notice.waiting()
            self.result.say("Waiting for the answer …")
            reply = await self.send(request)
        except CleanCloudError as error:
            self._failed(operation, error)
            self.notice.failed(error)
        else:
            await self._answered(operation, values, reply)

    def _failed(self, operation: Operation, error: CleanCloudError) -> None:
        if self.operation is operation and self.is_attached:
            self.result.say(f"No reply of {operation.name} is shown. {error}")

    async def _answered(
        self, operation: Operation, values: Mapping[str, str], reply: Mapping[str, object]
    ) -> None:
        public = {name: value for name, value in values.items() if not is_secret(name)}
        self.known.update(public)
        self.notice.arrived()
        self.tell_status()  # whoever tries operations counts requests
        self.notice.say(f"{operation.name} was answered")
        if self.operation is operation and self.is_attached:
            self.began_with = self.form.values()
            self.result.answer(
                f"Reply to {operation.name}, {self.wording.moment(self.wording.now())}", reply
            )
            self.result.take_focus()
            self.refresh_bindings()
        try:
            await asyncio.to_thread(self.shop.past_requests.add, operation, values)
        except CleanCloudError as error:
            self.notice.failed(error)
