"""Goes through the rules of the desk without a screen: one answer a kind of question."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field

from cleancloud_tui.shop.new_order.making import SendDraft
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.steps import Send, Step, Steps, walk


@dataclass
class Person:
    """Answers what a rule asks, and has the shop send what it comes to.

    Attributes:
        answers: What is answered to each kind of step, or what is done before that is known; what
            is not in it is answered by no.
        steps: What the rule asked, said and sent.
    """

    shop: Shop
    answers: Mapping[type, object] = field(default_factory=dict)
    steps: list[object] = field(default_factory=list)

    async def goes_through(self, steps: Steps[Step]) -> list[type]:
        """Go through a rule, and return the kinds of its steps."""
        before = len(self.steps)
        await walk(steps, self._answer)
        return [type(each) for each in self.steps[before:]]

    async def _answer(self, step: object) -> object:
        self.steps.append(step)
        if isinstance(step, SendDraft):
            return await self.shop.send(step.request, may_wait=step.may_wait, form=step.form)
        if isinstance(step, Send):
            return await self.shop.send(step.request)
        answer = self.answers.get(type(step), False)
        return await answer() if inspect.iscoroutinefunction(answer) else answer
