"""The accounts of the README behind a real SSH server, and somebody who tries to get out."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

if sys.platform == "win32":
    pytest.skip("needs an SSH server and a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import load
from tests.scanner import over_ssh
from tests.stranger.server import TOKEN, Stranger
from tests.terminal import Terminal

if not over_ssh.is_possible():
    pytest.skip("there is no SSH server (sshd) on this computer", allow_module_level=True)

pytestmark = pytest.mark.long

ROOT: Final = Path(__file__).parents[1]
ORDER, BARCODE = "204", "552040001"
LINK: Final = "http://127.0.0.1:9/receipt"
OUT: Final = "escaped"
"""The file that whoever gets out leaves behind."""

_SETTINGS: Final = """
[app]
hide_seconds = 0

[[shops]]
name = "Mill"
base_url = "{address}"
token = "{token}"
rate = 50
margin = 0.0
"""

_PROGRAM: Final = """\
#!/bin/sh
cd {home} && exec env {variables} {python} -m cleancloud_tui "$@"
"""


@dataclass(frozen=True, slots=True)
class Account:
    """How somebody comes in.

    Attributes:
        options: What the client's programs are given.
        port: Of the server.
        to: Whom and where, behind the options.
    """

    options: Sequence[str]
    port: int
    to: str

    def ssh(self, *options: str) -> list[str]:
        return ["ssh", "-p", str(self.port), *self.options, *options, self.to]


@dataclass(frozen=True, slots=True)
class Place:
    """The computer: its accounts, and what must stay as it is."""

    home: Path
    data: Path
    accounts: Mapping[str, Account]

    @property
    def exports(self) -> Path:
        return next((self.data / "cleancloud-tui" / "shops").iterdir()) / "exports"

    def found(self) -> Mapping[str, bytes]:
        return {str(each): each.read_bytes() for each in self.home.rglob("*") if each.is_file()}


def blocks_of_readme() -> tuple[list[str], str]:
    """Return the lines for `authorized_keys`, and those for the server's settings."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Over SSH\n")[2]
    blocks = re.findall(r"```\n(.*?)```", chapter, re.DOTALL)
    return blocks[0].splitlines(), blocks[1]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    home, keys = tmp_path / "home", tmp_path / "keys"
    home.mkdir()
    keys.mkdir(mode=0o700)
    (home / ".bashrc").write_text("# mine\n")
    with contextlib.ExitStack() as stack:
        stranger = stack.enter_context(Stranger())
        stranger.shop.orders[ORDER]["receiptLink"] = LINK
        settings = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(mode=0o600)
        settings.write_text(_SETTINGS.format(address=stranger.base_url, token=TOKEN))
        asyncio.run(_filled())
        program = tmp_path / "cleancloud-tui"
        kept = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
        kept |= {"HOME": str(home), "PYTHONPATH": str(ROOT)}
        variables = " ".join(f"{name}='{value}'" for name, value in kept.items())
        told = {"home": home, "variables": variables, "python": sys.executable}
        program.write_text(_PROGRAM.format(**told))
        program.chmod(0o755)
        accounts = stack.enter_context(_served(keys, str(program)))
        yield Place(home, tmp_path / "data", accounts)


async def _filled() -> None:
    async with opened_shop(load().shop(), rights=EVERYTHING, process="test") as shop:
        await shop.sync.catch_up()


