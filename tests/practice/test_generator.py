from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cleancloud_tui.practice import passwords
from cleancloud_tui.practice.generator import catch_up, populate
from cleancloud_tui.practice.generator.people import PASSWORD
from cleancloud_tui.practice.store import PracticeStore, Row, StoredValue

DAY = 86_400
NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=9, hours=5)
TABLES = (
    *("staff", "customer_groups", "drivers", "routes", "route_zips", "route_slots", "closed_days"),
    *("customers", "group_members", "messages", "price_lists", "sections", "products", "prices"),
    *("inventory", "orders", "order_products", "order_statuses", "garments", "photos"),
    *("repeat_pickups", "promo_codes", "promo_uses", "plans", "subscriptions", "cards"),
)
INSTANTS = {
    "customers": ["signed_up"],
    "orders": ["created", "updated", "cleaned", "completed", "payment_time", "driver_picked_up"],
    "order_statuses": ["at"],
    "messages": ["sent"],
    "photos": ["taken"],
    "promo_uses": ["used"],
    "subscriptions": ["started"],
}
CLEANING, READY, COMPLETED, TO_CONFIRM, AWAITING, DETAILING = range(6)
WAITING = (TO_CONFIRM, AWAITING)


def made(now: datetime = NOW, *, customers: int = 400, seed: int = 1) -> PracticeStore:
    store = PracticeStore()
    populate(store, customers=customers, seed=seed, now=now)
    return store


def contents(store: PracticeStore, *tables: str) -> dict[str, list[tuple[StoredValue, ...]]]:
    return {table: [tuple(row) for row in store.rows(f"SELECT * FROM {table}")] for table in tables}


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def by_order(store: PracticeStore, table: str) -> dict[int, list[Row]]:
    found = defaultdict(list)
    for row in store.rows(f"SELECT * FROM {table} ORDER BY order_id"):
        found[row["order_id"]].append(row)
    return found


@pytest.fixture(scope="module")
def store() -> Iterator[PracticeStore]:
    with made() as store:
        yield store


@pytest.fixture(scope="module")
def continued() -> Iterator[PracticeStore]:
    with made() as store:
        catch_up(store, now=LATER)
        yield store


class WatchedStore(PracticeStore):
    """Remembers how many rows were stored at once at most."""

    most_at_once = 0

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[StoredValue]]
    ) -> None:
        kept = list(rows)
        self.most_at_once = max(self.most_at_once, len(kept))
        super().insert_many(table, columns, kept)


@dataclass
class LargeShop:
    """A shop of 3,000 customers, and what was told of the progress while it was made."""

    store: WatchedStore
    told: list[tuple[int, int]]


@pytest.fixture(scope="module")
def large() -> Iterator[LargeShop]:
    with WatchedStore() as store:
        shop = LargeShop(store, [])
        populate(store, customers=3_000, now=NOW, progress=lambda *done: shop.told.append(done))
        yield shop


@pytest.fixture(params=["store", "continued"])
def shop(request: pytest.FixtureRequest) -> PracticeStore:
    store: PracticeStore = request.getfixturevalue(request.param)
    return store


def test_same_seed_and_moment_make_the_same_shop(store: PracticeStore) -> None:
    with made() as again, made(seed=2) as other:
        assert contents(again, "meta", *TABLES) == contents(store, "meta", *TABLES)
        assert contents(other, "orders") != contents(store, "orders")


def test_no_table_is_left_empty(store: PracticeStore) -> None:
    empty = [table for table in TABLES if not store.number(f"SELECT count(*) FROM {table}")]
    assert empty == []


def test_size_is_that_of_a_small_shop(store: PracticeStore) -> None:
    assert store.number("SELECT count(*) FROM customers") == 400
    assert 2_300 <= store.number("SELECT count(*) FROM orders WHERE retail = 0") <= 2_700


