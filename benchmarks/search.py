"""How long a search in the mirror takes while somebody types.

    python -m benchmarks.search [--customers 100000] [--orders 1000000]

Fills a mirror with synthetic customers and orders, then searches for the beginnings that typing
1,000 names, phone numbers, addresses and order numbers passes through.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from cleancloud_tui.shop.mirror import Mirror
from cleancloud_tui.shop.storing import store_customers, store_orders

_FIRST = ["Mary", "James", "Patricia", "Robert", "Jennifer", "Søren", "José", "Zoë", "Wei", "Li"]
_LAST = ["Smith", "Johnson", "O'Brien", "Garcia", "Martin", "Martinez", "Lee", "Müller", "Kim"]
_STREETS = ["Main", "Oak", "Elm", "Park", "Second", "Maple", "Cedar", "Lake", "Hill"]
_CJK = "王李张刘陈杨黄赵吴周"
_DAY = 86_400


def _customer(number: int, now: float) -> dict[str, object]:
    luck = random.Random(number)
    if number % 20 == 0:
        name = "".join(luck.choices(_CJK, k=3))
    else:
        rare = "".join(luck.choices("abcdefghijklmnopqrstuvwxyz", k=5)).title()
        name = f"{luck.choice(_FIRST)} {rare if luck.random() < 0.5 else luck.choice(_LAST)}"
    phone = (
        f"+1 {luck.choice((212, 718, 917))} {luck.randrange(200, 999)} {luck.randrange(9999):04}"
    )
    return {
        "ID": str(number),
        "Name": name,
        "Tel": phone,
        "Email": f"{name.split()[0].lower()}{number}@example.com",
        "Address": f"{luck.randrange(1, 900)} {luck.choice(_STREETS)} St\nBrooklyn, NY",
        "signedUpTimeStamp": str(int(now - luck.randrange(2000 * _DAY))),
        "creditAvailable": "0.00",
    }


def _order(number: int, customers: int, now: float) -> dict[str, object]:
    luck = random.Random(number)
    age = luck.randrange(700 * _DAY)
    return {
        "id": str(number),
        "customerID": str(luck.randrange(1, customers + 1)),
        "status": luck.choice("01455") if age < 7 * _DAY else "2",
        "createdDate": str(int(now - age)),
        "total": f"{luck.randrange(5, 90)}.50",
        "paid": "0" if age < 3 * _DAY else "1",
        "summary": "Shirt x 2<br>Trousers x 1",
        "pieces": "3",
    }


def _typed(luck: random.Random, customers: int, orders: int) -> str:
    customer = _customer(luck.randrange(1, customers + 1), 0.0)
    whole = luck.choice(
        (
            str(customer["Name"]),
            str(customer["Tel"])[3:],
            str(customer["Address"]).split("\n")[0],
            str(luck.randrange(1, orders + 1)),
        )
    )
    return whole[: luck.randrange(1, len(whole) + 1)]


async def _filled(path: Path, customers: int, orders: int) -> None:
    now = time.time()
    mirror = Mirror(path, time.time, print)
    reading = mirror.reading(now)
    for start in range(1, customers + 1, 5000):
        rows = [_customer(n, now) for n in range(start, min(start + 5000, customers + 1))]
        await mirror.store(rows, partial(store_customers, reading=reading))
    for start in range(1, orders + 1, 5000):
        rows = [_order(n, customers, now) for n in range(start, min(start + 5000, orders + 1))]
        await mirror.store(rows, partial(store_orders, reading=reading))
    await mirror.aclose()


def _measure(path: Path, customers: int, orders: int) -> None:
    started = time.perf_counter()
    mirror = Mirror(path, time.time, print)
    print(f"opened in {(time.perf_counter() - started) * 1000:.1f} ms")
    luck = random.Random(1)
    took = []
    for _ in range(1000):
        text = _typed(luck, customers, orders)
        started = time.perf_counter()
        mirror.search(text, 50)
        took.append(((time.perf_counter() - started) * 1000, text))
    took.sort()
    print(f"p50 {statistics.median(ms for ms, _ in took):.2f} ms, p95 {took[949][0]:.2f} ms")
    print("slowest:", ", ".join(f"{text!r} {ms:.1f} ms" for ms, text in took[:-9:-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="keep the filled mirror here, and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = options.keep or Path(directory) / "mirror.db"
        if not path.exists():
            started = time.perf_counter()
            asyncio.run(_filled(path, options.customers, options.orders))
            seconds = time.perf_counter() - started
            print(f"filled in {seconds:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        _measure(path, options.customers, options.orders)


if __name__ == "__main__":
    main()
