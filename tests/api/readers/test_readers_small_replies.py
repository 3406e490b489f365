"""What the readers make of the smaller replies, in the shapes that are known or assumed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cleancloud_tui.api.models.cards import Card, Subscription
from cleancloud_tui.api.models.reports import DaySummary
from cleancloud_tui.api.models.routes import AvailableDay, Route, TimeSlot
from cleancloud_tui.api.models.stock import InventoryItem, PriceList, Product
from cleancloud_tui.api.readers import routes
from cleancloud_tui.api.readers.messages import messages
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.readers.routes import route
from tests.api.readers import all_readers as readers

NOON = datetime(2017, 9, 18, 12, tzinfo=UTC)
DAY = NOON.date()
STAMP = "1505736000"


def success(**values):
    return {"Success": "True", **values}


def test_slots_within_an_object_are_read() -> None:
    reply = {"Success": "True", "data": {"Slots": "8am-10am,12pm-2pm"}}
    assert [slot.window for slot in readers.slots(reply)] == ["8am-10am", "12pm-2pm"]


def test_products_and_price_lists():
    shirt = {"id": "3", "name": "Shirt", "price": "2.50", "section": "2", "pieces": "1"}
    shirt |= {"parent": "0", "type": "1", "te1": "1", "te2": "0", "isSqmProduct": "0"}
    read = Product("3", "Shirt", Decimal("2.50"), 1, "Tops", tax_exempt=(True, False, False))
    for sections in ([{"id": "2", "name": "Tops"}], {"2": "Tops"}, {"2": {"name": "Tops"}}):
        assert readers.products(success(Products=[shirt], SectionsMap=sections)) == (read,)
    parent, upcharge = readers.products(
        success(
            Products=[{"id": 4, "type": 4, "section": "9"}, {"id": "5", "type": "3", "parent": "4"}]
        )
    )
    assert (parent.is_parent, parent.is_upcharge, parent.section) == (True, False, "")
    assert (upcharge.is_parent, upcharge.is_upcharge, upcharge.parent_id) == (False, True, "4")
    lists = success(
        PriceLists=[{"id": "0", "name": "Default"}, {"id": 2, "name": "Hotel"}, {"name": "x"}]
    )
    assert readers.price_lists(lists) == (PriceList("0", "Default"), PriceList("2", "Hotel"))


def test_inventory_as_it_may_be_told():
    bag = InventoryItem("4", "Garment bag", "GB", Decimal(3), Decimal(5), Decimal("12.00"))
    row = {"id": "4", "name": "Garment bag", "sku": "GB", "price": "12.00"}
    for level in ({"quantity": "3", "lowStock": "5"}, {"stock_level": 3, "reorderPoint": 5}):
        assert readers.inventory(success(Inventory=[row | level])) == (bag,)
    named = success(products={"8": {"productID": "4", "productName": "Garment bag", "qty": "0"}})
    (gone,) = readers.inventory(named)
    assert (gone.name, gone.is_out, gone.is_low) == ("Garment bag", True, True)
    untold, told = readers.inventory(success(Inventory=[row, row | {"quantity": "0.5"}]))
    assert (untold.quantity, untold.is_low) == (None, False)
    assert not told.is_out
    with pytest.raises(NotUnderstoodError):  # how much is left is what it is asked for
        readers.inventory(success(Inventory=[row]))
    assert readers.inventory(success(Inventory=[])) == ()


def test_a_route_is_told_beside_or_within():
    harbor = Route("1", "Harbor")
    told = {"Route": "1", "RouteName": "Harbor"}
    assert route(success(**told)) == route(success(data=told)) == harbor
    assert route(success(Route={"id": 1, "name": "Harbor"})) == harbor
    assert route(success()) is None
    for unread in (success(data={"id": "1"}), success(zone="7")):
        with pytest.raises(NotUnderstoodError):
            route(unread)


def test_slots_in_every_form():
    two = (TimeSlot("10am-12pm"), TimeSlot("2pm-4pm"))
    assert readers.slots(success(Slots="10am-12pm, 2pm-4pm")) == two
    assert readers.slots(success(data={"Slots": "10am-12pm, 2pm-4pm"})) == two
    assert readers.slots(success(slots=["10am-12pm", "2pm-4pm"])) == two
    assert readers.slots(success(Slots=[{"time": "10am-12pm", "left": "3"}])) == (
        TimeSlot("10am-12pm", 3),
    )
    assert readers.slots(success(Slots="")) == readers.slots(success(Slots=[])) == ()
    days = success(
        Dates=[
            {"dateStamp": STAMP, "times": "10am-12pm,2pm-4pm", "remaining": "3,0"},
            {"date": "2017-09-19", "times": "10am-12pm,2pm-4pm", "remaining": "7"},
            {"dateStamp": "0", "times": "10am-12pm"},
        ]
    )
    assert readers.available_days(days) == (
        AvailableDay(DAY, (TimeSlot("10am-12pm", 3), TimeSlot("2pm-4pm", 0))),
        AvailableDay(date(2017, 9, 19), two),
    )


def test_a_route_and_the_first_delivery_beside_success_or_in_an_object():
    told = {"Route": "3", "RouteName": "Harbour"}
    for reply in (success(**told), success(data=told), success(Route={"id": 3, "name": "Harbour"})):
        assert routes.route(reply) == Route("3", "Harbour")
    days = {"Dates": [], "MinDeliveryDateStamp": STAMP}
    for reply in (success(**days), success(data=days)):
        assert routes.first_delivery(reply) == DAY


def test_cards_show_no_more_than_the_last_four():
    card = {
        "id": "card_1",
        "brand": "Visa",
        "last4": "4111 1111 1111 4242",
        "expMonth": "3",
        "expYear": "2027",
        "default": "1",
    }
    read = Card("card_1", "Visa", "4242", "03/27", True)
    assert readers.cards(success(Cards=[card])) == (read,)
    assert readers.cards(success(cards={"0": {"cardID": "c", "lastFour": "**** 4242"}})) == (
        Card("c", last_four="4242"),
    )


def test_a_subscription_flat_or_nested():
    plan = {
        "id": "plan_J",
        "name": "Shirts",
        "price": "20.00",
        "status": "active",
        "startDate": STAMP,
        "renewalDate": "0",
    }
    read = Subscription("plan_J", "Shirts", "active", Decimal("20.00"), NOON)
    for reply in (success(**plan), success(Subscription=plan), success(subscriptions=[plan])):
        assert readers.subscription(reply) == read
    assert readers.subscription(success(Subscription=[])) is None


def test_day_summaries_listed_or_keyed_by_day():
    figures = {"orders": "4", "sales": "80.00", "revenue": "50.00", "unpaidOrders": "0",
               "revenueByPaymentType": {"Cash": "20.00", "2": "30.00", "odd": "x"}}  # fmt: skip
    read = DaySummary(
        day=DAY,
        orders=4,
        sales=Decimal("80.00"),
        revenue=Decimal("50.00"),
        by_payment_type={"Cash": Decimal("20.00"), "Card": Decimal("30.00")},
        unpaid_orders=0,
        unread=("by_payment_type",),
    )
    for days in (
        [{"date": "2017-09-18"} | figures],
        {"2017-09-18": figures},
        {"0": {"Date": STAMP} | figures},
    ):
        assert readers.day_summaries(success(Days=days)) == (read,)
    with pytest.raises(NotUnderstoodError):
        readers.day_summaries(success(Days=[figures, {"date": "yesterday"}]))


def test_figures_under_unknown_names_are_kept_under_these():
    told = {"date": "2026-01-05", "orders": "4", "Bags": "2", "byHour": {"9": 1}, "top": ["a", 2]}
    (day,) = readers.day_summaries(success(Days=[{**told, "none": "", "Sales": "9.00"}]))
    assert day.others == {"Bags": "2", "byHour.9": "1", "top.1": "a", "top.2": "2"}
    assert (day.orders, day.sales) == (4, Decimal("9.00"))
    many = {f"x{number}": "\x1b[31m" + "y" * 99 for number in range(99)}
    (day,) = readers.day_summaries(success(Days=[told | many]))
    assert len(day.others) == 40
    assert max(map(len, day.others.values())) <= 60
    assert not any("\x1b" in value for value in day.others.values())


@pytest.mark.parametrize("said", ["3 entries were found", "Done"])
def test_a_sentence_about_the_messages_is_none_of_them(said: str) -> None:
    with pytest.raises(NotUnderstoodError):
        messages({"Success": "True", "message": said})
    told = messages({"Success": "True", "message": said, "Messages": [{"id": 1, "message": "Hi"}]})
    assert [each.text for each in told] == ["Hi"]
