"""The practice shop before its first customer: staff, routes, closed days, products, offers."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..shop_days import DAY, date_of, day_number
from ..store import PracticeStore
from .calendar import noon, weekday
from .catalogue import PracticeProduct, catalogue
from .tables import cents, table

_HOLIDAYS: Final = ((1, 1), (5, 1), (12, 25), (12, 26))
"""Month and day on which the shop is closed each year."""

_YEARS: Final = 10
"""For how many years to come the holidays are known."""

_FITTING_DAYS: Final = 9
"""The shop closes for one day to have a boiler fitted, that many days after it is made."""


def furnish(store: PracticeStore, customers: int, today: int) -> None:
    """Fill the tables that stand before any customer; `customers` decides how much vans carry."""
    data = table("shop")
    for name, names in (
        ("staff", data["staff"]),
        ("customer_groups", data["groups"]),
        ("drivers", data["drivers"]),
    ):
        store.insert_many(name, ("id", "name"), enumerate(names, start=1))
    _mark_routes(store, customers)
    _close(store, today)
    _fill_shelves(store)
    _make_offers(store, today)


def _mark_routes(store: PracticeStore, customers: int) -> None:
    data = table("shop")
    windows = data["windows"]
    stops = max(windows["fewest_stops"], customers * windows["stops_a_thousand"] // 1000)
    for number, route in enumerate(data["route"], start=1):
        south, west, north, east = map(float, route["box"])
        store.insert_many(
            "routes",
            ("id", "name", "driver_id", "south", "west", "north", "east"),
            [(number, route["name"], route["driver"], south, west, north, east)],
        )
        store.insert_many("route_zips", ("zip", "route_id"), [(route["zip"], number)])
        store.insert_many(
            "route_slots",
            ("route_id", "weekday", "start_time", "end_time", "capacity"),
            [
                (number, day, start, end, stops)
                for day in range(6)
                for start, end in windows["saturday" if day == 5 else "weekdays"]
            ],
        )


def _close(store: PracticeStore, today: int) -> None:
    this_year = date_of(today).year
    closed = {
        day_number(date(year, month, day)): "Holiday"
        for year in range(this_year - 1, this_year + _YEARS)
        for month, day in _HOLIDAYS
    }
    fitting = today + _FITTING_DAYS
    closed.setdefault(fitting + (weekday(fitting) == 6), "New boiler")
    store.insert_many(
        "closed_days", ("day", "reason"), [(noon(day), why) for day, why in sorted(closed.items())]
    )


def _fill_shelves(store: PracticeStore) -> None:
    sold = catalogue()
    store.insert_many("price_lists", ("id", "name"), sold.price_lists)
    store.insert_many("sections", ("id", "name"), sold.sections)
    store.insert_many(
        "products",
        (
            *("id", "name", "section_id", "type", "parent_id", "pieces"),
            *("tax1_exempt", "tax2_exempt", "tax3_exempt", "is_sqm", "in_app"),
        ),
        [_product_row(product) for product in sold.products.values()],
    )
    store.insert_many(
        "prices",
        ("price_list_id", "product_id", "price"),
        [
            (number, product.id, price)
            for product in sold.products.values()
            for number, price in enumerate(product.prices)
        ],
    )
    store.insert_many(
        "inventory",
        ("name", "sku", "price", "quantity"),
        [
            (item["name"], item["sku"], cents(item["price"]), item["quantity"])
            for item in table("shop")["inventory"]
        ],
    )


def _product_row(product: PracticeProduct) -> tuple[int | str, ...]:
    return (
        *(product.id, product.name, product.section_id, product.type, product.parent_id),
        *(product.pieces, not product.taxed, not product.solvent, True),
        *(product.by_area, product.in_app),
    )


def _make_offers(store: PracticeStore, today: int) -> None:
    data = table("shop")
    store.insert_many(
        "promo_codes",
        ("code", "percent", "credit", "expires"),
        [
            (
                promo["code"],
                promo.get("percent", "0"),
                cents(promo.get("credit", "0")),
                (today - 30) * DAY if promo.get("expired") else 0,
            )
            for promo in data["promo"]
        ],
    )
    store.insert_many(
        "plans",
        ("id", "name", "price", "needs_3d_secure"),
        [
            (plan["id"], plan["name"], cents(plan["price"]), plan.get("needs_3d_secure", False))
            for plan in data["plan"]
        ],
    )
