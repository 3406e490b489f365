"""One declaration a write: nothing else has to know of an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.api.operations import OPERATIONS, Operation, OperationKind, Wire
from cleancloud_tui.api.operations.rules import something_to_change
from cleancloud_tui.api.operations.schema import optional, required
from cleancloud_tui.api.request import Request
from cleancloud_tui.api.value_words import FieldChange
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.mirror import effects
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.declaration import Read, WriteDeclaration, Writes
from cleancloud_tui.shop.writes.declarations import WRITES
from cleancloud_tui.shop.writes.declarations.garments import GARMENT
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from tests.stranger import Answer, Stranger
from tests.stranger.server import TOKEN
from tests.stranger.shop import StrangerShop

ORDER, BARCODE = "204", "552040001"

HANG = Operation(
    "hangGarment", "Hang a Garment", OperationKind.IDEMPOTENT_WRITE,
    "Says on which hanger a garment is.",
    (
        required("barcodeID", Wire.TEXT, "Barcode of the garment"),
        required("orderID", Wire.ID, "ID of the order"),
        optional("hanger", Wire.ID, "The hanger's number"),
    ),
    rules=(something_to_change("barcodeID", "orderID"),),
    told_as={"hanger": "hangerNo"},
)  # fmt: skip
"""An operation that the API does not have."""

HANGING = WriteDeclaration(
    HANG,
    identified_by=("barcodeID", "orderID"),
    truth=Read("getGarments", "orderID"),
    updates=GARMENT,
    shown_while_waiting=True,
    effect=effects.updating_garment(HANG),
    undoable=True,
)


class ShopWithHangers(StrangerShop):
    """A CleanCloud that has the operation."""

    def perform(self, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        if operation != HANG.name:
            return super().perform(operation, asked)
        for row in self.garments[asked["orderID"]]:
            if row["barcodeID"] == asked["barcodeID"]:
                row["hangerNo"] = asked["hanger"]
        return {"Success": "True"}

    def hanger(self) -> object:
        return self.garments[ORDER][0].get("hangerNo")


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    with Stranger(ShopWithHangers()) as stranger:
        yield stranger


def opened(base_url: str, directory: Path) -> Shop:
    async def connect() -> Client:
        connection = Connection(base_url, TOKEN, rate=1000, margin=0.0)
        return Client(connection, ledger=directory / "ledger.db")

    return Shop(
        ShopOptions(
            directory=directory,
            connect=connect,
            time_zone=UTC,
            writes=Writes([*WRITES, HANGING]),
            doubt=Doubt(0.0, 0.0),
        )
    )


def hang(hanger: str) -> Request:
    return Request.of(HANG, {"barcodeID": BARCODE, "orderID": ORDER, "hanger": hanger})


def test_every_write_of_the_catalogue_has_exactly_one() -> None:
    names = [each.name for each in WRITES]
    assert sorted(names) == sorted(
        each.name for each in OPERATIONS.values() if each.kind is not OperationKind.READ
    )
    assert len(names) == len(set(names))


@pytest.mark.parametrize("declared", list(WRITES), ids=lambda declared: declared.name)
def test_what_it_names_is_in_the_catalogue(declared: WriteDeclaration) -> None:
    own = {each.name for each in declared.operation.parameters}
    assert own >= set(declared.identified_by)
    for read in filter(None, (declared.truth, declared.read_first, declared.read_again)):
        asked = OPERATIONS[read.operation]
        assert asked.kind is OperationKind.READ
        assert read.by in own & {each.name for each in asked.parameters}
    if declared.undoable:
        assert declared.updates, "what is taken back is a value that was replaced"
    if not (declared.updates or declared.look_up):
        assert declared.unseen.endswith(".")


async def test_a_write_that_only_its_declaration_knows_goes_all_the_way(
    stranger: Stranger, tmp_path: Path
) -> None:
    shop = opened(stranger.base_url, tmp_path)
    store = stranger.shop
    assert isinstance(store, ShopWithHangers)
    store.garments[ORDER][0]["hangerNo"] = 3
    await shop.ask.refresh_order(ORDER)

    await shop.send(hang("4"))
    assert store.hanger() == "4"

    stranger.answer(HANG.name, Answer(is_dropped=True))
    with pytest.raises(OutcomeUnknownError):
        await shop.send(hang("5"))
    assert store.hanger() == "5", "it arrived, and nobody knows"
    await shop.outbox.round()
    assert (await shop.outbox.count()).unknown == 0

    undo = await shop.undoable([f"garment:{BARCODE}"])
    assert undo is not None
    assert undo.request == hang("4")
    await shop.send(undo.request)
    assert store.hanger() == "4"

    today = datetime.now(UTC).date()
    newest, found, first = await shop.audit.lines(today, today, UTC)
    assert newest.title == HANG.title
    assert newest.subject == f"garment:{BARCODE}"
    assert [each.changes[-1] for each in (first, found, newest)] == [
        FieldChange("hanger", "3", "4"),
        FieldChange("hanger", "4", "5"),
        FieldChange("hanger", "5", "4"),
    ]
    assert {each.result for each in (first, found, newest)} == {EntryState.CONFIRMED.value}
    await shop.aclose()


async def test_without_a_connection_it_waits(stranger: Stranger, tmp_path: Path) -> None:
    offline = opened("http://127.0.0.1:9/api", tmp_path)
    with pytest.raises(WriteWaitsError):
        await offline.send(hang("7"))
    assert (await offline.outbox.count()).waiting == 1
    await offline.aclose()

    online = opened(stranger.base_url, tmp_path)
    await online.outbox.round()
    assert stranger.of(HANG.name)[-1].is_done
    assert (await online.outbox.count()).waiting == 0
    await online.aclose()
