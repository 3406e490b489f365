"""What every answer means to every kind of request, over real HTTP: the table, cell by cell."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio

from cleancloud_tui.api.client import MOST_RATE_REFUSALS, MOST_READS, Client, Connection
from cleancloud_tui.api.errors import (
    AuthenticationRefusedError,
    NetworkError,
    NothingFoundError,
    OutcomeUnknownError,
    RateRefusedError,
    RefusedError,
)
from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from tests.stranger import Answer, Stranger

pytestmark = pytest.mark.asyncio(loop_scope="module")  # a client takes 50 ms to make

TOKEN = "5tranger"
RATE = "Rate Limit Exceeded. You are making too many requests per second."

CONFIRMED, REFUSED, NOT_SENT, UNKNOWN = "confirmed", "refused", "not sent", "unknown"
NOT_KNOWN, NOTHING = "not known", "nothing"
KINDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "read": ("getMessages", {"customerID": "101"}),
    "sets values": ("updateOrder", {"orderID": "204", "status": "1"}),
    "not twice": ("chargeCard", {"customerID": "101", "orderID": "204"}),
    "makes an order": ("addOrder", {"customerID": "101", "finalTotal": "5.00"}),
    "makes a customer": (
        "addCustomer",
        {"customerName": "Zoë", "customerTel": "1", "noEmailRequired": "1"},
    ),
}

YES = (CONFIRMED, CONFIRMED, CONFIRMED, UNKNOWN, UNKNOWN)
NO = (REFUSED,) * 5
FAILED = (REFUSED, REFUSED, UNKNOWN, UNKNOWN, UNKNOWN)
ALWAYS_UNKNOWN = (UNKNOWN,) * 5
READS_ONLY = (CONFIRMED, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
NOT_KNOWN_TO_READS = (NOT_KNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
BOTH = (REFUSED, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
NEW_ORDER = (CONFIRMED, CONFIRMED, CONFIRMED, CONFIRMED, UNKNOWN)
NEW_CUSTOMER = (CONFIRMED, CONFIRMED, CONFIRMED, UNKNOWN, CONFIRMED)

AT_200: list[tuple[Any, tuple[str, ...]]] = [
    # yes
    ({"Success": "True"}, YES),
    ({"Success": "true"}, YES),
    ({"Success": True}, YES),
    ({"success": " TRUE "}, YES),
    ('\ufeff\r\n {"Success":"True"} \n', YES),
    *(
        ({"Success": "True", "Error": nothing}, YES)
        for nothing in (None, "", "0", 0, False, [], {})
    ),
    # … with the id of what was made
    ({"Success": "True", "orderID": "9001"}, NEW_ORDER),
    ({"Success": "True", "OrderId": 9001}, NEW_ORDER),
    ({"Success": "True", "order_id": "9001"}, NEW_ORDER),
    ({"Success": "True", "CustomerID": 9001.0}, NEW_CUSTOMER),
    ({"Success": "True", "customerID": "9001"}, NEW_CUSTOMER),
    ({"Success": "True", "cid": "9001"}, NEW_CUSTOMER),
    ({"Success": "True", "id": "9001"}, (CONFIRMED,) * 5),
    # … in the only object
    ({"Success": "True", "data": {"orderID": "9001"}}, NEW_ORDER),
    ({"Success": "True", "data": {"customer_id": 9001}}, NEW_CUSTOMER),
    ({"Success": "True", "data": {"id": "9001"}}, YES),
    ({"Success": "True", "data": {"orderID": "9001"}, "more": {"orderID": "9002"}}, YES),
    ({"Success": "True", "orderID": "9001", "id": 9001}, (CONFIRMED,) * 5),
    # … with an id that is none, or more than one
    *(
        ({"Success": "True", name: nothing}, YES)
        for name in ("orderID", "CustomerID", "id")
        for nothing in (None, "", "0", 0, False, True, -7, "-7", "7.5", "new", [7], {"id": 7}, "00")
    ),
    ({"Success": "True", "id": 10**30}, YES),
    ({"Success": "True", "orderID": "9001", "OrderID": "9002"}, YES),
    ({"Success": "True", "CustomerID": "9001", "cid": "9002"}, YES),
    # no
    ({"Error": "Order not found"}, NO),
    ({"Success": "False", "Error": "Order not found"}, NO),
    ({"Success": False, "error": "Order not found"}, NO),
    ({"Success": None, "ERROR": "Card declined"}, NO),
    ({"Error": "Authentication Error"}, NO),
    ({"Error": "Card declined: authentication error at the bank"}, NO),
    ({"Error": "Declined", "Success": "False", "orderID": "0", "CustomerID": None}, NO),
    *(
        ({"Error": words}, NO)
        for words in (
            "Your card was declined.",
            "Card declined. Please try again with another card.",
            "Insufficient funds",
            "Your card has expired.",
            "Invalid promo code",
            "This order has already been paid",
            "A customer with that email already exists",
            "No Customer With That ID",
            "Order not found in the database",
            "Unknown customer",
            "You must use at least one filter",
            "Pickup time outside of opening hours",
            "The pickup slot is not available",
            "No card processor connected to this account",
            "finalTotal may not exceed 5000",
            "Order 5001 is cancelled",
        )
    ),
    # no, in words of a failure
    *(
        ({"Error": words}, FAILED)
        for words in (
            "Request timed out, the payment may still be processing",
            "Timeout",
            "ERR_TIMED_OUT",
            "time\u2011out",
            "gatewayTimeout",
            "Maximum execution time of 30 seconds exceeded (deadline)",
            "Internal server error",
            "INTERNAL_ERROR",
            "Server Error",
            "HTTP 502",
            "500",
            "Error code: 503",
            "Deadlock found when trying to get lock; try restarting transaction",
            "SQLSTATE[HY000]: General error: 2006 MySQL server has gone away",
            "Database error",
            "The payment is processing",
            "Payment pending",
            "Queued",
            "Bad gateway",
            "Please try again later",
            "An error occurred. Please retry.",
            "Service temporarily unavailable",
            "Down for maintenance",
            "Connection reset by peer",
            "Could not connect to Stripe",
            "cURL error 28",
            "No response from the bank",
            "Unknown error",
            "An unexpected error happened",
            "Something went wrong",
            "Error",
            "Card declined or request timed out",
            "It could not be confirmed whether the card was charged",
        )
    ),
    ({"Success": "False", "Error": "Gateway timeout"}, FAILED),
    ({"Error": "Gateway timeout", "Success": "True"}, BOTH),
    # no, for the rate
    ({"Error": RATE}, (NOT_SENT,) * 5),
    ({"Error": f" {RATE.upper()} ", "Success": "False"}, (NOT_SENT,) * 5),
    ({"Error": "Rate Limit Exceeded."}, (NOT_SENT,) * 5),
    ({"Error": f"The text message was not sent: {RATE}"}, (NOT_SENT, *NO[1:])),
    ({"Error": f"{RATE} The order was saved."}, (NOT_SENT, *NO[1:])),
    # yes and no
    ({"Success": "True", "Error": "Order not found"}, BOTH),
    ({"Success": "True", "Error": RATE}, BOTH),
    ({"Success": "Pending", "Error": "Order not found"}, BOTH),
    ({"Success": "1", "Error": "Order not found"}, BOTH),
    ({"Error": "The email was not sent", "orderID": "9001"}, (REFUSED, *NO[1:3], UNKNOWN, REFUSED)),
    ({"Error": "No email sent", "CustomerID": 9001}, (*NO[:4], UNKNOWN)),
    ({"Error": RATE, "id": 9001}, (*(NOT_SENT,) * 3, UNKNOWN, UNKNOWN)),
    # neither
    ({}, ALWAYS_UNKNOWN),
    ({"message": "Internal"}, ALWAYS_UNKNOWN),
    ({"orderID": "9001", "CustomerID": "9001"}, ALWAYS_UNKNOWN),
    *(
        (
            {"Success": unclear, "orderID": "9001", "CustomerID": "9001", "id": "9001"},
            ALWAYS_UNKNOWN,
        )
        for unclear in ("0", 0, "", "Pending", "1", 1, "yes", [], {}, ["True"], "False", False)
    ),
    ({"Success": "True", "success": "False"}, ALWAYS_UNKNOWN),
    *(({"Error": unclear}, ALWAYS_UNKNOWN) for unclear in (7, -1, 0.5, True, " ", "\u200b")),
    *(({"Error": unclear}, ALWAYS_UNKNOWN) for unclear in (["a", "b"], {"code": "x"}, [{}], [[]])),
    ({"Success": "True", "Error": ["no such order"]}, ALWAYS_UNKNOWN),
    ({"Success": "True", "errors": {"card": "declined"}}, ALWAYS_UNKNOWN),
    ({"Success": "True", "Error": "", "error": "Declined"}, BOTH),
    ({"Error": "Declined", "error": "Expired"}, ALWAYS_UNKNOWN),
    # a read's data without a yes
    ({"Messages": []}, READS_ONLY),
    ({"Error": "", "Messages": [{"id": "1"}]}, READS_ONLY),
    ({"Success": 1, "Messages": [{"id": "1"}]}, READS_ONLY),
    ({"success": "OK", "Messages": []}, READS_ONLY),
    ({"Success": "Pending", "Messages": [{"id": "1"}]}, ALWAYS_UNKNOWN),
    ({"Messages": "", "Count": "0"}, ALWAYS_UNKNOWN),
    ({"fault": {"faultstring": "Spike arrest"}}, ALWAYS_UNKNOWN),
    ({"message": "Server Error", "trace": [{"file": "a.php"}]}, ALWAYS_UNKNOWN),
    ({"detail": [{"msg": "no"}]}, ALWAYS_UNKNOWN),
    # no JSON object
    *((body, ALWAYS_UNKNOWN) for body in ("", " ", "null", "true", '"True"', "7", "Success")),
    # … a list in its place
    ([{"id": "7", "message": "Hello"}], READS_ONLY),
    *(
        (body, NOT_KNOWN_TO_READS)
        for body in (
            "[]",
            "[[]]",
            '["a"]',
            '[{"id":"7"},7]',
            '[{"Success":"True","orderID":"9001"}]',
        )
    ),
    ({"Success": "True", "message": "Done", "Messages": []}, YES),
    ({"Success": "True", "message": "No more than 31 days"}, YES),
    ('{"Success":"True"', ALWAYS_UNKNOWN),
    ('{"Success":"True","id":"9001"}{"Error":"no"}', ALWAYS_UNKNOWN),
    ('{"Success":"True","id":"9001"}\n{"Success":"True","id":"9001"}', ALWAYS_UNKNOWN),
    ('{"Success":"True","id":"9001"}<br>Warning: mail() failed', ALWAYS_UNKNOWN),
    ("<html>Success: True</html>", ALWAYS_UNKNOWN),
    ("Success=True&orderID=9001", ALWAYS_UNKNOWN),
]
"""What an answer with HTTP 200 means to each of `KINDS`, in their order."""

STATUSES = [201, 202, 203, 204, 205, 206, 207, 226, 299]
STATUSES += [300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 413, 418]
STATUSES += [422, 423, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 507, 520, 524, 599, 999]
BODIES: list[Any] = [
    {"Success": "True", "id": "9001"},
    {"Success": "False", "Error": "Order not found"},
    {"Error": RATE},
    {"Error": "Authentication Error"},
    "<html>no</html>",
    "",
]
NOTHING_AT_404 = (BODIES[1], "<html>no</html>", "")


class Clock:
    """Waiting costs nothing; only the server is real."""

    now = 1_773_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    with Stranger() as stranger:
        yield stranger


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(
    stranger: Stranger, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Client]:
    clock = Clock()
    shop = Connection(stranger.base_url, TOKEN, rate=1000, margin=0)
    client = Client(
        shop, ledger=tmp_path_factory.mktemp("shop") / "ledger.db", clock=clock, sleep=clock.sleep
    )
    yield client
    await client.aclose()


async def told(client: Client, operation: str, parameters: Mapping[str, object]) -> str:
    """Return what the client makes of the answer."""
    is_read = OPERATIONS[operation].kind is OperationKind.READ
    try:
        await client.call(operation, parameters)
    except RateRefusedError:
        return NOT_SENT
    except NothingFoundError as error:
        return REFUSED if error.is_refusal else NOTHING
    except RefusedError:
        return REFUSED
    except NotUnderstoodError:
        return NOT_KNOWN
    except OutcomeUnknownError:
        return UNKNOWN
    except NetworkError:
        return UNKNOWN if is_read else "not reachable"
    return CONFIRMED


async def cell(stranger: Stranger, client: Client, kind: str, answer: Answer) -> str:
    """Return what an answer means to a kind of request; it is sent as often as that allows."""
    operation, parameters = KINDS[kind]
    stranger.always(operation, answer)
    stranger.received.clear()
    meaning = await told(client, operation, parameters)
    times = len(stranger.received)
    if meaning is NOT_SENT:
        assert times == MOST_RATE_REFUSALS
    elif kind == "read" and meaning is UNKNOWN:
        assert times == (1 if 300 <= answer.status < 400 else MOST_READS)
    else:
        assert times == 1, f"{kind} was sent {times} times"
    return meaning


@pytest.mark.parametrize(("body", "meanings"), AT_200, ids=lambda value: str(value)[:60])
async def test_what_an_answer_with_http_200_means(
    stranger: Stranger, client: Client, body: Any, meanings: tuple[str, ...]
) -> None:
    found = [await cell(stranger, client, kind, Answer(is_done=False, body=body)) for kind in KINDS]
    assert found == list(meanings)


@pytest.mark.parametrize("status", STATUSES)
async def test_no_other_status_says_anything_about_a_write(
    stranger: Stranger, client: Client, status: int
) -> None:
    for body in BODIES if status not in (204, 205, 304) else [""]:
        answer = Answer(is_done=False, status=status, body=body, headers={"Connection": "close"})
        for kind in KINDS:
            expected = UNKNOWN
            if kind == "read" and status == 429:
                expected = NOT_SENT
            if kind == "read" and status == 401 and body == {"Error": "Authentication Error"}:
                expected = REFUSED
            if kind == "read" and status == 404 and body in NOTHING_AT_404:
                expected = NOTHING
            assert await cell(stranger, client, kind, answer) == expected, (body, kind)


@pytest.mark.parametrize("body", ["<html>no</html>", {"Error": "No promo code"}])
async def test_http_404_says_nothing_of_what_is_no_list_and_no_record(
    stranger: Stranger, client: Client, body: Any
) -> None:
    stranger.always("getReferral", Answer(is_done=False, status=404, body=body))
    assert await told(client, "getReferral", {"customerID": "101"}) == UNKNOWN


@pytest.mark.parametrize(
    ("operation", "asked", "body"),
    [
        ("getSlots", {"routeID": "1", "day": "2026-05-20"}, {"Slots": "9am-11am,1pm-3pm"}),
        ("getRoute", {"lat": "1", "lng": "1"}, {"Route": 1, "RouteName": "Harbor"}),
        ("getReferral", {"customerID": "101"}, {"referralCode": "FRIEND0012"}),
    ],
)
async def test_a_text_under_its_own_name_is_data(
    stranger: Stranger, client: Client, operation: str, asked: Any, body: Any
) -> None:
    stranger.always(operation, Answer(is_done=False, body=body))
    assert await told(client, operation, asked) == CONFIRMED
    for unclear in ({**body, "message": "no"}, dict.fromkeys(body, "0"), {"other": "9am-11am"}):
        stranger.always(operation, Answer(is_done=False, body=unclear))
        assert await told(client, operation, asked) == UNKNOWN


@pytest.mark.parametrize("name", OPERATIONS)
async def test_every_operation_follows_the_table(
    stranger: Stranger, client: Client, name: str
) -> None:
    operation = OPERATIONS[name]
    special = {
        "updateCustomer": {"customerID": 1, "customerNotes": "n"},
        "updateGarment": {"barcodeID": "5", "extraNotes": "n"},
        "updateOrder": {"orderID": 1, "status": 1},
        "getCustomer": {"customerID": 1},
        "getOrders": {"orderID": 1},
        "getRoute": {"lat": 1, "lng": 1},
        "loginCustomer": {"customerEmail": "z@example.com", "customerPassword": "x"},
    }
    needed = {
        parameter.name: _VALUES.get(parameter.wire.value, "1")
        for parameter in operation.parameters
        if parameter.required
    }
    parameters = special.get(name, needed)
    only_for_reads = CONFIRMED if operation.kind is OperationKind.READ else UNKNOWN
    for body, meaning in (
        ({"Success": "True", "id": "7"}, CONFIRMED),
        ({"Error": "no"}, REFUSED),
        ({"rows": []}, only_for_reads),
        ({}, UNKNOWN),
        ({"Success": "False"}, UNKNOWN),
    ):
        stranger.always(name, Answer(is_done=False, body=body))
        assert await told(client, name, parameters) == meaning, body
    stranger.always(name, Answer(is_done=False, status=500, body={"Success": "True", "id": "7"}))
    assert await told(client, name, parameters) == UNKNOWN


_VALUES = {"text": "a", "date": "2026-11-27", "day": "2026-11-27", "time": "10am", "money": "1.00"}


async def test_a_new_id_has_the_name_that_everybody_asks_for(
    stranger: Stranger, client: Client
) -> None:
    for kind, name in (("makes an order", "orderID"), ("makes a customer", "CustomerID")):
        operation, parameters = KINDS[kind]
        stranger.always(operation, Answer(body={"Success": "True", "ID": 9001}))
        assert (await client.call(operation, parameters))[name] == "9001"
    message = {"customerID": "7", "message": "hello"}
    for body in ({"message_id": 9001}, {"data": {"MESSAGEID": "9001"}}):
        stranger.always("addMessage", Answer(body={"Success": "True", **body}))
        assert (await client.call("addMessage", message))["messageID"] == "9001"


async def test_the_token_is_called_refused_only_where_the_words_are_about_it(
    stranger: Stranger, client: Client
) -> None:
    refusals = {"read": ("Sorry: Authentication Error", AuthenticationRefusedError)}
    refusals["not twice"] = ("Declined: 3D Secure authentication error", RefusedError)
    for kind, (words, error) in refusals.items():
        operation, parameters = KINDS[kind]
        stranger.always(operation, Answer(is_done=False, body={"Error": words}))
        with pytest.raises(RefusedError) as caught:
            await client.call(operation, parameters)
        assert type(caught.value) is error