@contextlib.contextmanager
def _served(keys: Path, program: str) -> Iterator[Mapping[str, Account]]:
    """Serve four accounts: a manager and a till, each by its key's options and by its user's."""
    lines, of_users = blocks_of_readme()
    for name in ("host", "manager", "till", "plain"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)]
        subprocess.run(made, check=True)
    public = {name: (keys / f"{name}.pub").read_text() for name in ("manager", "till", "plain")}
    authorized = [
        re.sub(r"ssh-ed25519 .*", lambda found, name=name: public[name], line)
        for line, name in zip(lines, ("manager", "till"), strict=True)
    ]
    (keys / "authorized").write_text(
        "".join(authorized).replace("cleancloud-tui", program) + public["plain"]
    )
    port = over_ssh.free_port()
    # Two users are two addresses here, and whoever tests is both of them.
    of_users = of_users.replace("cleancloud-tui", program)
    of_users = re.sub(r"(?m)^    AuthorizedKeysFile .*\n", "", of_users)
    of_users = of_users.replace("User manager,till", "LocalAddress 127.0.0.2,127.0.0.3")
    of_users = of_users.replace("User manager", "LocalAddress 127.0.0.2")
    of_users = of_users.replace("User till", "LocalAddress 127.0.0.3")
    assert of_users.count("LocalAddress") == 3
    config = [
        *(f"ListenAddress 127.0.0.{host}:{port}" for host in (1, 2, 3)),
        *(f"HostKey {keys / 'host'}", f"AuthorizedKeysFile {keys / 'authorized'}"),
        *("PidFile none", "StrictModes no", "PermitRootLogin yes", "UsePAM no"),
        *("MaxStartups 100", "Subsystem sftp internal-sftp"),
        "AcceptEnv *",  # more than the README lets in
        of_users,
    ]
    (keys / "config").write_text("\n".join(config))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    assert over_ssh.SERVER
    server = [over_ssh.SERVER, "-D", "-e", "-f", str(keys / "config")]
    with subprocess.Popen(server, stderr=(keys / "log").open("w")) as process:
        try:
            over_ssh.wait_for(port)
            yield {
                "manager by key": _account(keys / "manager", port, "127.0.0.1"),
                "till by key": _account(keys / "till", port, "127.0.0.1"),
                "manager by user": _account(keys / "plain", port, "127.0.0.2"),
                "till by user": _account(keys / "plain", port, "127.0.0.3"),
                "without any of it": _account(keys / "plain", port, "127.0.0.1"),
            }
        finally:
            process.terminate()


def _account(key: Path, port: int, host: str) -> Account:
    options = (
        *("-q", "-F", "none", "-i", str(key), "-o", "IdentitiesOnly=yes"),
        *("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"),
        *("-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes"),
    )
    return Account(options, port, f"{getpass.getuser()}@{host}")


def attempts(account: Account, place: Place, keys: Path) -> Iterator[tuple[Sequence[str], str]]:
    """Yield what somebody runs at home, and what they type into it."""
    out, inside = place.home / OUT, f"touch {place.home / OUT}\n"
    file = keys / "letter"
    yield [*account.ssh("-T"), f"touch {out}"], ""
    yield [*account.ssh("-T"), f"cleancloud-tui; touch {out}"], ""
    yield account.ssh("-T"), inside
    yield [*account.ssh("-T"), "sh"], inside
    yield [*account.ssh("-T"), f"cleancloud-tui audit --csv {out}"], ""
    yield [*account.ssh("-T", "-s"), "sftp"], inside
    copying = [*account.options, "-P", str(account.port)]
    yield ["scp", *copying, str(file), f"{account.to}:{out}"], ""
    yield ["scp", "-O", *copying, str(file), f"{account.to}:{out}"], ""
    yield ["sftp", *copying, "-b", "-", account.to], f"put {file} {out}\n"


def forwardings(account: Account) -> Iterator[Sequence[str]]:
    yield account.ssh("-N", "-W", f"127.0.0.1:{account.port}")
    yield account.ssh("-N", "-R", f"127.0.0.1:{over_ssh.free_port()}:127.0.0.1:{account.port}")


def run(attempt: tuple[Sequence[str], str]) -> subprocess.CompletedProcess[str]:
    words, typed = attempt
    return subprocess.run(
        words, input=typed, capture_output=True, text=True, timeout=100, check=False
    )


