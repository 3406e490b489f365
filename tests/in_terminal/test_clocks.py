"""The real program on a computer whose clock is wrong, as the server's `Date` tells."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui import cli
from cleancloud_tui.composition import stores_of
from cleancloud_tui.settings import Settings, ShopSettings, load, save
from tests.stranger.server import TOKEN, Stranger
from tests.stranger.shop import DAY, StrangerShop
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

TWO_YEARS = 740 * DAY
TO_RESOLVE, YES = "\x12", "f12"
Capture = pytest.CaptureFixture[str]


@contextmanager
def stranger_at(clock_is_ahead_by: float) -> Iterator[Stranger]:
    """Serve a shop whose clock is right, to a computer whose clock is not."""
    shop = StrangerShop(lambda: time.time() - clock_is_ahead_by)
    with Stranger(shop) as stranger:
        for number in range(1, 31):  # who was in lately, and has nothing open
            visit(shop, str(700 + number), number * DAY)
        save(
            Settings(
                (
                    ShopSettings(
                        name="Mill",
                        base_url=stranger.base_url,
                        token=TOKEN,
                        rate=50,
                        margin=0,
                        retention_months=12,
                        tax=Decimal(0),
                    ),
                )
            )
        )
        yield stranger


def visit(shop: StrangerShop, customer_id: str, seconds_ago: float) -> None:
    """Let somebody be in, so long ago by the shop's clock."""
    at = int(shop.now() - seconds_ago)
    shop.customers[customer_id] = {
        "ID": int(customer_id),
        "Name": f"Person {customer_id}",
        "Tel": f"+49 40 777{customer_id}",
        "signedUpTimeStamp": at,
    }
    order_id = str(next(shop.ids))
    row = shop.order(order_id, customer_id, "2", at)
    shop.orders[order_id] = {**row, "touched": int(shop.now())}
    shop.garments[order_id] = []


def file_of(stem: str) -> Path:
    return next(store.path for store in stores_of(load().shop("")) if store.path.stem == stem)


def customers() -> set[str]:
    with closing(sqlite3.connect(file_of("mirror"))) as connection:
        return {customer_id for (customer_id,) in connection.execute("SELECT id FROM customers")}


@pytest.mark.once
@pytest.mark.parametrize("ahead", [TWO_YEARS, -TWO_YEARS])
def test_nobody_is_forgotten_and_the_month_is_counted_whatever_the_clock_says(
    ahead: float, capsys: Capture
) -> None:
    with stranger_at(ahead) as stranger:
        assert cli.main(["sync"]) == 0
        assert customers() == set(stranger.shop.customers)
        visit(stranger.shop, "800", 60)
        assert cli.main(["sync"]) == 0
        assert customers() == set(stranger.shop.customers), "who is new is told, too"
        capsys.readouterr()
        for _ in range(2):
            assert cli.main(["budget"]) == 0
            told = " ".join(capsys.readouterr().out.split())
            assert f" {len(stranger.received):,} of 50,000 spent" in told
        assert cli.main(["doctor"]) == 1
        word = "ahead of" if ahead > 0 else "behind"
        assert f"! is 2 years {word} CleanCloud's" in capsys.readouterr().out


def test_the_counter_tells_of_a_wrong_clock_and_shows_the_server_s_day() -> None:
    with stranger_at(TWO_YEARS) as stranger, Terminal() as counter:
        counter.wait_for("CLOCK 2 years AHEAD")
        stranger.wait_for("getOrders")
        counter.press("person 701", "enter")
        counter.wait_for("yesterday")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


@pytest.mark.once
def test_a_right_clock_is_not_spoken_of(capsys: Capture) -> None:
    with stranger_at(50):
        assert cli.main(["doctor"]) == 0
        assert "agrees with CleanCloud's" in capsys.readouterr().out


@pytest.mark.once
def test_an_implausible_share_is_asked_about_by_commands(capsys: Capture) -> None:
    with stranger_at(0) as stranger:
        assert cli.main(["sync"]) == 0
        whole = customers()
        stranger.shop.now = lambda: time.time() + TWO_YEARS  # now it is the server that is wrong
        forget_when_it_was_done()
        capsys.readouterr()
        assert cli.main(["sync"]) == 0
        assert "30 of 50 customers were not in since" in capsys.readouterr().out
        assert customers() == whole
        assert cli.main(["doctor"]) == 1
        assert "30 of 50 customers were not in since" in capsys.readouterr().out
        assert cli.main(["forget", "--old"]) == 2, "there is no terminal to ask at"
        assert cli.main(["--read-only", "forget", "--old", "--yes"]) == 2
        assert cli.main(["forget"]) == 2
        assert cli.main(["forget", "701", "--old", "--yes"]) == 2
        assert customers() == whole
        assert cli.main(["forget", "--old", "--yes"]) == 0
        assert len(customers()) == 20
        assert cli.main(["forget", "--old", "--yes"]) == 0
        assert "Nothing is asked" in capsys.readouterr().out


def forget_when_it_was_done() -> None:
    """Let the retention be due, as it is the next day."""
    with closing(sqlite3.connect(file_of("mirror"))) as connection:
        connection.execute("DELETE FROM facts WHERE name = 'retention done at'")
        connection.commit()


def test_an_implausible_share_is_asked_about_on_the_screen() -> None:
    with stranger_at(0) as stranger:
        assert cli.main(["sync"]) == 0
        stranger.shop.now = lambda: time.time() + TWO_YEARS
        forget_when_it_was_done()
        with Terminal() as counter:
            counter.wait_for(r"FORGET 30\? Ctrl.R")
            counter.press(TO_RESOLVE)
            counter.wait_for(r"30\s+of\s+50\s+customers\s+were\s+not\s+in")
            assert len(customers()) == 50
            counter.press("f")
            counter.wait_for(r"Forget 30 customers\?")
            counter.press(YES)
            counter.wait_for("30 customers forgotten")
            counter.wait_until_gone("FORGET 30")
            counter.press("ctrl+q")
            assert counter.wait_for_end() == 0
        assert len(customers()) == 20


@pytest.mark.once
def test_who_was_forgotten_comes_back_with_an_order_whatever_the_clock_said() -> None:
    with stranger_at(TWO_YEARS) as stranger:
        assert cli.main(["sync"]) == 0
        assert cli.main(["forget", "705", "--yes"]) == 0
        assert cli.main(["sync"]) == 0
        assert "705" not in customers()
        visit(stranger.shop, "705", -2)  # orders are told in whole seconds
        assert cli.main(["sync"]) == 0
        assert "705" in customers()


@pytest.mark.once
def test_a_mark_from_a_future_that_never_was_ends_once_both_clocks_agree() -> None:
    with stranger_at(0) as stranger:
        assert cli.main(["sync"]) == 0
        assert cli.main(["forget", "705", "--yes"]) == 0
        with closing(sqlite3.connect(file_of("mirror"))) as connection:
            connection.execute("UPDATE forgotten SET at = at + ?", (TWO_YEARS,))
            connection.commit()
        forget_when_it_was_done()
        assert cli.main(["sync"]) == 0
        visit(stranger.shop, "705", -2)  # orders are told in whole seconds
        assert cli.main(["sync"]) == 0
        assert "705" in customers()
