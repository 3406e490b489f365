"""A full mirror to measure with, made once and used again; and what people type to search in it.

Names follow the practice shop's languages and their shares; two of five families have a rare name.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cleancloud_tui.practice.generator.tables import table
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.schema import MIGRATIONS
from cleancloud_tui.shop.mirror.storing import store_customers, store_orders
from cleancloud_tui.shop.records import Reading

NOW = 1_780_000_000.0
DAY = 86_400
BATCH = 5_000

SYLLABLES = ["ba", "den", "kor", "li", "ma", "nov", "ric", "sen", "ta", "vel", "win", "zu"]
STREETS = ["Main", "Oak", "Elm", "Park", "Second", "Maple", "Cedar", "Lake", "Hill", "Wacker"]
DOMAINS = ["example.com", "example.org", "mail.example"]
AREAS = ["212", "718", "917", "646", "347"]


def made(folder: Path, customers: int, orders: int) -> Path:
    """Return the file of a mirror with so many customers and orders; make it if need be."""
    # A file of a newer schema would be of no use to an older program.
    path = folder / f"{customers}-{orders}-{len(MIGRATIONS)}" / "mirror.db"
    if not path.exists():
        began = time.perf_counter()
        unfinished = path.with_name("unfinished") / "mirror.db"
        asyncio.run(_fill(unfinished, customers, orders))
        unfinished.replace(path)
        shutil.rmtree(unfinished.parent)  # what it was held by
        print(f"{customers:,} customers and {orders:,} orders stored in "
              f"{time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB",
              flush=True)  # fmt: skip
    return path


async def _fill(path: Path, customers: int, orders: int) -> None:
    mirror = Mirror(path, lambda: NOW, print)
    reading = Reading(NOW, NOW)
    # The orders first: a customer who is stored then is put in by the last visit once and for all.
    for start in range(1, orders + 1, BATCH):
        numbers = range(start, min(start + BATCH, orders + 1))
        rows = [order(number, customers) for number in numbers]
        await mirror.file.run(partial(store_orders, rows=rows, reading=reading))
    for start in range(1, customers + 1, BATCH):
        rows = [customer(number) for number in range(start, min(start + BATCH, customers + 1))]
        await mirror.file.run(partial(store_customers, rows=rows, reading=reading))
    await mirror.aclose()


def customer(number: int) -> dict[str, object]:
    """Return the row of a customer, always the same for the number."""
    luck = random.Random(number)
    languages = table("names")["language"]
    language = luck.choices(languages, [each["share"] for each in languages])[0]
    family = luck.choice(language["family"])
    if family.isascii() and luck.random() < 0.4:
        family = "".join(luck.choices(SYLLABLES, k=3)).title()
    given = luck.choice(language["given"])
    name = language["pattern"].format(given=given, family=family)
    local = f"{given}.{family}" if (given + family).isalpha() and name.isascii() else "mail"
    phone = f"+1 {luck.choice(AREAS)} {luck.randrange(200, 999)} {luck.randrange(9999):04}"
    return {
        "ID": str(number),
        "Name": name,
        "Tel": phone,
        "Email": f"{local}{luck.randrange(100)}@{luck.choice(DOMAINS)}".lower(),
        "Address": f"{luck.randrange(1, 900)} {luck.choice(STREETS)} St\nBrooklyn, NY",
        "signedUpTimeStamp": str(int(NOW - luck.randrange(2000 * DAY))),
        "creditAvailable": "0.00",
    }


def order(number: int, customers: int) -> dict[str, object]:
    """Return the row of an order, always the same for the number: one in a hundred is open."""
    luck = random.Random(-number)
    age = luck.randrange(700 * DAY)
    return {
        "id": str(number),
        "customerID": str(luck.randrange(1, customers + 1)),
        "status": luck.choice("01455") if age < 7 * DAY else "2",
        "createdDate": str(int(NOW - age)),
        "deliveryDate": str(int(NOW - age + 3 * DAY)),
        "total": f"{luck.randrange(5, 90)}.50",
        "paid": "0" if age < 3 * DAY else "1",
        "summary": "Shirt x 2<br>Trousers x 1",
        "pieces": "3",
    }


def typed(luck: random.Random, customers: int, orders: int) -> Iterator[str]:
    """Yield for ever what people type, whole: names, misspelt ones, the ends of phones, numbers."""
    while True:
        row = customer(luck.randrange(1, customers + 1))
        name, phone = str(row["Name"]), str(row["Tel"])
        tail = luck.randrange(3, 11)
        yield luck.choice(
            (
                name.lower(),
                name.lower(),
                " ".join(reversed(name.split())).lower(),
                misspelt(luck, name.lower()),
                phone.replace(" ", "")[-tail:],
                phone[3:],
                str(row["Address"]).split("\n")[0].lower(),
                str(row["Email"]),
                str(luck.randrange(1, orders + 1)),
                f"{name.split()[0][:3].lower()} {name.split()[-1][:3].lower()}",
            )
        )


def misspelt(luck: random.Random, name: str) -> str:
    """Return a name with two letters swapped, one left out, one doubled, or a wrong one."""
    place = luck.randrange(1, max(2, len(name) - 1))
    before, here, after = name[:place], name[place : place + 1], name[place + 1 :]
    return luck.choice(
        (
            before + after[:1] + here + after[1:],
            before + after,
            before + here + here + after,
            before + luck.choice("aeinrst") + after,
        )
    )
