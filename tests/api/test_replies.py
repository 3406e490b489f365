import asyncio
import json
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleancloud_tui.api import errors, large_json
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.replies import Answer, reply_in

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
KEYS = ["Success", "Error", "error", "Orders"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
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
    answer = Answer(status, location, body.decode("utf-8", "replace"))
    shop = Connection("https://shop.invalid/api", "token")
    try:
        outcome = asyncio.run(reply_in(answer, OPERATIONS[operation], kind, shop))
    except errors.CleanCloudError as error:
        outcome = error
    assert isinstance(outcome, dict) or CONTROL.search(str(outcome)) is None


@settings(max_examples=150, deadline=None)
@given(
    text=JSON.map(json.dumps)
    | JSON.map(lambda value: json.dumps(value, indent=1))
    | st.text('{}[]",: \n01at\\', max_size=12)
)
def test_reading_in_pieces_reads_what_json_reads(text):
    def outcome(read):
        try:
            return read(text)
        except ValueError:
            return ValueError

    assert outcome(lambda text: asyncio.run(large_json.read(text))) == outcome(json.loads)


async def test_reading_a_large_text_gives_others_their_turn():
    turns = 0

    async def others():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(others())
    orders = [{"id": str(number), "summary": "Shirt"} for number in range(50_000)]
    assert await large_json.read(json.dumps({"Orders": orders})) == {"Orders": orders}
    waiting.cancel()
    assert turns > 5
