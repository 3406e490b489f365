"""The real program, in a terminal, over a server that nobody of the practice shop has written."""

import re
import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger import Answer, Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal


def test_the_counter_opens_over_a_stranger_and_changes_a_status() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.press("abbott")
        counter.wait_for("Abbott Ines")
        counter.press("enter")
        counter.wait_for("205")
        stranger.wait_for("getOrders")
        assert not stranger.writes
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


def test_an_ordered_answer_is_given_and_a_hung_up_program_ends() -> None:
    with Stranger() as stranger:
        stranger.always("*", Answer(status=503, body="<html>out of order</html>"))
        with Terminal(environment=stranger.environment) as counter:
            counter.wait_for("OFFLINE|can't be|answered")
            counter.hang_up()
            assert counter.wait_for_end() in (0, -signal.SIGHUP) or not counter.is_running
        assert re.match("get", stranger.received[0].operation)
