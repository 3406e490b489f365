"""What a role may not do is refused below the screens, whoever asks for it."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.errors import NotAllowedError, ReadOnlyError, RefusedError
from cleancloud_tui.api.models.stock import Product
from cleancloud_tui.api.request import Request
from cleancloud_tui.api.rights import EVERYTHING, Allowance, Right
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.composition import connect_shop, keep_scan_setup
from cleancloud_tui.scanner.setup import ScanSetup
from cleancloud_tui.settings import PRACTICE_SHOP
from cleancloud_tui.shop.closing.sheet import Sheet
from cleancloud_tui.shop.journal.drafts import NEW_ORDERS
from cleancloud_tui.shop.new_order.item import OrderItem
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.orders.totals import OrderTerms, TaxRates, charges_for
from cleancloud_tui.shop.people.discounts import Discounts
from cleancloud_tui.shop.reports import lists
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.reports.told import read_told, told_figures
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.stock.catalogue import ProductCatalogue, known_catalogue
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from tests.elsewhere import a_customer, an_order, elsewhere
from tests.host import NOW, Host
from tests.shop.people.staff import CLEO, MAX, OLGA, shop_with

DAY = datetime.fromtimestamp(NOW, UTC).date()
TODAY = Period(DAY, DAY, "today")
SHEET = Sheet(DAY, {}, Decimal(0))
Act = Callable[[Shop], object]

NOT_AT_THE_COUNTER: Mapping[str, Act] = {
    "deleting an order": lambda shop: shop.write("deleteOrder", {"orderID": "1"}),
    "deactivating": lambda shop: shop.write("deleteCustomer", {"customerID": "1"}),
    "ending a subscription": lambda shop: shop.write("deleteSubscription", {"customerID": "1"}),
    "closing the till": lambda shop: shop.closing.keep(SHEET),
    "the sheets": lambda shop: shop.closing.all(),
    "the sheet before": lambda shop: shop.closing.last_before(DAY),
    "figures told": lambda shop: told_figures(shop, TODAY),
    "figures asked for": lambda shop: read_told(shop, TODAY),
    "figures counted": lambda shop: counted_figures(shop, TODAY),
    "figures by the console": lambda shop: shop.read(
        "summaryReport", {"dateFrom": DAY, "dateTo": DAY}
    ),
    "the biggest customers": lambda shop: lists.biggest_customers(shop, TODAY),
    "who stopped coming": lambda shop: lists.stopped_coming(shop, DAY),
    "orders of a day": lambda shop: lists.orders_of_day(shop, DAY),
    "unpaid orders": lambda shop: lists.unpaid_by_age(shop, DAY),
    "a name for an export": lambda shop: shop.exports.file("x.csv"),
    "an export": lambda shop: shop.exports.write(shop.parts.options.directory / "x.csv", []),
    "a ticket's file": lambda shop: shop.tickets.save("1", "2", "x"),
    "the terms": lambda shop: shop.budget.set_terms(replace(MonthTerms(), month=9)),
    "the count": lambda shop: shop.budget.correct(9),
    "a pause": lambda shop: shop.sync.pause(),
    "forgetting": lambda shop: shop.forgetting.forget("1"),
    "people": lambda shop: shop.people_editing.add("Eve", "owner", "1379"),
}

NOT_A_MANAGERS: Mapping[str, Act] = {
    "people": lambda shop: shop.people_editing.add("Eve", "owner", "1379"),
    "connecting": lambda shop: connect_shop("O", "http://127.0.0.1:9/api", "t", rights=shop.rights),
    "settings": lambda shop: keep_scan_setup(PRACTICE_SHOP, ScanSetup(), shop.rights),
}


async def done(act: Act, shop: Shop) -> None:
    result = act(shop)
    if isinstance(result, Awaitable):
        await result


@pytest.mark.parametrize("act", NOT_AT_THE_COUNTER.values(), ids=NOT_AT_THE_COUNTER)
async def test_at_the_counter_it_is_refused(new_host: Host, act: Act) -> None:
    shop = await shop_with(new_host, CLEO)
    with pytest.raises(NotAllowedError, match=r"Cleo \(counter\) may not"):
        await done(act, shop)
    assert not new_host.requests


@pytest.mark.parametrize("act", NOT_A_MANAGERS.values(), ids=NOT_A_MANAGERS)
async def test_a_manager_sets_nothing_up(new_host: Host, act: Act) -> None:
    shop = await shop_with(new_host, MAX)
    with pytest.raises(NotAllowedError, match=r"Max \(manager\) may not"):
        await done(act, shop)


async def test_before_anybody_signed_in_nothing_is_done(new_host: Host) -> None:
    shop = await shop_with(new_host, "")
    for act in (
        *NOT_AT_THE_COUNTER.values(),
        lambda shop: shop.write("updateOrder", {"orderID": "1", "orderNotes": "x"}),
        lambda shop: shop.drafts.keep(NEW_ORDERS, "1", {}),
        lambda shop: shop.print_ticket("x", "touch printed"),
    ):
        with pytest.raises(ReadOnlyError, match="nobody has signed in"):
            await done(act, shop)
    assert not new_host.requests


async def test_what_may_be_done_changes_with_who_is_there(new_host: Host) -> None:
    """Parts that were made while one was there ask who is there now."""
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, CLEO)
    with pytest.raises(NotAllowedError):
        await shop.write("deleteOrder", {"orderID": order})
    await shop.staffing.sign_in(MAX)
    await shop.write("deleteOrder", {"orderID": order})
    await shop.staffing.sign_in(CLEO)
    with pytest.raises(NotAllowedError):
        await shop.write("deleteOrder", {"orderID": order})


async def test_the_audit_trail_names_who_was_there(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO)
    for pin, text in ((CLEO, "hers"), (MAX, "his")):
        await shop.staffing.sign_in(pin)
        await shop.write("addMessage", {"customerID": customer, "message": text})
    lines = await shop.audit.lines(DAY, DAY, UTC, "")
    assert [line.staff for line in lines] == ["Max", "Cleo"]
    assert all(f"{line.staff} (" in line.who for line in lines), "the system's user behind it"


async def test_what_was_left_is_sent_whoever_is_there(new_host: Host) -> None:
    """It was allowed to whoever left it; the background is nobody's."""
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, MAX)
    new_host.is_offline = True
    with pytest.raises(WriteWaitsError, match="Kept"):
        await shop.write("deleteOrder", {"orderID": order})
    await shop.aclose()
    new_host.is_offline = False
    locked = new_host.open()
    assert locked.staffing.is_awaited
    await locked.outbox.round()
    assert "deleteOrder" in new_host.requests


