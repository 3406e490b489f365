"""What a terminal should not send does not end the counter, and costs no scan."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger.server import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOISE = (
    b"caf\xe9",
    b"\xff\xfe\x00\x80\xc3",
    b"\xf0\x9f",
    b"\x1b[99999999999u\x1b[1114112u\x1b[55296;1u\x1b[1:2:3;5:u\x1b[;;u",
    b"\x1b[17u\x1b[97;;17u",  # Ctrl+Q, as no terminal writes it
    b"\x1b[<0;NaN;NaNM\x1b[<0;99999999999;1M\x1b[<0;-1;0m\x1b[<M\x1b[M\xff\xff\xff",
    b"\x1b[48;0;0;0;0t\x1b[48;99999;99999;1;1t\x1b[<0;3;3M\x1b[<0;3;3m",
    b"\x1b[3;4R\x1b[?2026;2$y\x1b[?62;c",
    b"\x1b]11;rgb:ffff",
    b"\x1bP1$r4111111111111111",
    b"\x1b_Gi=1;",
    b"\x1b[1;",
    b"\x1b[I\x1b[O",
    b"\x1b[201~",
    b"\x1b[200~zzz",
)
"""Each is followed by silence, in which it stays without an end."""


def log_of(directory: Path) -> str:
    return "".join(path.read_text() for path in directory.glob("state/**/*.log"))


def test_noise_ends_nothing_and_the_scans_around_it_are_carried_out(tmp_path: Path) -> None:
    with Stranger() as shop, Terminal(environment=shop.environment) as counter:
        orders = list(shop.shop.orders)[:2]
        counter.wait_for(r"Last in, of \d+ customers")
        counter.wait_for("online")
        for noise in NOISE:
            counter.send(noise)
            assert counter.text
            assert counter.is_running, noise
        counter.wait_for("zzz")  # the paste without an end is taken, and over
        for place, order in enumerate(orders):
            counter.send((b"\xe9", b"\x1b[<0;NaN;NaNM")[place] + order.encode() + b"\r")
            # Where the mirror does not know it yet, the scan place shows what was looked up.
            counter.wait_for(f"Order {order}|Ticket of order {order}")
        counter.press("f1")
        counter.wait_for("esc Cancel|Esc")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
    told = log_of(tmp_path)
    assert "left out" in told
    assert "4111" not in told
    assert "Traceback" not in told
