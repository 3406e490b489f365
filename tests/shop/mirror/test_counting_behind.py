"""A mirror from before figures were kept is counted behind the screens, by whoever is there."""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from pathlib import Path

from cleancloud_tui.shop.mirror.counting import behind
from cleancloud_tui.shop.mirror.counting.behind import count_all, count_some
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.storing import delete_order, store_orders
from cleancloud_tui.shop.records import Reading
from tests.host import NOW

ORDERS = 250


def row(number: int, total: str = "2.00") -> dict[str, object]:
    at = str(int(NOW) - number)
    return {"id": str(number), "customerID": "1", "createdDate": at, "total": total, "paid": "0"}


def forget_figures(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM order_figures")
    behind.leave_for_later(connection)


async def from_before(path: Path) -> Mirror:
    """Return a mirror of which no order is counted."""
    mirror = Mirror(path, lambda: NOW, print)
    put = partial(store_orders, reading=Reading(NOW, NOW))
    await mirror.file.store([row(number) for number in range(1, ORDERS + 1)], put)
    await mirror.file.run(forget_figures)
    return mirror


def figures(mirror: Mirror) -> dict[str, int]:
    rows = mirror.file.rows("SELECT order_id, total_cents FROM order_figures")
    return {each["order_id"]: each["total_cents"] for each in rows}


async def test_who_is_killed_in_between_goes_on_and_what_was_read_anew_stays(
    tmp_path: Path,
) -> None:
    mirror = await from_before(tmp_path / "mirror.db")
    assert mirror.facts.not_counted() == ORDERS
    assert await mirror.file.run(count_some) == ORDERS - 100
    await mirror.aclose()

    mirror = Mirror(tmp_path / "mirror.db", lambda: NOW, print)
    assert mirror.facts.not_counted() == ORDERS - 100
    assert len(figures(mirror)) == 100
    later = Reading(NOW + 1, NOW + 1)
    await mirror.file.run(partial(store_orders, rows=[row(99, "5.00")], reading=later))
    await mirror.file.run(partial(delete_order, order_id="98", reading=later))
    told: list[int] = []
    await count_all(mirror.file, lambda: told.append(mirror.facts.not_counted()))
    counted = figures(mirror)
    assert (len(counted), counted["99"], counted["97"], told[-1]) == (ORDERS - 1, 500, 200, 0)
    await count_all(mirror.file, lambda: told.append(-1))
    assert told[-1] == 0, "there is nothing left to do"
    await mirror.aclose()


async def test_two_programs_count_each_order_once(tmp_path: Path) -> None:
    one = await from_before(tmp_path / "mirror.db")
    other = Mirror(tmp_path / "mirror.db", lambda: NOW, print)

    def mark(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE done (id TEXT)")
        connection.execute(
            "CREATE TRIGGER counted AFTER INSERT ON order_figures BEGIN"
            " INSERT INTO done VALUES (new.order_id); END"
        )

    await one.file.run(mark)
    await asyncio.gather(*(count_all(each.file, lambda: None) for each in (one, other)))
    done = [each["id"] for each in one.file.rows("SELECT id FROM done")]
    assert len(done) == len(set(done)) == len(figures(other)) == ORDERS
    await one.aclose()
    await other.aclose()


async def test_a_torn_note_of_how_far_it_is_loses_nothing(tmp_path: Path) -> None:
    mirror = await from_before(tmp_path / "mirror.db")
    await mirror.file.run(count_some)
    await mirror.facts.remember(behind.NOT_COUNTED, "[1")
    assert mirror.facts.not_counted() == 1
    await count_all(mirror.file, lambda: None)
    assert len(figures(mirror)) == ORDERS
    await mirror.aclose()
