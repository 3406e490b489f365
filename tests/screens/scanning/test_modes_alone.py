"""Each mode, driven without a screen: what it does about scans, and what it asks of its desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.api.request import Request
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.destinations import Destination, OpenHandOut
from cleancloud_tui.screens.dialogs.base import Answer, Dialog
from cleancloud_tui.screens.scanning.modes.assemble import AssembleMode
from cleancloud_tui.screens.scanning.modes.count import CountRacks
from cleancloud_tui.screens.scanning.modes.hand_out import HandOutMode
from cleancloud_tui.screens.scanning.modes.look_up import LookUpMode
from cleancloud_tui.screens.scanning.modes.mode import Mode
from cleancloud_tui.screens.scanning.modes.place import PlaceMode
from cleancloud_tui.shop.mirror.storing import store_garments, store_orders
from cleancloud_tui.shop.scans.counting import Counted
from cleancloud_tui.shop.scans.history import Scan, ScanVerdict
from cleancloud_tui.shop.scans.placing import OnTheirWay, Placing
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.values import Wording
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC)


@dataclass
class FakeDesk:
    """A `ScanDesk` that notes what it is told, and says yes."""

    shop: Shop
    wording: Wording = field(default_factory=lambda: Wording(lambda: TODAY, UTC))
    is_place_first: bool = True
    told: list[str] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    put_there: list[Placing] = field(default_factory=list)
    changes: list[Request] = field(default_factory=list)
    opened: list[Destination] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    says_yes: bool = True
    on_their_way: OnTheirWay = field(default_factory=OnTheirWay)

    def name_of(self, customer_id: str) -> str:
        return f"customer {customer_id}"

    def as_written(self, garment: Garment) -> Garment:
        return self.on_their_way.as_written(garment)

    def now(self, scan: Scan) -> None:
        self.told.append(scan.done)

    def show_again(self) -> None:
        self.told.append("shown again")

    def go(self, destination: Destination) -> None:
        self.opened.append(destination)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        return None

    async def confirm(self, question: str, consequence: str) -> bool:
        self.questions.append(f"{question} {consequence}")
        return self.says_yes

    def refresh(self, garment: Garment, then: Callable[[Garment], None] | None = None) -> None:
        self.refreshed.append(garment.barcode)

    def count(self, thing: Counted) -> None:
        self.counted.append(thing)

    def put(self, scan: Scan, placing: Placing) -> None:
        self.put_there.append(placing)
        self.on_their_way.begin(placing)

    async def change(self, done: str, request: Request) -> bool:
        self.changes.append(request)
        return True


@pytest.fixture
async def desk(host: Host) -> FakeDesk:
    """Order 9001 is Ready, 9003 is being cleaned, both customer 9009's; 9004 was collected."""
    shop = host.open()
    rows: list[dict[str, object]] = [
        {"id": "9001", "customerID": "9009", "status": "1"},
        {"id": "9003", "customerID": "9009", "status": "0"},
        {"id": "9004", "customerID": "9009", "status": "2"},
    ]
    garments = {
        "9001": [{"barcodeID": "0011", "conveyorLocation": "A7"}, {"barcodeID": "0012"}],
        "9003": [{"barcodeID": "0031"}],
        "9004": [{"barcodeID": "0041"}],
    }
    reading = shop.mirror.reading(NOW)
    await shop.mirror.file.run(lambda db: store_orders(db, rows, reading))
    for order_id, pieces in garments.items():
        await shop.mirror.file.run(
            lambda db, id_=order_id, known=pieces: store_garments(db, id_, known, reading)
        )
    return FakeDesk(shop)


def scanned(mode: Mode, text: str, kind: CodeKind = CodeKind.GARMENT) -> Scan:
    """Take a code as the screen does where it stands for one thing."""
    (meaning,) = mode.meanings(ScannedCode(text, (kind,)))
    scan = Scan(NOW, meaning.text, mode.name, kind, meaning.order_id)
    return mode.take(scan, meaning)


