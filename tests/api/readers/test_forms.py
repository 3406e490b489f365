"""One value in every form in which any operation, or any shop's own code, is known to write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api import field_names, wire
from cleancloud_tui.api.models.cards import Card
from cleancloud_tui.api.models.orders import OrderLine
from cleancloud_tui.api.models.routes import TimeSlot
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.readers.subscriptions import subscription
from tests.api.readers import all_readers as readers

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "times"),
    [
        ("10am-12pm", ("10am", "12pm")),
        ("6pm – 8pm", ("6pm", "8pm")),
        ("6-8pm", ("6pm", "8pm")),
        ("11-1pm", ("11am", "1pm")),
        ("10 AM to 12 PM", ("10am", "12pm")),
        ("10:00-12:00", ("10am", "12pm")),
        ("10:00:00 - 12:30:00", ("10am", "12:30pm")),
        ("10:00:00 AM - 12:30:00 PM", ("10am", "12:30pm")),
        ("10:00", ("10am", "")),
        ("5pm", ("5pm", "")),
    ],
)
def test_windows_in_all_their_forms(window: str, times: tuple[str, str]) -> None:
    assert wire.window_times(window) == times
    order = readers.order_row({"id": "1", "pickupTime": window})
    assert order
    assert order.pickup_time == "-".join(filter(None, times))


def test_a_window_that_is_told_in_no_times_stays_as_it_is() -> None:
    for told in ("morning", "10am-late", "10am-12pm (evenings)", "25:00-26:00"):
        order = readers.order_row({"id": "1", "pickupTime": told})
        assert order
        assert order.pickup_time == told


def test_a_window_told_as_one_or_by_its_ends() -> None:
    ends = {"pickupStart": "10am", "pickupEnd": "12pm"}
    whole = {"pickupStart": "10am-12pm", "pickupEnd": ""}
    for told in (ends, whole, {"pickupTime": "10am-12pm"}):
        order = readers.order_row({"id": "1", **told})
        assert order
        assert order.pickup_time == "10am-12pm"
        update = field_names.told(OPERATIONS["updateOrder"], {"id": "1", **told})
        assert (update["pickupStart"], update["pickupEnd"]) == ("10am", "12pm")
    schedule = readers.repeat_pickup_row({"pickupID": "1", "pickupTime": "10am-12pm"})
    assert schedule
    assert (schedule.pickup_start, schedule.pickup_end) == ("10am", "12pm")
    for none in ("0-0", "0", "", None):
        order = readers.order_row({"id": "1", "deliveryTime": none, "deliveryStart": none})
        assert order
        assert order.delivery_time == ""


@pytest.mark.parametrize(
    "slots",
    [
        "10am-12pm,2pm-4pm",
        ["10am-12pm", "2pm-4pm"],
        [{"time": "10am-12pm"}, {"slot": "2pm-4pm"}],
        [{"start": "10am", "end": "12pm"}, {"from": "2pm", "to": "4pm"}],
        {"10am-12pm": "", "2pm-4pm": ""},
        {"0": "10am-12pm", "1": "2pm-4pm"},
        "10:00:00-12:00:00,14:00:00-16:00:00",
        [{"start": "10:00:00", "end": "12:00:00"}, {"time": "14:00:00 - 16:00:00"}],
        {"10:00:00-12:00:00": "", "14:00:00-16:00:00": ""},
    ],
)
@pytest.mark.parametrize("key", ["Slots", "freeTimes"])
def test_slots_in_all_their_forms(key: str, slots: object) -> None:
    expected = (TimeSlot("10am-12pm"), TimeSlot("2pm-4pm"))
    assert readers.slots({"Success": "True", key: slots}) == expected
    (day,) = readers.available_days({"Dates": [{"date": "2026-11-27", "times": slots}]})
    assert day.slots == expected


@given(st.times(), st.sampled_from(["Z", "", "+00:00", "-08:00", "+1030"]), st.sampled_from("T "))
def test_days_and_instants_written_out(hour: time, zone: str, part: str) -> None:
    text = f"2026-11-27{part}{hour:%H:%M:%S}"
    row = {"id": "1", "pickupDate": f"{text}{zone}", "createdDate": f"{text}{zone}"}
    order = readers.order_row(row)
    assert order
    assert order.pickup_day == date(2026, 11, 27)
    assert order.created == datetime.fromisoformat(f"2026-11-27T{hour:%H:%M:%S}{zone or 'Z'}")


@pytest.mark.parametrize(
    "told",
    [
        {"timeStamp": str(int(NOON.timestamp())), "readAt": "2026-01-01 10:00:00"},
        {"dateTime": "2026-11-27 12:00:00"},
        {"updated_at": "2026-11-27T12:00:00Z", "phone": "5550123456"},
        {"sentAt": int(NOON.timestamp()), "readAt": "0"},
    ],
)
def test_the_only_moment_of_an_object_is_its_own_whatever_its_name(told: dict[str, object]) -> None:
    (message,) = readers.messages({"Messages": [{"text": "30.11.2026", **told}]})
    assert message.at == NOON
    place = readers.driver_location({"Success": "True", "lat": "51.5", "lng": "-0.1", **told})
    assert place
    assert place.at == NOON


def test_of_two_moments_of_unknown_names_none_is_taken() -> None:
    two = {"writtenAt": "2026-11-27 12:00:00", "readAt": "2026-11-28 12:00:00"}
    for told in (two, {"phone": "1796040000"}, {}):
        (message,) = readers.messages({"Messages": [{"text": "30.11.2026", **told}]})
        assert message.at is None


@pytest.mark.parametrize(
    ("told", "is_from"),
    [
        ({"fromCustomer": "0", "from": "customer"}, False),
        ({"from": "Customer"}, True),
        ({"direction": "outbound"}, False),
        ({"sender": "Ada"}, None),
        ({}, None),
    ],
)
def test_who_wrote_a_message(told: dict[str, object], is_from: bool | None) -> None:
    (message,) = readers.messages({"Messages": [{"text": "Hello", **told}]})
    assert message.from_customer is is_from


def test_days_in_all_their_forms() -> None:
    stamp = int(NOON.timestamp())
    for told in (stamp, str(stamp), float(stamp), "2026-11-27", "2026-11-27 00:00:00"):
        order = readers.order_row({"id": "1", "pickupDate": told, "createdDate": told})
        assert order
        assert order.pickup_day == NOON.date()
        assert order.created
        assert order.created.date() == NOON.date()
    odd = readers.order_row({"id": "1", "createdDate": "2026-02-30 10:00:00"})
    assert odd
    assert odd.created is None


@pytest.mark.parametrize(
    "row",
    [
        {"id": "7", "brand": "visa", "last4": "4242", "exp_month": 9, "exp_year": 2028},
        {"id": "7", "card": {"brand": "visa", "last4": 4242, "exp_month": "9", "exp_year": "28"}},
        {"id": "7", "payment_method_details": {"card": {"brand": "visa", "last4": "4242"}}},
        {"token-id": "7", "card-type": "visa", "last-four-digits": "4242", "exp-date": "0928"},
        {"chargePermissionId": "7", "paymentDescriptor": "Visa ****4242 (Amazon Pay)"},
    ],
    ids=["plain", "Stripe", "nested deeper", "Clearent", "Amazon"],
)
def test_cards_as_payment_processors_tell_them(row: dict[str, object]) -> None:
    for told in ({"Cards": [row]}, {"sources": {"object": "list", "data": [row]}}):
        (card,) = readers.cards({"Success": "True", **told})
        assert (card.id, card.last_four) == ("7", "4242")
        assert card.brand in ("visa", "")
        assert card.expires in ("09/28", "")
    assert readers.cards({"Cards": [{"cardID": "9"}]}) == (Card("9"),)


def test_a_subscription_as_stripe_tells_it_names_its_plan() -> None:
    told = {"id": "sub_1", "status": "active", "plan": {"id": "plan_x", "nickname": "Gold"}}
    held = subscription({"Success": "True", "data": told})
    assert held
    assert (held.id, held.name, held.status) == ("plan_x", "Gold", "active")


@pytest.mark.parametrize(
    "summary",
    [
        "Shirt x 2<br>Wash &amp; Fold x 12.5kg<br>Discount: 10%",
        "Shirt x2\nWash & Fold x12.5 kg\nDiscount: 10%",
        "Shirt<br>x 2<br/>Wash & Fold<br />x 12.5kg<br>Discount: 10%",
        "Shirt<br>2<br>Wash & Fold x 12.5kg<br>Discount: 10%",
        "<p>Shirt x 2</p><p><b>Wash & Fold</b> × 12.5kg</p><div>Discount: 10%</div>",
        "<ul><li>Shirt x 2</li><li>Wash & Fold x 12.5 lbs</li><li>Discount: 10%</li></ul>",
    ],
)
def test_summaries_in_all_their_forms(summary: str) -> None:
    order = readers.order_row({"id": "1", "summary": summary})
    assert order
    items = OrderLine("Shirt", Decimal(2)), OrderLine("Wash & Fold", Decimal("12.5"))
    assert (order.lines, order.remarks) == (items, ("Discount: 10%",))


@pytest.mark.parametrize("nothing", [[], {}, "", None])
def test_upcharges_as_an_object_a_list_or_phps_empty_object(nothing: object) -> None:
    for told in ({"upcharge1": {"id": 5}, "upcharge2": "6"}, [{"id": "5"}, 6], ["5", "6"]):
        garment = readers.garment_row({"barcodeID": "1", "upcharges": told})
        assert garment
        assert garment.upcharges == ("5", "6")
    garment = readers.garment_row({"barcodeID": "1", "upcharges": nothing})
    assert garment
    assert garment.upcharges == ()


@pytest.mark.parametrize(
    ("flag", "meant"),
    [
        *((yes, True) for yes in ("1", 1, True, "true", "Yes")),
        *((no, False) for no in ("0", 0, False, "No", "off")),
    ],
)
def test_flags_in_all_their_forms(flag: object, meant: bool) -> None:
    order = readers.order_row({"ID": 437, "PAID": flag, "Customer_ID": 12.0})
    assert order
    assert (order.id, order.customer_id, order.paid) == ("437", "12", meant)


@pytest.mark.parametrize(
    "number", ["************4242", "XXXX-4242", "•••• 4242", "4242********4242"]
)
def test_a_card_is_told_by_its_masked_number(number: str) -> None:
    row = {"id": "9", "number": number, "type": "Visa", "expiry": "04/28"}
    (card,) = readers.cards({"Success": "True", "Cards": [row]})
    assert (card.brand, card.last_four, card.expires) == ("Visa", "4242", "04/28")


def test_a_whole_card_number_is_not_taken_and_a_kind_is_no_brand() -> None:
    (card,) = readers.cards({"Cards": [{"id": "9", "number": "4242424242424242", "type": "card"}]})
    assert (card.brand, card.last_four) == ("", "")


@pytest.mark.parametrize("default", ["card_2", {"id": "card_2"}])
def test_the_default_card_is_told_beside_the_list(default: object) -> None:
    data = [{"id": f"card_{number}", "brand": "Visa", "last4": "4242"} for number in (1, 2)]
    customer = {"default_source": default, "sources": {"data": data}}
    told = readers.cards({"Success": "True", "customer": customer})
    assert [card.is_default for card in told] == [False, True]


def test_repeat_pickups_in_the_documentations_words() -> None:
    def told(frequency: str, duration: str) -> tuple[int | None, int | None]:
        row = {"pickupID": "7", "frequency": frequency, "duration": duration}
        (pickup,) = readers.repeat_pickups({"Pickups": [row]})
        return pickup.frequency, pickup.duration

    assert told("Every 2 weeks", "Until cancelled") == (2, 0)
    assert told("Every week", "1 order") == (1, 1)
    assert told("weekly", "20 orders") == (1, 20)
    assert told("now and then", "for ever") == (None, None)


def test_a_list_by_ids_alone() -> None:
    row = {"pickupDate": "1505736000", "frequency": "2"}
    for reply in ({"Pickups": {"77": row, "80": row}}, {"data": {"77": row, "80": row}}):
        told = readers.repeat_pickups({"Success": "True", **reply})
        assert [each.id for each in told] == ["77", "80"]
    for keys in ("01", "12", "0"):  # a list's own
        with pytest.raises(NotUnderstoodError):
            readers.repeat_pickups({"Success": "True", "Pickups": dict.fromkeys(keys, row)})


def test_an_empty_list_of_which_there_are_some_is_not_understood() -> None:
    assert readers.repeat_pickups({"Success": "True", "count": 0, "Pickups": []}) == ()
    with pytest.raises(NotUnderstoodError):
        readers.repeat_pickups({"Success": "True", "count": 1, "Pickups": []})