def item(price: str, quantity: str = "1", product: str = "0") -> dict[str, str]:
    return {"id": product, "name": "Shirt", "price": price, "pieces": "1", "quantity": quantity}


@pytest.mark.parametrize(
    ("total", "more", "is_allowed"),
    [
        ("100.00", {}, True),
        ("90.00", {"discount": "10.00"}, True),
        ("89.00", {"discount": "11.00"}, False),
        ("89.00", {}, False),  # a lower total is a discount, too
        ("90.00", {"discountPercent": "10"}, True),
        ("85.00", {"discountPercent": "15"}, False),
        ("60.00", {"creditUsed": "40.00"}, True),  # credit is money
        ("105.00", {"tip": "15.00", "discount": "10.00"}, True),
        ("104.00", {"deliveryFee": "15.00"}, False),
    ],
)
async def test_a_discount_on_a_new_order(
    new_host: Host, total: str, more: dict[str, str], is_allowed: bool
) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO)
    sent = {"customerID": customer, "finalTotal": total, "products": [item("50", "2")], **more}
    if is_allowed:
        await _sent_or_refused_by_cleancloud(shop, "addOrder", sent)
        assert "addOrder" in new_host.requests
    else:
        with pytest.raises(NotAllowedError, match=r"may take off 10 % at most, and this is 1[15]"):
            await shop.write("addOrder", sent)
        assert "addOrder" not in new_host.requests
        await shop.staffing.sign_in(MAX)
        await shop.write("addOrder", sent)


async def _sent_or_refused_by_cleancloud(
    shop: Shop, operation: str, sent: Mapping[str, object]
) -> None:
    with contextlib.suppress(RefusedError):  # the practice shop knows of no such credit
        await shop.write(operation, sent)


