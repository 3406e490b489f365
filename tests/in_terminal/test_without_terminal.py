"""Without a terminal the counter does not open: nobody would see it ask CleanCloud on and on."""

import os
import shlex
import subprocess
import sys

import pytest

from tests.stranger import Stranger

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

COUNTER = (sys.executable, "-m", "cleancloud_tui")
SHELL = " ".join(map(shlex.quote, COUNTER))


def test_a_pipe_a_job_and_ssh_without_a_terminal_leave_no_counter_behind() -> None:
    with Stranger() as stranger:
        for closed in (subprocess.DEVNULL, subprocess.PIPE):
            ended = subprocess.run(
                [*COUNTER, "--read-only"],
                env={**os.environ, **stranger.environment},
                stdin=closed,
                capture_output=True,
                text=True,
                timeout=30,
            )
            assert ended.returncode == 2
            assert ended.stdout == ""
            assert ended.stderr.startswith("The counter needs a terminal, and standard input is")
            assert "Traceback" not in ended.stderr
        assert stranger.received == []


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("line", "without"),
    [
        ("{} | cat", "output"),
        ("{} > /dev/null", "output"),
        ("echo q | {}", "input"),
        ("{} <&-", "input"),
        ("{} >&-", "output"),
    ],
)
def test_both_ends_have_to_be_the_terminal(line: str, without: str) -> None:
    script = f"set -o pipefail; {line.format(SHELL)}"
    with Stranger() as stranger:
        command = ("bash", "-c", script)
        with Terminal(environment=stranger.environment, command=command) as terminal:
            terminal.wait_for(f"standard {without} is none")
            assert terminal.wait_for_end() == 2
        assert stranger.received == []