def test_indexes_are_all_there_afterwards(store: PracticeStore) -> None:
    names = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
    with PracticeStore() as fresh:
        assert [row[0] for row in store.rows(names)] == [row[0] for row in fresh.rows(names)]


@pytest.mark.parametrize("hours", [1, 9, 33, 60, 5 * 24 + 13, 6 * 24 + 3])
def test_orders_stand_in_every_status_at_any_time(hours: int) -> None:
    monday = datetime(2026, 3, 9, tzinfo=UTC)
    with made(monday + timedelta(hours=hours)) as store:
        counts = dict(
            tuple(row) for row in store.rows("SELECT status, count(*) FROM orders GROUP BY status")
        )
    assert set(counts) == {CLEANING, READY, COMPLETED, TO_CONFIRM, AWAITING, DETAILING}


def test_nothing_happens_after_now(store: PracticeStore, continued: PracticeStore) -> None:
    for shop, now in ((store, NOW), (continued, LATER)):
        for table, columns in INSTANTS.items():
            for column in columns:
                last = shop.number(f"SELECT max({column}) FROM {table}")
                assert 0 < last <= seconds(now), (table, column)


def test_days_have_a_weekly_and_a_daily_rhythm(store: PracticeStore) -> None:
    orders = store.rows("SELECT created FROM orders")
    created = [datetime.fromtimestamp(row["created"], UTC) for row in orders]
    per_weekday = [sum(moment.weekday() == day for moment in created) for day in range(7)]
    assert per_weekday[6] == 0
    assert min(per_weekday[0], per_weekday[5]) > 1.15 * max(per_weekday[1:4])
    assert {moment.hour for moment in created} <= set(range(6, 19))
    assert timedelta(days=115) < NOW - min(created) <= timedelta(days=121)
    assert sum(moment.date() == NOW.date() for moment in created) > 5
    assert not store.rows(
        "SELECT 1 FROM orders JOIN closed_days ON created / 86400 = day / 86400 LIMIT 1"
    )


def test_most_customers_signed_up_long_ago(store: PracticeStore) -> None:
    recent = seconds(NOW) - 120 * DAY
    newcomers = store.number("SELECT count(*) FROM customers WHERE signed_up > ?", (recent,))
    assert 25 < newcomers < 75
    assert not store.rows(
        "SELECT 1 FROM orders JOIN customers ON customers.id = customer_id"
        " WHERE created < signed_up OR deactivated = 1 LIMIT 1"
    )


def test_a_counter_meets_everything(store: PracticeStore) -> None:
    for what in (
        "status IN (0, 5) AND delivery_date < ?",  # late
        "status = 1 AND paid = 0 AND completed < ?",
        "status = 2 AND paid = 0 AND created < ?",  # collected and owed
        "status = 1 AND created + 4000000 < ?",  # never collected
        "status = 4 AND repeat_pickup_id = 0 AND pickup_date > ?",
        "delivery = 1 AND status <> 2 AND delivery_date > ?",
        "express = 1 AND created < ?",
        "locker_order = 1 AND created < ?",
        "discount > 0 AND created < ?",
        "credit_used > 0 AND created < ?",
        "tip > 0 AND created < ?",
        "minimum_adjust > 0 AND created < ?",
        "tax1 > 0 AND tax2 > 0 AND created < ?",
        "weight <> '0.00' AND created < ?",
        "price_list_id = 2 AND created < ?",
        "notes <> '' AND created < ?",
        "payment_type = 1 AND payment_time < ?",
        "payment_type = 2 AND payment_time < ?",
        "payment_type = 3 AND payment_time < ?",
        "paid = 1 AND payment_time = created AND created < ?",  # at drop-off
        "paid = 1 AND payment_time = completed AND created < ?",  # at pickup
    ):
        orders = f"SELECT count(*) FROM orders WHERE {what}"
        assert store.number(orders, (seconds(NOW),)) > 0, what
    ready = store.rows("SELECT rack FROM orders WHERE status = 1")
    assert all(row["rack"] != "0" for row in ready)
    assert store.number("SELECT count(*) FROM garments WHERE conveyor_location <> ''") > 0
    assert store.number("SELECT count(*) FROM customers WHERE name = 'Maria Garcia'") >= 3
    customer = store.row("SELECT password FROM customers WHERE password <> ''")
    assert customer is not None
    assert passwords.matches(PASSWORD, customer["password"])


