"""No screen begins before it stands on the stack; `test_opening` shows what happened otherwise."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.screen import Screen

import cleancloud_tui
from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.screens.base import ShopScreen
from cleancloud_tui.screens.stacked import StackedScreen

from .conftest import Counter


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
    assert {kind for kind in ours if kind.run_worker is not StackedScreen.run_worker} == set()
    assert "run_worker" in vars(CounterApp)


async def test_a_worker_begins_after_what_starts_it(counter: Counter) -> None:
    order = []
    screen = counter.app.screen
    assert isinstance(screen, ShopScreen)

    async def fetch() -> None:
        order.append("worker")

    screen.fetch = fetch  # type: ignore[method-assign]
    screen.bring_up_to_date()
    order.append("its caller")
    await counter.settle()
    assert order == ["its caller", "worker"]


async def test_what_is_under_a_dialog_stays_in_sight(counter: Counter) -> None:
    await counter.press("f1")
    assert counter.is_asking
    assert "online" in counter.text.splitlines()[0]
