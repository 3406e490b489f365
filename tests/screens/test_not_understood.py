"""What CleanCloud tells in a way that is not known is never told as "there is none"."""

from __future__ import annotations

import re
from typing import Any

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.destinations import (
    OpenCharge,
    OpenCustomer,
    OpenInventory,
    OpenNewOrder,
    OpenOrder,
    OpenPhotos,
    OpenProducts,
    OpenRepeatPickups,
)
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.widgets.notice import Notice
from tests.host import Host
from tests.reshaping import Reply, Reshape, in_an_unknown_way, under_other_keys
from tests.screens.conftest import Counter

SAID = "CleanCloud answered in a way that this version does not know: keys zzAnswer"
NONE = ("none yet", "No card", "no subscription", "no messages", "has no photos", "No figures",
        "tells no", "no card is")  # fmt: skip


def words(counter: Counter) -> str:
    return " ".join(counter.text.split())


def assert_said(counter: Counter) -> None:
    assert SAID in words(counter)
    assert not [none for none in NONE if none in words(counter)]


def row(host: Host, sql: str) -> Any:
    return host.app.state.server.store.row(sql)


def with_orders(**changed: object) -> Reshape:
    """Tell something of all orders in other words."""

    def told(_: str, reply: Reply) -> Reply:
        orders = reply.get("Orders")
        rows = [row | changed for row in orders] if orders else []
        return reply | {"Orders": rows} if rows else reply

    return told


WITH_CARD = (
    "SELECT orders.id, cards.customer_id, last_four FROM orders JOIN customers"
    " ON customers.id = orders.customer_id JOIN cards ON customers.id = cards.customer_id"
    " WHERE deleted = 0 AND paid = 0 AND deactivated = 0 LIMIT 1"
)
WITH_PICKUP = (
    "SELECT customer_id FROM repeat_pickups JOIN customers ON customers.id = customer_id"
    " WHERE deactivated = 0 LIMIT 1"
)


BOTH_KNOW = r"Revenue +\$\d+\S+ +\$\d+"
"""What CleanCloud tells, and what was counted here."""


async def test_what_is_not_understood_can_be_read_as_it_came(counter: Counter, host: Host) -> None:
    host.disguise = in_an_unknown_way
    await counter.press("f4")
    assert_said(counter)
    await counter.until(lambda: "^L shows the reply" in words(counter))  # on a line of its own
    assert "^L Raw reply".lower() in counter.text.splitlines()[-1].lower()
    await counter.press("ctrl+l")
    assert '"zzAnswer"' in counter.text
    await counter.press("escape")
    host.disguise = None
    await counter.press("f5")
    assert SAID not in words(counter)
    assert "raw reply" not in counter.text.lower()
    assert re.search(BOTH_KNOW, counter.text)


async def test_no_screen_says_there_is_none(counter: Counter, host: Host) -> None:
    charged, customer_id = row(host, WITH_CARD)["id"], str(row(host, WITH_PICKUP)["customer_id"])
    pictured = row(host, "SELECT order_id FROM photos LIMIT 1")["order_id"]
    host.disguise = in_an_unknown_way
    for destination in (
        OpenCharge(str(charged)),
        OpenRepeatPickups(customer_id),
        OpenPhotos(str(pictured)),
        OpenInventory(),
        OpenProducts(),
    ):
        counter.app.go(destination)
        await counter.settle()
        assert_said(counter)
        await counter.press("escape")
    counter.app.go(OpenCustomer(customer_id))
    await counter.settle()
    await counter.press("ctrl+y", "ctrl+y")
    for chapter in ("1", "3", "5"):  # messages, cards, referral code
        await counter.press("a", chapter)
        assert_said(counter)
        await counter.press("escape")
    subscriber = row(host, "SELECT customer_id FROM subscriptions WHERE status = 'active'")
    counter.app.go(OpenCustomer(str(subscriber["customer_id"])))
    await counter.settle()
    await counter.press("ctrl+y", "ctrl+y", "a", "6")
    assert_said(counter)


async def test_an_amount_that_is_not_known_is_owed(counter: Counter, host: Host) -> None:
    shop, today = counter.app.desk.shop, counter.app.desk.wording.today
    before = shop.work_counts(today)[TodaysWork.UNPAID]
    order = shop.todays_work(TodaysWork.UNPAID, today)[0].order
    host.retold = with_orders(total="see invoice")
    counter.app.go(OpenOrder(order.id))
    await counter.press("f5")
    assert f"Order {order.id}" in counter.text
    assert re.search(r"To pay +unknown", counter.text)
    assert shop.work_counts(today)[TodaysWork.UNPAID] == before
    counter.app.go(OpenCustomer(order.customer_id))
    await counter.settle()
    assert "unknown amount" in words(counter)
    assert "UNPAID" in counter.text
    host.retold = with_orders(total="$1.021,50")
    await counter.press("f5")
    assert "unknown" not in counter.text
    assert "$1,021.50" in counter.text


