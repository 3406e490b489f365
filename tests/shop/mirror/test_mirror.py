from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.shop.database import UntouchedStorageError
from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.storing import Reading, as_json
from cleancloud_tui.shop.search.words import padded, text_words, words_of
from tests.api.readers import all_readers as readers

NOW = 1_780_000_000.0


@pytest.fixture
async def mirror(tmp_path: Path) -> AsyncIterator[Mirror]:
    mirror = Mirror(tmp_path / "mirror.db", lambda: NOW, print)
    yield mirror
    await mirror.aclose()


async def put(
    mirror: Mirror, store: Any, rows: list[dict[str, object]], at: float = NOW, **options: Any
) -> list[str]:
    return await mirror.file.store(rows, partial(store, reading=Reading(at, NOW), **options))


def customer(number: str, name: str = "", **fields: object) -> dict[str, object]:
    return {"ID": number, "Name": name, **fields}


def found(mirror: Mirror, text: str) -> list[str]:
    return [each.customer.id for each in mirror.search(text, 50)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", ["王", "小明", "明", "王小明"]),
        ("김민수", ["김민수", "민수"]),
        ("محمد علي", ["محمد", "عل", "علي محمد"]),
        ("דוד כהן", ["דוד", "כה"]),
        ("Анна Ёлкина", ["анна", "елк", "Ёлкина"]),
        ("Søren Łukasz Ærø", ["soren", "luk", "aero"]),
        ("ZOË", ["zoe", "Zoë", "zo\u0308"]),
        ("Strauß", ["strauss", "STRAUSS"]),
        ("Smith-Jones", ["smith", "jones", "smithjones", "smith-j"]),
        ("D\u2019Angelo", ["dangelo", "d'angelo", "angelo"]),
        ("山田 たろう", ["たろ", "山田", "田"]),
        ("สมชาย", ["สมชาย", "ชาย"]),
        ("[bold]Eve[/]", ["bold", "eve"]),
        ("अनिल कुमार", ["अनिल", "कुमार"]),
    ],
)
async def test_names_of_every_script_are_found(mirror: Mirror, name: str, typed: list[str]) -> None:
    await put(mirror, storing.store_customers, [customer("1", name), customer("2", "Nobody")])
    for text in typed:
        assert found(mirror, text) == ["1"], text


async def test_numbers_are_found_from_any_digit_on(mirror: Mirror) -> None:
    rows = [
        customer("9001", "Ann", Tel="+44 (0)20 7946-0958", Address="12 Elm St // Leeds"),
        customer("9002", "Ben", Tel="555 0101", Address="5 Oak Ave"),
        customer("9003", "Cy", Tel="718-555-0101"),
        customer("9004", "Di", Tel="\u0665\u0665\u0665\u0667\u0667"),
    ]
    await put(mirror, storing.store_customers, rows)
    order = {"id": "437", "customerID": "9003", "createdDate": str(int(NOW))}
    await put(mirror, storing.store_orders, [order])
    garment = [{"barcodeID": "77123"}]
    await put(mirror, storing.store_garments, garment, order_id="437")

    digits = "4402079460958"
    for start in range(len(digits) - 1):
        for end in range(start + 2, len(digits) + 1):
            assert "9001" in found(mirror, digits[start:end])
    assert found(mirror, "020 7946") == ["9001"]
    assert found(mirror, "(555) 0101")[0] in ("9002", "9003")
    assert set(found(mirror, "555-01")) == {"9002", "9003"}
    assert found(mirror, "555 01 oak") == ["9002"]
    assert found(mirror, "elm 12") == ["9001"]
    assert found(mirror, "437") == ["9003"], "whose order it is"
    assert found(mirror, "77123") == ["9003"], "whose garment it is"
    assert found(mirror, "9002") == ["9002"]
    assert found(mirror, "55577") == ["9004"]
    assert found(mirror, "555 999") == []


async def test_the_best_match_comes_first_then_who_was_in_last(mirror: Mirror) -> None:
    rows = [
        customer("1", "Martina Lee"),
        customer("2", "Ann Martin"),
        customer("3", "Bo Martin"),
        customer("4", "Cy", Address="3 Martin Rd"),
    ]
    await put(mirror, storing.store_customers, rows)
    for number, order in enumerate(("2", "3", "1", "4")):
        row = {"id": f"5{number}", "customerID": order, "createdDate": str(int(NOW) + number)}
        await put(mirror, storing.store_orders, [row])
    assert found(mirror, "martin") == ["3", "2", "1", "4"]
    assert found(mirror, "") == ["4", "1", "3", "2"], "those last in"
    assert found(mirror, "lee mart") == ["1"]


