"""What is asked of a shop that was connected: the settings that money and days depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """A setting that is asked for.

    Attributes:
        name: The setting's.
        label: What people call it.
        why: What depends on it, as a sentence.
        is_long: Whether the answer needs a line of its own.
        must_be_said: What is said where it is left empty, for nothing can be taken instead.
    """

    name: str
    label: str
    why: str
    is_long: bool = False
    must_be_said: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that belong together.

    Attributes:
        name: Tells it from the others.
    """

    name: str
    title: str
    questions: Sequence[Question]


TOPICS: Final = (
    Topic(
        "money",
        "Money",
        (
            Question(
                "currency",
                "Currency",
                "The sign before every amount; CleanCloud does not tell it.",
                must_be_said="Which sign stands before amounts, such as $, £ or €?",
            ),
            Question(
                "tax",
                "First tax, %",
                "New orders are made with it. 0 where there is no tax.",
                must_be_said="How many percent? 0 where there is no tax.",
            ),
            Question("tax2", "Second tax, %", "Where the shop has another one; 0 for none."),
            Question("tax3", "Third tax, %", "Where the shop has a third one; 0 for none."),
            Question("tax_included", "Included", "Whether the prices include the taxes."),
            Question("express_percent", "Express, %", "What express adds to an order's items."),
            Question(
                "order_minimum", "Minimum", "To what the items of a pickup or delivery are lifted."
            ),
            Question("delivery_fee", "Delivery fee", "Asked for a delivery; 0 for none."),
        ),
    ),
    Topic(
        "days",
        "Days and hours",
        (
            Question("ready_days", "Ready in days", "What a new order's ticket promises."),
            Question("ready_time", "Ready by", "The hour that a ticket promises."),
            Question("hours", "Open", "No order is promised for a day that is closed.", True),
            Question("closed_days", "Closed on", "Holidays, such as 2026-12-25.", True),
            Question("time_zone", "Time zone", "Days and hours are shown in it."),
            Question("first_day", "First day", "Nothing older is read; empty for all there is."),
        ),
    ),
    Topic(
        "tickets",
        "Tickets",
        (
            Question("address", "Address", "Stands under the shop's name on tickets.", True),
            Question("phone", "Phone", "Stands under the address on tickets."),
            Question("print_encoding", "Printer takes", "utf-8 unless its manual says otherwise."),
            Question(
                "print_command",
                "Print with",
                "The command that prints, such as lp -d till; empty for none.",
                True,
            ),
        ),
    ),
)

QUESTIONS: Final[Mapping[str, Question]] = {
    question.name: question for topic in TOPICS for question in topic.questions
}
"""All of them by their settings, in the order in which they are asked."""
