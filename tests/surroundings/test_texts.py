"""Files and standard input in each encoding in which editors and shells write them."""

from __future__ import annotations

import ast
import codecs
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from cleancloud_tui import paths
from cleancloud_tui.settings import read_file as read_settings
from tests import forking
from tests.stranger.server import TOKEN, Stranger

ROOT: Final = Path(__file__).parents[2]

MARKED: Final = {
    "UTF-8": ("utf-8", b""),
    "UTF-8 with a mark": ("utf-8", codecs.BOM_UTF8),
    "UTF-8 with two": ("utf-8", codecs.BOM_UTF8 * 2),
    "UTF-16 LE": ("utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16 BE": ("utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-32 LE": ("utf-32-le", codecs.BOM_UTF32_LE),
    "UTF-32 BE": ("utf-32-be", codecs.BOM_UTF32_BE),
}

REFUSED: Final = {
    "Latin-1": ("latin-1", b"", "is not written in UTF-8 (line 2 has the byte 0xEB"),
    "Windows-1252": ("cp1252", b"", "save it as UTF-8"),
    "UTF-16 without": ("utf-16-le", b"", "is written in UTF-16 without a mark that says so"),
    "UTF-16 BE without": ("utf-16-be", b"", "is written in UTF-16 without a mark"),
    "not what it says": ("latin-1", codecs.BOM_UTF8, "is not written in UTF-8 (line 2 has"),
    "cut UTF-16": ("utf-8", codecs.BOM_UTF16_LE + b"\x00\xd8", "is no UTF-16-LE, though it begins"),
}


def written(text: str, encoding: str, mark: bytes, line: str = "\r\n") -> bytes:
    return mark + text.replace("\n", line).encode(encoding)


def run(*argv: str, given: bytes = b"", **variables: str) -> tuple[int, str, str]:
    ended = forking.run(*argv, environment={**os.environ, **variables}, given=given)
    out, err = ended.stdout.decode(), ended.stderr.decode()
    assert "Traceback" not in err
    assert "not foreseen" not in err
    return ended.returncode, out, err


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    with Stranger() as stranger:
        yield stranger


SETTINGS: Final = '[[shops]]\nname = "Zoë"\ntoken = "t"\ntax = 8.25\n'


def settings(data: bytes) -> Path:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("kind", MARKED)
def test_settings_are_read(kind: str) -> None:
    settings(written(SETTINGS, *MARKED[kind]))
    assert [shop.name for shop in read_settings().shops] == ["Zoë"]
    assert str(read_settings().shops[0].tax) == "8.25"


@pytest.mark.parametrize("kind", REFUSED)
def test_settings_that_are_not_readable_are_told(kind: str) -> None:
    encoding, mark, told = REFUSED[kind]
    file = settings(written(SETTINGS, encoding, mark))
    code, _, err = run("doctor")
    assert code == 2
    assert err.startswith(f"{file} is ")
    assert told in err


def test_a_file_of_something_else_is_told() -> None:
    file = settings(b"\x00" * 500)
    assert run("audit")[2].startswith(f"{file} is ")
    settings(b"\x7fELF\x02\x00\x01")
    assert run("audit")[2] == f"{file} is no text.\n"


PARAMETERS: Final = '{\n"customerID": "101", "customerNotes": "Zoë"}'


@pytest.mark.parametrize("kind", MARKED)
def test_parameters_are_read_from_a_file_and_from_standard_input(
    stranger: Stranger, kind: str, tmp_path: Path
) -> None:
    data, file = written(PARAMETERS, *MARKED[kind]), tmp_path / "parameters.json"
    file.write_bytes(data)
    for argv, given in ((("--json", str(file)), b""), (("--json", "-"), data)):
        code, _, err = run(
            *("api", "updateCustomer", "--again", *argv), given=given, **stranger.environment
        )
        assert (code, err) == (0, "")
        assert stranger.of("updateCustomer")[-1].parameters["customerNotes"] == "Zoë"


@pytest.mark.parametrize("kind", REFUSED)
def test_parameters_that_are_not_readable_are_told(
    stranger: Stranger, kind: str, tmp_path: Path
) -> None:
    encoding, mark, told = REFUSED[kind]
    data, file = written(PARAMETERS, encoding, mark), tmp_path / "parameters.json"
    file.write_bytes(data)
    code, _, err = run("api", "getOrders", "--json", "-", given=data, **stranger.environment)
    assert code == 2
    assert err.startswith("getOrders: standard input is ")
    assert told in err
    code, _, err = run("api", "getOrders", "--json", str(file), **stranger.environment)
    assert code == 2
    assert err.startswith(f"getOrders: {file} is ")


@pytest.mark.parametrize("kind", MARKED)
def test_a_token_is_read_from_standard_input(stranger: Stranger, kind: str) -> None:
    data = written(f"{TOKEN}\nnot this\n", *MARKED[kind])
    code, _, err = run("connect", "--base-url", stranger.base_url, given=data)
    assert (code, err) == (0, "")
    assert read_settings().shops[0].token == TOKEN


def test_a_token_that_is_not_readable_is_told_and_not_shown(stranger: Stranger) -> None:
    for data, told in (
        (f"{TOKEN}é".encode("latin-1"), "Standard input is not written in UTF-8 (line 1 has"),
        (TOKEN.encode("utf-16-le"), "Standard input is written in UTF-16 without a mark"),
        (b"", "No token was given; nothing was changed."),
    ):
        code, _, err = run("connect", "--base-url", stranger.base_url, given=data)
        assert code == 2
        assert err.startswith(told)
        assert TOKEN not in err


def test_a_token_is_not_waited_for_behind_its_line(stranger: Stranger) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cleancloud_tui", "connect", "--base-url", stranger.base_url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        process.stdin.write(codecs.BOM_UTF8 + TOKEN.encode() + b"\r\n")
        process.stdin.flush()  # and it stays open
        assert process.wait() == 0


def test_a_mark_in_the_environment_is_none_of_the_tokens(stranger: Stranger) -> None:
    token = f"\ufeff{TOKEN}"
    variables = {"CLEANCLOUD_API_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(
        [sys.executable, "-m", "cleancloud_tui", "api", "getPriceLists"],
        env={**os.environ, **stranger.environment, **variables},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert json.loads(ended.stdout)["Success"]


ALLOWED: Final = {
    "values/texts.py": "the reader itself",
    "bootstrap/environment.py": "what it wrote itself",
    "bootstrap/pip_settings.py": "looks whether pip can read it",
    "bootstrap/whole.py": "what was installed, and what it wrote itself",
    "commands/connect/__init__.py": "asks whether a person is there",
    "commands/doctor/terminal.py": "asks the terminal itself",
    "commands/forget/__init__.py": "asks whether a person is there",
    "commands/signing_in.py": "asks whether a person is there",
    "practice/generator/tables.py": "a file of the program's own",
    "practice/schema.py": "a file of the program's own",
    "settings/file.py": "opens it to see who may read it, and has the reader read it",
    "settings/reading.py": "whatever has the settings' name; what it reads is decoded as all is",
    "shop/database.py": "a file of the program's own",
    "shop/who.py": "the system's own files",
    "api/clocks/uptime.py": "the system's own files",
    "settings/time_zones.py": "the beginning of the system's own files",
    "commands/forget/old.py": "asks whether a person is there",
    "shop/tickets/printing.py": "what the printing process said",
    "stores/aside.py": "what it wrote itself",
    "stores/carry.py": "a file of SQLite",
    "stores/pages.py": "a file of SQLite",
    "terminal/there.py": "asks whether a person is there",
    "screens/orders/picture.py": "a picture",
}
"""Modules that may read, and what."""

_READS: Final = {"read_text", "read_bytes", "stdin", "fromfile", "fileinput"}


def _reads(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _READS:
            return True
        if isinstance(node, ast.Call) and (
            (isinstance(node.func, ast.Name) and node.func.id == "open")
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "open" and node.args)
        ):
            return True
    return False


def test_there_is_one_reader_for_what_somebody_hands_over() -> None:
    package = ROOT / "cleancloud_tui"
    found = {
        str(file.relative_to(package).as_posix())
        for file in package.rglob("*.py")
        if _reads(ast.parse(file.read_text(encoding="utf-8")))
    }
    writes = {
        "cli.py",
        "shop/exports/files.py",
        "terminal/output.py",
        "api/network/certificates.py",
        "stores/private.py",
    }
    assert found - writes <= ALLOWED.keys()
