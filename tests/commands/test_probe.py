"""`probe` against servers whose replies differ: it tells how, and keeps no value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.settings import Settings, ShopSettings, save
from tests.conftest import PracticeServer
from tests.serving import served
from tests.shapes import shape_named
from tests.stranger import Answer, Stranger

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shaped(request: pytest.FixtureRequest, practice_server: PracticeServer) -> Iterator[Any]:
    """The practice shop in a shape, over HTTP, as the shop of the settings.

    Whoever is asked about lives on a route and has a repeat pickup, whatever day it is.
    """
    store = practice_server.app.state.server.store.copy()
    store.execute("UPDATE customers SET route_id = 1, address = '1 High Street, London'")
    store.execute(
        "INSERT INTO repeat_pickups (customer_id, next_pickup, pickup_start, pickup_end)"
        " SELECT customers.id, next_pickup, pickup_start, pickup_end FROM customers"
        " JOIN (SELECT * FROM repeat_pickups LIMIT 1) WHERE customers.deactivated = 0"
    )
    app = create_app(store, rate=1_000, shape=shape_named(request.param))
    with served(app) as address:
        save(Settings((ShopSettings("Mill", address, "practice", rate=50, margin=0),)))
        yield store
    store.close()


def kept() -> dict[str, Any]:
    (file,) = paths.practice_file().parent.rglob("probe *.json")
    told = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


def personal(store: Any) -> set[str]:
    """Return all that a shop knows of its customers, as it might stand in a file."""
    rows = store.rows("SELECT name, phone, email, address, notes FROM customers")
    return {str(value) for row in rows for value in tuple(row) if value and len(str(value)) > 3}


@pytest.mark.parametrize(
    ("shaped", "unknown", "unread"),
    [
        ("", [], set()),
        ("nested", [], set()),
        ("numbered", [], set()),
        ("named", ["getPickups"], {"report.days[].tickets", "Orders[].hanging.place"}),
    ],
    indirect=["shaped"],
)
def test_it_tells_what_differs_and_keeps_no_value(
    shaped: Any, unknown: list[str], unread: set[str], capsys: Capture
) -> None:
    code = cli.main(["probe"])
    out, err = capsys.readouterr()
    assert err == ""
    requests = re.search(r"(\d+) requests: ", out)
    assert requests
    assert int(requests[1]) <= 25
    answers = kept()["answers"]
    assert unknown == [each["operation"] for each in answers if each["verdict"] == "NOT UNDERSTOOD"]
    assert code == int(bool(unknown))
    assert unread <= {path for each in answers for path in each["not read"]}
    text = json.dumps(kept(), ensure_ascii=False)
    assert [value for value in personal(shaped) if value in text] == []
    assert "practice" not in text


@pytest.mark.parametrize("shaped", [""], indirect=True)
def test_each_reading_operation_is_asked(shaped: Any, capsys: Capture) -> None:
    assert cli.main(["probe"]) == 0
    asked = {each["operation"] for each in kept()["answers"] if each["verdict"] != "not asked"}
    assert len(asked) == 18
    assert "getOrders        the last days' orders       understood" in capsys.readouterr().out


def test_a_stranger_is_told_from_what_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    with Stranger() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        goods = [{"sku": "7", "howMany": "3", "label": "Hangers"}]
        server.always("getInventory", Answer(body={"Success": "True", "goods": goods}))
        orders = [{"id": "7", "customerID": "9", "status": "1", "lockedBy": "Ann", "Ann": {"x": 1}}]
        server.always("getOrders", Answer(body={"Success": "True", "Orders": orders}))
        server.always("getMessages", Answer(body={"Success": "True", "thread": {"a": {"x": "1"}}}))
        code = cli.main(["probe"])
    out = capsys.readouterr().out
    assert code == 1
    assert re.search(r"getMessages .* NOT UNDERSTOOD", out)
    assert "Orders[].lockedBy (text)" in out
    assert "Ann" not in json.dumps(kept())
    assert "replies.toml" in out


def test_what_was_found_until_the_token_was_refused_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    with Stranger() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.always("getInventory", Answer(body={"Error": "Authentication Error"}))
        assert cli.main(["probe"]) == 1
    out, err = capsys.readouterr()
    assert "2 requests" in out
    assert "token" in err
    assert len(kept()["answers"]) == 2


def test_without_a_connection_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "token-of-nobody")
    assert cli.main(["probe"]) == 3
    assert capsys.readouterr().out == ""
    assert not list(tmp_path.rglob("probe *"))