async def selling(host: Host) -> tuple[Shop, ProductCatalogue]:
    """Cleo at the counter of a shop whose products are known."""
    shop = await shop_with(host, OLGA)
    await shop.read("getProducts", {"inStore": "1", "sendUpcharges": "1"})
    await shop.staffing.sign_in(CLEO)
    catalogue = known_catalogue(shop)
    assert catalogue
    return shop, catalogue


async def test_a_product_under_its_price_is_a_discount(host: Host) -> None:
    shop, catalogue = await selling(host)
    product, price = next(
        (each, each.price) for each in catalogue.products if each.price and each.price >= 2
    )
    customer = await a_customer(host)
    cheap = f"{price / 2:.2f}"
    sent = {
        "customerID": customer,
        "finalTotal": cheap,
        "products": [item(cheap, "1", product.id)],
    }
    with pytest.raises(NotAllowedError, match="may take off 10 % at most, and this is 50"):
        await shop.write("addOrder", sent)


TAXED = OrderRules(TaxRates((Decimal(8), Decimal(0), Decimal(0)), express=Decimal(50)))


@pytest.mark.parametrize(
    ("asked", "is_allowed"),
    [
        ({"finalTotal": "108.00", "tax": "8.00"}, True),
        ({"finalTotal": "97.20", "tax": "7.20", "discount": "10.00"}, True),
        ({"finalTotal": "100.00"}, True),  # 7.4 % less than is asked usually
        ({"finalTotal": "90.00", "discount": "10.00"}, False),  # no tax, and 10 % off
        ({"finalTotal": "158.00", "express": "1", "tax": "8.00"}, True),
        ({"finalTotal": "108.00", "express": "1", "tax": "8.00"}, False),
    ],
)
async def test_taxes_and_express_that_are_not_asked_for_are_taken_off(
    new_host: Host, asked: dict[str, str], is_allowed: bool
) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO, order_rules=lambda: TAXED)
    sent = {"customerID": customer, "products": [item("50", "2")], **asked}
    if is_allowed:
        await shop.write("addOrder", sent)
    else:
        with pytest.raises(NotAllowedError, match="may take off 10 % at most"):
            await shop.write("addOrder", sent)


async def test_a_percentage_is_told_as_it_was_typed(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO, order_rules=lambda: TAXED)
    products = [item("3.15", "3")]
    rounded = {"discount": "1.42", "discountPercent": "15", "tax": "0.64", "finalTotal": "8.67"}
    sent = {"customerID": customer, "products": products, **rounded}
    assert shop.discounts.refusal_of_new(sent).endswith("this is 15 %")


async def test_the_minimum_is_no_less_than_the_shops(new_host: Host) -> None:
    customer = await a_customer(new_host)
    rules = OrderRules(minimum=Decimal(20))
    shop = await shop_with(new_host, CLEO, order_rules=lambda: rules)
    sent = {"customerID": customer, "finalTotal": "5.00", "products": [item("5")]}
    with pytest.raises(NotAllowedError, match=r"this is 75 %"):
        await shop.write("addOrder", sent)
    at_the_counter = {"storeOrder": "1", "storeDropOffDate": DAY, "storeReadyByDate": DAY}
    await shop.write("addOrder", {**sent, **at_the_counter}, again=True)
    await shop.write("addOrder", {**sent, "minimumAdjust": "15.00", "finalTotal": "20.00"})


async def test_what_an_order_without_items_costs_nobody_knows(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO)
    with pytest.raises(NotAllowedError, match="nobody knows here how much"):
        await shop.write("addOrder", {"customerID": customer, "finalTotal": "1.00"})
    await shop.write("addOrder", {"customerID": customer, "finalTotal": "0.00"})


async def test_a_one_off_item_called_like_a_product_is_that_product(host: Host) -> None:
    shop, catalogue = await selling(host)
    name = next(each.name for each in catalogue.products if each.price and each.price >= 2)
    customer = await a_customer(host)
    cheap = {**item("0.50"), "name": f" {name.upper()}"}
    sent = {"customerID": customer, "finalTotal": "0.50", "products": [cheap]}
    with pytest.raises(NotAllowedError, match="may take off 10 % at most"):
        await shop.write("addOrder", sent)
    await shop.write("addOrder", {**sent, "products": [{**cheap, "name": "Curtain hem"}]})