async def test_figures_that_are_not_known_are_said(counter: Counter, host: Host) -> None:
    def in_boxes(name: str, reply: Reply) -> Reply:
        days = reply.get("Days", []) if name == "summaryReport" else []
        return reply | {"Days": [day | {"revenue": {"till": "1.00"}} for day in days]}

    host.retold = in_boxes
    await counter.press("f4")
    assert "does not know: revenue of" in words(counter)
    assert re.search(r"Revenue ≠ +– +\$\d", counter.text), "the other source is there"
    await counter.press("ctrl+l")
    assert '"till"' in counter.text.lower()


async def test_deactivating_says_that_repeat_pickups_are_not_known(
    counter: Counter, host: Host
) -> None:
    counter.app.go(OpenCustomer(str(row(host, WITH_PICKUP)["customer_id"])))
    await counter.settle()
    host.disguise = in_an_unknown_way
    host.set_clock(86_400)
    await counter.press("a", "9")
    assert "whether repeat pickups go on is not known" in words(counter)
    assert "Nothing is open" not in counter.text


async def test_none_is_not_said_above_what_is_not_understood(counter: Counter, host: Host) -> None:
    without = row(host, "SELECT id FROM customers WHERE deactivated = 0 AND id NOT IN"
                        " (SELECT customer_id FROM repeat_pickups) LIMIT 1")["id"]  # fmt: skip
    counter.app.go(OpenRepeatPickups(str(without)))
    await counter.settle()
    assert "none yet" in counter.text
    host.disguise = lambda _, reply: {"Success": "True", "zzAnswer": [{"zz": "7"}]}
    await counter.press("f5")
    assert_said(counter)
    host.disguise = None
    await counter.press("f5")
    assert "none yet" in counter.text


async def test_nothing_that_is_known_goes(counter: Counter, host: Host) -> None:
    order_id = str(row(host, WITH_CARD)["id"])
    mirror = counter.app.desk.shop.mirror
    garments, pickups = mirror.garments_of(order_id), row(host, WITH_PICKUP)["customer_id"]
    known = await counter.app.desk.shop.ask.refresh_repeat_pickups(str(pickups))
    host.disguise = in_an_unknown_way
    counter.app.go(OpenOrder(order_id))
    await counter.settle()
    await counter.press("f5")
    assert SAID in words(counter)
    assert mirror.order(order_id) is not None
    assert mirror.garments_of(order_id) == garments
    counter.app.go(OpenRepeatPickups(str(pickups)))
    await counter.press("f5")
    kept = mirror.repeat_pickups_of(str(pickups))
    assert kept is not None
    assert kept.value == known


async def test_a_list_under_another_key_is_the_list(counter: Counter, host: Host) -> None:
    charged = row(host, WITH_CARD)
    host.disguise = under_other_keys
    counter.app.go(OpenCharge(str(charged["id"])))
    await counter.settle()
    assert f"•••• {charged['last_four']}" in counter.text
    await counter.press("escape", "f4")
    assert re.search(BOTH_KNOW, counter.text)
    assert "raw reply" not in counter.text.lower()
    counter.app.go(OpenRepeatPickups(str(row(host, WITH_PICKUP)["customer_id"])))
    await counter.settle()
    assert "none yet" not in counter.text
    assert "answered in a way" not in words(counter)


async def test_a_payment_in_words_that_are_not_known_is_owed(counter: Counter, host: Host) -> None:
    shop, today = counter.app.desk.shop, counter.app.desk.wording.today
    before = shop.work_counts(today)[TodaysWork.UNPAID]
    order = shop.todays_work(TodaysWork.UNPAID, today)[0].order
    host.retold = with_orders(paid="partial")
    counter.app.go(OpenOrder(order.id))
    await counter.press("f5")
    assert "“partial”" in counter.text
    assert shop.work_counts(today)[TodaysWork.UNPAID] == before
    counter.app.go(OpenCustomer(order.customer_id))
    await counter.settle()
    assert "unknown amount" in words(counter)
    host.retold = with_orders(paid="unpaid")
    await counter.press("f5")
    assert "UNPAID" in counter.text
    assert "unknown" not in counter.text


async def test_what_the_last_key_came_to_is_seen_beside_what_stands(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    host.disguise = lambda operation, reply: (
        in_an_unknown_way(operation, reply) if operation == "getProducts" else reply
    )
    whose = next(each.customer for each in shop.search("", limit=50) if each.customer.route)
    counter.app.go(OpenNewOrder(whose.id))
    await counter.settle()
    assert_said(counter)
    host.faults.cause(Fault.AUTHENTICATION, operation="getDates")
    await counter.press("f6", "2")
    notice = counter.app.screen.query_one(Notice)
    shown = " ".join(counter.text.split())
    assert "does not accept this shop's token" in shown
    assert notice.unread is not None
