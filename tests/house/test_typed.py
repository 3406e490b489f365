"""What a sentence tells people to type is what they typed before, or would find."""

import ast
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleancloud_tui

PACKAGE = Path(cleancloud_tui.__file__).parent
ROOT = PACKAGE.parent


def told(*command: str, cwd: Path = ROOT, **environ: str) -> str:
    """Return what a command says that is called without what it needs, and its help."""
    said = ""
    for arguments in (["--help"], ["--no-such"], ["api", "--help"], ["sync", "--shop", "none"]):
        ended = subprocess.run(
            [*command, *arguments],
            cwd=cwd,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        said += ended.stdout + ended.stderr
    return said


def test_a_module_of_some_python_is_named_as_one() -> None:
    said = told(sys.executable, "-m", "cleancloud_tui")
    assert f"usage: {sys.executable} -m cleancloud_tui" in " ".join(said.split())
    assert "cleancloud-tui [" not in said
    assert "  cleancloud-tui api" not in said


@pytest.mark.skipif(os.name != "posix", reason="the command's file is made by hand")
def test_an_installed_command_is_named_by_its_name_where_the_shell_finds_it(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "cleancloud-tui"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom cleancloud_tui.cli import main\nsys.exit(main())\n"
    )
    program.chmod(0o755)
    found = told(str(program), PYTHONPATH=str(ROOT), PATH=f"{program.parent}:{os.environ['PATH']}")
    assert "usage: cleancloud-tui [" in found
    assert "-m cleancloud_tui" not in found
    unfound = " ".join(told(str(program), PYTHONPATH=str(ROOT)).split())
    assert f"usage: {program} [" in unfound


def test_a_python_is_named_as_it_was_typed(tmp_path: Path) -> None:
    venv.create(tmp_path / "py", symlinks=os.name != "nt", with_pip=False)
    folder = "Scripts" if os.name == "nt" else "bin"
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = '-m'\n"
    script += "from cleancloud_tui import typed; print(typed.command('connect'))"
    environ = {**os.environ, "PATH": f"{tmp_path / 'py' / folder}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["python", "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "python -m cleancloud_tui connect"


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the program but docstrings, with where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        statements = (each.value for each in ast.walk(tree) if isinstance(each, ast.Expr))
        docstrings = {id(each) for each in statements if isinstance(each, ast.Constant)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in docstrings:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.value


def test_no_sentence_names_a_command_of_its_own_accord() -> None:
    names = {"cleancloud-tui", "cleancloud-tui ", "cleancloud-tui/"}  # the product, not a command
    for where, text in texts():
        if where.startswith("typed.py") or text in names or text.startswith("cleancloud-tui."):
            continue
        assert "cleancloud-tui" not in text, where
        assert "-m cleancloud_tui" not in text, where
