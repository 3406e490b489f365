"""The audit trail tells who changed what, and nothing about the people it was changed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.errors import CleanCloudError, OutcomeUnknownError, RefusedError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.operations import OPERATIONS, OperationKind, Parameter, Wire
from cleancloud_tui.api.privacy import is_personal
from cleancloud_tui.api.value_words import EMPTY
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop import who
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry, EntryState, subject_of
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.audit import (
    PERSONAL,
    AuditLine,
    FieldChange,
    line_of,
    naming_nobody,
)
from cleancloud_tui.shop.writes.declarations import WRITES
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()

SAYS_WHO_OR_WHAT_THEY_SAID = {
    "birthdayDay",
    "birthdayMonth",
    "cardID",
    "customerAddress",
    "customerAddressInstructions",
    "customerEmail",
    "customerGender",
    "customerLat",
    "customerLng",
    "customerName",
    "customerNotes",
    "customerPassword",
    "customerTel",
    "evoToken",
    "extraNotes",
    "message",
    "orderNotes",
    "paymentMethodID",
    "promoCode",
    "pushToken",
    "stripe",
}

SAYS_NOTHING_ABOUT_A_PERSON = {
    "barcodeID",
    "bundleID",
    "checkPickupTime",
    "color1",
    "color2",
    "colorsDryerHeat",
    "colorsWashTemp",
    "conveyorLocation",
    "creditUsed",
    "customStatus",
    "customerID",
    "customerRoute",
    "deleteOld",
    "delivery",
    "deliveryDate",
    "deliveryDays",
    "deliveryEnd",
    "deliveryFee",
    "deliveryReschedule",
    "deliveryStart",
    "detergentScent",
    "detergentType",
    "discount",
    "discountPercent",
    "duration",
    "express",
    "fabricSoftenerType",
    "finalTotal",
    "findRoute",
    "frequency",
    "groupID",
    "lockerLocationID",
    "lockerNumber",
    "lockerOrder",
    "makeLatLng",
    "marketingOptIn",
    "minimumAdjust",
    "noEmailRequired",
    "notifyMethod",
    "onlyCheckIfValid",
    "orderID",
    "ordersCreatedSoFar",
    "paid",
    "paymentType",
    "pickupDate",
    "pickupEnd",
    "pickupID",
    "pickupReschedule",
    "pickupStart",
    "platform",
    "priceListID",
    "products",
    "schedulerConfirmDays",
    "schedulerType",
    "sendEmail",
    "shirtPreference",
    "staffVerify",
    "starchPreference",
    "status",
    "storeDropOffDate",
    "storeOrder",
    "storeReadyByDate",
    "storeReadyByTime",
    "subscriptionConfirmed",
    "subscriptionID",
    "tax",
    "tax2",
    "tax3",
    "tip",
    "tipPercent",
    "trouserPreference",
    "type",
    "whitesDryerHeat",
    "whitesWashTemp",
}


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(0.0, 0.0))


@pytest.mark.parametrize(
    ("operation", "parameter"),
    [
        pytest.param(operation.name, parameter, id=f"{operation.name}.{parameter.name}")
        for operation in OPERATIONS.values()
        if operation.kind is not OperationKind.READ
        for parameter in operation.parameters
    ],
)
def test_every_parameter_is_declared_personal_or_harmless(
    operation: str, parameter: Parameter
) -> None:
    assert (parameter.name in SAYS_WHO_OR_WHAT_THEY_SAID) is is_personal(parameter)
    assert (parameter.name in SAYS_NOTHING_ABOUT_A_PERSON) is not is_personal(parameter)


@pytest.mark.parametrize("name", [each.name for each in OPERATIONS.values()])
def test_no_personal_value_of_any_operation_is_shown(name: str) -> None:
    operation = OPERATIONS[name]
    sent = {each.name: _marked(each) for each in operation.parameters}
    before = dict.fromkeys(("Name", "Tel", "Email", "Address", "notes", "Notes"), "Ada-0")
    shown = repr(told(an_entry(name, sent, before=before)))
    assert "Ada" not in shown
    assert "Jacket" not in shown, "what is typed as an item's name is free text"
    unnamed = {each for each in sent if f"name='{each}'" not in shown}
    assert len(unnamed) <= 1, "what names the subject is no change"
    assert unnamed <= {"orderID", "customerID", "barcodeID"}


async def test_before_and_after_are_told_in_words(shop: Shop) -> None:
    order = an_open_order(shop)
    await shop.write(
        "updateOrder",
        {
            "orderID": order.id,
            "status": "1",
            "orderNotes": "Ada's dress",
            "finalTotal": "12.5",
            "deliveryDate": "2026-06-03",
            "deliveryEnd": "6pm",
        },
    )
    (line,) = await shop.audit.lines(TODAY, TODAY, UTC)
    changes = {each.name: each for each in line.changes}
    assert changes["status"] == FieldChange("status", order.status.label, "Ready")  # type: ignore[union-attr]
    assert str(changes["orderNotes"]) == f"order notes: {PERSONAL}"
    assert changes["finalTotal"].after == "12.50"
    assert changes["deliveryDate"].after == "2026-06-03"
    assert changes["deliveryDate"].before == order.delivery_day.isoformat()  # type: ignore[union-attr]
    assert changes["deliveryEnd"].before == (order.delivery_time.partition("-")[2] or EMPTY)
    assert "orderID" not in changes, "it is the subject"
    assert (line.subject, line.result, line.error) == (f"order:{order.id}", "confirmed", "")
    assert line.title == "Update an Order"
    assert "Ada" not in str(asdict(line))


async def test_who_is_the_staff_the_user_the_terminal_and_the_address(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
    monkeypatch.setattr(who, "told_by_server", lambda process: None)
    monkeypatch.setenv("USER", "somebody else")
    monkeypatch.setenv("LOGNAME", "somebody else")
    monkeypatch.setattr("pwd.getpwuid", lambda uid: SimpleNamespace(pw_name=f"counter{uid}"))
    monkeypatch.setattr("os.getuid", lambda: 2)
    shop.session.staff = "Maria"
    order = an_open_order(shop)
    await shop.write("updateOrder", {"orderID": order.id, "status": "1"})
    shop.session.staff = ""
    await shop.write("updateOrder", {"orderID": order.id, "status": "0"})
    unnamed, named = await shop.audit.lines(TODAY, TODAY, UTC)
    assert (named.staff, named.user, named.address) == ("Maria", "counter2", "192.0.2.7")
    assert (named.who, unnamed.who) == ("Maria (counter2@192.0.2.7)", "counter2@192.0.2.7")
    assert named.when > datetime.fromtimestamp(NOW, UTC)


async def test_results_are_told_in_words(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    with pytest.raises(RefusedError):
        await shop.write("updateOrder", {"orderID": "99999999", "status": "1"})
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", {"customerID": order.customer_id, "message": "Ada was in"})
    host.is_offline = True
    for status in ("1", "0"):
        with pytest.raises(WriteWaitsError):
            await shop.write("updateOrder", {"orderID": order.id, "status": status})
    waiting, merged, unknown, refused = await shop.audit.lines(TODAY, TODAY, UTC)
    assert waiting.result == "waiting"
    assert "can't be reached" in waiting.error
    assert merged.result == f"merged into {waiting.entry_id}"
    assert (unknown.result, unknown.operation) == ("unknown", "addMessage")
    assert refused.result == "refused"
    assert refused.error == "CleanCloud refused updateOrder: No Order With That ID"


async def test_what_was_made_is_told_by_its_number(shop: Shop) -> None:
    reply = await shop.write(
        "addCustomer",
        {"customerName": "Ada Byron", "customerTel": "0155", "customerEmail": "ada@example.com"},
    )
    number = str(reply["CustomerID"])
    ordered = await shop.write(
        "addOrder", {"customerID": number, "finalTotal": "12.50", "status": "5"}
    )
    order, customer = await shop.audit.lines(TODAY, TODAY, UTC)
    assert (customer.subject, customer.made) == ("new:addCustomer", f"customer:{number}")
    assert (order.subject, order.made) == (f"customer:{number}", f"order:{ordered['orderID']}")
    assert "Ada" not in repr(customer)
    assert await shop.audit.lines(TODAY, TODAY, UTC, str(ordered["orderID"])) == [order]


async def test_search_finds_every_word_wherever_it_stands(shop: Shop) -> None:
    order = an_open_order(shop)
    shop.session.staff = "Maria"
    await shop.write("updateOrder", {"orderID": order.id, "status": "1"})
    shop.session.staff = "José"
    customer = {"customerID": order.customer_id, "customerNotes": "likes starch"}
    await shop.write("updateCustomer", {**customer, "starchPreference": "1"})

    async def found(text: str) -> list[str]:
        return [line.operation for line in await shop.audit.lines(TODAY, TODAY, UTC, text)]

    assert await found("") == ["updateCustomer", "updateOrder"]
    assert await found("MARIA ready") == ["updateOrder"]
    assert await found(f"order {order.id} status") == ["updateOrder"]
    assert await found(f"order:{order.id}") == ["updateOrder"]
    assert await found("customernotes") == ["updateCustomer"]
    assert await found("customer notes josé confirmed") == ["updateCustomer"]
    assert await found("no starch") == ["updateCustomer"]
    assert await found("likes") == [], "what is not shown is not found"
    assert await found("maria josé") == []


async def test_days_are_those_of_the_zone_and_both_ends_count(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    midnight = datetime(2026, 6, 1, tzinfo=UTC).timestamp()
    for moment in (midnight - 0.5, midnight + 86_000):
        host.now = moment
        await shop.write("updateOrder", {"orderID": order.id, "status": "1"})

    async def count(first: int, last: int, hours: int = 0) -> int:
        zone = timezone(timedelta(hours=hours))
        days = date(2026, 5, 31) + timedelta(first), date(2026, 5, 31) + timedelta(last)
        return len(await shop.audit.lines(*days, zone))

    assert [await count(0, 0), await count(1, 1), await count(0, 1)] == [1, 1, 2]
    assert [await count(1, 1, hours=1), await count(2, 2, hours=1)] == [1, 1]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (
            "CleanCloud refused addCustomer: Ada Byron already has ada@example.com",
            "CleanCloud refused addCustomer.",
        ),
        ("CleanCloud refused chargeCard: Your card was declined.", None),
        ("CleanCloud refused updateOrder: Missing Parameter: orderID", None),
        (
            "It could not be looked up: CleanCloud refused getOrders: Ada",
            "It could not be looked up: CleanCloud refused getOrders.",
        ),
        (
            "CleanCloud does not accept this shop's token (of Ada). Nothing was changed.",
            "CleanCloud does not accept this shop's token. Nothing was changed.",
        ),
        ("It is “for Ada” now. See “To resolve”.", "It is (personal) now. See “To resolve”."),
        ("It was “cut in the mid", "It was (personal)"),
        ("cleancloudapp.com can't be reached. Nothing was sent.", None),
        ("", None),
    ],
)
def test_errors_name_nobody(error: str, shown: str | None) -> None:
    assert naming_nobody(error) == (error if shown is None else shown)


@given(st.text(min_size=1).map(lambda text: f"Ada{text}"))
def test_whatever_the_api_says_of_a_person_is_left_out(words: str) -> None:
    error: CleanCloudError = RefusedError("addCustomer", words)
    assert "Ada" not in naming_nobody(f"{error} A person sent it again.")


def test_hostile_text_is_cleaned() -> None:
    hostile = "A\x1b[31m12\u202e\nx"
    entry = an_entry(
        "updateGarment", {"barcodeID": "1", "conveyorLocation": hostile}, staff=hostile
    )
    line = told(entry)
    assert (line.staff, line.changes[0].after) == ("A12, x", "A12, x")


def test_an_operation_of_another_version_shows_no_values() -> None:
    line = told(an_entry("renameCustomer", {"customerID": "7", "name": "Ada"}))
    assert (line.title, line.subject) == ("renameCustomer", "customer:7")
    assert line.changes == (FieldChange("name", None, PERSONAL),)


def told(entry: Entry) -> AuditLine:
    return line_of(entry, WRITES.of(entry.operation), UTC)


def _marked(parameter: Parameter) -> object:
    """A value that would be known again."""
    if parameter.wire is Wire.PRODUCTS:
        return [{"id": "0", "name": "Jacket of Ada", "price": "1", "pieces": "1", "quantity": "1"}]
    return "Ada" if is_personal(parameter) else "1"


def an_entry(
    operation: str,
    sent: Mapping[str, object],
    *,
    before: Mapping[str, object] | None = None,
    staff: str = "",
) -> Entry:
    return Entry(
        id=1,
        operation=operation,
        parameters=sent,
        subject=subject_of(operation, sent),
        state=EntryState.CONFIRMED,
        created_at=datetime.fromtimestamp(NOW, UTC),
        sent_at=None,
        settled_at=None,
        before=before,
        reply={"Success": "True", "CustomerName": "Ada"},
        error="",
        staff=staff,
        user="root",
        terminal="/dev/pts/1",
        address="",
    )


def an_open_order(shop: Shop) -> Order:
    return next(
        order
        for found in shop.search("", 100)
        for order in shop.orders_of(found.customer.id)
        if order.is_open and order.status_code == "0" and order.delivery_day
    )