def test_nothing_but_the_counter_is_run(place: Place, tmp_path: Path) -> None:
    before = place.found()
    (tmp_path / "keys" / "letter").write_text("touch this\n")
    anyone = place.accounts["without any of it"]
    assert run(([*anyone.ssh("-T"), f"touch {place.home / OUT}"], "")).returncode == 0
    (place.home / OUT).unlink()  # so it would be found
    assert "SSH-2.0" in run((next(forwardings(anyone)), "")).stdout
    inside = [name for name in place.accounts if " by " in name]
    tries = [
        each
        for name in ("manager by key", "till by user")
        for each in attempts(place.accounts[name], place, tmp_path / "keys")
    ]
    tries += [(each, "") for name in inside for each in forwardings(place.accounts[name])]
    hostile = place.accounts["till by user"].ssh("-T", "-o", "SendEnv=PYTHONINSPECT")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(run, tries))
        inspected = pool.submit(
            subprocess.run,
            ["env", "PYTHONINSPECT=1", *hostile],
            input=f"open({str(place.home / OUT)!r}, 'w')\n",
            capture_output=True,
            text=True,
            check=False,
        ).result()
    for (words, _), each in zip(tries, done, strict=True):
        assert each.returncode != 0, words
        assert "SSH-2.0" not in each.stdout, words  # nothing was forwarded
    assert inspected.returncode != 0
    assert place.found() == before


def test_a_till_works_and_stays_inside(place: Place) -> None:
    place.exports.mkdir(mode=0o700, exist_ok=True)
    (place.exports / "there.csv").write_text("mine\n")
    (place.exports / "link.csv").symlink_to(place.home / OUT)
    before = place.found()
    hostile = {
        "CLEANCLOUD_BASE_URL": "http://127.0.0.1:9/api",
        "CLEANCLOUD_API_TOKEN": "x",
        "BROWSER": f"touch {place.home / OUT} #%s",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "PAGER": "sh",
        "EDITOR": "sh",
        "SHELL": "/bin/sh",
    }
    send = [part for name in hostile for part in ("-o", f"SendEnv={name}")]
    way = place.accounts["till by key"].ssh("-tt", "-e", "none", *send)
    with Terminal(command=[*way, "sh"], environment={**hostile, "COLORTERM": "truecolor"}) as till:
        till.wait_for("Mill(.|\n)*online")
        till.press("\x1a", "\x1c")  # Ctrl+Z, and what may end programs
        till.press("\x10")
        till.wait_for("Search for commands")
        till.press(*"Connect")
        till.wait_for("No matches found")
        till.press("escape")
        till.wait_until_gone("Search for commands")
        till.press("f3")
        till.wait_for("Code")
        till.press(*BARCODE, "enter")
        till.wait_for(ORDER)
        for name, told in (
            ("../x", "Nothing was written to"),
            (f"{place.home}/x", "Nothing was written to"),
            ("there", "is there already"),
            ("link", "is there already"),
        ):
            till.press("\x13")
            till.wait_for("to which file")
            till.press("\x15")
            till.send(f"\x1b[200~{name}\x1b[201~".encode())
            time.sleep(0.2)
            till.press("enter")
            till.wait_until_gone("to which file")
            till.wait_for(told)
            till.press("\x19")  # seen
            till.wait_until_gone(told)
        till.press("f6")
        till.wait_for("n Notes|m More")
        till.press("n")
        till.wait_for(f"Notes of order {ORDER}")
        till.press("escape")
        till.wait_until_gone(f"Notes of order {ORDER}")
        till.press("m")
        till.press(till.wait_for(r"(\w) +Copy or open the receipt")[1])
        till.wait_for(LINK)
        assert "Open in the browser" not in till.text
        till.press("o", "escape")
        till.wait_until_gone("Receipt of order")
        till.press("ctrl+q")
        assert till.wait_for_end() == 0  # there is nothing behind it
    assert place.found() == before
    assert sorted(each.name for each in place.exports.iterdir()) == ["link.csv", "there.csv"]
