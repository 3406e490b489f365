"""Forgetting people: nothing is left of them on the disk, and nothing brings them back."""

from __future__ import annotations

import asyncio
import json
import random
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.clocks.true_time import ToldTime
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop import database
from cleancloud_tui.shop.forgetting.forgetting import Forgetting, Forgotten
from cleancloud_tui.shop.forgetting.too_many import AskedAnewError, TooMany
from cleancloud_tui.shop.journal.entries import NOT_KEPT, EntryState
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.mirror.facts import RETENTION_ASKS
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.shop.records import Change, Reading
from cleancloud_tui.shop.search.words import phone_words, text_words
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from cleancloud_tui.shop.sync.jobs import FORGOTTEN_AT
from cleancloud_tui.shop.tickets.ticket_files import TicketFiles
from tests.host import NOW, Host
from tests.shop.desk import Desk, open_desk

A_DAY = 86_400.0
A_MONTH_AGO = datetime.fromtimestamp(NOW - 30 * A_DAY, UTC)
PERSON = {
    "customerName": "Wilhelmina Quackenbush-Ørsted",
    "customerTel": "+44 20 7946 0958",
    "customerEmail": "w.quackenbush@vellichor.test",
    "customerAddress": "17 Zephyrine Crestway",
    "customerNotes": "Dislikes Mothballs, collects at Xanadu Gate",
}
AS_A_GIRL = "Wilhelmina Brzezinska"


def told_of(values: Iterable[str]) -> set[bytes]:
    """Return what must not stand on the disk: the values, and their words of some length."""
    words = {word for value in values for word in re.findall(r"\w+", value) if len(word) > 4}
    texts = {*values, *words, *(folded for word in words for folded in text_words(word))}
    return {form.encode() for text in texts for form in (text, text.lower(), text.upper())}


def leftovers(directory: Path, secrets: set[bytes]) -> list[tuple[str, bytes]]:
    files = [path for path in directory.rglob("*") if path.is_file()]
    assert files
    return [(f.name, secret) for f in files for secret in secrets if secret in f.read_bytes()]


def found(mirror: Mirror, text: str) -> list[str]:
    return [each.customer.id for each in mirror.search(text, 50)]


async def new_person(desk: Desk) -> tuple[str, str]:
    """Have a person sign up, bring something, marry, and call about it."""
    shop = desk.shop
    reply = await shop.write("addCustomer", {**PERSON, "customerName": AS_A_GIRL})
    customer_id = str(reply["CustomerID"])
    await shop.write("updateCustomer", {"customerID": customer_id, **PERSON})
    await desk.elsewhere("updateOrder", {"orderID": desk.order_id, "customerID": customer_id})
    await shop.ask.refresh_customer(customer_id)
    await shop.ask.refresh_order(desk.order_id)
    await shop.write(
        "updateOrder", {"orderID": desk.order_id, "orderNotes": "for Quackenbush's wedding"}
    )
    garment = {"barcodeID": desk.barcode, "orderID": desk.order_id}
    await shop.write("updateGarment", {**garment, "extraNotes": "monogram Quackenbush"})
    await shop.ask.refresh_repeat_pickups(customer_id)
    return customer_id, desk.order_id


async def test_nothing_of_a_person_is_left_in_any_file(host: Host) -> None:
    desk = await open_desk(host)
    shop, directory = desk.shop, host.directory / "shop"
    customer_id, order_id = await new_person(desk)
    damaged = directory / "mirror.damaged-20260101-000000-000000.db"
    damaged.write_text(PERSON["customerName"])
    damaged.with_name(damaged.name + "-wal").write_text(PERSON["customerTel"])
    secrets = told_of([*PERSON.values(), AS_A_GIRL])
    assert {name for name, _ in leftovers(directory, secrets)} > {"mirror.db-wal", damaged.name}
    assert shop.search("quackenbush")
    others = shop.known_customers() - 1
    garments = len(shop.garments_of(order_id))
    changes: list[Change] = []
    shop.subscribe(changes.append)

    requests = len(host.requests)
    assert await shop.forgetting.forget(customer_id) == Forgotten(1, garments, 0, True)
    assert len(host.requests) == requests, "nothing is asked of CleanCloud"
    assert leftovers(directory, secrets) == []
    assert not damaged.exists()
    assert Change("customer", customer_id) in changes
    assert (shop.customer(customer_id), shop.order(order_id)) == (None, None)
    assert (shop.search("quackenbush"), shop.known_customers()) == ([], others)

    entries = await shop.journal.entries_of()
    assert [entry.operation for entry in entries] == [
        "updateGarment",
        "updateOrder",
        "updateCustomer",
        "addCustomer",
    ]
    assert {entry.state for entry in entries} == {EntryState.CONFIRMED}
    assert entries[-1].reply["CustomerID"] == customer_id, "the ids stay"
    assert entries[-1].parameters["customerName"] == NOT_KEPT
    await shop.aclose()
    assert leftovers(directory, secrets) == []


