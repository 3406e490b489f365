"""No screen begins before it stands on the stack; `test_opening` shows what happened otherwise."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.screen import Screen

import cleancloud_tui
from cleancloud_tui.screens.stacked import StackedScreen


def kinds_of(kind: type[Screen]) -> Iterator[type[Screen]]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


def test_every_screen_and_dialog_waits_for_its_place() -> None:
    for module in pkgutil.walk_packages(cleancloud_tui.__path__, "cleancloud_tui."):
        if ".screens." in module.name:
            importlib.import_module(module.name)
    ours = {kind for kind in kinds_of(Screen) if kind.__module__.startswith("cleancloud_tui.")}
    assert len(ours) > 30
    assert {kind for kind in ours if not issubclass(kind, StackedScreen)} == set()