async def test_common_words_find_those_last_in(mirror: Mirror) -> None:
    rows = [
        customer(str(n), "Sam Common", signedUpTimeStamp=str(int(NOW) - n)) for n in range(1, 3000)
    ]
    await put(mirror, storing.store_customers, rows)
    assert found(mirror, "com") == [str(n) for n in range(1, 51)]
    assert found(mirror, "2999") == ["2999"]


async def test_a_late_answer_never_replaces_a_newer_one(mirror: Mirror) -> None:
    await put(mirror, storing.store_customers, [customer("1", "New")], at=NOW - 5)
    assert await put(mirror, storing.store_customers, [customer("1", "Old")], at=NOW - 9) == []
    order = {"id": "1", "customerID": "1", "status": "1", "total": "5.00", "paid": "0"}
    await put(mirror, storing.store_orders, [order], at=NOW - 5)
    assert await put(mirror, storing.store_orders, [{**order, "status": "0"}], at=NOW - 9) == []
    await put(mirror, storing.store_garments, [{"barcodeID": "7"}], at=NOW - 5, order_id="1")
    assert await put(mirror, storing.store_garments, [], at=NOW - 9, order_id="1") == []
    assert found(mirror, "new") == ["1"]
    assert [each.ready_orders for each in mirror.search("1", 5)] == [1]
    assert [each.barcode for each in mirror.garments_of("1")] == ["7"]
    # A row from the future is a clock's mistake, and does not block the truth.
    await put(mirror, storing.store_customers, [customer("1", "Then")], at=NOW + 9e6)
    assert await put(mirror, storing.store_customers, [customer("1", "Now")], at=NOW) == ["1"]


async def test_items_told_in_detail_outlive_a_short_answer(mirror: Mirror) -> None:
    row = {"id": "1", "customerID": "1", "summary": "Shirt x 2", "total": "9.00"}
    products = [{"id": "4", "name": "Shirt", "quantity": "2", "pricePerUnit": "4.50"}]
    await put(mirror, storing.store_orders, [{**row, "products": products}], at=NOW - 3)
    await put(mirror, storing.store_orders, [row], at=NOW - 2)
    known = mirror.order("1")
    assert known is not None
    assert known.value.lines[0].price is not None
    await put(mirror, storing.store_orders, [{**row, "summary": "Coat x 1"}], at=NOW - 1)
    known = mirror.order("1")
    assert known is not None
    assert [line.name for line in known.value.lines] == ["Coat"]


async def test_a_label_may_carry_one_more_leading_zero(mirror: Mirror) -> None:
    await put(
        mirror, storing.store_orders, [{"id": "1", "status": "2"}, {"id": "2", "status": "0"}]
    )
    for order_id in ("1", "2"):
        await put(mirror, storing.store_garments, [{"barcodeID": "0042"}], order_id=order_id)
    for code in ("0042", "00042"):
        assert [each.garment.order_id for each in mirror.garments_with(code)] == ["2", "1"]
    assert mirror.garments_with("42") == mirror.garments_with("000042") == []


