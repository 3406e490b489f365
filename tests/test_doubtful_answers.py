"""Answers that are neither yes nor no, and what the counter says of them, in a real terminal."""

import sys
import threading

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger import Answer, Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500, body={"Success": "False", "Error": "Deadlock found"}),
        Answer(status=429, body="slow down"),
        Answer(body={"Success": "True"}),
    ],
    ids=lambda answer: f"{answer.status} {answer.body}",
)
def test_a_doubtful_answer_is_called_unknown_and_not_sent_again(answer: Answer) -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        stranger.always("addCustomer", answer)
        counter.press("Zorro Vega")
        counter.wait_for("Nobody|No customers|found")
        counter.press("ctrl+n")
        counter.wait_for("Name +Zorro Vega")
        counter.press("+1 555 0199")
        counter.wait_for(r"Phone +\+1 555 0199")
        counter.press("ctrl+s")
        counter.wait_for("without an email")
        counter.press("f12")
        counter.wait_for("not known (yet )?whether addCustomer")
        assert len(stranger.of("addCustomer")) == 1


def test_a_server_that_never_answers_is_told_within_seconds() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.wait_for("online")
        never = threading.Event()
        stranger.always("*", Answer(until=never))
        counter.press("abbott", "f5")
        counter.wait_for(r"no answer for \d+ s", seconds=10)
        assert "online" not in counter.text
        stranger.always("*", None)
        never.set()
        counter.wait_for("online")
        assert "no answer" not in counter.text
