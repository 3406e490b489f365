"""`cleancloud-tui completion`: the scripts, and what a real shell makes of them."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.operations import OPERATIONS

COMMANDS = {"api", "practice", "connect", "sync", "summary", "doctor", "completion"}

Script = Callable[[str], Path]


@pytest.fixture
def script(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Script:
    def write(shell: str) -> Path:
        assert cli.main(["completion", shell]) == 0
        file = tmp_path / f"completion.{shell}"
        file.write_text(capsys.readouterr().out, encoding="utf-8")
        return file

    return write


@pytest.fixture
def completed(script: Script, tmp_path: Path) -> Callable[[str], set[str]]:
    """Tells what bash completes a line to."""
    bash = shutil.which("bash") or pytest.skip("there is no bash here")
    file = script("bash")

    def complete(line: str) -> set[str]:
        code = (
            f"source {file}; COMP_LINE={shlex.quote(line)}; COMP_POINT=${{#COMP_LINE}};"
            ' _cleancloud_tui; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        command = [bash, "--norc", "--noprofile", "-c", code]
        ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
        assert not ended.stderr
        return set(ended.stdout.split("\n")) - {""}

    return complete


def test_bash_completes_commands_operations_parameters_and_values(
    completed: Callable[[str], set[str]], tmp_path: Path
) -> None:
    assert completed("cleancloud-tui ") > COMMANDS
    assert completed("cleancloud-tui --read-only --shop practice d") == {"doctor"}
    assert completed("cleancloud-tui api ") == set(OPERATIONS)
    assert completed("cleancloud-tui api getO") == {"getOrders"}
    names = {f"{each.name}=" for each in OPERATIONS["updateOrder"].parameters}
    assert completed("cleancloud-tui api updateOrder orderID=1 ") == names
    assert completed("cleancloud-tui api --again updateOrder orderN") == {"orderNotes="}
    assert completed("cleancloud-tui api updateOrder status=") == {"4", "5", "0", "1", "2"}
    assert completed("cleancloud-tui api getProducts inStore=") == {"0", "1"}
    assert completed("cleancloud-tui api updateOrder orderID=") == set()
    assert completed("cleancloud-tui summary --f") == {"--from"}
    assert completed("cleancloud-tui summary --from ") == set()
    assert completed("cleancloud-tui completion ") == {"bash", "zsh", "fish"}
    (tmp_path / "an order.json").touch()
    assert "an order.json" in completed("cleancloud-tui api updateOrder --json an")


@pytest.mark.terminal
def test_an_interactive_bash_takes_the_script(script: Script) -> None:
    pexpect = pytest.importorskip("pexpect")
    bash = shutil.which("bash") or pytest.skip("there is no bash here")
    shell = pexpect.spawn(bash, ["--norc", "--noprofile"], encoding="utf-8", timeout=60)
    shell.sendline("bind 'set enable-bracketed-paste off'; PS1='ready> '")
    shell.expect("ready> $")
    shell.sendline(f"source {script('bash')}; cleancloud-tui() {{ printf '<%s>' \"$@\"; }}")
    shell.expect("ready> $")
    shell.sendline("cleancloud-tui ap\tupdateO\torderI\t7 deliveryReschedule=1 orderNo\tn")
    shell.expect("<api><updateOrder><orderID=7><deliveryReschedule=1><orderNotes=n>")
    shell.close(force=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_names_everything_that_can_be_typed(script: Script, shell: str) -> None:
    text = script(shell).read_text(encoding="utf-8")
    for operation in OPERATIONS.values():
        for name in (operation.name, *(each.name for each in operation.parameters)):
            assert re.search(rf"\b{name}\b", text), name
    assert all(re.search(rf"\b{name}\b", text) for name in COMMANDS)
    if path := shutil.which(shell):
        subprocess.run([path, "-n", script(shell)], check=True)
