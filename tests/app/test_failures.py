"""What was not foreseen: said in a sentence, kept in the log, never shown as a traceback."""

import logging

import pytest

from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.widgets.key_line import KeyLine
from tests.host import Host
from tests.screens.conftest import Counter, desk_at
from tests.screens.orders.steps import an_order, opened_order


async def test_a_worker_that_fails_is_told_and_the_counter_lives(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_order_id: str) -> None:
        raise RuntimeError("a bug")

    order = an_order(counter)
    monkeypatch.setattr(counter.app.desk.shop.ask, "refresh_order", fail)
    with caplog.at_level(logging.ERROR):
        await opened_order(counter, order.id)
        await counter.press("f5")
    assert "It was not possible to ask the API" in counter.text
    assert "a bug" in caplog.text
    await counter.press("escape")
    assert "Last in, of" in counter.text


async def test_a_crash_leaves_its_traceback_to_the_log(
    host: Host, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: CounterApp) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(CounterApp, "_begin", fail)

    async def connect(*_: str) -> None: ...

    app = CounterApp(desk_at(host), connect=connect, base_url="https://cleancloudapp.com/api")
    await app.run_async(headless=True)
    assert isinstance(app.failure, RuntimeError)
    told = capsys.readouterr()
    assert "a bug" not in told.out + told.err
    assert "Traceback" not in told.out + told.err


async def test_a_click_on_a_key_presses_it(counter: Counter) -> None:
    line = counter.app.screen.query_one(KeyLine)
    place = str(line.render()).index("Scan")
    await counter.pilot.click(line, offset=(place, 0))
    await counter.settle()
    assert "scan a label" in counter.text
