"""Servers and proxies that are ill or mean harm: a sentence each, no freeze, nothing told of."""

import asyncio
import gzip
import json
import logging
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from cleancloud_tui.api import errors
from cleancloud_tui.api.client import Client, Connection
from cleancloud_tui.api.http import exchange
from cleancloud_tui.api.http.pictures import PictureError
from cleancloud_tui.api.network.proxies import is_this_host, proxy_to
from tests.sockets import AnswerWith, http, raw_server

TOKEN = "Tok3n-that-nobody-may-see"
WRITE = ("addMessage", {"customerID": "101", "message": "Hello"})
READ = ("getMessages", {"customerID": "101"})
YES = b'{"Success":"True"}'

ClientOf = Callable[..., Client]


@pytest.fixture
def client_of(tmp_path: Path) -> ClientOf:
    def make(url: str, reply_timeout: float = 20, **more: float) -> Client:
        shop = Connection(url, TOKEN, rate=1000, margin=0, reply_timeout=reply_timeout, **more)
        return Client(shop, ledger=tmp_path / "ledger.db")

    return make


def says(data: bytes) -> AnswerWith:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return answer


def dribbles(start: bytes, part: bytes) -> AnswerWith:
    """A byte at a time, for ever."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.01)

    return answer


def packed(body: bytes, encoding: str = "gzip") -> bytes:
    return http(body, head=f"Content-Encoding: {encoding}\r\n")


def chunked(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body


@cache
def long() -> bytes:
    """Made where it is wanted: half a second, and each worker reads this file."""
    return gzip.compress(b'{"a":"' + b"x" * 100_000_000 + b'"}')


def twice() -> bytes:
    return gzip.compress(long())


UNPACKS: Mapping[str, Callable[[], bytes]] = {
    "to 100 MB": lambda: packed(long()),
    "to a packed one, said twice": lambda: packed(twice(), "gzip, gzip"),
    "to a packed one, said in two lines": lambda: packed(twice(), "gzip\r\nContent-Encoding: gzip"),
    "to a packed one, said once": lambda: packed(twice()),
}
CRAZY = {
    "too long a length": http(YES, 100),
    "too short a length": http(YES, 10),
    "two lengths": http(YES, head="Content-Length: 3\r\n"),
    "no number for a length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + YES,
    "a length below zero": http(YES, -1),
    "a length beyond numbers": http(YES, 10**30),
    "no size of a chunk": chunked(b"zz\r\n" + YES),
    "a chunk without an end": chunked(b"12\r\n" + YES),
    "a chunk beyond numbers": chunked(b"f" * 40 + b"\r\n" + YES),
    "chunks that do not end": chunked(b"12\r\n" + YES + b"\r\n"),
    "no HTTP": b"SSH-2.0-OpenSSH_9.7\r\n",
    "the answer alone": YES,
    "nothing": b"",
    "zeros": b"\x00" * 1000,
    "zeros in the head": http(YES, head="X-A: a\x00b\r\n"),
    "another HTTP": b"HTTP/2 200\r\n\r\n" + YES,
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "a header without an end": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000,
    "headers without an end": b"HTTP/1.1 200 OK\r\n" + b"a:b\r\n" * 100_000,
    "another protocol": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + YES,
    "early hints only": b"HTTP/1.1 103 Early Hints\r\n\r\n",
    "packed as was not asked for": packed(zlib.compress(YES), "deflate"),
    "packed as nobody knows": packed(YES, "br"),
    "called packed": packed(YES),
    "packed and cut short": packed(gzip.compress(YES)[:-9]),
    "packed with something behind": packed(gzip.compress(YES) + b"\x00more"),
    "packed twice in a row": packed(gzip.compress(YES) * 2),
    "nested": http(b'{"Success":"True","a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "nested too deeply to be kept": http(
        b'{"Success":"True","a":' + b"[" * 500 + b"]" * 500 + b"}"
    ),
    "a number beyond numbers": http(b'{"Success":"True","id":' + b"9" * 100_000 + b"}"),
    "an infinite number": http(b'{"Success":"True","id":1e999}'),
    "no number": http(b'{"Success":"True","id":NaN}'),
    "yes twice": http(b'{"Success":"False","Success":"True"}'),
    "a key twice, within": http(b'{"Success":"True","a":[{"b":{"c":1,"c":2}}]}'),
    "no UTF-8": http(b'\xff\xfe{\x00"\x00S\x00'),
    "a zero behind": http(YES + b"\x00"),
    "two answers in one": http(YES + YES),
}
"""What no write takes for an answer."""

FINE = {
    "stray bytes in a name": http(b'{"Success":"True","Name":"Gr\xfcnwald \xed\xa0\x80"}'),
    "half a character": http(rb'{"Success":"True","Name":"\ud83d and \udc00"}'),
    "zeros in a name": http(rb'{"Success":"True","Name":"a\u0000b"}'),
    "packed": packed(gzip.compress(YES)),
    "packed, as it was called once": packed(gzip.compress(YES), "x-gzip"),
    "called not packed": packed(YES, "identity"),
    "chunks of a byte": chunked(b"".join(b"1\r\n%c\r\n" % c for c in YES) + b"0\r\n\r\n"),
    "until the end": b"HTTP/1.0 200 OK\r\n\r\n" + YES,
    "waits a little": b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + http(YES),
    "more than was said": http(YES) + b"and more",
    "cookies": http(YES, head="Set-Cookie: a=b; Domain=localhost\r\n"),
}


@pytest.mark.parametrize("answer", CRAZY.values(), ids=CRAZY)
async def test_what_no_write_takes_for_an_answer(
    client_of: ClientOf, caplog: pytest.LogCaptureFixture, answer: bytes
) -> None:
    await take_for_none(client_of, caplog, answer)


@pytest.mark.parametrize("name", UNPACKS)
async def test_what_unpacks_to_too_much_is_no_answer(
    client_of: ClientOf, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    await take_for_none(client_of, caplog, UNPACKS[name]())


async def take_for_none(
    client_of: ClientOf, caplog: pytest.LogCaptureFixture, answer: bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[bytes] = []
    async with raw_server(says(answer), seen) as url:
        client = client_of(url)
        with pytest.raises(errors.OutcomeUnknownError, match="not known whether") as caught:
            await client.call(*WRITE)
        await client.aclose()
    assert len(seen) == 1
    assert str(caught.value).isprintable()
    assert TOKEN not in caplog.text + str(caught.value)


@pytest.mark.parametrize("answer", FINE.values(), ids=FINE)
async def test_what_looks_odd_and_is_an_answer(client_of: ClientOf, answer: bytes) -> None:
    seen: list[bytes] = []
    async with raw_server(says(answer), seen) as url:
        client = client_of(url)
        for _ in range(2):
            assert (await client.call(*WRITE))["Success"] == "True"
        await client.aclose()
    assert len(seen) == 2
    assert b"Cookie" not in seen[1]


async def test_what_unpacks_to_more_than_anybody_has_is_not_unpacked(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MOST_BYTES", 1_000_000)
    unpacked = 0

    class Watching:
        def __init__(self, form: int) -> None:
            self._real = unpacker(form)

        def __getattr__(self, name: str) -> object:
            return getattr(self._real, name)

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal unpacked
            part = self._real.decompress(data, most)
            unpacked += len(part)
            return part

    unpacker = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Watching)
    async with raw_server(says(packed(long()))) as url:
        client = client_of(url)
        with pytest.raises(errors.TooLargeError):
            await client.call(*READ)
        await client.aclose()
    assert 1_000_000 <= unpacked < 1_200_000


async def test_a_large_answer_gives_others_their_turn(client_of: ClientOf) -> None:
    pieces = b"[]," * 200_000
    async with raw_server(says(packed(gzip.compress(b'{"a":[[' + pieces + b"0]]}", 1)))) as url:
        client, turns = client_of(url), 0
        reading = asyncio.create_task(client.call(*READ))
        while not reading.done():
            turns += 1
            await asyncio.sleep(0)
        assert len((await reading)["a"][0]) == 200_001  # type: ignore[index]
        await client.aclose()
    assert turns > 100


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (dribbles(b"HTTP/1.1 200 OK\r\n", b"a"), errors.TimedOutError),
        (dribbles(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), errors.TimedOutError),
        (dribbles(http(b"", 10**9), b" "), errors.TooSlowError),
        (dribbles(chunked(b""), b"1\r\n \r\n"), errors.TooSlowError),
    ],
    ids=["a head", "early hints", "a body", "chunks"],
)
async def test_a_byte_at_a_time_holds_no_request_for_ever(
    client_of: ClientOf, answer: AnswerWith, kind: type[Exception]
) -> None:
    async with raw_server(answer) as url:
        client = client_of(url, reply_timeout=0.2)
        with pytest.raises(errors.OutcomeUnknownError) as caught:
            await client.call(*WRITE)
        await client.aclose()
    assert type(caught.value.__cause__) is kind


async def test_a_server_that_reads_nothing_holds_no_request_for_ever(client_of: ClientOf) -> None:
    held = asyncio.Event()

    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await held.wait()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0, limit=1)
    client = client_of(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", reply_timeout=0.2)
    with pytest.raises(errors.OutcomeUnknownError) as caught:
        await client.call("addMessage", {"customerID": "101", "message": "x" * 10_000_000})
    assert type(caught.value.__cause__) is errors.TimedOutError
    held.set()
    server.close()
    await client.aclose()


async def test_a_large_answer_over_a_slow_line_is_read(client_of: ClientOf) -> None:
    body = json.dumps({"Success": "True", "a": "x" * 400_000}).encode()

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(http(b"", len(body)))
        for at in range(0, len(body), 40_000):
            writer.write(body[at : at + 40_000])
            await writer.drain()
            await asyncio.sleep(0.05)

    async with raw_server(answer) as url:
        client = client_of(url, reply_timeout=0.3)
        assert len(str((await client.call(*READ))["a"])) == 400_000
        await client.aclose()
        client = client_of(url, reply_timeout=0.3, longest_reply=0.3)
        with pytest.raises(errors.OutcomeUnknownError, match="so slowly"):
            await client.call(*WRITE)
        await client.aclose()


async def test_how_long_nothing_was_heard_is_known_while_somebody_waits(
    client_of: ClientOf,
) -> None:
    asked, answers = asyncio.Event(), asyncio.Event()

    async def answer(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await answers.wait()
        writer.write(http(YES))

    async with raw_server(answer) as url:
        client = client_of(url)
        assert client.silence == 0
        reading = asyncio.create_task(client.call(*READ))
        await asked.wait()
        first = client.silence
        await asyncio.sleep(0.05)
        assert client.silence >= first + 0.04
        answers.set()
        await reading
        assert client.silence == 0
        await client.aclose()


async def test_what_is_left_of_an_answer_is_not_the_answer_to_the_next_request(
    client_of: ClientOf,
) -> None:
    answers = [http(YES) + http(YES), http(b'{"Error":"Card declined"}')]

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(answers.pop(0))
        await writer.drain()

    async with raw_server(answer) as url:
        client = client_of(url)
        await client.call(*READ)
        with pytest.raises(errors.RefusedError, match="declined"):
            await client.call(*WRITE)
        await client.aclose()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_carries_the_token_nowhere(client_of: ClientOf, status: int) -> None:
    elsewhere: list[bytes] = []
    async with raw_server(says(http(YES)), elsewhere) as target:
        answer = http(b"", head=f"Location: {target}\r\n", status=f"{status} Moved")
        async with raw_server(says(answer)) as url:
            client = client_of(url)
            with pytest.raises(errors.RedirectedError):
                await client.call(*READ)
            with pytest.raises(errors.OutcomeUnknownError):
                await client.call(*WRITE)
            with pytest.raises(PictureError, match=str(status)):
                await client.picture("/photo.jpg")
            await client.aclose()
    assert elsewhere == []


PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy")


@pytest.mark.parametrize("variable", PROXIES)
async def test_what_goes_to_this_host_goes_through_no_proxy(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    through_proxy: list[bytes] = []
    async with (
        raw_server(says(http(YES)), through_proxy) as proxy,
        raw_server(says(http(YES))) as url,
    ):
        monkeypatch.setenv(variable, proxy.removesuffix("/api"))
        for name in ("127.0.0.1", "localhost", "127.1"):
            client = client_of(url.replace("127.0.0.1", name))
            assert await client.call(*WRITE)
            assert await client.picture("/photo.jpg") == YES
            await client.aclose()
    assert through_proxy == []


async def test_a_picture_elsewhere_goes_through_the_proxy_without_the_token(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    through_proxy: list[bytes] = []
    async with raw_server(says(http(b"picture")), through_proxy) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.removesuffix("/api"))
        client = client_of("http://127.0.0.1:1/api")
        assert await client.picture("http://files.invalid/7.jpg") == b"picture"
        await client.aclose()
    assert b"files.invalid" in through_proxy[0]
    assert TOKEN.encode() not in through_proxy[0]


@pytest.mark.parametrize(
    "answer",
    [
        says(http(b"", status="407 Proxy Authentication Required")),
        says(b"no proxy at all"),
        says(b""),
        dribbles(b"HTTP/1.1 200 OK\r\n", b"a"),
    ],
    ids=["refuses", "no HTTP", "hangs up", "a byte at a time"],
)
async def test_a_proxy_that_does_not_let_through_gets_no_token(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, answer: AnswerWith
) -> None:
    seen: list[bytes] = []
    async with raw_server(answer, seen) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.removesuffix("/api"))
        client = client_of("https://shop.invalid/api", connect_timeout=0.1)
        with pytest.raises(errors.NotReachableError, match="Nothing was sent"):
            await client.call(*WRITE)
        assert await client.spent() == 0
        await client.aclose()
    assert seen
    assert TOKEN.encode() not in b"".join(seen)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1", "://", "x y"])
async def test_a_proxy_that_cannot_be_used_is_told(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    client = client_of("https://shop.invalid/api")
    with pytest.raises(errors.NotReachableError, match="Nothing was sent"):
        await client.call(*WRITE)
    await client.aclose()


HERE = [
    "localhost",
    "LocalHost.",
    "shop.localhost",
    "127.0.0.1",
    "127.8.9.1",
    "127.1",
    "2130706433",
]
HERE += ["0x7f.1", "::1", "[::1]", "::ffff:127.0.0.1", "0.0.0.0", "::", "::1%lo"]
THERE = [
    "cleancloudapp.com",
    "localhost.example",
    "notlocalhost",
    "10.0.0.1",
    "128.0.0.1",
    "fe80::1",
]


def test_which_hosts_are_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [host for host in [*HERE, *THERE, "", "ü.example"] if is_this_host(host)] == HERE
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "10.0.0.1")
    proxy = proxy_to("https", "cleancloudapp.com")
    assert proxy
    assert proxy.url == "http://proxy.example:3128"
    assert proxy_to("https", "10.0.0.1") is proxy_to("https", "::1") is None
