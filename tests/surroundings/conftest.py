"""Commands run with an environment of a test's own."""

from __future__ import annotations

import os

import pytest

from cleancloud_tui import cli, paths

from .servers import HOST, TOKEN

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
