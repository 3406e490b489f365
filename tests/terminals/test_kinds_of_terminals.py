"""The counter in terminals of other kinds: locales, colours, sizes."""

import re
import signal
import subprocess
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import AS_INSTALLED, Terminal

pytestmark = pytest.mark.terminal

HOME = r"Last in, of \d+ customers"
NO_UTF_8 = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Without these Python itself would make up for it."""

COLORS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[34][0-7]|9[0-7]|10[0-7]|[34]8;[0-9;]+)m")
TRUE_COLORS = re.compile(rb"[34]8;[25];")


@pytest.mark.parametrize(
    ("locale", "line", "typed", "shown"),
    [
        ("C", "▔", "garc\u00eda".encode(), "garcía"),
        ("en_US.ISO-8859-1", "-", b"garc\xeda", "garc.a"),  # pyte reads UTF-8 only
    ],
)
def test_a_locale_without_utf_8(locale: str, line: str, typed: bytes, shown: str) -> None:
    environment = {"LC_ALL": locale, **NO_UTF_8}
    with Terminal(environment=environment, command=AS_INSTALLED) as counter:
        counter.wait_for(HOME)
        assert counter.text.splitlines()[1].strip("▊▎|") == line * 78
        for byte in typed.decode("utf-8" if locale == "C" else "latin-1"):
            counter.send(byte.encode("utf-8" if locale == "C" else "latin-1"))
            _ = counter.text
        counter.wait_for(rf"  {shown} ")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
        assert b"\\u" not in counter.painted
        assert b"\\x" not in counter.painted


def test_what_commands_print_is_plain_too() -> None:
    command = [sys.executable, "-m", "cleancloud_tui", "--help"]
    for locale, sign in (("C", "“".encode()), ("en_US.ISO-8859-1", b'"practice"')):
        told = subprocess.run(
            command, env={"LC_ALL": locale, **NO_UTF_8}, capture_output=True, check=True
        )
        assert sign in told.stdout
        assert b"\\u" not in told.stdout


@pytest.mark.parametrize("name", ["dumb", None])
def test_a_terminal_that_can_not_be_painted_on_is_refused(name: str | None) -> None:
    with Terminal(environment={"TERM": name}) as counter:
        assert counter.wait_for_end() == 2
        assert b"nothing can be painted on it" in counter.painted
        assert b"\x1b[?1049h" not in counter.painted


def test_few_colours_are_the_terminals_own_and_the_size_is_not_frozen() -> None:
    environment = {"TERM": "linux", "COLORTERM": None, "COLUMNS": "40", "LINES": "10"}
    with Terminal(environment=environment) as counter:
        counter.wait_for(HOME)
        assert not TRUE_COLORS.search(counter.painted)
        for columns in (80, 100, 60):
            counter.resize(columns, 24)
            counter.wait_for(rf"(?m)^▊▔{{{columns - 2}}}▎$")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


def test_without_colours_the_cursor_is_seen() -> None:
    with Terminal(environment={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as counter:
        counter.wait_for(HOME)
        counter.wait_for(r"today")
        counter.press("down", "down")
        counter.wait_for("online")
        lines = counter.wait_for(r"(?s)Owes\n.*")[0].splitlines()
        rows = range(24 - len(lines) + 1, 22)
        assert any(counter.screen.buffer[row][5].reverse for row in rows)
        counter.signal(signal.SIGTERM)
        assert counter.wait_for_end() == 128 + signal.SIGTERM
        assert not COLORS.search(counter.painted)