def test_names_come_in_many_scripts_and_some_texts_are_hostile(store: PracticeStore) -> None:
    names = "".join(row["name"] for row in store.rows("SELECT name FROM customers"))
    scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in names if sign.isalpha()}
    assert {"LATIN", "CYRILLIC", "GREEK", "CJK", "HIRAGANA", "HANGUL"} <= scripts
    assert {"ARABIC", "HEBREW", "DEVANAGARI", "THAI"} <= scripts
    hostile = ("[bold]", "[/x]", "[M]", "<b>", "&amp;", "\x1b[31m", "\u202e")
    notes = "".join(row["notes"] for row in store.rows("SELECT notes FROM orders"))
    for text in hostile:
        assert text in names, text
    for text in ("[/x]", "[M]", "<i>", "&nbsp;", "\x1b[31m", "\u202e"):
        assert text in notes, text
    assert max(len(row["name"]) for row in store.rows("SELECT name FROM customers")) > 150


def test_emails_and_phones_of_active_customers_are_unique(large: LargeShop) -> None:
    customers = large.store.rows(
        "SELECT phone, email, deactivated FROM customers WHERE phone <> ''"
    )
    emails = [row["email"].lower() for row in customers if row["email"]]
    digits = ["".join(filter(str.isdigit, row["phone"]))[-10:] for row in customers]
    active = [phone for phone, row in zip(digits, customers, strict=True) if not row["deactivated"]]
    assert len(set(emails)) == len(emails)
    assert len(set(active)) == len(active)
    assert len(set(digits)) < len(digits), "a family shares a phone"
    for phone in digits:  # nobody's: area code 555 is not in use, 07700 900 is kept for drama
        assert phone.startswith(("5550", "5551", "7700900")), phone


def test_money_adds_up_to_the_cent(shop: PracticeStore) -> None:
    lines = by_order(shop, "order_products")
    for order in shop.rows("SELECT * FROM orders"):
        products = lines[order["id"]]
        if not products:
            assert order["status"] in WAITING
            assert order["total"] == order["tip"]
            continue
        subtotal = sum(int(line["price"] * Decimal(line["quantity"])) for line in products)
        assert order["subtotal"] == subtotal
        assert order["total"] == (
            subtotal
            - order["discount"]
            + order["minimum_adjust"]
            + order["express_fee"]
            + order["delivery_fee"]
            + order["tax1"]
            + order["tax2"]
            + order["tax3"]
            + order["tip"]
            - order["credit_used"]
        )
        assert 0 <= order["discount"] <= subtotal
        assert order["total"] > 0
    assert shop.number("SELECT min(credit) FROM customers") >= 0


def test_loyalty_points_are_those_of_what_was_paid(shop: PracticeStore) -> None:
    assert not shop.rows(
        "SELECT customers.id FROM customers LEFT JOIN orders ON customer_id = customers.id"
        " GROUP BY customers.id HAVING loyalty_points <> sum(coalesce(paid * (total / 100), 0))"
    )


