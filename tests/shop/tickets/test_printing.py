"""Tickets on paper: what a printing command is started with, is given, and what its end tells."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import pytest

from cleancloud_tui.shop.tickets.barcode import bars
from cleancloud_tui.shop.tickets.printing import (
    TicketError,
    UnknownPrintError,
    as_written,
    print_text,
    words_of,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="starts shell scripts")

LONG = 600
"""Seconds that nobody waits for."""


def printer(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


async def test_a_ticket_is_printed_by_a_command_without_a_shell(tmp_path: Path) -> None:
    paper = tmp_path / "the paper; echo no shell"
    script = "import pathlib,sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    await print_text("ORDER 437 █\n", f"{sys.executable} -c '{script}' \"{paper}\"")
    assert paper.read_text(encoding="utf-8") == "ORDER 437 █\n"


@pytest.mark.parametrize("holds", ["stdout and stderr", "stdin"])
async def test_printed_is_what_its_own_process_ends_with(tmp_path: Path, holds: str) -> None:
    """What it leaves running, with its output or input open, is not waited for."""
    keeps = f"sleep {LONG} <&0 &" if holds == "stdin" else f"sleep {LONG} &"
    script = f"cat > {tmp_path / 'paper'}\n{keeps}\necho $! > {tmp_path / 'pid'}"
    began = time.monotonic()
    try:
        await print_text("ORDER 437\n", str(printer(tmp_path / "lp", script)), seconds=LONG)
    finally:
        await asyncio.create_subprocess_exec("kill", (tmp_path / "pid").read_text().strip())
    assert time.monotonic() - began < LONG / 2
    assert (tmp_path / "paper").read_text() == "ORDER 437\n"


async def test_a_text_that_is_not_read_holds_nothing_up(tmp_path: Path) -> None:
    await print_text("x" * 1_000_000, str(printer(tmp_path / "lp", "exit 0")))


@pytest.mark.parametrize("script", ["cat > /dev/null; sleep 600", "sleep 600 & wait"])
async def test_of_a_command_that_does_not_end_nobody_knows(tmp_path: Path, script: str) -> None:
    with pytest.raises(UnknownPrintError, match="not known whether") as caught:
        await print_text("ORDER 437\n", str(printer(tmp_path / "lp", script)), seconds=0.3)
    assert "not printed" not in str(caught.value)
    assert "did not end within 0.3 seconds" in str(caught.value)


async def test_of_a_command_that_was_killed_nobody_knows(tmp_path: Path) -> None:
    lp = printer(tmp_path / "lp", "cat > /dev/null; kill -9 $$")
    told = r"not known whether the closing sheet was printed.*ended by SIGKILL"
    with pytest.raises(UnknownPrintError, match=told):
        await print_text("Till\n", str(lp), what="closing sheet")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/no/such/printer", r"can't be run \(there is no such program"),
        ("no-such-printer-anywhere -d till", r"can't be run \(there is no such program"),
        ("/etc/passwd", r"can't be run \(Permission denied"),
        ("/etc", r"can't be run \(Permission denied"),
        ('lp "unfinished', "can't be run .*there is no second \""),
        ("   ", "can't be run .*no program"),
        ('"" -x', "can't be run .*no program"),
        ("lp\0", "can't be run"),
        (f"{sys.executable} -c \"import sys; sys.exit('out of paper')\"", "out of paper"),
        (f'{sys.executable} -c "import sys; sys.exit(3)"', "exit code 3"),
    ],
)
async def test_what_the_printer_has_against_it_is_told(command: str, said: str) -> None:
    with pytest.raises(TicketError, match=said) as caught:
        await print_text("ORDER 437\n", command)
    assert not isinstance(caught.value, UnknownPrintError)
    assert "The ticket was not printed" in str(caught.value)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("lp -d till", ["lp", "-d", "till"]),
        (
            r"C:\Tools\print.exe -p \\till\receipts",
            [r"C:\Tools\print.exe", "-p", r"\\till\receipts"],
        ),
        (
            r'"C:\Program Files\Print It\p.exe" -to "COM 1"',
            [r"C:\Program Files\Print It\p.exe", "-to", "COM 1"],
        ),
        (r'p.exe "C:\out dir\" -x', ["p.exe", "C:\\out dir\\", "-x"]),
        ("lp '' --title='my ticket'  -o\ta", ["lp", "", "--title=my ticket", "-o", "a"]),
        ("lp \"it's\" 'say \"a\"'", ["lp", "it's", 'say "a"']),
    ],
)  # fmt: skip
def test_a_command_is_parted_at_blanks_and_a_backslash_is_a_sign(
    command: str, words: list[str]
) -> None:
    assert words_of(command) == words


@pytest.mark.parametrize("quote", ["", '"', "'"])
async def test_paths_with_blanks_and_backslashes_lead_to_their_program(
    tmp_path: Path, quote: str
) -> None:
    lp = printer(tmp_path / "Program Files" / r"Print\It 2" / "p.exe", 'cat > "$1"')
    paper = tmp_path / r"the\paper"
    await print_text("ORDER 437\n", f"{quote}{lp}{quote} {paper}")
    assert paper.read_text() == "ORDER 437\n"


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("Café £5", "cp437", b"Caf\x82 \x9c5"),
        ("Cafe\u0301", "cp858", b"Caf\x82"),
        ("12 €", "cp858", b"12 \xd5"),
        ("12 € Łódź", "cp437", b"12 ? L\xa2dz"),
        ("Ænd “so” – …", "ascii", b'And "so" - .'),
        ("漢字 👕", "cp437", b"HaZi ? "),
        ("漢字", "cp932", "漢字".encode("cp932")),
        ("Иван", "cp866", "Иван".encode("cp866")),
        ("Иван", "iso8859-1", b"Ivan"),
    ],
)
def test_what_a_printer_can_not_write_is_replaced(text: str, encoding: str, written: bytes) -> None:
    assert as_written(text, encoding) == written


def test_bars_are_left_out_where_they_would_not_be_bars() -> None:
    text = "\n".join(["ORDER 437", *bars("437"), "Ann"])
    assert as_written(text, "cp437").decode("cp437") == text
    for lacking in ("cp850", "iso8859-1", "ascii"):
        assert as_written(text, lacking) == b"ORDER 437\nAnn"