async def test_a_deactivated_customer_returns_when_seen_active(mirror: Mirror) -> None:
    await put(mirror, storing.store_customers, [customer("1", "Ann")])
    await mirror.file.run(
        partial(storing.deactivate_customer, customer_id="1", reading=Reading(NOW, NOW))
    )
    assert found(mirror, "ann") == []
    await put(mirror, storing.store_customers, [customer("1", "Ann")])
    assert found(mirror, "ann") == [], "reading it does not tell that it is active"
    await put(mirror, storing.store_customers, [customer("1", "Ann")], active=True)
    assert found(mirror, "ann") == ["1"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
ODD = st.sampled_from(["1", "2", 3, "x\x00y", "\ud800", "", None, [], {}, "0", 1e400, "é" * 30])


def _odd_rows(*names: str) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(
        st.dictionaries(st.sampled_from(names) | st.text(max_size=5), ODD | JSON, max_size=8),
        max_size=5,
    )


@settings(max_examples=25, deadline=None)
@given(
    customers=_odd_rows("ID", "Name", "Tel", "Email", "Address", "signedUpTimeStamp"),
    orders=_odd_rows("id", "customerID", "status", "total", "paid", "createdDate", "products"),
    garments=_odd_rows("barcodeID", "notes", "conveyorLocation"),
    typed=st.text(max_size=12),
)
def test_rows_of_any_shape_are_kept_and_read_back(
    customers: list[dict[str, object]],
    orders: list[dict[str, object]],
    garments: list[dict[str, object]],
    typed: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    async def check() -> None:
        mirror = Mirror(tmp_path_factory.mktemp("odd") / "mirror.db", lambda: NOW, print)
        try:
            await put(mirror, storing.store_customers, customers)
            await put(mirror, storing.store_orders, orders)
            await put(mirror, storing.store_garments, garments, order_id="1")
            for row in {r.id: row for row in customers if (r := readers.customer_row(row))}.items():
                known = mirror.customer(row[0])
                assert known is not None
                assert known.value == readers.customer_row(json.loads(as_json(row[1])))
            for order_id in {r.id for row in orders if (r := readers.order_row(row))}:
                assert mirror.order(order_id) is not None
            told = {r.barcode for row in garments if (r := readers.garment_row(row, "1"))}
            assert {each.barcode for each in mirror.garments_of("1")} == told
            mirror.search(typed, 50)
        finally:
            await mirror.aclose()

    asyncio.run(check())


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    mirror = Mirror(tmp_path_factory.mktemp("searched") / "mirror.db", lambda: NOW, print)
    rows = [customer(str(n), f"Name{n} 王{n}", Tel=f"555{n:04}") for n in range(1, 700)]

    async def fill() -> None:
        await put(mirror, storing.store_customers, rows)

    asyncio.run(fill())
    return mirror


@settings(max_examples=300, deadline=None)
@given(
    typed=st.text(max_size=30)
    | st.lists(
        st.sampled_from(
            [
                '"',
                "*",
                "AND",
                "OR",
                "NOT",
                "NEAR(",
                ")",
                "{name}",
                ":",
                "^",
                "'",
                "-",
                "5",
                "n",
                "王",
            ]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_whatever_is_typed_a_search_answers(searched: Mirror, typed: str) -> None:
    assert len(searched.search(typed, 50)) <= 50


@settings(max_examples=200, deadline=None)
@given(name=st.text(min_size=1, max_size=25))
def test_any_word_of_a_name_finds_it(name: str) -> None:
    # The words alone: that SQLite compares them as they are is shown by the tests above.
    stored = padded(text_words(name))
    for word in words_of(name):
        assert f" {word}" in stored


PAGE_OF_DAMAGE = b"\xff" * 4096


async def test_damage_met_at_work_empties_the_mirror_and_work_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "mirror.db"
    mirror = Mirror(path, lambda: NOW, said.append)
    rows = [customer(str(n), f"Ann{n}", Notes="x" * 300) for n in range(500)]
    await put(mirror, storing.store_customers, rows)
    await mirror.aclose()
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        while file.tell() < path.stat().st_size:
            file.write(PAGE_OF_DAMAGE)
    mirror = Mirror(path, lambda: NOW, said.append)
    assert mirror.search("ann", 50) == []
    await put(mirror, storing.store_customers, [customer("1", "Ann")])
    assert found(mirror, "ann") == ["1"]
    assert len(said) == 1
    assert "damaged" in said[0]
    await mirror.aclose()


def test_a_mirror_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UntouchedStorageError, match="newer version"):
        Mirror(path, lambda: NOW, print)
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, before)]


def test_processes_may_open_a_new_mirror_at_the_same_time(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from cleancloud_tui.shop.mirror.mirror import Mirror\n"
        "print(Mirror(Path(sys.argv[1]), time.time, print).known_customers())"
    )
    root = Path(__file__).parents[3]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "mirror.db")],
            stdout=subprocess.PIPE,
            cwd=root,
        )
        for _ in range(4)
    ]
    assert [process.communicate()[0].strip() for process in processes] == [b"0"] * 4


async def test_opening_what_is_there_takes_milliseconds(tmp_path: Path) -> None:
    await Mirror(tmp_path / "mirror.db", lambda: NOW, print).aclose()
    took = []
    for _ in range(5):
        started = time.process_time()  # what else the machine does is not ours
        mirror = Mirror(tmp_path / "mirror.db", lambda: NOW, print)
        took.append(time.process_time() - started)
        await mirror.aclose()
    assert min(took) < 0.015


def test_what_is_kept_is_json_for_sqlite_too() -> None:
    kept = as_json({"Lat": float("inf"), "Lng": [float("nan"), 1.5]})
    assert json.loads(kept) == {"Lat": None, "Lng": [None, 1.5]}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"Cash": "1.00", "card": "4111111111111111"}, {"Cash": "1.00"}),
        ({"Card": {"id": "1"}}, {}),
        ({"cardNumber": "1", "savedCard": "2", "cards": []}, {}),
    ],
)
def test_cards_are_not_kept(told: object, kept: object) -> None:
    assert json.loads(as_json(told)) == kept
