import asyncio
import json
import logging
import sys

import pytest

from cleancloud_tui.api import errors
from cleancloud_tui.api.client import Client, Connection
from tests.patience import HUNG_SECONDS
from tests.sockets import http, raw_server

TOKEN = "Tok3n-that-nobody-may-see"
WRITE = ("updateOrder", {"orderID": "437", "status": "2"})
READ = ("getOrders", {"orderID": "437"})


@pytest.fixture
def client_of(tmp_path):
    def make(url, patience=HUNG_SECONDS):
        return Client(Connection(url, TOKEN, reply_timeout=patience), ledger=tmp_path / "ledger.db")

    return make


async def dropped(writer):
    writer.transport.abort()


async def cut_short(writer):
    writer.write(http(b'{"Success":"True"', length=100))


async def half_a_json(writer):
    writer.write(http(b'{"Success":"Tr'))


async def silent(writer):
    await writer.wait_closed()  # the other end has given up


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (dropped, errors.ConnectionLostError),
        (cut_short, errors.ConnectionLostError),
        (half_a_json, errors.NotJsonError),
        (silent, errors.TimedOutError),
    ],
)
async def test_real_connections_that_fail(client_of, caplog, answer, kind):
    caplog.set_level(logging.DEBUG)
    async with raw_server(answer) as url:
        client = client_of(url, patience=0.2 if answer is silent else HUNG_SECONDS)
        with pytest.raises(errors.OutcomeUnknownError) as caught:
            await client.call(*WRITE)
        await client.aclose()
    assert type(caught.value.__cause__) is kind
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    assert TOKEN not in caplog.text


async def test_a_closed_port_is_not_reachable(client_of):
    async with raw_server(silent) as url:
        pass
    client = client_of(url)
    with pytest.raises(errors.NotReachableError, match="Nothing was sent"):
        await client.call(*WRITE)
    assert await client.spent() == 0
    await client.aclose()


async def test_a_reply_of_ten_megabytes_is_read(client_of):
    orders = [{"id": str(number), "summary": "Shirt<br>" * 10} for number in range(90_000)]
    body = json.dumps({"Success": "True", "Orders": orders}).encode()
    assert len(body) > 10_000_000

    async def answer(writer):
        writer.write(http(body))
        await writer.drain()

    async with raw_server(answer) as url:
        client = client_of(url)
        reply = await client.call(*READ)
        await client.aclose()
    assert reply["Orders"] == orders


FIRST_REQUEST = """
import asyncio, sys
from pathlib import Path
from cleancloud_tui.api.client import Client, Connection
from tests.sockets import http, raw_server
from cleancloud_tui.api.errors import CleanCloudError

async def main():
    client = Client(Connection(sys.argv[1], "token"), ledger=Path(sys.argv[2]))
    before = set(sys.modules)
    await client.call("getProducts")
    await client.aclose()
    print(*sorted(set(sys.modules) - before))

asyncio.run(main())
"""


async def test_the_first_request_imports_nothing_that_would_hold_the_event_loop(tmp_path):
    async def answer(writer):
        writer.write(http(b'{"Success":"True"}'))

    async with raw_server(answer) as url:
        arguments = ["-c", FIRST_REQUEST, url, str(tmp_path / "ledger.db")]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdout=asyncio.subprocess.PIPE
        )
        imported, _ = await process.communicate()
    assert process.returncode == 0
    assert imported.split() == []
