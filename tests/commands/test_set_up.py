"""`connect` at a terminal asks how the shop is set up, in lines; Enter takes what is proposed."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest

from cleancloud_tui.commands.connect.questions import answers_of
from cleancloud_tui.settings import ShopSettings
from cleancloud_tui.settings.set_up.proposing import proposals
from cleancloud_tui.settings.set_up.questions import QUESTIONS
from cleancloud_tui.shop.set_up.learning import Learned

TODAY = date(2026, 5, 28)
PROPOSED = proposals(
    ShopSettings("Mill", token="t"),
    Learned(40, (Decimal(8), Decimal("1.5"), Decimal(0)), first_day=date(2019, 3, 1)),
)


def typing(*lines: str, then: str | None = None) -> Callable[[str], str]:
    """Return what types lines, and then always the same one, or nothing any more."""
    left = list(lines)

    def read(prompt: str) -> str:
        sys.stdout.write(prompt)
        if not left and then is None:
            raise EOFError
        return left.pop(0) if left else str(then)

    return read


def test_enter_takes_what_is_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    values = answers_of(PROPOSED, TODAY, typing("€", then=""))
    assert list(values) == list(QUESTIONS)
    assert (values["currency"], values["tax"], values["tax2"]) == ("€", Decimal(8), Decimal("1.5"))
    assert values["first_day"] == date(2019, 3, 1)
    told = " ".join(capsys.readouterr().out.split())
    assert "First tax, %. New orders are made with it. 0 where there is no tax. So it is in" in told
    assert "[8] " in told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["", "€"], "! Which sign stands before amounts"),
        (["€", "108", "7"], "! It is to be a number from 0 to 100"),
        (["€", "-", "7"], "! How many percent?"),
    ],
)
def test_what_can_not_be_used_is_asked_again(
    lines: Sequence[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    values = answers_of(PROPOSED, TODAY, typing(*lines, then=""))
    assert values["currency"] == "€"
    assert values["tax"] == Decimal(lines[-1] if lines[-1] != "€" else 8)
    assert told in capsys.readouterr().out


def test_the_end_of_input_leaves_the_rest_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers_of(PROPOSED, TODAY, typing("€", "7")) == {"currency": "€", "tax": Decimal(7)}
    assert "The rest stays as it is." in capsys.readouterr().out
