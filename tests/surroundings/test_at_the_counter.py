"""The counter itself where the environment names no way: it says why, and goes on with the rest."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

from .servers import HOST, TOKEN, encrypted, serving

pytestmark = pytest.mark.terminal

CLEAR: Mapping[str, str | None] = dict.fromkeys(
    ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR")
)


def counter(variables: Mapping[str, str], base_url: str = f"https://{HOST}/api") -> Terminal:
    shop = {"CLEANCLOUD_BASE_URL": base_url, "CLEANCLOUD_API_TOKEN": TOKEN}
    return Terminal(environment={**CLEAR, **shop, **variables})


def text_of(terminal: Terminal) -> str:
    """Return what stands there, as if no line ended."""
    return " ".join(terminal.text.split())


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("https_proxy", "http://user:s3cret@proxy:port"),
        ("SSL_CERT_FILE", "/nowhere/authority.pem"),
    ],
)
def test_a_variable_that_names_no_way_is_told(variable: str, value: str) -> None:
    with counter({variable: value}) as terminal:
        terminal.wait_for("OFFLINE")
        terminal.wait_for(r"take(.|\n)*again\.")
        terminal.press(*"ann")
        terminal.wait_for("Look under another")
        text = text_of(terminal)
        assert f"! {variable} is “{value.replace('user:s3cret', '…')}”" in text
        assert "Correct it or take it away, then start the program again." in text
        assert "connecting" not in text
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert TOKEN.encode() not in terminal.painted
        assert b"s3cret" not in terminal.painted


def test_a_certificate_that_is_not_trusted_is_told() -> None:
    with (
        serving(encrypted("self-signed")) as port,
        counter({}, f"https://127.0.0.1:{port}/api") as terminal,
    ):
        terminal.wait_for("OFFLINE")
        terminal.wait_for("self-signed")
        assert "There is no safe connection to 127.0.0.1: its certificate is signed by" in (
            text_of(terminal)
        )
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_a_time_zone_of_which_nothing_is_known_is_told_before_times_are_shown_wrongly() -> None:
    with counter({"TZ": "Nonsense/Place"}) as terminal:
        assert terminal.wait_for_end() == 2
        assert "TZ is “Nonsense/Place”, and there is no such time zone" in text_of(terminal)
