import ast
from collections.abc import Iterator
from pathlib import Path

import cleancloud_tui

PACKAGE = Path(cleancloud_tui.__file__).parent
NEEDED = {"group", "description", "exit_on_error"}


def worker_decorators() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for decorator in node.decorator_list:
                name = decorator.func if isinstance(decorator, ast.Call) else decorator
                if isinstance(name, ast.Name) and name.id == "work":
                    yield f"{path.relative_to(PACKAGE)}:{node.name}", decorator


def run_worker_calls() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr != "run_worker":
                continue
            # What is named `run_worker` itself, and lets workers begin later, hands them on.
            if ast.unparse(node.value) != "super()":
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}"


def test_every_worker_has_a_named_group_and_lets_the_app_live() -> None:
    found = list(worker_decorators())
    assert len(found) > 5
    for where, decorator in found:
        assert isinstance(decorator, ast.Call), f"{where} is a worker without a group"
        said = {keyword.arg: keyword.value for keyword in decorator.keywords}
        assert said.keys() >= NEEDED, f"{where} lacks {NEEDED - said.keys()}"
        group = said["group"]
        assert isinstance(group, ast.Constant), where
        assert group.value, where
    calls = [where.partition(":")[0] for where in run_worker_calls()]
    assert calls == [
        "app/keys/keeping.py",
        "screens/deeds/deeds.py",
        "screens/paper.py",
    ]  # what no screen's end ends