def outcome(scan: Scan) -> tuple[ScanVerdict, str]:
    return scan.verdict, scan.done


async def test_looking_up_tells_and_writes_nothing(desk: FakeDesk) -> None:
    mode = LookUpMode(desk)
    assert outcome(scanned(mode, "0011")) == (ScanVerdict.DONE, "Ready")
    assert outcome(scanned(mode, "0041")) == (ScanVerdict.DONE, "was already collected")
    assert desk.refreshed == ["0011", "0041"]
    assert not desk.put_there
    assert not desk.changes


async def test_a_garment_is_put_where_the_place_was_scanned_once(desk: FakeDesk) -> None:
    mode = PlaceMode(desk)
    assert scanned(mode, "0012").verdict is ScanVerdict.WRONG  # no place yet
    scanned(mode, "B2", CodeKind.PLACE)
    assert outcome(scanned(mode, "0012")) == (ScanVerdict.DONE, "put at B2")
    assert outcome(scanned(mode, "0012")) == (ScanVerdict.NOTED, "already at B2")
    assert outcome(scanned(mode, "0041")) == (ScanVerdict.WRONG, "was already collected")
    assert [(each.garment.barcode, each.place) for each in desk.put_there] == [("0012", "B2")]


async def test_where_the_place_comes_last_garments_are_held_for_it(desk: FakeDesk) -> None:
    mode = PlaceMode(replace(desk, is_place_first=False))
    assert outcome(scanned(mode, "0012")) == (
        ScanVerdict.NOTED,
        "1 garment held for the next place",
    )
    assert outcome(scanned(mode, "B2", CodeKind.PLACE)) == (ScanVerdict.DONE, "1 garment put here")
    assert desk.told == ["put at B2"]
    scanned(mode, "0011")
    mode.leave()
    assert desk.told[-1] == "was not placed: no place was scanned after it"


async def test_an_order_is_made_ready_when_its_pieces_are_there(desk: FakeDesk) -> None:
    mode = AssembleMode(desk)
    assert mode.next_step() == ""
    assert outcome(scanned(mode, "0031")) == (ScanVerdict.DONE, "1 of 1: complete")
    assert mode.next_step() == "ready"
    desk.says_yes = False
    await mode.go_on()
    assert not desk.changes
    desk.says_yes = True
    await mode.go_on()
    assert desk.changes == [
        Request.of("updateOrder", {"orderID": "9003", "status": OrderStatus.READY.value})
    ]


async def test_a_piece_of_another_order_is_wrong_while_one_is_put_together(desk: FakeDesk) -> None:
    mode = AssembleMode(desk)
    scanned(mode, "0011")
    assert outcome(scanned(mode, "0031")) == (
        ScanVerdict.WRONG,
        "belongs to order 9003, not to 9001",
    )


async def test_what_stays_behind_is_said_before_the_hand_out(desk: FakeDesk) -> None:
    mode = HandOutMode(desk)
    assert outcome(scanned(mode, "0011")) == (ScanVerdict.DONE, "1 of 2")
    desk.says_yes = False
    await mode.go_on()
    assert desk.questions == ["Does this stay here? order 9001: missing: 0012"]
    assert not desk.opened
    scanned(mode, "0012")
    await mode.go_on()
    assert desk.opened == [OpenHandOut("9009", ["9001"])]
    assert mode.next_step() == ""


async def test_each_thing_is_counted_once_known_or_not(desk: FakeDesk) -> None:
    mode = CountRacks(desk)
    assert outcome(scanned(mode, "0011")) == (ScanVerdict.DONE, "counted: Ready")
    assert outcome(scanned(mode, "0011")) == (ScanVerdict.NOTED, "counted before")
    assert scanned(mode, "0041").verdict is ScanVerdict.WRONG
    unknown = mode.take_unknown(Scan(NOW, "999", mode.name), "is not known here")
    assert unknown.done == "is not known here; counted as unexpected"
    assert desk.counted == [Counted("9001", "0011"), Counted("9004", "0041"), Counted("", "999")]
