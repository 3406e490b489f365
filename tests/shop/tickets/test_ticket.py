from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.models.orders import Order, OrderLine
from cleancloud_tui.api.text import one_line
from cleancloud_tui.shop.tickets.barcode import bars
from cleancloud_tui.shop.tickets.printing import TicketError
from cleancloud_tui.shop.tickets.ticket import WIDTH, ticket_of
from cleancloud_tui.shop.tickets.ticket_files import TicketFiles
from tests.host import Host

D = Decimal
MODULES = {" ": "00", "▌": "10", "▐": "01", "█": "11"}
ORDER = Order(
    "437",
    customer_id="7",
    created=datetime(2026, 5, 28, 9, tzinfo=UTC),
    delivery_day=date(2026, 5, 30),
    delivery_time="5pm",
    lines=(
        OrderLine("Shirt, on hanger", D(3), D("3.50"), 1),
        OrderLine("A very long name of a curtain that takes more than a line", D(1), D("12.50"), 2),
        OrderLine("From a summary", D(2)),
    ),
    pieces=7,
    notes="[M] by Friday",
    discount=D("2.30"),
    total=D("20.70"),
    paid=False,
)


def test_a_ticket_says_what_counts() -> None:
    text = ticket_of(
        ORDER,
        Customer("7", name="Ann", phone="555"),
        shop="Acme",
        letterhead=("12 Mill Lane, Port Amber", "555 0100"),
        time_zone=UTC,
        currency="$",
        lines=("Thanks",),
    )
    lines = text.split("\n")
    head = [line.strip() for line in text.splitlines()[1:4]]
    assert head == ["12 Mill Lane, Port Amber", "555 0100", ""]
    assert max(map(cell_len, lines)) <= WIDTH
    for told in (
        "ORDER 437",
        "Ann",
        "Taken in Thu 28 May 2026",
        "READY BY Sat 30 May 2026 5pm",
        f"3 x Shirt, on hanger{'$10.50':>28}",
        "2 x From a summary",
        "7 pieces",
        "Note: [M] by Friday",
        f"Discount{'-$2.30':>40}",
        f"TOTAL{'$20.70':>43}",
        "NOT PAID YET",
        "Thanks",
    ):
        assert told in text


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Los_Angeles", "Wed 27 May 2026"), ("Pacific/Auckland", "Thu 28 May 2026"),
     ("Europe/London", "Thu 28 May 2026")],
)  # fmt: skip
def test_an_order_is_taken_in_on_a_day_of_the_shops_zone(zone: str, day: str) -> None:
    late = replace(ORDER, created=datetime(2026, 5, 28, 6, 30, tzinfo=UTC))
    assert f"Taken in {day}" in ticket_of(late, None, shop="Acme", time_zone=ZoneInfo(zone))


def test_what_the_total_holds_beside_all_that_is_told_is_told_too() -> None:
    made = Order(
        "437",
        lines=(OrderLine("Suit", D(1), D("18.50"), 2),),
        total=D("25.00"),
        tax=D("1.87"),
        tip=D("0.00"),
    )
    text = ticket_of(made, None, shop="Acme", time_zone=UTC, currency="$")
    assert f"Other charges{'$4.63':>35}" in text
    read = replace(made, express_fee=D("4.63"))
    text = ticket_of(read, None, shop="Acme", time_zone=UTC, currency="$")
    assert f"Express{'$4.63':>41}" in text
    assert "Other" not in text
    text = ticket_of(
        replace(made, total=D("18.50")), None, shop="Acme", time_zone=UTC, tax_included=True
    )
    assert "Tax included" in text
    assert "Other" not in text


def test_a_ticket_of_what_little_is_known() -> None:
    text = ticket_of(Order("437", customer_id="7"), None, shop="Acme", time_zone=UTC)
    assert "Customer 7" in text
    assert "TOTAL" not in text


WORDS = st.text(
    st.sampled_from(
        "aé漢字한ｱ👕👨\u200d👩🇩🇪e\u0301\u05e9\u05dc\u05d5\u0645\u0631\u062d अनु \t\n-0"
    ),
    max_size=70,
)  # fmt: skip


