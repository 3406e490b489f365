"""The counter in a pseudo-terminal, with one screen open, that writes down what it took for scans.

It is started by `scanning_program`; F12 ends it, and then it writes what it saw as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select, TextArea

from cleancloud_tui import screens
from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.practice.http.faults import Faults
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.scanner.labels.codes import ScannedCode
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.setup import ScanSetup
from cleancloud_tui.screens.desk import Desk
from cleancloud_tui.screens.destinations import (
    OpenCustomer,
    OpenHandOut,
    OpenNewCustomer,
    OpenNewOrder,
    OpenOperations,
    OpenOrder,
    OpenOrderForm,
    OpenTicket,
)
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.dialogs.confirm import ConfirmDialog
from cleancloud_tui.screens.dialogs.edit_text import EditTextDialog
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.widgets.scan_field import ScanField
from cleancloud_tui.wording.values import Wording
from tests.host import NOW, Host

SCREENS = (
    "find", "scan", "day", "order", "customer", "repeat pickup", "to resolve",
    "audit", "budget", "operations", "connect", "choose", "confirm", "notes", "palette",
    "taking in", "parked", "hand out", "order form", "customer form", "ticket",
)  # fmt: skip


class RecordingCounter(CounterApp):
    """Writes down scans and actions; a scan does not lead to another screen."""

    CSS_PATH = Path(screens.__file__).parent / "base.tcss"
    BINDINGS = [Binding("f12", "end", "End", priority=True)]

    def __init__(self, screen: str, report: Path, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._wanted = screen
        self._report = report
        self._is_ready = False
        self._taken: list[str] = []
        self._actions: list[str] = []
        self._before: list[str] = []
        self.lane.deliver = self._record

    async def _record(self, code: ScannedCode | None) -> None:
        self._taken.append(code.text if code else "dropped")
        with self._report.with_suffix(".taken").open("a") as taken:
            taken.write("x")  # one for each: whoever scans waits for it where keys prove nothing

    async def run_action(self, action: Any, *arguments: Any, **options: Any) -> bool:
        if self._is_ready and "end" not in str(action):
            self._actions.append(str(action))
        return await super().run_action(action, *arguments, **options)

    def on_mount(self) -> None:
        self.run_worker(self._open(), group="open", exit_on_error=False)
        self.run_worker(self._be_busy(), group="busy", exit_on_error=False)

    async def _open(self) -> None:
        while not self._is_filled:  # noqa: ASYNC110  (the shop tells of it by no event)
            await asyncio.sleep(0.05)
        await self._go_there()
        await asyncio.sleep(0.3)
        self._before = self._fields()
        self._is_ready = True
        self._report.with_suffix(".ready").touch()

    @property
    def _is_filled(self) -> bool:
        filling = self.desk.shop.filling
        return filling is not None and filling.finished

    async def _go_there(self) -> None:
        shop, desk = self.desk.shop, self.desk
        customer = next(
            found.customer
            for found in shop.search("", limit=50)
            if shop.orders_of(found.customer.id)
        )
        order = shop.orders_of(customer.id)[0]
        match self._wanted:
            case "scan":
                await self.action_place("scan")
            case "day":
                await self.action_place("summary")
            case "order":
                self.go(OpenOrder(order.id))
            case "customer":
                self.go(OpenCustomer(customer.id))
            case "repeat pickup":
                await self.push_screen(RepeatPickupEditor(desk, customer.id))
            case "taking in":
                self.go(OpenNewOrder(customer.id))
            case "parked":
                self.action_parked_orders()
            case "hand out":
                self.go(OpenHandOut(customer.id))
            case "order form":
                self.go(OpenOrderForm(order.id))
            case "customer form":
                self.go(OpenNewCustomer())
            case "ticket":
                self.go(OpenTicket(order.id))
            case "to resolve":
                self.action_to_resolve()
            case "audit":
                self.action_audit()
            case "budget":
                self.action_budget()
            case "operations":
                self.go(OpenOperations({}))
            case "connect":
                self.action_connect()
            case "choose":
                await self.push_screen(
                    ChooseDialog("Which?", {"a": "One", "b": "Two", "c": "Three"})
                )
            case "confirm":
                await self.push_screen(ConfirmDialog("Sure?", "It is done then."))
            case "notes":
                await self.push_screen(EditTextDialog("Notes", "torn at the\nleft sleeve"))
            case "palette":
                self.action_command_palette()

    async def _be_busy(self) -> None:
        while True:
            await asyncio.sleep(0.11)
            if self._is_ready:
                time.sleep(0.02)  # noqa: ASYNC251  (a program that is busy is what is tried)

    def _fields(self) -> list[str]:
        return [
            self._text(widget)
            for widget in self.screen.query("*")
            if isinstance(widget, Input | TextArea | Select | OptionList | ScanField)
        ] + [type(self.screen).__name__]

    @staticmethod
    def _text(widget: Widget) -> str:
        match widget:
            case Input():
                return f"{widget.value}|{widget.selection}"
            case TextArea():
                return f"{widget.text}|{widget.selection}"
            case Select():
                return str(widget.value)
            case OptionList():
                return str(widget.highlighted)
            case ScanField():
                return widget.code
        return ""

    async def action_end(self) -> None:
        seen = {
            "taken": self._taken,
            "actions": self._actions,
            "before": self._before,
            "after": self._fields(),
        }
        self._report.write_text(json.dumps(seen))
        self.exit()


def main() -> None:
    screen, report, prefix, gap = sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
    practice = open_practice_shop(
        None, customers=30, rate=100_000, faults=Faults(), clock=lambda: NOW, most_orders=40
    )
    host = Host(report.parent, practice, Faults())
    wording = Wording(lambda: datetime.fromtimestamp(host.now, UTC), UTC, "$")
    desk = Desk(
        host.open(),
        wording,
        "Acme",
        True,
        scans=ScanSetup(scanner=Scanner(prefix=prefix, gap=gap)),
    )

    async def connect(name: str, base_url: str, token: str) -> None:
        raise AssertionError("no shop is connected here")

    counter = RecordingCounter(
        screen, report, desk, connect=connect, base_url="https://cleancloudapp.com/api"
    )
    counter.run()
    if counter.failure is not None:
        raise counter.failure


if __name__ == "__main__":
    main()
