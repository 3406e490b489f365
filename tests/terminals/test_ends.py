"""However the counter is told to end, it ends in order: the exit code, the terminal, the lease."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.deaths.works import WORKS, Person
from tests.stranger.answers import Answer
from tests.stranger.server import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

LEFT = (b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[<u", b"\x1b[?25h")
"""The alternate screen, mouse reporting, bracketed paste, the keyboard's protocol, no cursor."""

WIDE = (120, 30)

SOON = 8.0
"""Seconds in which it ends where nothing is under way; it takes less than one."""


def holder_of(directory: Path) -> list[str]:
    """Who holds the lease of a mirror."""
    (mirror,) = directory.glob("data/**/mirror*.db")
    with sqlite3.connect(mirror) as connection:
        return [row[0] for row in connection.execute("SELECT value FROM facts WHERE name='lease'")]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_signals_end_it_in_order_while_a_dialog_is_open_and_a_request_hangs(
    name: str, tmp_path: Path
) -> None:
    number, forever = getattr(signal, name), threading.Event()
    with Stranger() as shop, Terminal(environment=shop.environment) as counter:
        counter.wait_for("online")
        shop.always("*", Answer(until=forever))
        counter.press("f5", "f1")
        counter.wait_for("Cancel|Esc")
        counter.signal(number)
        counter.signal(signal.SIGTERM if number == signal.SIGHUP else signal.SIGHUP)
        counter.signal(number)
        code = counter.wait_for_end(SOON)
        forever.set()
        assert code in (128 + number, 128 + signal.SIGTERM, 128 + signal.SIGHUP)
        assert [each for each in LEFT if each not in counter.painted] == []
        assert b"Traceback" not in counter.painted
    assert holder_of(tmp_path) == []


def test_a_signal_while_it_starts_ends_it_too() -> None:
    with Terminal() as counter:
        while b"\x1b[?1049h" not in counter.painted:
            assert counter.is_running
            _ = counter.text
        counter.signal(signal.SIGTERM)
        assert counter.wait_for_end(SOON) == 128 + signal.SIGTERM
        assert [each for each in LEFT if each not in counter.painted] == []


def test_a_terminal_that_goes_away_ends_it_where_the_hang_up_is_ignored(tmp_path: Path) -> None:
    ignoring = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-m", "cleancloud_tui")
    with Stranger() as shop, Terminal(environment=shop.environment, command=ignoring) as counter:
        counter.wait_for("online")
        counter.hang_up()
        assert counter.wait_for_end(SOON) == 129
    assert holder_of(tmp_path) == []