async def test_what_is_told_later_does_not_bring_a_person_back_but_an_order_does(
    host: Host,
) -> None:
    desk = await open_desk(host)
    shop, customer_id, order_id = desk.shop, desk.customer_id, desk.order_id
    host.now = NOW - 60
    await shop.forgetting.forget(customer_id)
    host.now = NOW + 60
    await shop.fill(lambda _: None)
    await shop.ask.refresh_repeat_pickups(customer_id)
    await shop.read("getGarments", {"orderID": order_id})
    assert await shop.ask.refresh_customer(customer_id) is None
    assert await shop.ask.refresh_order(order_id) is None
    assert shop.orders_of(customer_id) == []
    assert shop.garments_of(order_id) == []
    assert shop.repeat_pickups_of(customer_id) is None
    assert shop.forgetting.is_forgotten(customer_id)

    reply = await desk.elsewhere("addOrder", {"customerID": customer_id, **an_order()})
    assert await shop.ask.refresh_order(str(reply["orderID"]))
    assert not shop.forgetting.is_forgotten(customer_id)
    assert await shop.ask.refresh_customer(customer_id)
    assert customer_id in [each.customer.id for each in shop.search(customer_id)]


def an_order() -> dict[str, object]:
    return {
        "finalTotal": "5.00",
        "orderNotes": "",
        "products": [{"id": "1", "price": "5.00", "pieces": "1", "quantity": "1", "name": "Shirt"}],
    }


async def test_a_change_that_is_not_settled_is_forgotten_once_it_is(host: Host) -> None:
    desk = await open_desk(host)
    shop, customer_id = desk.shop, desk.customer_id
    host.faults.cause(Fault.RATE, operation="updateCustomer")
    host.is_offline = True
    with pytest.raises(Exception, match="sent by itself"):
        await shop.write("updateCustomer", {"customerID": customer_id, **PERSON})
    assert (await shop.forgetting.forget(customer_id)).entries == 1
    (entry,) = await shop.journal.entries_of()
    assert entry.parameters["customerName"] == PERSON["customerName"]
    assert await shop.forgetting.forget_old(0) == 0
    assert leftovers(host.directory / "shop", told_of(PERSON.values()))

    await shop.journal.settle(entry.id, EntryState.REFUSED, error="no")
    assert await shop.forgetting.forget_old(0) == 0
    assert leftovers(host.directory / "shop", told_of(PERSON.values())) == []


