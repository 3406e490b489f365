"""Commands on a network whose proxy is named wrongly, refuses, or is not there.

The servers are real ones; what the environment says is read by the program itself.
"""

from __future__ import annotations

import base64
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cleancloud_tui import paths
from cleancloud_tui.api.http import flight
from cleancloud_tui.api.network import proxies

from .conftest import NETWORK_FAILED, PASSWORD, Command
from .servers import (
    AUTHORITY,
    HOST,
    TOKEN,
    Answers,
    encrypted,
    is_silent,
    proxy_to,
    resets,
    says,
    serving,
)

WRONG_PROXIES: Mapping[str, str] = {
    "socks5://10.0.0.1:1080": "for SOCKS the package socksio is missing",
    "socks5h://10.0.0.1:1080": "for SOCKS the package socksio is missing",
    "socks4://10.0.0.1:1080": "is to begin with http:// or https://",
    "socks://10.0.0.1:1080": "is to begin with http:// or https://",
    "ftp://10.0.0.1:21": "is to begin with http:// or https://",
    "proxy:abc": "is no address such as http://10.0.0.1:3128",
    "http://10.0.0.1:99999": "whose port is no number from 1 to 65,535",
    "http://10.0.0.1:0": "whose port is no number from 1 to 65,535",
    "http://10.0.0.1:-1": "is no address",
    "http://": "is no address",
    "http://:3128": "is no address",
    "://": "is no address",
    "http:/10.0.0.1:3128": "is no address",
    "http//10.0.0.1:3128": "is no address",
    "x y": "is no address",
    "http://[::1": "is no address",
    "http://[nonsense]:3128": "is no address",
    "http://pröxy:3128": "is no address",
    "http://\x1b[31mproxy": "is no address",
}