async def test_one_off_items_take_a_right_of_their_own(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, "", roles=("counter: send, keep, discount 10",))
    await shop.staffing.sign_in(CLEO)
    sent = {"customerID": customer, "finalTotal": "50.00", "products": [item("50")]}
    with pytest.raises(NotAllowedError, match=r"Cleo \(counter\) may not take one-off items"):
        await shop.write("addOrder", sent)
    assert shop.discounts.refusal_of_new(sent) == "Cleo (counter) may not take one-off items"


async def test_a_product_under_its_price_and_a_discount_later_are_one(host: Host) -> None:
    shop, catalogue = await selling(host)
    product = next(each for each in catalogue.products if each.price and each.price >= 5)
    customer = await a_customer(host)
    cheap = f"{product.price * Decimal('0.9'):.2f}"  # type: ignore[operator]
    row = {**item(cheap, "10", product.id), "name": product.name}
    total = Decimal(cheap) * 10
    sent = {"customerID": customer, "finalTotal": f"{total:.2f}", "products": [row]}
    reply = await shop.write("addOrder", sent)
    order = str(reply["orderID"])
    await shop.ask.refresh_order(order)
    lower = {"orderID": order, "finalTotal": f"{total * Decimal('0.95'):.2f}"}
    with pytest.raises(NotAllowedError, match=r"may take off 10 % at most, and this is 1[45]"):
        await shop.write("updateOrder", lower)


async def test_what_a_product_of_a_list_never_read_costs_is_not_known(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO)
    cheap = {"customerID": customer, "finalTotal": "0.01", "products": [item("0.01", "1", "14")]}
    for price_list in ({}, {"priceListID": "1"}, {"priceListID": "999"}):
        with pytest.raises(NotAllowedError, match="nobody knows here how much"):
            await shop.write("addOrder", {**cheap, **price_list})


async def test_an_order_whose_items_are_not_known_is_not_lowered_bit_by_bit(
    new_host: Host,
) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, CLEO)
    await shop.ask.refresh_order_alone(order)
    with pytest.raises(NotAllowedError, match="nobody knows here how much"):
        await shop.write("updateOrder", {"orderID": order, "finalTotal": "57.00"})
    await shop.write("updateOrder", {"orderID": order, "finalTotal": "58.00"})


@pytest.mark.parametrize(
    ("changes", "is_allowed"),
    [
        ({"orderNotes": "x", "paid": "1", "paymentType": "1"}, True),
        ({"finalTotal": "57.50"}, True),
        ({"finalTotal": "52.00"}, True),
        ({"finalTotal": "51.00"}, False),
        ({"finalTotal": "52.00", "discount": "5.50"}, True),
        ({"discount": "6.00"}, False),
        ({"discountPercent": "11"}, False),
        ({"finalTotal": "47.50", "creditUsed": "10.00"}, True),
        ({"finalTotal": "70.00", "tip": "15.00"}, True),
        ({"finalTotal": "57.50", "tip": "15.00"}, False),
    ],
)
async def test_a_discount_on_a_known_order(
    new_host: Host, changes: dict[str, str], is_allowed: bool
) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, CLEO)
    await shop.ask.refresh_order(order)
    sent = {"orderID": order, **changes}
    if is_allowed:
        await _sent_or_refused_by_cleancloud(shop, "updateOrder", sent)
    else:
        with pytest.raises(NotAllowedError, match="10 % at most"):
            await shop.write("updateOrder", sent)


async def test_a_discount_step_by_step_is_one_discount(new_host: Host) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, CLEO)
    await shop.ask.refresh_order(order)
    await shop.write("updateOrder", {"orderID": order, "finalTotal": "52.00"})
    with pytest.raises(NotAllowedError):
        await shop.write("updateOrder", {"orderID": order, "finalTotal": "47.00"})


async def test_nothing_is_taken_off_what_nobody_knows(new_host: Host) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50")
    shop = await shop_with(new_host, CLEO)
    with pytest.raises(NotAllowedError, match="nobody knows here how much"):
        await shop.write("updateOrder", {"orderID": order, "finalTotal": "57.00"})


