"""Commands where encryption fails: who answers, the files of certificates, and the clock.

The servers are real ones; what the environment says is read by the program itself.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from cleancloud_tui.api.http import flight
from tests.conftest import PracticeServer

from .conftest import NETWORK_FAILED, Command
from .servers import (
    AUTHORITY,
    CERTIFICATES,
    TOKEN,
    Answers,
    encrypted,
    is_silent,
    resets,
    says,
    serving,
)


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
    monkeypatch.setattr("cleancloud_tui.api.http.exchange.time.time", lambda: 1_325_376_000.0)
    said = fails_at(trusting, encrypted("not-yet-valid"))
    assert "by this computer's clock, which says 1 Jan 2012, 00:00 UTC and is wrong" in said
    assert "Set the clock of this computer and try again." in said
