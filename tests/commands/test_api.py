"""`cleancloud-tui api`, against the practice shop over HTTP."""

import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.settings import Settings, ShopSettings, save
from tests.conftest import PracticeServer
from tests.stranger import Answer, Stranger

TODAY = date.today()
SHIRT = json.dumps([{"id": "0", "name": "Shirt", "price": "4.50", "pieces": "1", "quantity": "2"}])
PICKUP = {"pickupDate": TODAY + timedelta(days=1), "pickupStart": "10am", "pickupEnd": "12pm"}


class Api:
    """Runs the command and remembers what was asked for."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.answered: set[str] = set()

    def run(self, *argv: str) -> tuple[int, str, str]:
        code = cli.main(["api", *argv])
        return (code, *self._capsys.readouterr())

    def __call__(self, operation: str, **parameters: object) -> Any:
        code, out, err = self.run(operation, *(f"{key}={parameters[key]}" for key in parameters))
        assert (code, err) == (0, ""), err
        reply = json.loads(out)
        assert reply["Success"] == "True"
        self.answered.add(operation)
        return reply


@pytest.fixture
def api(capsys: pytest.CaptureFixture[str]) -> Api:
    return Api(capsys)


def test_all_41_operations_answer(api: Api, practice_server: PracticeServer) -> None:
    shop = ShopSettings(
        name="Mill", base_url=practice_server.base_url, token="practice", rate=50, margin=0
    )
    save(Settings((shop,)))

    zoe = {"customerEmail": "zoe@example.com", "customerPassword": "secret"}
    customer = api("addCustomer", customerName="Zoë", customerTel="1", customerRoute="1", **zoe)
    who = {"customerID": customer["CustomerID"]}
    api("updateCustomer", **who, customerNotes="n")
    assert api("getCustomer", **who)["Name"] == "Zoë"
    assert api("loginCustomer", **zoe)["cid"] == who["customerID"]
    api("passwordCustomer", customerEmail="zoe@example.com")
    api("addToCustomerGroup", **who, groupID=1)
    api("addMessage", **who, message="is it ready?")
    assert "is it ready?" in str(api("getMessages", **who))

    api("getPriceLists")
    api("getProducts", inStore=1)
    api("getInventory")
    api("getRoute", lat="10.14", lng="34.43")
    day = api("getDates", routeID=1)["Dates"][0]["dateStamp"]
    api("getSlots", routeID=1, day=day)

    order = api("addOrder", **who, finalTotal="9.00", products=SHIRT, status=4, **PICKUP)
    which = {"orderID": order["orderID"]}
    api("updateOrder", **which, orderNotes="careful")
    assert api("getOrders", **which)["Orders"][0]["notes"] == "careful"
    api("getPhotos", **who, **which)
    api("driverLocation", **who, **which)
    barcode = api("getGarments", orderID=1)["garments"][0]["barcodeID"]
    garment = {"orderID": 1, "barcodeID": barcode}
    api("updateGarment", **garment, extraNotes="button")
    assert "button" in str(api("getGarment", **garment))

    api("repeatPickup", **who, **PICKUP)
    pickup = {"pickupID": api("getPickups", **who)["Pickups"][0]["id"], **who}
    api("updateRepeatPickup", **pickup, **PICKUP, frequency=2)
    api("deletePickup", **pickup)

    api("getReferral", **who)
    api("usePromo", **who, promoCode="WELCOME10")
    api("addSubscription", **who, subscriptionID="plan_Shirts20")
    api("getSubscription", **who)
    api("deleteSubscription", **who)
    api("addCard", **who, type=1, paymentMethodID="pm_visa")
    api("setDefaultCard", **who, cardID=api("getCards", **who)["Cards"][0]["id"])
    api("chargeCard", **who, **which)
    api("convertLoyaltyPoints", **who)
    api("addPushToken", **who, pushToken="p", platform=0, bundleID="com.example")
    api("deletePushToken", **who, pushToken="p")
    api("summaryReport", dateFrom=TODAY, dateTo=TODAY)
    api("deleteOrder", **which)
    api("deleteCustomer", **who)

    assert api.answered == OPERATIONS.keys()
    assert not paths.log_file().read_text()


def test_the_list_is_the_catalogue(api: Api) -> None:
    code, out, _ = api.run("--list", "--json")
    assert code == 0
    assert json.loads(out) == [
        {
            "name": operation.name,
            "title": operation.title,
            "params": [{"name": p.name, "required": p.required} for p in operation.parameters],
        }
        for operation in OPERATIONS.values()
    ]
    code, out, _ = api.run("--list")
    assert code == 0
    assert all(f"{name} " in out for name in OPERATIONS)
    code, out, _ = api.run("--list", "updateOrder")
    assert code == 0
    assert "orderID=id  required" in out
    assert "1  Ready" in out


@pytest.mark.usefixtures("practice_over_http")
def test_parameters_come_from_json_too(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "order.json"
    file.write_text('{"orderID": 1, "orderNotes": "from a file"}')
    assert api.run("updateOrder", "--json", str(file))[0] == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"orderID": 1}'))
    code, out, _ = api.run("getOrders", "--json", "-", "sendProductDetails=1")
    assert code == 0
    assert json.loads(out)["Orders"][0]["notes"] == "from a file"


@pytest.mark.usefixtures("practice_over_http")
def test_amounts_in_json_may_be_numbers(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = {"id": 0, "name": "Shirt", "price": 4.1, "pieces": 1, "quantity": 1.5}
    order = {"customerID": 1, "finalTotal": 6.15, "tip": 0, "products": [item]}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order)))
    code, out, err = api.run("addOrder", "--json", "-")
    assert (code, err) == (0, "")
    _, out, _ = api.run("getOrders", f"orderID={json.loads(out)['orderID']}")
    assert json.loads(out)["Orders"][0]["total"] == "6.15"
    for number in ("6.155", "1e400", "1e1", "NaN", "-1", '1, "tip": 2'):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f'{{"orderID": 1, "tip": {number}}}'))
        assert api.run("updateOrder", "--json", "-")[0] == 2, number


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "an OPERATION is missing; --list shows them all"),
        (["getOrderz"], "there is no such operation; did you mean getOrders?"),
        (["getOrders", "orderId=1"], "orderId is no parameter of it; did you mean orderID?"),
        (["getGarment", "orderID=1"], "barcodeID is required"),
        (["getOrders", "orderID"], "“orderID” is to be key=value"),
        (["getOrders", "--json", __file__], f"{__file__} is to hold one JSON object"),
        (["getOrders", "--json", "no such file"], "no such file can't be read: No such file"),
        (["getOrders", "--json", '{"api_token": "t0ken"}'], "takes the name of a file, or -"),
        (["getOrders", '{"api_token": "t0ken"}'], "what stands here is to be key=value"),
        (["updateOrder", "orderID=1", "paid=1", "--read-only"], "this session is read-only"),
    ],
)
def test_bad_usage_is_found_before_anything_is_sent(
    api: Api,
    practice_over_http: PracticeServer,
    argv: list[str],
    said: str,
) -> None:
    arrived = len(practice_over_http.app.state.arrivals)
    code, out, err = api.run(*argv)
    assert (code, out) == (2, "")
    assert said in err
    assert "t0ken" not in err
    assert len(practice_over_http.app.state.arrivals) == arrived


@pytest.mark.usefixtures("practice_over_http")
def test_read_only_counts_before_the_command_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--read-only", "api", "updateOrder", "orderID=1", "paid=1"]) == 2
    assert "read-only" in capsys.readouterr().err


@pytest.mark.usefixtures("practice_over_http")
def test_an_error_of_the_api_is_told_on_stderr(api: Api) -> None:
    code, out, err = api.run("getCustomer", "customerID=987654")
    assert (code, out) == (1, "")
    assert err == "CleanCloud refused getCustomer: No Customer With That ID\n"


@pytest.mark.usefixtures("practice_over_http")
def test_a_bad_token_is_told_and_shown_nowhere(
    api: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = "secret-3f9a1c77e2"
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", token)
    code, out, err = api.run("getPriceLists")
    assert (code, out) == (1, "")
    assert "does not accept this shop's token" in err
    assert token not in err
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if token.encode() in path.read_bytes()]


def test_no_network_is_told(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "secret-3f9a1c77e2")
    code, out, err = api.run("updateOrder", "orderID=1", "paid=1")
    assert (code, out) == (3, "")
    assert err.startswith("127.0.0.1 can't be reached")


@pytest.mark.parametrize("operation", ["updateOrder", "chargeCard"])
def test_without_network_a_write_is_not_kept_for_later(
    api: Api, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "practice")
    code, out, err = api.run(operation, "orderID=1", "customerID=1")
    assert (code, out) == (3, "")
    assert "can't be reached" in err
    assert "sent by itself" not in err


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.TRUNCATED, Fault.EMPTY, Fault.DROP_AFTER])
def test_a_reply_that_is_none_is_told(
    api: Api, practice_over_http: PracticeServer, fault: Fault
) -> None:
    practice_over_http.fail(fault, "updateOrder")
    code, out, err = api.run("updateOrder", "orderID=1", "orderNotes=n")
    assert (code, out) == (3, "")
    assert err.startswith("It is not known whether updateOrder happened. ")
    assert "Traceback" not in err


def test_a_huge_reply_is_printed(api: Api, practice_over_http: PracticeServer) -> None:
    practice_over_http.fail(Fault.HUGE, "getPriceLists")
    code, out, _ = api.run("getPriceLists")
    assert code == 0
    assert len(json.loads(out)["Padding"]) == 10_000_000


@pytest.mark.usefixtures("practice_over_http")
def test_what_is_printed_is_json_and_steers_no_terminal(api: Api) -> None:
    hostile = "[bold] \x1b[31m \x9b31m \u202egnissoP \u0645"
    assert api.run("updateOrder", "orderID=1", f"orderNotes={hostile}")[0] == 0
    _, out, _ = api.run("getOrders", "orderID=1")
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)
    assert "\u0645" in out
    assert hostile in json.loads(out)["Orders"][0]["notes"]


@pytest.mark.usefixtures("practice_over_http")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("getPickups", "customerID=9999"), "No Customer With That ID"),
        (("getCards", "customerID=9999"), "No Customer With That ID"),
        (("getDates", "routeID=77"), "No Route With That ID"),
    ],
)
def test_an_error_is_no_empty_reply(api: Api, asked: tuple[str, ...], said: str) -> None:
    code, out, err = api.run(*asked)
    assert (code, out) == (1, "")
    assert f"refused {asked[0]}: {said}" in err


DECLINED = {"Success": "False", "Error": "Card declined"}


@pytest.mark.parametrize(
    ("status", "body", "code", "said"),
    [
        (200, DECLINED, 1, "refused chargeCard: Card declined"),
        (500, DECLINED, 3, "not known whether chargeCard happened"),
        (504, {"Success": "True"}, 3, "not known whether chargeCard happened"),
        (200, {}, 3, "not known whether chargeCard happened"),
        (200, {"Success": "Pending"}, 3, "not known whether chargeCard happened"),
        (429, "", 3, "not known whether chargeCard happened"),
    ],
)
def test_the_exit_code_tells_what_is_not_known(
    api: Api, status: int, body: Any, code: int, said: str
) -> None:
    with Stranger() as stranger:
        shop = ShopSettings(name="Mill", base_url=stranger.base_url, token="5tranger", rate=50)
        save(Settings((shop,)))
        stranger.always("chargeCard", Answer(status=status, body=body))
        found, out, err = api.run("chargeCard", "customerID=101", "orderID=204")
        assert (found, out) == (code, "")
        assert said in err
        assert len(stranger.of("chargeCard")) == 1