@given(st.lists(WORDS, min_size=8, max_size=8), st.decimals(0, 10**9, places=2))
def test_no_line_takes_more_cells_than_the_paper_has(words: list[str], amount: Decimal) -> None:
    """Whatever script a name, a note, a line of the settings or a sign of currency is in."""
    name, phone, notes, item, time, shop, currency, line = words
    order = replace(
        ORDER,
        lines=(OrderLine(item, D(2), amount, 1), OrderLine(item * 3, D(1), None, 2)),
        notes=notes,
        delivery_time=time,
        total=amount,
        tip=amount,
    )
    text = ticket_of(
        order,
        Customer("7", name=name, phone=phone),
        shop=one_line(shop),
        time_zone=UTC,
        currency=one_line(currency)[:5],
        lines=(one_line(line)[:48],),
    )
    lines = text.split("\n")
    assert max(map(cell_len, lines)) <= WIDTH, text
    assert "".join(one_line(notes).split()) in "".join(text.split())


def test_amounts_stand_below_one_another_beside_names_of_any_script() -> None:
    names = ("Shirt", "衬衫和裤子", "قميص", "Chemise\u0301", "👕👖")
    order = replace(ORDER, lines=tuple(OrderLine(name, D(1), D("3.50"), 1) for name in names))
    text = ticket_of(order, None, shop="洗衣店", time_zone=UTC)
    ends = {cell_len(line) for line in text.split("\n") if line.endswith(" 3.50")}
    assert ends == {WIDTH}


def test_a_number_that_is_too_long_for_the_paper_has_no_bars() -> None:
    text = ticket_of(replace(ORDER, id="A" * 30), None, shop="Acme", time_zone=UTC)
    assert "█" not in text
    assert max(map(cell_len, text.split("\n"))) <= WIDTH


def scanned(text: str) -> list[str]:
    """Read bars as a scanner does, from a picture of them."""
    zxingcpp = pytest.importorskip("zxingcpp")
    row = b"".join(
        (b"\x00" if module == "1" else b"\xff") * 2
        for sign in bars(text)[0]
        for module in MODULES[sign]
    )
    picture = memoryview(row * 40).cast("B", (40, len(row)))
    return [each.text for each in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("text", ["1", "42", "437", "1234", "12345", "00042", "123456789", "A-17"])
def test_the_barcode_is_read_by_an_independent_decoder(text: str) -> None:
    assert scanned(text) == [text]


@given(st.from_regex(r"[0-9]{1,9}", fullmatch=True))
def test_any_order_number_can_be_scanned(text: str) -> None:
    assert scanned(text) == [text]


@pytest.mark.parametrize("text", ["", "é", "\n"])
def test_what_has_no_bars_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="barcode"):
        bars(text)


def test_a_saved_ticket_is_its_owners_alone(tmp_path: Path) -> None:
    files = TicketFiles(tmp_path / "tickets")
    path = files.save("7", "437", "ORDER 437")
    assert path.read_text(encoding="utf-8") == "ORDER 437\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = files.save("71", "438", "ORDER 438")
    files.forget(["7"])
    assert not path.exists()
    assert other.exists()


async def test_forgetting_a_customer_removes_the_saved_tickets(host: Host) -> None:
    shop = host.open()
    path = shop.tickets.save("7", "437", "Ann")
    await shop.forgetting.forget("7")
    assert not path.exists()


def test_where_it_can_not_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "tickets").write_text("a file")
    with pytest.raises(TicketError, match="not saved"):
        TicketFiles(tmp_path / "tickets").save("7", "437", "ORDER 437")


ODD = [
    *("*", "?", "[17]", "**", "../7", "7/../1", "/", "7-order-1", "1-order-", "", " ", "A", "a"),
    *("\u00e9", "7\n", "\0", "%41%", "con", "-" * 400, "x" * 400, "~", "customer-7", ".", "71"),
]


@pytest.mark.parametrize("forgotten", ODD)
def test_forgetting_removes_the_tickets_of_that_customer_and_of_nobody_else(
    tmp_path: Path, forgotten: str
) -> None:
    files = TicketFiles(tmp_path / "tickets")
    (tmp_path / "notes.txt").write_text("nobody's")
    saved = {each: files.save(each, "437", each) for each in (*ODD, "7", "17")}
    names = [each.name.casefold() for each in (tmp_path / "tickets").iterdir()]
    assert len(set(names)) == len(saved)  # each its own, where case counts nothing, too
    files.forget([forgotten])
    gone = {each for each, path in saved.items() if not path.exists()}
    assert gone == {forgotten}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["notes.txt", "tickets"]


@pytest.mark.parametrize("order", ["../../out", "/tmp/out", "a/b", "*", "x" * 999, "\0"])
def test_a_ticket_is_saved_in_its_folder_whatever_its_number(tmp_path: Path, order: str) -> None:
    path = TicketFiles(tmp_path / "tickets").save("7", order, "ORDER")
    assert path.resolve().parent == (tmp_path / "tickets").resolve()