async def test_who_reads_the_mirror_meanwhile_puts_the_overwriting_off(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_READERS_SECONDS", 0.05)
    desk = await open_desk(host)
    shop = desk.shop
    customer_id, _ = await new_person(desk)
    secrets = told_of(PERSON.values())
    reader = sqlite3.connect(host.directory / "shop" / "mirror.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM customers").fetchone()

    assert not (await shop.forgetting.forget(customer_id)).is_overwritten
    assert shop.customer(customer_id) is None
    assert leftovers(host.directory / "shop", secrets)
    reader.close()
    assert await shop.forgetting.forget_old(0) == 0
    assert leftovers(host.directory / "shop", secrets) == []
    assert (await shop.forgetting.forget(customer_id)).is_overwritten


async def test_a_damaged_journal_is_kept_and_told(host: Host) -> None:
    shop = host.open()
    damaged = host.directory / "shop" / "journal.damaged-20260101-000000-000000.db"
    damaged.touch()
    assert (await shop.forgetting.forget("7")).damaged_journals == (damaged,)
    assert damaged.exists()


# The retention, and many at once: rows as CleanCloud tells them


@dataclass
class Files:
    """A mirror and a journal without a shop around them."""

    directory: Path
    mirror: Mirror
    journal: Journal
    forgetting: Forgetting

    async def put(self, store: Any, rows: list[dict[str, object]], **options: Any) -> None:
        await self.mirror.file.store(rows, partial(store, reading=Reading(NOW, NOW), **options))

    async def aclose(self) -> None:
        await self.journal.aclose()
        await self.mirror.aclose()


def open_files(directory: Path) -> Files:
    mirror = Mirror(directory / "mirror.db", lambda: NOW, print)
    presence = Presence(directory / "processes")
    journal = Journal(directory / "journal.db", presence, lambda: NOW, print)
    return Files(
        directory,
        mirror,
        journal,
        Forgetting(mirror, journal, TicketFiles(directory), lambda: NOW, lambda _: None),
    )


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[Files]:
    files = open_files(tmp_path)
    await files.mirror.facts.remember(FILLED_AT, "1")
    await files.mirror.facts.remember_time(ToldTime(NOW, NOW, 0.0, "boot"))
    yield files
    await files.aclose()


def customer(number: int | str, name: str = "", days_ago: float = 900, **fields: object) -> Any:
    signed_up = str(int(NOW - days_ago * A_DAY))
    return {"ID": str(number), "Name": name, "signedUpTimeStamp": signed_up, **fields}


def order(number: int, customer_id: int | str, days_ago: float, **fields: object) -> Any:
    return {
        "id": str(number),
        "customerID": str(customer_id),
        "createdDate": str(int(NOW - days_ago * A_DAY)),
        "status": "2",
        "paid": "1",
        "total": "9.00",
        **fields,
    }


async def forget_many(files: Files, months: int) -> int:
    """Forget more than go without a question, and say yes to it."""
    assert await files.forgetting.forget_old(months) == 0
    asked = TooMany.of_text(files.mirror.facts.get(RETENTION_ASKS))
    assert asked
    assert asked.is_implausible
    with pytest.raises(AskedAnewError):
        await files.forgetting.forget_asked(replace(asked, count=asked.count - 1))
    return await files.forgetting.forget_asked(asked)


async def test_who_was_not_in_for_long_is_forgotten(files: Files) -> None:
    await files.put(
        storing.store_customers,
        [
            customer("1", "signed up long ago"),
            customer("2", "signed up lately", days_ago=100),
            customer("3", "ordered long ago"),
            customer("4", "ordered lately"),
            customer("5", "has an open order"),
            customer("6", "did not pay"),
            customer("7", "when is not known", signedUpTimeStamp=""),
        ],
    )
    await files.put(
        storing.store_orders,
        [
            order(10, "3", 800),
            order(11, "3", 700),
            order(12, "4", 700),
            order(13, "4", 300),
            order(14, "5", 700, status="1"),
            order(15, "6", 700, paid="0"),
            order(16, "8", 700),  # nothing but this order is known of 8
            order(17, "9", 10),
        ],
    )
    await files.put(storing.store_garments, [{"barcodeID": "77"}], order_id="11")

    assert await files.forgetting.forget_old(0) == 0
    assert await files.forgetting.forget_old(36) == 0
    assert await files.forgetting.forget_old(12) == 3
    assert sorted(found(files.mirror, "")) == ["2", "4", "5", "6", "7"]
    for number in ("1", "3", "8"):
        assert files.forgetting.is_forgotten(number)
        assert files.mirror.orders_of(number, 9) == []
    assert files.mirror.garments_of("11") == []
    assert await files.forgetting.forget_old(12) == 0

    await files.put(storing.store_customers, [customer("1", "told by a sweep")])
    await files.put(storing.store_orders, [order(11, "3", 700), order(18, "1", 364)])
    assert files.mirror.order("11") is None
    assert files.forgetting.is_forgotten("3")
    assert not files.forgetting.is_forgotten("1"), "an order since then that was not known"


async def test_before_the_mirror_is_full_nobody_is_taken_for_gone(files: Files) -> None:
    await files.mirror.facts.remember(FILLED_AT, "")
    await files.put(storing.store_customers, [customer("1", "the last order comes later")])
    assert await files.forgetting.forget_old(12) == 0
    assert found(files.mirror, "comes") == ["1"]


async def test_the_background_forgets_as_the_shop_wants_it(host: Host) -> None:
    shop = await host.open_filled(retention_months=1)
    before, requests = shop.known_customers(), len(host.requests)
    while not shop.mirror.facts.get(FORGOTTEN_AT):
        await shop.sync.round()
        assert len(host.requests) - requests < 50
    asked = shop.retention_asks
    assert asked
    assert asked.is_implausible
    assert shop.known_customers() == before, "nobody goes before a person has said so"
    assert await shop.forgetting.forget_asked(asked) == asked.count
    assert shop.retention_asks is None
    assert 0 < shop.known_customers() < before
    everybody = shop.search("", limit=before)
    assert all(
        each.open_orders
        or each.owed
        or (each.last_order or each.customer.signed_up or A_MONTH_AGO) > A_MONTH_AGO
        for each in everybody
    )


@pytest.mark.parametrize(
    ("months", "forgotten"), [(1, True), (2, True), (3, False), (4, False), (1200, False)]
)
async def test_months_are_those_of_the_calendar(files: Files, months: int, forgotten: bool) -> None:
    # NOW is 28 May 2026: three months before is 28 February.
    await files.put(storing.store_customers, [customer("1", days_ago=88)])
    assert await files.forgetting.forget_old(months) == forgotten


SECRET = re.compile(rb"qz(\d+)x")


def secrets_in(path: Path) -> set[str]:
    return {match[1].decode() for match in SECRET.finditer(path.read_bytes())}


async def test_no_copy_is_left_where_the_mirror_moved_rows_between_pages(files: Files) -> None:
    # Random places in every index, and rows that grow: pages are split, and keep what they held.
    luck = random.Random(5)
    ids = luck.sample(range(1, 10_000), 1_500)
    gone = set(map(str, luck.sample(ids, 150)))

    def row(number: int, times: int) -> Any:
        secret = f"qz{number}x "
        days_ago = luck.randrange(800, 900) if str(number) in gone else luck.randrange(300)
        address = secret * luck.randrange(1, 6)
        return customer(number, secret, days_ago, Address=address, Notes=secret * times)

    await files.put(storing.store_customers, [row(number, 3) for number in ids])
    await files.put(storing.store_customers, [row(number, 30) for number in ids[::3]])
    assert await forget_many(files, 12) == len(gone)
    assert secrets_in(files.directory / "mirror.db") == set(map(str, ids)) - gone
    assert files.mirror.known_customers() == len(ids) - len(gone)


async def test_no_copy_is_left_where_the_journal_moved_rows_between_pages(files: Files) -> None:
    luck = random.Random(5)
    ids = list(range(1, 400))

    def write(connection: sqlite3.Connection) -> None:
        insert = (
            "INSERT INTO entries (id, operation, parameters, subject, state, created_at,"
            " system_user, terminal, address)"
            " VALUES (?, 'updateCustomer', ?, ?, 'confirmed', 1, '', '', '')"
        )
        for number in ids:
            told = json.dumps({"customerID": str(number), "customerNotes": f"qz{number}x"})
            connection.execute(insert, (number, told, f"customer:{number}"))
        for number in luck.sample(ids, len(ids)):
            error = f"qz{number}x" * luck.randrange(1, 60)
            connection.execute("UPDATE entries SET error = ? WHERE id = ?", (error, number))

    await files.journal.file.run(write)
    await files.put(storing.store_customers, [customer(number) for number in ids[::4]])
    assert await forget_many(files, 12) == len(ids[::4])
    assert await files.forgetting.forget_old(12) == 0
    assert secrets_in(files.directory / "journal.db") == set(map(str, ids)) - set(
        map(str, ids[::4])
    )


NAMES = st.text(st.sampled_from("abé王김 -'"), max_size=8)
PHONES = st.text(st.sampled_from("0125 +"), max_size=9)


@settings(max_examples=12, deadline=None)
@given(
    people=st.lists(st.tuples(NAMES, PHONES, NAMES, NAMES), min_size=2, max_size=6),
    typed=st.lists(NAMES | PHONES, max_size=5),
    dice=st.randoms(use_true_random=False),
)
def test_no_word_finds_a_forgotten_person_and_others_are_found_as_before(
    people: list[tuple[str, str, str, str]],
    typed: list[str],
    dice: random.Random,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    async def check(files: Files) -> None:
        rows = [
            customer(n, name, n, Tel=phone, Email=f"{email}@x.org", Address=address)
            for n, (name, phone, email, address) in enumerate(people, 1)
        ]
        await files.put(storing.store_customers, rows)
        await files.put(storing.store_orders, [order(n + 90, n, 1) for n in range(1, len(rows))])
        for n in range(1, len(rows)):
            await files.put(storing.store_garments, [{"barcodeID": f"00{n}"}], order_id=str(n + 90))
        texts = [text for person in people for text in person]
        words = {word for text in texts for word in (*text_words(text), *phone_words(text))}
        numbers = [str(n) for n in (*range(1, 7), *range(91, 97))]
        searches = [*{*texts, *typed, *words, *numbers, "001", "002", "x", ""}]
        before = {text: found(files.mirror, text) for text in searches}
        gone = {str(n) for n in dice.sample(range(1, len(rows) + 1), dice.randint(1, len(rows)))}
        for number in gone:
            await files.forgetting.forget(number)
        await files.put(storing.store_customers, rows, active=True)
        for text in searches:
            left = [number for number in before[text] if number not in gone]
            now = found(files.mirror, text)
            assert not gone.intersection(now), text
            # Where only those were found who are gone, the search goes on to what comes close.
            assert now == left or (before[text] and not left), text
        assert files.mirror.known_customers() == len(rows) - len(gone)
        await files.mirror.file.run(_check_index)

    async def run() -> None:
        files = open_files(tmp_path_factory.mktemp("forgotten"))
        try:
            await check(files)
        finally:
            await files.aclose()

    asyncio.run(run())


def _check_index(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO customer_words (customer_words, rank) VALUES ('integrity-check', 1)"
    )
    names = [row["name"].split() for row in connection.execute("SELECT name FROM customer_search")]
    in_use = {word for name in names for word in name if re.fullmatch("[a-z]{2,}", word)}
    counted = connection.execute("SELECT word, uses FROM name_words")
    assert {row["word"]: row["uses"] for row in counted} == {
        word: sum(word in name for name in names) for word in in_use
    }
