"""The questions about a shop that was connected, a line each, where a person sits at a terminal."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Callable, Mapping
from typing import Final

from ... import endings
from ...api.errors import CleanCloudError
from ...api.rights import Rights
from ...composition import opened_shop
from ...settings import SettingsError, ShopSettings
from ...settings.set_up.answers import answer, keep_answers
from ...settings.set_up.pending import note_answered, note_pending
from ...settings.set_up.proposing import Proposal, proposals
from ...settings.set_up.questions import QUESTIONS
from ...shop.set_up.learning import Learned, learn

_NOTHING: Final = "-"
"""Takes back what is proposed."""

_HOW: Final = (
    "What money and days depend on. Enter takes what stands in brackets, - takes nothing in its "
    "place, and Ctrl+D leaves the rest as it is."
)

_WIDTH: Final = 78
"""Signs of a line."""

Read = Callable[[str], str]
"""Reads a line behind a prompt.

Raises:
    EOFError: No more comes.
"""


def ask_and_keep(shop: ShopSettings, rights: Rights) -> None:
    """Ask how a shop is set up, and keep what was answered.

    Raises:
        ReadOnlyError: No setting may be changed in this session.
        SettingsError: The answers can't be written.
    """
    note_pending(shop)  # who is cut off here is asked by the counter
    print("Looking at its recent orders …", flush=True)
    learned, why_not = endings.run(_learned(shop, rights))
    if why_not:
        print(f"They could not be read, so little is proposed. {why_not}")
    values = answers_of(proposals(shop, learned), datetime.datetime.now(shop.zone).date(), input)
    if values:
        keep_answers(shop.name, values, rights)
    note_answered(shop)
    if values:
        print("\nThat is kept. “Set up this shop” in the counter (Ctrl+P) asks again.")


async def _learned(shop: ShopSettings, rights: Rights) -> tuple[Learned, str]:
    async with opened_shop(shop, rights=rights, process="connect") as opened:
        try:
            return await learn(opened), ""
        except CleanCloudError as error:
            return Learned(), str(error)


def answers_of(
    proposed: Mapping[str, Proposal], today: datetime.date, read: Read
) -> dict[str, object]:
    """Ask all questions, each until its answer can be used, and return what was answered.

    Args:
        proposed: What is proposed, by the settings' names.
        today: The shop's calendar day.
        read: Reads a line.
    """
    _tell(_HOW)
    values: dict[str, object] = {}
    try:
        for name, proposal in proposed.items():
            question = QUESTIONS[name]
            _tell(f"{question.label}. {question.why} {proposal.why}")
            values[name] = _answer(name, proposal, today, read)
    except EOFError:
        print("\nThe rest stays as it is.")
    return values


def _tell(text: str) -> None:
    print(f"\n{textwrap.fill(text, _WIDTH)}")


def _answer(name: str, proposal: Proposal, today: datetime.date, read: Read) -> object:
    while True:
        typed = read(f"  [{proposal.text}] ").strip() or proposal.text
        try:
            return answer(name, "" if typed == _NOTHING else typed, proposal, today)
        except SettingsError as error:
            print(f"  ! {error}")
