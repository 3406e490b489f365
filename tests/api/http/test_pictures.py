"""Pictures that replies name: a plain GET of the address, with nothing of the shop in it."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from cleancloud_tui.api.client import Client, Connection
from cleancloud_tui.api.http import pictures
from cleancloud_tui.api.http.pictures import PictureError

TOKEN = "the-secret-token"
Answer = Callable[[httpx.Request], httpx.Response]


class Server:
    """What answers instead of the network, and remembers what it was asked."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []
        self.answer: Answer = lambda _: httpx.Response(200, content=b"picture")

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        return self.answer(request)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def client(server: Server, tmp_path: Path) -> AsyncIterator[Client]:
    client = Client(
        Connection("https://shop.example/api", TOKEN),
        ledger=tmp_path / "ledger.db",
        transport=httpx.MockTransport(server),
    )
    yield client
    await client.aclose()


async def test_a_picture_is_asked_for_without_the_token_and_not_counted(
    client: Client, server: Server
) -> None:
    assert await client.picture("https://files.example/7.jpg") == b"picture"
    (request,) = server.seen
    assert request.method == "GET"
    assert str(request.url) == "https://files.example/7.jpg"
    assert TOKEN not in f"{request.url} {request.headers} {request.content!r}"
    assert await client.spent() == 0


async def test_a_path_stands_for_an_address_on_the_site(client: Client, server: Server) -> None:
    await client.picture("/photos/7.png")
    assert str(server.seen[0].url) == "https://shop.example/photos/7.png"


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://files.example/7", "data:,x"])
async def test_only_web_addresses_are_asked(client: Client, server: Server, link: str) -> None:
    with pytest.raises(PictureError, match="no web address"):
        await client.picture(link)
    assert server.seen == []


async def test_an_address_that_is_none_is_told(client: Client) -> None:
    with pytest.raises(PictureError):
        await client.picture("https://files.example/\x00")


async def test_redirects_errors_and_lost_connections_are_told(
    client: Client, server: Server
) -> None:
    server.answer = lambda _: httpx.Response(302, headers={"location": "http://inside.example"})
    with pytest.raises(PictureError, match="HTTP 302"):
        await client.picture("https://files.example/7.jpg")
    assert len(server.seen) == 1

    def breaks(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    server.answer = breaks
    with pytest.raises(PictureError, match="did not answer"):
        await client.picture("https://files.example/7.jpg")


async def test_a_huge_file_is_not_read_to_its_end(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    server.answer = lambda _: httpx.Response(200, content=b"x" * 11)
    with pytest.raises(PictureError, match="larger"):
        await client.picture("https://files.example/7.jpg")