def test_one_that_was_stopped_gives_the_terminal_back_and_goes_on_with_it() -> None:
    with Terminal() as counter:
        counter.wait_for(r"Last in, of \d+ customers")
        for stop in (signal.SIGTSTP, signal.SIGSTOP):
            counter.painted = b""
            counter.signal(stop)
            while (
                Path(f"/proc/{counter.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T"
            ):
                _ = counter.text
            assert (b"\x1b[?1049l" in counter.read_all()) == (stop == signal.SIGTSTP)
            counter.painted = b""
            counter.signal(signal.SIGCONT)
            while b"PRACTICE" not in counter.painted:
                _ = counter.text
            counter.press("escape", *"mari")
            counter.wait_for(r"  mari +▎")  # each key once: one thread reads them
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


def test_one_whose_output_is_not_read_ends_all_the_same() -> None:
    with Terminal() as counter:
        counter.wait_for(r"Last in, of \d+ customers")
        for _ in range(100):  # more is painted than a terminal keeps
            counter.send(b"\x1bOQ\x1bOS")
            time.sleep(0.02)
        counter.signal(signal.SIGTERM)
        assert counter.child.wait(SOON + 5) == 128 + signal.SIGTERM


BROKEN_DRIVER = """
import sys
from cleancloud_tui import cli
from cleancloud_tui.terminal.driver import CounterDriver
{breaks}
sys.exit(cli.main())
"""


WHILE_IT_RUNS = """
import threading
take = CounterDriver.take
def fail_beside(*arguments):
    threading.Thread(target=lambda: 1 / 0).start()
    return take(*arguments)
CounterDriver.take = fail_beside
"""
WHILE_IT_STARTS = """
import threading
parsed = cli.parsed
def fail_and_go_on(arguments):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    return parsed(arguments)
cli.parsed = fail_and_go_on
"""


@pytest.mark.parametrize(
    ("breaks", "is_painted"),
    [
        ("CounterDriver.take = lambda *_: 1 / 0", True),
        (WHILE_IT_RUNS, True),
        (WHILE_IT_STARTS, False),
    ],
)
def test_an_error_in_any_thread_is_told_in_a_sentence(
    breaks: str, is_painted: bool, tmp_path: Path
) -> None:
    command = (sys.executable, "-c", BROKEN_DRIVER.format(breaks=breaks))
    with Terminal(command=command) as counter:
        counter.wait_for("something went wrong|Something went wrong")
        assert counter.wait_for_end() == 1
        assert b"Traceback" not in counter.painted
        assert (b"\x1b[?1049l" in counter.painted) == is_painted
    (log,) = tmp_path.glob("state/**/*.log")
    assert "ZeroDivisionError" in log.read_text()


@pytest.mark.parametrize(
    ("argv", "waits_for"),
    [(["sync"], "getOrders"), (["api", "getOrders", "orderID=1"], "getOrders")],
)
def test_commands_end_at_a_signal_though_a_request_hangs(argv: list[str], waits_for: str) -> None:
    forever = threading.Event()
    with Stranger() as shop:
        shop.always("*", Answer(until=forever))
        command = [sys.executable, "-m", "cleancloud_tui", *argv]
        for number in (signal.SIGTERM, signal.SIGHUP):
            with subprocess.Popen(
                command,
                env={**os.environ, **shop.environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process:
                while not shop.received and process.poll() is None:
                    time.sleep(0.02)
                process.send_signal(number)
                _, told = process.communicate(timeout=SOON)
                assert process.returncode == 128 + number
                assert b"Traceback" not in told
                shop.received.clear()
        forever.set()


@pytest.mark.parametrize("first", ["", "trap '' INT; "])  # as a shell does behind `&`
def test_a_write_that_is_out_when_a_command_is_told_to_end_is_noted(first: str) -> None:
    answers = threading.Event()
    command = ["sh", "-c", first + 'exec "$0" "$@"', sys.executable, "-m", "cleancloud_tui"]
    with Stranger() as shop:
        write = ["api", "updateOrder", f"orderID={next(iter(shop.shop.orders))}", "orderNotes=x"]
        environment = {**os.environ, **shop.environment}
        shop.always("updateOrder", Answer(answers_when=answers))
        with subprocess.Popen([*command, *write], env=environment) as process:
            shop.wait_for("updateOrder")
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.5)  # the answer is waited for, within bounds
            answers.set()
            assert process.wait(SOON) == 128 + signal.SIGTERM
        audit = subprocess.run(
            [*command, "audit"], env=environment, capture_output=True, text=True, check=True
        )
    assert "confirmed" in audit.stdout


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "closed terminal"])
def test_a_write_that_is_out_holds_up_no_end_and_is_looked_up_by_the_next_start(how: str) -> None:
    charge, person, forever = WORKS["charge"], Person(7), threading.Event()
    with Stranger() as shop:
        shop.always("chargeCard", Answer(until=forever))
        with Terminal(environment=shop.environment) as counter:
            charge.get_ready(counter, person)
            charge.set_off(counter, person)
            shop.wait_for("chargeCard")
            if how == "closed terminal":
                counter.hang_up()
            else:
                counter.signal(getattr(signal, how))
            assert counter.wait_for_end(SOON) in (129, 143)
            if how != "closed terminal":
                assert [each for each in LEFT if each not in counter.painted] == []
                assert counter.painted.count(LEFT[0]) == 1
        with Terminal(environment=shop.environment) as counter:
            counter.wait_for("1 being looked up")
        forever.set()


def test_ctrl_q_waits_for_the_answer_and_says_so_and_a_second_one_ends() -> None:
    charge, person, answers = WORKS["charge"], Person(7), threading.Event()
    with Stranger() as shop:
        shop.always("chargeCard", Answer(is_done=False, until=answers, body={"Error": "Declined"}))
        with Terminal(environment=shop.environment, size=WIDE) as counter:
            charge.get_ready(counter, person)
            charge.set_off(counter, person)
            shop.wait_for("chargeCard")
            counter.press("ctrl+q")
            counter.wait_for("Waiting for the answer of: Charge Saved Credit Card")
            assert "Ctrl+Q again ends now" in counter.text
            answers.set()
            counter.wait_for("Declined")  # which is to be read
            answers.clear()
            charge.get_ready(counter, person)
            charge.set_off(counter, person)
            shop.wait_for("chargeCard", 2)
            counter.press("ctrl+q")
            counter.wait_for(r"Ctrl\+Q again ends now")
            counter.press("ctrl+q")
            assert counter.wait_for_end(SOON) == 0
        with Terminal(environment=shop.environment, size=WIDE) as counter:
            counter.wait_for("1 being looked up")
        answers.set()


def test_ctrl_q_ends_by_itself_when_the_answer_is_in() -> None:
    charge, person, answers = WORKS["charge"], Person(7), threading.Event()
    with Stranger() as shop, Terminal(environment=shop.environment, size=WIDE) as counter:
        shop.always("chargeCard", Answer(answers_when=answers))
        charge.get_ready(counter, person)
        charge.set_off(counter, person)
        shop.wait_for("chargeCard")
        counter.press("ctrl+q")
        counter.wait_for("Waiting for the answer of")
        answers.set()
        assert counter.wait_for_end(SOON) == 0


def test_the_practice_shop_closes_at_a_signal() -> None:
    command = [
        sys.executable,
        "-m",
        "cleancloud_tui",
        "practice",
        "--port",
        "0",
        "--customers",
        "5",
    ]
    for number in (signal.SIGTERM, signal.SIGHUP):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert b"The practice shop is open" in process.stdout.readline()
            process.send_signal(number)
            _, told = process.communicate(timeout=SOON)
            assert (process.returncode, told) == (128 + number, b"")