async def test_what_was_agreed_with_a_customer_is_nobodys_discount(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, CLEO)
    server = new_host.app.state.server
    agreed = {"discount_percent": 30}
    await server.in_worker(lambda: server.store.update("customers", int(customer), agreed))
    await shop.ask.refresh_customer(customer)
    assert shop.customer(customer).value.discount_percent == 30  # type: ignore[union-attr]
    sent = {"customerID": customer, "finalTotal": "70.00", "products": [item("50", "2")]}
    await shop.write("addOrder", {**sent, "discountPercent": "30"})
    await shop.write("addOrder", {**sent, "discount": "30.00"}, again=True)
    with pytest.raises(NotAllowedError):
        await shop.write("addOrder", {**sent, "finalTotal": "65.00"})


async def test_who_may_give_none_gives_none(new_host: Host) -> None:
    customer = await a_customer(new_host)
    shop = await shop_with(new_host, "", roles=("counter: send, keep, own price",))
    await shop.staffing.sign_in(CLEO)
    sent = {"customerID": customer, "finalTotal": "99.00", "products": [item("50", "2")]}
    with pytest.raises(NotAllowedError, match="The discount was not given: Cleo"):
        await shop.write("addOrder", sent)
    await shop.write("addOrder", {**sent, "finalTotal": "100.00"})
    with pytest.raises(NotAllowedError, match="The card was not charged"):
        await shop.write("chargeCard", {"customerID": customer, "orderID": "1", "type": "1"})


async def test_it_is_elsewhere_as_it_was(new_host: Host) -> None:
    """Where nobody signs in, nothing is asked about."""
    customer = await a_customer(new_host)
    shop = new_host.open()
    sent = {"customerID": customer, "finalTotal": "1.00", "products": [item("50", "2")]}
    await shop.write("addOrder", sent)
    assert await elsewhere(new_host, "getCustomer", customerID=customer)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.decimals("0.01", "999", places=2),
            st.one_of(st.integers(1, 9).map(Decimal), st.decimals("0.001", "30", places=3)),
        ),
        min_size=1,
        max_size=12,
    ),
    st.builds(
        OrderTerms,
        is_express=st.booleans(),
        delivery_fee=st.sampled_from([Decimal(0), Decimal("3.50")]),
        tip=st.sampled_from([Decimal(0), Decimal("2.25")]),
        minimum=st.sampled_from([Decimal(0), Decimal(15)]),
        credit=st.sampled_from([Decimal(0), Decimal(5)]),
    ),
    st.booleans(),
)
def test_an_order_at_its_price_is_never_taken_for_a_discount(
    lines: list[tuple[Decimal, Decimal]], terms: OrderTerms, is_included: bool
) -> None:
    """Whatever else is asked for it, and however it is rounded."""
    rates = TaxRates((Decimal(8), Decimal("1.5"), Decimal(0)), is_included, Decimal(25))
    items = [
        OrderItem("x", price, quantity, product_id=str(number))
        for number, (price, quantity) in enumerate(lines, 1)
    ]
    money = charges_for([each.priced for each in items], terms, rates).parameters()
    sent = {name: amount for name, amount in money.items() if Decimal(amount)}
    rows = [each.parameters() for each in items]
    request = Request.of(
        "addOrder",
        {
            **sent,
            "customerID": "1",
            "express": str(int(terms.is_express)),
            "finalTotal": money["finalTotal"],
            "products": rows,
        },
    )
    nothing_off = Allowance("Cleo", "counter", frozenset({Right.SEND, Right.OWN_PRICE}))
    rights = EVERYTHING.of_whom(lambda: nothing_off)
    products = {each.product_id: Product(each.product_id, price=each.price) for each in items}
    rules = OrderRules(rates, minimum=terms.minimum)
    discounts = Discounts(rights, lambda _: None, lambda _: None, lambda _: products, lambda: rules)
    discounts.permit(request)
    goodwill = OrderItem("Goodwill", Decimal("-5.00")).parameters()
    cheaper = f"{max(Decimal(0), Decimal(money['finalTotal']) - 5):.2f}"
    with_goodwill = {**request.parameters, "finalTotal": cheaper, "products": [*rows, goodwill]}
    with pytest.raises(NotAllowedError):
        discounts.permit(Request.of("addOrder", with_goodwill))
