"""Setting a shop up on its screen: what is proposed, what has to be said, what is kept of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from cleancloud_tui.app.around import Around
from cleancloud_tui.screens.set_up.screen import SetUpScreen
from cleancloud_tui.settings import ShopSettings
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened

SHOP = ShopSettings("Mill", token="t")


class Kept:
    """What was answered, and how often."""

    def __init__(self) -> None:
        self.answers: list[Mapping[str, object]] = []
        self.wrong = ""

    async def keep(self, values: Mapping[str, object]) -> None:
        if self.wrong:
            raise ValueError(self.wrong)
        self.answers.append(values)


def around(kept: Kept, **more: Any) -> Around:
    return Around(settings=SHOP, keep_answers=kept.keep, **more)


def line_of(counter: Counter, label: str) -> str:
    return next(line for line in counter.text.splitlines() if label in line)


async def test_a_new_shop_is_asked_and_opens_anew_with_the_answers(
    unread_host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, opens = Kept(), list[str]()
    async with opened(unread_host, around=around(kept, is_new=True)) as counter:
        monkeypatch.setattr(counter.app, "exit", opens.append)
        assert isinstance(counter.app.screen, SetUpScreen)
        await counter.until(lambda: "8" in line_of(counter, "First tax, %"))
        assert "CleanCloud does not tell it." in counter.text
        assert "Nobody has said yet." in counter.text
        await counter.press("ctrl+s")
        assert "Which sign stands" in counter.text
        assert not kept.answers
        await counter.type("£")
        await counter.press("tab")
        assert "0 where there is no tax. So it is in" in " ".join(counter.text.split())
        await counter.press("backspace", "7", "ctrl+s")
    [values] = kept.answers
    assert (values["currency"], values["tax"], values["tax_included"]) == ("£", Decimal(7), False)
    assert opens == ["Acme"]


async def test_what_is_typed_is_kept_until_it_can_be(open_counter: Open) -> None:
    kept = Kept()
    async with open_counter(around=around(kept), size=(120, 40)) as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        await counter.type("€")
        await counter.press("escape")
        assert "What was typed is kept" in counter.notices[-1]
    kept.wrong = "The settings stay as they were."
    async with open_counter(around=around(kept)) as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert "€" in line_of(counter, "Currency")
        assert "Ctrl+N throws it away" in counter.text
        await counter.press("ctrl+s")
        assert "The settings stay as they were." in counter.text
        assert isinstance(counter.app.screen, SetUpScreen)


async def test_nothing_is_asked_where_nothing_can_be_kept(open_counter: Open) -> None:
    async with open_counter() as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert "Nothing of this shop stands in the settings file" in counter.notices[-1]
    async with open_counter(read_only=True, around=around(Kept(), is_new=True)) as counter:
        assert not isinstance(counter.app.screen, SetUpScreen)
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert not isinstance(counter.app.screen, SetUpScreen)