@pytest.mark.parametrize("variable", ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"])
def test_each_variable_of_a_proxy_is_named(command: Command, variable: str) -> None:
    command.set(variable, "socks4://10.0.0.1:1080")
    code, said = command()
    assert code == NETWORK_FAILED
    assert said.startswith(f"{variable} is “socks4://10.0.0.1:1080”, and a proxy is to begin")
    assert "Nothing was sent. Correct it or take it away" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("value", WRONG_PROXIES)
def test_what_is_wrong_with_a_proxy_is_told(command: Command, value: str) -> None:
    command.set("HTTPS_PROXY", value)
    code, said = command()
    assert code == NETWORK_FAILED
    shown = value.replace("\x1b[31m", "")
    assert said.startswith(f"HTTPS_PROXY is “{shown}”")
    assert WRONG_PROXIES[value] in said


@pytest.mark.parametrize(
    "value",
    [
        f"http://user:{PASSWORD}@proxy:abc",
        f"user:{PASSWORD}@proxy:abc",
        f"socks4://user:{PASSWORD}@proxy:1",
        "http://user:s3cret%40proxy:3128",
        "http://us@er:s3cret@:3128",
    ],
)
def test_a_proxys_password_is_not_shown(command: Command, value: str) -> None:
    command.set("ALL_PROXY", value)
    for argv in ((), ("sync",), ("doctor",)):
        code, said = command(*argv)
        assert code == NETWORK_FAILED
        assert "ALL_PROXY is “" in said
        assert "…@" in said
        assert "user" not in said


@pytest.mark.parametrize("argv", [("sync",), ("summary",), ("doctor",), ("api", "getProducts")])
def test_every_command_that_asks_tells_it(command: Command, argv: tuple[str, ...]) -> None:
    command.set("ALL_PROXY", "socks4://10.0.0.1:1080")
    code, said = command(*argv)
    assert code == NETWORK_FAILED
    assert "ALL_PROXY is “socks4://10.0.0.1:1080”" in said


def test_connecting_a_shop_tells_it_and_keeps_nothing(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command.set("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with (tmp_path / "token").open("w+") as token:
        token.write(TOKEN)
        token.seek(0)
        monkeypatch.setattr(sys, "stdin", token)
        code, said = command("connect", "--base-url", f"https://{HOST}/api")
    assert code == NETWORK_FAILED
    assert said.startswith(f"SSL_CERT_FILE is “{tmp_path / 'none.pem'}”")
    assert not paths.settings_file().exists()


def test_doctor_tells_it_where_nothing_is_sent_either(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CLEANCLOUD_API_TOKEN")
    monkeypatch.delenv("CLEANCLOUD_BASE_URL")
    command.set("ALL_PROXY", "socks4://10.0.0.1:1080")
    command.set("NO_PROXY", "[::1], 10.0.0.0/99 example.com")
    command.set("SSL_CERT_DIR", str(tmp_path))
    code, said = command("doctor")
    assert code == 1
    assert "ALL_PROXY is “socks4://10.0.0.1:1080”" in said
    assert "NO_PROXY has “10.0.0.0/99”, which is neither a host nor a network" in said
    assert f"SSL_CERT_DIR is “{tmp_path}”, in which there is no certificate" in said
    assert "API       answers" in said


@pytest.mark.parametrize(
    ("no_proxy", "host", "is_straight"),
    [
        ("*", HOST, True),
        ("10.0.0.1, * ", HOST, True),
        ("[::1]", HOST, False),
        ("[::1]", "fd00::1", False),
        ("[fd00::1]", "fd00::1", True),
        ("[fd00::1]:443", "fd00::1", True),
        ("[fd00::1]:8443", "fd00::1", False),
        ("fd00::/8", "fd00::1", True),
        ("[fd00::]/8", "fd00::1", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.0.0.0/8", "10.example.com", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("192.168.*", "192.168.4.5", True),
        ("10.0.0.0/99", "10.1.2.3", False),
        ("example.com", "api.example.com", True),
        (".example.com", "api.example.com", True),
        (".example.com", "example.com", True),
        ("*.example.com", "api.example.com", True),
        ("*.example.com", "example.com", True),
        ("EXAMPLE.com.", "api.example.COM", True),
        ("example.com", "notexample.com", False),
        ("example.com", "example.com.evil", False),
        ("example.com:443", "example.com", True),
        ("example.com:8443", "example.com", False),
        ("https://example.com/", "example.com", True),
        ("a.example b.example", "b.example", True),
        ("a.example;b.example", "b.example", True),
        (" a.example ,\t b.example ", "b.example", True),
        ("", "example.com", False),
        (",", "example.com", False),
        ("[", "example.com", False),
        ("1", "10.0.0.1", False),
    ],
)
def test_no_proxy_is_read_in_each_of_its_ways(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, host: str, is_straight: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert (proxies.proxy_to("https", host) is None) is is_straight


def test_what_goes_through_a_proxy_arrives_and_its_password_is_used(command: Command) -> None:
    heads: list[bytes] = []
    seen: list[bytes] = []
    account = base64.b64encode(f"user:{PASSWORD}".encode())
    with (
        serving(encrypted("good", seen=seen)) as server,
        serving(proxy_to(server, heads, account)) as proxy,
    ):
        command.set("SSL_CERT_FILE", str(AUTHORITY))
        command.set("HTTPS_PROXY", f" user:{PASSWORD}@127.0.0.1:{proxy} ")
        code, said = command()
        assert (code, '"Success": "True"' in said) == (0, True), said
        told = f"through the proxy that HTTPS_PROXY (“…@127.0.0.1:{proxy}”) names"
        code, said = command("doctor")
        assert code == 0
        assert told in said
        assert f"an authority of SSL_CERT_FILE (“{AUTHORITY}”)" in said
    assert TOKEN.encode() in seen[0]
    assert TOKEN.encode() not in b"".join(heads)
    assert heads[0].startswith(f"CONNECT {HOST}:443".encode())


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ("", "asks for a user and a password (407 Proxy Authentication Required)"),
        (f"user:{PASSWORD}@", "does not accept the user and password that stand there (407"),
    ],
)
def test_a_proxy_that_asks_for_a_password_is_told(
    command: Command, account: str, told: str
) -> None:
    heads: list[bytes] = []
    with serving(proxy_to(1, heads, b"never")) as proxy:
        command.set("HTTPS_PROXY", f"http://{account}127.0.0.1:{proxy}")
        code, said = command()
    assert code == NETWORK_FAILED
    shown = f"http://{'…@' if account else ''}127.0.0.1:{proxy}"
    assert said.startswith(f"The proxy that HTTPS_PROXY (“{shown}”) names {told}")
    assert len(heads) == 1  # asked once: it would say the same again


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (says(b"HTTP/1.1 403 Forbidden\r\n\r\n"), "not let anything through to"),
        (says(b"HTTP/1.1 502 Bad Gateway\r\n\r\n"), "names (502 Bad Gateway). Nothing was sent."),
        (says(b"SSH-2.0-OpenSSH_9\r\n"), f"{HOST} can't be reached through the proxy that"),
        (says(b""), f"{HOST} can't be reached through the proxy that"),
        (resets, f"{HOST} can't be reached through the proxy that"),
    ],
)
def test_a_proxy_that_lets_nothing_through_is_named(
    command: Command, answers: Answers, told: str
) -> None:
    with serving(answers) as proxy:
        command.set("HTTPS_PROXY", f"127.0.0.1:{proxy}")
        code, said = command()
    assert code == NETWORK_FAILED
    assert f"HTTPS_PROXY (“127.0.0.1:{proxy}”)" in said
    assert told in said


def test_a_proxy_that_is_not_there_or_says_nothing_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    command.set("ALL_PROXY", f"http://127.0.0.1:{closed}")
    code, said = command()
    assert code == NETWORK_FAILED
    assert (
        f"can't be reached through the proxy that ALL_PROXY (“http://127.0.0.1:{closed}”)" in said
    )
    command.set("ALL_PROXY", "http://proxy.invalid")
    code, said = command()
    assert code == NETWORK_FAILED
    assert "through the proxy that ALL_PROXY (“http://proxy.invalid”, so port 80) names" in said
    monkeypatch.setattr(flight, "_WAYS", 0.05)  # a quarter of a second
    with serving(is_silent) as proxy:
        command.set("ALL_PROXY", f"http://127.0.0.1:{proxy}")
        code, said = command()
    assert code == NETWORK_FAILED
    assert f"ALL_PROXY (“http://127.0.0.1:{proxy}”) names (no connection within" in said


def test_a_proxy_that_is_spoken_to_with_encryption(command: Command) -> None:
    with serving(says(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as proxy:
        command.set("SSL_CERT_FILE", str(AUTHORITY))
        command.set("HTTPS_PROXY", f"https://127.0.0.1:{proxy}")
        code, said = command()
    assert code == NETWORK_FAILED
    assert f"through the proxy that HTTPS_PROXY (“https://127.0.0.1:{proxy}”) names" in said
    assert "what answers there does not encrypt" in said