def test_dates_staff_and_history_agree_with_the_status(shop: PracticeStore) -> None:
    history = by_order(shop, "order_statuses")
    for order in shop.rows("SELECT * FROM orders"):
        steps = history[order["id"]]
        at = {step["status"]: step["at"] for step in steps}
        assert steps[0]["at"] == order["created"]
        assert steps[-1]["status"] == order["status"]
        assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
        assert order["cleaned"] == at.get(READY, 0)
        assert order["completed"] == at.get(COMPLETED, 0)
        assert bool(order["cleaned"]) == bool(order["staff_cleaned"]) == (order["rack"] != "0")
        assert bool(order["completed"]) == bool(order["staff_completed"])
        assert bool(order["paid"]) == bool(order["payment_time"]) == bool(order["payment_type"])
        assert bool(order["paid"]) == bool(order["staff_payment"])
        for column in ("pickup_date", "delivery_date"):
            assert order[column] % DAY in (0, DAY // 2)


def test_garments_are_tagged_and_some_come_again(shop: PracticeStore) -> None:
    orders = {row["id"]: row for row in shop.rows("SELECT * FROM orders")}
    seen = defaultdict(list)
    for garment in shop.rows("SELECT * FROM garments"):
        seen[garment["barcode"]].append(garment)
    assert all(code.isdigit() and 10 <= len(code) <= 12 for code in seen)
    assert sum(code.startswith("0") for code in seen) > 50
    again = [garments for garments in seen.values() if len(garments) > 1]
    assert len(again) > 20
    for garments in again:
        held_by = [orders[garment["order_id"]] for garment in garments]
        assert len({order["id"] for order in held_by}) == len(garments)
        assert len({order["customer_id"] for order in held_by}) == 1
        assert len({(each["product_id"], each["color1"], each["color2"]) for each in garments}) == 1
        assert sum(order["status"] != COMPLETED for order in held_by) <= 1
    tagged = {garment["order_id"] for garments in seen.values() for garment in garments}
    assert all(orders[order_id]["status"] not in WAITING for order_id in tagged)


def test_catching_up_twice_changes_nothing_more() -> None:
    with made() as store:
        catch_up(store, now=LATER)
        once = contents(store, "meta", *TABLES)
        catch_up(store, now=LATER)
        catch_up(store, now=NOW)
        assert contents(store, "meta", *TABLES) == once


def test_it_makes_no_difference_in_how_many_parts_a_shop_is_lived_on(
    continued: PracticeStore,
) -> None:
    same = (
        "SELECT id, customer_id, status, created, cleaned, completed, rack, pieces, subtotal,"
        " total, paid, payment_time, pickup_date, delivery_date, notes FROM orders ORDER BY id"
    )
    with made() as store:
        for hours in (2, 17, 18, 70, 160):
            catch_up(store, now=NOW + timedelta(hours=hours))
        catch_up(store, now=LATER)
        assert [*map(tuple, store.rows(same))] == [*map(tuple, continued.rows(same))]
        assert contents(store, "customers", "repeat_pickups") == contents(
            continued, "customers", "repeat_pickups"
        )


def test_catching_up_brings_orders_customers_and_pickups(
    store: PracticeStore, continued: PracticeStore
) -> None:
    before, after = (
        shop.number("SELECT count(*) FROM orders WHERE repeat_pickup_id > 0")
        for shop in (store, continued)
    )
    assert after > before
    assert not continued.rows(
        "SELECT 1 FROM repeat_pickups WHERE ended = 0 AND next_pickup < ?",
        (seconds(LATER) // DAY * DAY,),
    )
    last = store.number("SELECT max(id) FROM orders")
    new = continued.rows("SELECT * FROM orders WHERE id > ?", (last,))
    assert 120 < len(new) < 300
    assert all(seconds(NOW) < order["created"] for order in new)
    assert all(order["updated"] == seconds(LATER) for order in new)
    assert continued.number("SELECT count(*) FROM customers") > 400
    assert not continued.rows(
        "SELECT 1 FROM garments JOIN orders ON orders.id = order_id"
        " WHERE conveyor_location <> '' AND status <> 1"
    )
    open_once = [row["id"] for row in store.rows("SELECT id FROM orders WHERE status <> 2")]
    moved = [
        row["updated"]
        for row in continued.rows("SELECT * FROM orders WHERE status = 2")
        if row["id"] in open_once
    ]
    assert len(moved) > len(open_once) / 2
    assert set(moved) == {seconds(LATER)}, "whoever asks for what was updated must see it"


def one(store: PracticeStore, where: str, parameters: Sequence[StoredValue] = ()) -> Row:
    row = store.row(f"SELECT * FROM orders WHERE {where} ORDER BY id DESC", parameters)
    assert row is not None
    return row


def test_what_a_person_changed_is_respected() -> None:
    with made() as store:
        now = seconds(NOW)
        paid = one(store, "status = 1 AND paid = 0 AND delivery = 0")
        store.update("orders", paid["id"], {"paid": 1, "payment_type": 3, "payment_time": now})
        handed_out = one(store, "status = 1 AND paid = 0 AND id <> ?", (paid["id"],))
        store.update("orders", handed_out["id"], {"status": 2, "completed": now, "notes": "kept"})
        back = one(store, "status = 1 AND id NOT IN (?, ?)", (paid["id"], handed_out["id"]))
        store.update("orders", back["id"], {"status": 0, "cleaned": 0, "rack": "0"})
        store.insert("order_statuses", {"order_id": back["id"], "at": now, "status": 0})
        moved = one(store, "status = 4 AND pickup = 1")
        far = now // DAY * DAY + DAY // 2 + 40 * DAY
        store.update("orders", moved["id"], {"pickup_date": far, "delivery_date": far + 2 * DAY})
        deleted = one(store, "status = 4 AND id <> ?", (moved["id"],))
        store.update("orders", deleted["id"], {"deleted": 1})
        priced = store.insert(
            "orders",
            {"customer_id": 1, "status": 5, "created": now, "updated": now, "total": 777},
        )
        schedule = store.row("SELECT * FROM repeat_pickups WHERE ended = 0")
        assert schedule is not None
        store.update("repeat_pickups", schedule["id"], {"ended": 1})
        store.execute("UPDATE customers SET deactivated = 1 WHERE id = 2")
        gone = contents(store, "orders")["orders"]

        catch_up(store, now=LATER)

        def after(order_id: int) -> Row:
            return one(store, "id = ?", (order_id,))

        payment = after(paid["id"])
        assert (payment["payment_type"], payment["payment_time"]) == (3, now)
        assert payment["total"] == paid["total"]
        out = after(handed_out["id"])
        assert (out["status"], out["completed"], out["notes"], out["paid"]) == (2, now, "kept", 0)
        assert out["updated"] == handed_out["updated"]
        assert after(back["id"])["cleaned"] > now
        assert (after(moved["id"])["status"], after(moved["id"])["pickup_date"]) == (4, far)
        assert tuple(after(deleted["id"])) in gone
        assert after(priced)["total"] == 777
        assert after(priced)["status"] in (READY, COMPLETED)
        assert not store.rows(
            "SELECT 1 FROM orders WHERE created > ? AND (repeat_pickup_id = ? OR customer_id = 2)",
            (now, schedule["id"]),
        )


def test_a_large_shop_is_stored_in_parts_and_tells_its_progress(large: LargeShop) -> None:
    store, told = large.store, large.told
    assert store.number("SELECT count(*) FROM customers") == 3_000
    assert 16_500 < store.number("SELECT count(*) FROM orders") < 21_000
    assert store.most_at_once < 15_000
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 50


@pytest.mark.parametrize("customers", [0, 1, 30])
def test_tiny_shops_work_too(customers: int) -> None:
    with made(customers=customers) as store:
        catch_up(store, now=LATER)
        assert store.number("SELECT count(*) FROM customers") >= customers
        assert store.number("SELECT count(*) FROM products") > 40


def test_a_shop_that_was_never_made_cannot_be_caught_up() -> None:
    with PracticeStore() as store, pytest.raises(ValueError, match="no generated shop"):
        catch_up(store, now=NOW)
