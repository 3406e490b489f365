"""Answers that are neither yes nor no, and what the counter says of them, in a real terminal."""

import sys
import threading

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.deaths.works import WORKS, Person
from tests.stranger import Answer, Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500, body={"Success": "False", "Error": "Deadlock found"}),
        pytest.param(Answer(status=429, body="slow down"), marks=pytest.mark.once),
        pytest.param(Answer(body={"Success": "True"}), marks=pytest.mark.once),
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
        counter.wait_for(r"not known (yet )?whether\s+“Create a\s+Customer")
        assert len(stranger.of("addCustomer")) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"Error": "Request timed out, the payment may still be processing"}, "timed out"),
        pytest.param({}, "neither a yes nor a no", marks=pytest.mark.once),
    ],
)
def test_a_charge_without_a_clear_answer_is_not_done_again(body: object, said: str) -> None:
    charge, person = WORKS["charge"], Person(7)
    with (
        Stranger() as stranger,
        Terminal(environment=stranger.environment, size=(120, 60)) as counter,
    ):
        stranger.always("chargeCard", Answer(is_done=False, body=body))  # type: ignore[arg-type]
        charge.get_ready(counter, person)
        charge.set_off(counter, person)
        told = counter.wait_for(r"not known yet whether\s+“Charge(.|\n)*look")[0]
        assert said in " ".join(told.split())
        assert "answer was lost" not in counter.text
        assert "OFFLINE" not in counter.text
        counter.press("p")
        counter.wait_for(r"Do not\s+charge it again")
        counter.press("escape")
        counter.wait_for(r"card charged \(not(.|\n)*known yet\)")
        assert len(stranger.of("chargeCard")) == 1


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
