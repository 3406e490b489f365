"""The shop lived through, day by day: who comes, what is made of it, and what becomes of it.

A day's visits are drawn from the day's own stream, an order's fate from the order's own. So it
makes no difference to an order whether it was lived through at once or in parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from ..shop_days import DAY, ShopDays
from ..store import PracticeStore
from .calendar import HOUR, Calendar, day_of, noon, weekday
from .chance import Stream, is_true, pick, pick_weighted, rewind, whole
from .clients import Clients, PracticeCustomer
from .orders.accounts import Accounts
from .orders.batch import Batch
from .orders.contents import fill
from .orders.life import LifePlan, is_driver_near, live, plan_of
from .orders.order import AWAITING, TO_CONFIRM, OrderRow
from .orders.sales import sale
from .orders.visits import Visit, VisitWindows, Way, new_order
from .tables import table

_ORDERS_A_DAY: Final = 0.0535
"""Orders of an average day of the week for each active customer."""

_SALES_A_DAY: Final = 0.007
"""Sales of goods on an average day of the week for each active customer."""

_SPLIT_EVERY: Final = 67
"""One in so many orders of the counter is split."""

_SPLIT_AFTER: Final = 60
"""Seconds after it was taken in."""

_TO_BE_KNOWN: Final = -1
"""Instead of the number of an order that is about to be made."""

_WEEK: Final = (1.45, 1.0, 0.95, 0.95, 1.15, 2.0, 0.0)
"""How busy the days of a week are, Monday to Sunday, an average day being 1."""

_BUSY_HOURS: Final = tuple(accumulate((15, 10, 7, 6, 9, 8, 6, 6, 9, 13, 11)))
"""How busy the hours after opening are, as running totals; what is after closing falls away."""

_HOURS: Final = range(len(_BUSY_HOURS))

_SCHEDULES_RUN: Final = 6 * HOUR
"""Seconds of a day at which repeat pickups make their orders."""


@dataclass(slots=True)
class PracticeDays:
    """Everything that the days need of the store, read once.

    Attributes:
        seed: Decides all chance.
        until: The last moment at which something may happen.
        bustle: How many visits there are, compared with an ordinary shop.
    """

    store: PracticeStore
    seed: int
    until: int
    bustle: float
    calendar: Calendar
    windows: VisitWindows
    clients: Clients
    accounts: Accounts
    batch: Batch
    rng: Random


def open_shop(
    store: PracticeStore, seed: int, until: int, days: ShopDays, bustle: float = 1.0
) -> PracticeDays:
    """Read from the store what the days need of it."""
    return PracticeDays(
        store=store,
        seed=seed,
        until=until,
        bustle=bustle,
        calendar=calendar_of(store, days),
        windows=VisitWindows(store),
        clients=Clients(store),
        accounts=Accounts(store),
        batch=Batch(store),
        rng=Random(),  # noqa: S311  (invented orders, no secrets)
    )


def calendar_of(store: PracticeStore, days: ShopDays) -> Calendar:
    """Return the shop's opening hours."""
    closed = {day_of(row["day"]) for row in store.rows("SELECT day FROM closed_days")}
    return Calendar(closed, days)


def live_through(shop: PracticeDays, since: int, on_orders: Callable[[int], None]) -> None:
    """Make all orders after a moment, up to the shop's `until`, with what became of them.

    Args:
        shop: The shop; its accounts and its batch are written at the end.
        since: The last moment that was lived through before.
        on_orders: Called after each day with the count of its new orders.
    """
    number = shop.store.number("SELECT max(id) FROM orders")
    days = shop.calendar.days
    newcomers = shop.clients.newcomers(days.of(since), days)
    for day in range(days.of(since), days.of(shop.until) + 1):
        if not shop.calendar.is_open(day):
            continue
        visits = [*_scheduled(shop, day, since), *_drawn(shop, day)]
        visits += (_first_visit(client) for client in newcomers.get(day, ()))
        visits += _walk_ins(shop, day)
        visits += [_the_rest(visit) for visit in visits if _is_split(visit)]
        visits = [visit for visit in visits if since < visit.at <= shop.until]
        visits.sort(key=lambda visit: (visit.at, visit.client.id))
        made: dict[int, int] = {}
        for visit in visits:
            number += 1
            if visit.splits == _TO_BE_KNOWN:
                visit = visit._replace(splits=made.get(visit.client.id, 0))
            _make(shop, number, visit)
            made[visit.client.id] = number
        on_orders(len(visits))
    shop.batch.write()
    shop.accounts.write(shop.store)


def go_on(
    shop: PracticeDays, order: OrderRow, plan: LifePlan, entered: int, *, is_filled: bool
) -> None:
    """Let happen to an order what happens up to the shop's `until`.

    Args:
        shop: The shop.
        order: The order; it is changed. Items are put in once it is in the shop.
        plan: Its plan.
        entered: When it got the status that it has.
        is_filled: Whether it has items.
    """
    for step in live(order, plan, entered, shop.until, shop.calendar):
        shop.batch.add_status(order.id, step.at, step.status, step.staff)
        entered = step.at
    near = is_driver_near(order, plan, entered, shop.until, shop.calendar)
    order.driver_on_the_way = int(near)
    if not is_filled and order.status not in (TO_CONFIRM, AWAITING):
        client = shop.clients[order.customer_id]
        rewind(shop.rng, shop.seed, Stream.ITEMS, order.id)
        contents = fill(order, client, shop.rng, shop.accounts, labelled=plan.is_quick)
        shop.batch.add_contents(contents)


