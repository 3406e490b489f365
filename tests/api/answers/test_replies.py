import asyncio
import json
import re
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleancloud_tui.api import errors
from cleancloud_tui.api.answers import strict_json
from cleancloud_tui.api.answers.replies import HttpAnswer, reply_in
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.operations import OPERATIONS

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
KEYS = ["Success", "Error", "error", "Orders"]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(KEYS), inner),
)


@settings(max_examples=150, deadline=None)
@given(
    body=st.binary() | st.text().map(str.encode) | JSON.map(json.dumps).map(str.encode),
    status=st.integers(200, 599),
    location=st.text(),
    operation=st.sampled_from(["getOrders", "addOrder", "updateOrder"]),
)
@example(
    body=b'{"Success":' + b"[" * 900 + b"]" * 900 + b"}",
    status=200,
    location="",
    operation="addOrder",
)
@example(body=b'{"Error":' + b"9" * 5000 + b"}", status=200, location="", operation="addOrder")
def test_any_body_is_a_reply_or_an_error_in_words(body, status, location, operation):
    kind = OPERATIONS[operation].kind
    answer = HttpAnswer(status, location, body.decode("utf-8", "replace"))
    shop = Connection("https://shop.invalid/api", "token")
    try:
        outcome = asyncio.run(reply_in(answer, OPERATIONS[operation], kind, shop))
    except errors.CleanCloudError as error:
        outcome = error
    assert isinstance(outcome, dict) or CONTROL.search(str(outcome)) is None


def plain(text):
    """Return what the standard library reads, where it is as strict."""

    def unique(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError
        return dict(pairs)

    def none(text):
        raise ValueError

    return json.loads(text, object_pairs_hook=unique, parse_constant=none)


@settings(max_examples=300, deadline=None)
@given(
    text=JSON.map(json.dumps)
    | JSON.map(lambda value: json.dumps(value, indent=1))
    | st.text('{}[]",: \n01at\\', max_size=12),
    window=st.sampled_from([1, 2, 5, 13, 60, 131_072]),
)
@example(text='{"a":[{"b":0,"b":0}]}', window=5)
@example(text='{"a":0,"a":0}', window=5)
@example(text='{"a":NaN}', window=5)
@example(text='[1234567890,"a longer text than the window",{"a":{"b":[{}]}}]', window=5)
@example(text="[0] [0]", window=3)
def test_reading_in_pieces_reads_what_json_reads(text, window):
    def outcome(read):
        try:
            return read(text)
        except ValueError:
            return ValueError

    with patch.object(strict_json, "_WINDOW", window):
        assert outcome(lambda text: asyncio.run(strict_json.read(text))) == outcome(plain)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' + "[" * 40 + "]" * 40 + "}",
        '{"a":{"b":{"c":' + "[" * 900 + "]" * 900 + "}}}",
        '{"a":' * 50 + "0" + "}" * 50,
        "[" * 1_000_000,
        '{"a":' * 200_000,
        '{"a":1e999}',
        '{"a":[{"b":-1e999}]}',
        '{"a":-Infinity}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":[' + "0," * 1001 + "0]}",
        '{"a":[[' + "{}," * 1001 + "0]]}",
    ],
    ids=range(11),
)
async def test_what_would_only_break_whoever_reads_it_is_refused(text, monkeypatch):
    monkeypatch.setattr(strict_json, "MOST_VALUES", 1000)
    with pytest.raises(ValueError, match=r"."):
        await strict_json.read(text)


async def test_what_is_as_deep_and_large_as_it_may_be_is_read():
    deep = "[" * 39 + "]" * 39
    assert await strict_json.read('{"a":' + deep + "}") == {"a": json.loads(deep)}
    long = {"a": {"b": {"c": ["x" * 200_000, {"d": list(range(50_000))}]}}}
    assert await strict_json.read(json.dumps(long)) == long


async def test_reading_a_large_text_gives_others_their_turn():
    turns = 0

    async def others():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(others())
    orders = [{"id": str(number), "summary": "Shirt"} for number in range(50_000)]
    assert await strict_json.read(json.dumps({"Orders": orders})) == {"Orders": orders}
    waiting.cancel()
    assert turns > 5


@pytest.mark.parametrize("operation", ["getOrders", "getCustomer", "getPickups", "summaryReport"])
@pytest.mark.parametrize(
    ("told", "is_nothing"),
    [
        ({"Success": "True", "Message": "No orders"}, True),
        ({"success": True, "message": "No customers found"}, True),
        ({"Success": "No orders found"}, True),
        ({"Success": "True", "Message": "Your orders are ready"}, False),
        ({"Success": "True", "Message": "No more requests this month"}, False),
        ({"Success": "True", "Message": "No orders", "list": [{"a": 1}]}, False),
        ({"Success": "True", "Message": ["No orders"]}, False),
    ],
)
async def test_a_yes_that_only_says_that_there_is_nothing_is_an_empty_answer(
    told: dict[str, object], is_nothing: bool, operation: str
) -> None:
    answer = HttpAnswer(200, "", json.dumps(told))
    known = OPERATIONS[operation]
    connection = Connection("https://x.example/api", "1234")
    reading = reply_in(answer, known, known.kind, connection)
    if not is_nothing:
        assert await reading == told
        return
    with pytest.raises(errors.NothingFoundError) as raised:
        await reading
    assert raised.value.is_sure
