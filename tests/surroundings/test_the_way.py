"""Commands over a network that the environment names wrongly, or on which something answers else.

The servers are real ones; what the environment says is read by the program itself.
"""

from __future__ import annotations

import base64
import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api import flight, proxies
from tests.conftest import PracticeServer

from .servers import (
    AUTHORITY,
    CERTIFICATES,
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

NETWORK_FAILED = 3
PASSWORD = "s3cret/p@ss#word"
SECRETS = (TOKEN, PASSWORD, "s3cret", "p%40ss")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
            monkeypatch.delenv(name)


class Command:
    """Runs commands, and sees that no secret is said or logged.

    Attributes:
        set: Sets a variable of the environment.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.set = monkeypatch.setenv
        self._capsys = capsys

    def shop_at(self, address: str) -> None:
        self.set("CLEANCLOUD_BASE_URL", address)
        self.set("CLEANCLOUD_API_TOKEN", TOKEN)

    def __call__(self, *argv: str) -> tuple[int, str]:
        """Return the exit code, and all that was said."""
        code = cli.main([*(argv or ("api", "getPriceLists"))])
        out, err = self._capsys.readouterr()
        log = paths.log_file()
        logged = log.read_text() if log.exists() else ""
        assert not [secret for secret in SECRETS if secret in out + err + logged]
        assert "Traceback" not in logged
        return code, out + err


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    command = Command(monkeypatch, capsys)
    command.shop_at(f"https://{HOST}/api")
    return command


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
        (says(b"HTTP/1.1 502 Bad Gateway\r\n\r\n"), f"through to {HOST} (502 Bad Gateway)"),
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


# Certificates


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "empty.pem").touch()
    (tmp_path / "text.pem").write_text("no certificate\n")
    (tmp_path / "cut.pem").write_text(AUTHORITY.read_text()[:200])
    (tmp_path / "torn.pem").write_text(AUTHORITY.read_text() + "-----BEGIN CERTIFICATE-----\n!")
    (tmp_path / "binary.pem").write_bytes(bytes(range(256)))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "unhashed").mkdir()
    (tmp_path / "unhashed" / "authority.pem").write_text(AUTHORITY.read_text())
    return tmp_path


@pytest.mark.parametrize(
    ("variable", "name", "told"),
    [
        ("SSL_CERT_FILE", "none.pem", "and there is no such file"),
        ("SSL_CERT_FILE", "folder", "which is no file"),
        ("SSL_CERT_FILE", "pipe", "which is no file"),
        ("SSL_CERT_FILE", "empty.pem", "in which there is no certificate"),
        ("SSL_CERT_FILE", "text.pem", "in which there is no certificate"),
        ("SSL_CERT_FILE", "binary.pem", "in which there is no certificate"),
        ("SSL_CERT_FILE", "cut.pem", "in which not every certificate can be read"),
        ("SSL_CERT_FILE", "torn.pem", "in which not every certificate can be read"),
        ("SSL_CERT_DIR", "none", "and there is no such file or folder"),
        ("SSL_CERT_DIR", "empty.pem", "which is no folder"),
        ("SSL_CERT_DIR", "folder", "in which there is no certificate"),
        ("SSL_CERT_DIR", "unhashed", "in which there is no certificate as “openssl rehash”"),
        ("SSLKEYLOGFILE", "none/keys", "and there is no such file"),
        ("SSLKEYLOGFILE", "folder", "which can't be used (Is a directory)"),
        ("SSLKEYLOGFILE", "pipe", "which is no file"),
    ],
)
def test_what_is_wrong_with_the_authorities_is_told(
    command: Command, files: Path, variable: str, name: str, told: str
) -> None:
    command.set(variable, str(files / name))
    for argv in ((), ("doctor",)):
        code, said = command(*argv)
        assert code == NETWORK_FAILED
        assert f"{variable} is “{files / name}”, {told}" in said


@pytest.mark.skipif(sys.platform != "linux", reason="root's rights are taken in Linux's way")
def test_a_file_of_certificates_that_may_not_be_read_is_told(command: Command, files: Path) -> None:
    file = files / "text.pem"
    file.chmod(0)
    ended = subprocess.run(
        [sys.executable, "-m", "cleancloud_tui", "api", "getPriceLists"],
        env={**os.environ, "SSL_CERT_FILE": str(file)},
        preexec_fn=without_roots_rights,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert ended.returncode == NETWORK_FAILED
    assert ended.stderr.startswith(f"SSL_CERT_FILE is “{file}”, which can't be used (Permission")


def without_roots_rights() -> None:
    """Let a process of root's be refused what the modes of files refuse to their owner."""
    drop = 24
    for may_read_everything in (1, 2):
        ctypes.CDLL(None).prctl(drop, may_read_everything, 0, 0, 0)


def test_a_shop_on_this_computer_is_no_reason_to_pass_it_over(
    command: Command, practice_over_http: PracticeServer, files: Path
) -> None:
    command.set("ALL_PROXY", "socks5://10.0.0.1:1")  # none is between
    assert command()[0] == 0
    command.set("SSL_CERT_FILE", str(files / "none.pem"))
    code, said = command()
    assert code == NETWORK_FAILED
    assert said.startswith(f"SSL_CERT_FILE is “{files / 'none.pem'}”, and there is no such file")
    (files / "none.pem").write_text(AUTHORITY.read_text())
    assert command()[0] == 0


def test_a_proxy_of_what_is_not_encrypted_is_looked_at_by_doctor(command: Command) -> None:
    command.set("http_proxy", "gopher://10.0.0.1")
    code, said = command("doctor")
    assert code == NETWORK_FAILED  # for want of the host
    assert "http_proxy is “gopher://10.0.0.1”" in said


def test_authorities_are_found_as_openssl_finds_them(command: Command, files: Path) -> None:
    hashed = files / "folder" / "f20e0b1e.0"  # what OpenSSL makes of its subject
    hashed.write_text(AUTHORITY.read_text())
    with serving(encrypted("good")) as port:
        command.shop_at(f"https://127.0.0.1:{port}/api")
        command.set("SSL_CERT_DIR", f"{files / 'none'}{os.pathsep}{files / 'folder'}")
        assert command()[0] == 0
        command.set("SSL_CERT_FILE", str(AUTHORITY))  # goes before the folder
        command.set("SSL_CERT_DIR", "/nowhere")
        assert command()[0] == 0
        command.set("SSL_CERT_FILE", "")
        assert command()[1].startswith("SSL_CERT_DIR is “/nowhere”")


def test_a_file_of_keys_is_private_and_told_of(command: Command, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    command.set("SSL_CERT_FILE", str(AUTHORITY))
    command.set("SSLKEYLOGFILE", str(keys))
    with serving(encrypted("good")) as port:
        command.shop_at(f"https://127.0.0.1:{port}/api")
        code, said = command("doctor")
    assert code == 0
    assert f"SSLKEYLOGFILE is “{keys}”: whoever reads that file" in said
    assert keys.stat().st_mode & 0o077 == 0
    assert keys.read_text()


@pytest.fixture
def trusting(command: Command) -> Command:
    command.set("SSL_CERT_FILE", str(AUTHORITY))
    return command


def fails_at(command: Command, answers: Answers) -> str:
    with serving(answers) as port:
        command.shop_at(f"https://127.0.0.1:{port}/api")
        code, said = command()
    assert code == NETWORK_FAILED
    assert len(said.splitlines()) == 1
    assert "Nothing was sent." in said
    return said


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (encrypted("self-signed"), "its certificate is signed by itself (self-signed)"),
        (encrypted("another-name"), "its certificate is for another name"),
        (says(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "does not encrypt, as plain HTTP does not"),
        (says(b"SSH-2.0-OpenSSH_9\r\n"), "what answers there does not encrypt"),
        (says(b""), "it broke off while the encryption was agreed on"),
        (resets, "it broke off while the encryption was agreed on"),
        (says(b"\x15\x03\x01\x00\x02\x02\x28"), "there is no way to encrypt that both know"),
        (says(b"\x15\x03\x01\x00\x02\x02\x46"), "an old way that is not safe any more"),
        (says(b"\x15\x03\x01\x00\x02\x02\x70"), "there is no site of that name there"),
        (says(b"\x15\x03\x01\x00\x02\x02\x50"), "OpenSSL says “tlsv1 alert internal error”"),
    ],
)
def test_why_a_connection_is_not_safe_is_told(
    trusting: Command, answers: Answers, told: str
) -> None:
    said = fails_at(trusting, answers)
    assert said.startswith("There is no safe connection to 127.0.0.1: ")
    assert told in said


def test_a_server_that_does_not_answer_to_encryption_is_told(
    trusting: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flight, "_WAYS", 0.05)  # a quarter of a second
    assert "nothing came within 0.25 s while the encryption was agreed on" in fails_at(
        trusting, is_silent
    )


def test_an_authority_that_is_not_trusted_is_told(command: Command) -> None:
    said = fails_at(command, encrypted("good"))
    assert "is not signed by an authority that is trusted here" in said
    command.set("SSL_CERT_FILE", str(CERTIFICATES / "self-signed.pem"))
    said = fails_at(command, encrypted("good"))
    assert "not signed by an authority that SSL_CERT_FILE (“" in said


@pytest.mark.parametrize(
    ("name", "date", "told"),
    [
        ("expired", "", "its certificate has expired by this computer's clock, which says"),
        ("expired", "now", "and this computer's clock agrees with the server's"),
        ("expired", "Wed, 01 Jul 2020 12:00:00 GMT", "the server's says 1 Jul 2020, 12:00 UTC"),
        ("not-yet-valid", "", "is not valid yet by this computer's clock, which says"),
        ("not-yet-valid", "Fri, 01 Jan 2100 12:00:00 GMT", "server's says 1 Jan 2100, 12:00"),
        ("not-yet-valid", "nonsense", "is not valid yet by this computer's clock, which says"),
    ],
)
def test_a_wrong_clock_is_told(trusting: Command, name: str, date: str, told: str) -> None:
    seen: list[bytes] = []
    date = format_datetime(datetime.now(UTC), usegmt=True) if date == "now" else date
    said = fails_at(trusting, encrypted(name, date, seen))
    assert told in said
    assert "set" in said or "renew" in said
    assert [each.split(b" ", 2)[:2] for each in seen] == [[b"HEAD", b"/"]]
    assert TOKEN.encode() not in seen[0]


def test_a_clock_before_the_program_was_made_is_wrong(
    trusting: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleancloud_tui.api.exchange.time.time", lambda: 1_325_376_000.0)
    said = fails_at(trusting, encrypted("not-yet-valid"))
    assert "by this computer's clock, which says 1 Jan 2012, 00:00 UTC and is wrong" in said
    assert "Set the clock of this computer and try again." in said