def _make(shop: PracticeDays, number: int, visit: Visit) -> None:
    rewind(shop.rng, shop.seed, Stream.ORDER, number)
    if visit.way is Way.WALK_IN:
        sold, contents = sale(number, visit, shop.rng)
        shop.batch.add_status(sold.id, sold.created, sold.status, sold.staff_create)
        shop.batch.add_contents(contents)
        shop.batch.add_order(sold)
        shop.accounts.note_payment(sold)
        return
    plan = plan_of(shop.rng)
    order = new_order(number, visit, shop.rng, shop.calendar, shop.windows)
    shop.batch.add_status(order.id, order.created, order.status, order.staff_create)
    if order.store_order and plan.prepaid and not order.invoice_id:
        order.pay(plan.payment_type, order.created, order.staff_create)
    go_on(shop, order, plan, order.created, is_filled=False)
    if order.paid:
        shop.accounts.note_payment(order)
    _talk(shop, order)
    shop.batch.add_order(order)


def _talk(shop: PracticeDays, order: OrderRow) -> None:
    """Let some customers write to the shop about their order, and the shop answer most."""
    rng, data = shop.rng, table("orders")
    if is_true(rng, 5):
        exchange = pick(rng, data["exchange"])
        asked = order.created + whole(rng, 1, 3 * DAY)
        answered = asked + whole(rng, 60, 2 * HOUR)
        if asked <= shop.until:
            shop.batch.add_message(order.customer_id, exchange["ask"], asked, from_customer=True)
        if exchange["reply"] and answered <= shop.until:
            shop.batch.add_message(
                order.customer_id, exchange["reply"], answered, from_customer=False
            )
    if order.subtotal and is_true(rng, 3):
        for _ in range(whole(rng, 1, 3)):
            caption = pick(rng, data["photo_captions"])
            shop.batch.add_photo(order.id, order.driver_picked_up or order.created, caption)


def _drawn(shop: PracticeDays, day: int) -> Iterator[Visit]:
    """Draw the visits of a whole open day; nobody comes twice."""
    rng = shop.rng
    rewind(rng, shop.seed, Stream.DAY, day)
    opens, closes = shop.calendar.hours(day)
    busy = shop.bustle * _ORDERS_A_DAY * _WEEK[weekday(day)] * (0.85 + 0.3 * rng.random())
    came: set[int] = set()
    for _ in range(int(shop.clients.count(opens) * busy + rng.random())):
        client = shop.clients.draw(rng, opens)
        at = opens + int((pick_weighted(rng, _HOURS, _BUSY_HOURS) + rng.random()) * HOUR)
        way = _way(rng, has_route=bool(client.route_id))
        if at < closes and client.id not in came:
            came.add(client.id)
            yield Visit(at, client, way)


def _way(rng: Random, *, has_route: bool) -> Way:
    chance = rng.random()
    if has_route and chance < 0.34:
        return Way.PICKUP
    return Way.LOCKER if chance > 0.97 else Way.COUNTER


def _walk_ins(shop: PracticeDays, day: int) -> Iterator[Visit]:
    """Draw the sales of a whole open day to people without an account."""
    if shop.clients.walk_ins is None:
        return
    rng, hours = shop.rng, shop.calendar.hours(day)
    rewind(rng, shop.seed, Stream.SALES, day)
    count = shop.clients.count(hours[0]) * shop.bustle * _SALES_A_DAY * _WEEK[weekday(day)]
    for _ in range(int(count + rng.random())):
        yield Visit(shop.calendar.at(day, rng.random()), shop.clients.walk_ins, Way.WALK_IN)


def _is_split(visit: Visit) -> bool:
    """Whether a part of what was handed in is made an order of its own, to be ready apart."""
    return visit.way is Way.COUNTER and visit.at % _SPLIT_EVERY == 0


def _the_rest(visit: Visit) -> Visit:
    return visit._replace(at=visit.at + _SPLIT_AFTER, splits=_TO_BE_KNOWN)


def _first_visit(client: PracticeCustomer) -> Visit:
    """Return the visit for which somebody signed up, two minutes before."""
    return Visit(client.signed_up + 120, client, Way.COUNTER)


def _scheduled(shop: PracticeDays, day: int, since: int) -> list[Visit]:
    """Return the visits of the repeat pickups that have come due, and set their next days."""
    at = shop.calendar.days.at(day, _SCHEDULES_RUN)
    if not since < at <= shop.until:
        return []
    due = shop.store.rows(
        "SELECT * FROM repeat_pickups WHERE next_pickup <= ? AND ended = 0 ORDER BY id",
        (noon(day),),
    )
    for schedule in due:
        period = max(1, schedule["frequency"]) * 7 * DAY
        passed = (noon(day) - schedule["next_pickup"]) // period
        made = schedule["orders_created"] + 1
        shop.store.update(
            "repeat_pickups",
            schedule["id"],
            {
                "next_pickup": schedule["next_pickup"] + (passed + 1) * period,
                "orders_created": made,
                "ended": int(0 < schedule["duration"] <= made),
            },
        )
    visits = (Visit(at, shop.clients[row["customer_id"]], Way.SCHEDULE, row) for row in due)
    return [visit for visit in visits if visit.client.is_active]
