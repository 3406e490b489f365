"""The customer editor: one form for a new customer and for a known one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual import work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import BadParametersError, CleanCloudError, RefusedError
from ...api.models.customers import Customer
from ...api.privacy import is_secret
from ...api.request import Request
from ...api.text import one_line
from ...shop.customers.changing import (
    CustomerForm,
    NotLooked,
    SameContact,
    SaveAllTheSame,
    Saved,
    Step,
    UnderWay,
    WithoutEmail,
    saving,
)
from ...shop.customers.fields import CustomerField, operation_for
from ...shop.customers.form_values import new_values, values_of
from ...shop.journal.drafts import FormDraft
from ...shop.writes.conflicts import Conflict
from ...shop.writes.steps import LooksAgain, NothingChanged, Send, walk
from ...shop.writes.typed_fields import changed_fields
from ...widgets.form import Form
from ...wording.values import joined
from ..desk import Desk
from ..destinations import OpenCustomer
from ..dialogs.choose import ChooseDialog
from ..form_screen import FormScreen
from . import doubts
from .customer_form import ADVANCED, sections

_ABOUT: Final = (CustomerField.NAME, CustomerField.PHONE)
"""What tells people whom a draft is about."""

_WAS: Final = "was "
"""Before a field's name in a draft: what it held when it was changed."""

_GO_ON: Final = "go-on"
_ANEW: Final = "anew"


class CustomerEditor(FormScreen):
    """Makes a customer, or changes one; only what was changed is sent."""

    HELP = (
        "Tab goes from field to field, Ctrl+S saves from any of them. What is typed is kept while "
        "you type: a scan, Escape, a lost connection or a closed terminal loses nothing of it but "
        "passwords and tokens. F6 looks up the route by the address. F8 shows the password and the "
        "cards' tokens."
    )

    CHANGING = frozenset({"begin_anew", "route"})

    BINDINGS = [
        # TextArea would take F6 for itself.
        Binding("f6", "route", "Route", id="route", priority=True),
        Binding("f8", "advanced", "Advanced", id="advanced"),
    ]

    def __init__(
        self, desk: Desk, customer_id: str = "", typed: Mapping[str, str] | None = None
    ) -> None:
        """Open the form.

        Args:
            desk: What every screen works with.
            customer_id: Whom to change; empty for a new customer.
            typed: What a new customer's form begins with, by `CustomerField`.
        """
        super().__init__(desk, "customer", customer_id)
        self._operation = operation_for(customer_id)
        known = self.shop.customer(customer_id) if customer_id else None
        self._customer = known.value if known else None
        self._typed_before = dict(typed or {})
        self._was_tried = False
        self._before: dict[str, str] = {}
        self._begin()

    def _begin(self) -> None:
        self._before = (
            values_of(self._customer, self._operation)
            if self._customer
            else new_values(self._operation)
        )
        self._begun_with = self._before | self._typed_before

    def body(self) -> Iterator[Widget]:
        """Whom it is about, and the form."""
        title = f"Edit {self._whose}" if self.customer_id else "New customer"
        yield Static(title, classes="heading", markup=False)
        yield Static(id="draft", markup=False)
        yield Form(self._operation, sections(is_new=not self.customer_id), self._begun_with)

    def on_mount(self) -> None:
        """Begin with the name, or with the phone number where the name is there already."""
        self.form.query_one(f"#section-{ADVANCED}").display = False
        has_name = self._begun_with[CustomerField.NAME] and not self.customer_id
        self.form.focus_on(CustomerField.PHONE if has_name else CustomerField.NAME)

    # The draft

    def draft(self) -> Mapping[str, str]:
        """Return what was changed, passwords and tokens left out, and what stood there before.

        What the search filled in is worth keeping once something was added, or it was to be saved.
        """
        typed = {name: text for name, text in self.form.values().items() if not is_secret(name)}
        if not self._was_tried and not changed_fields(self._begun_with, typed):
            return {}
        changed = changed_fields(self._before, typed)
        return changed | {_WAS + name: self._before[name] for name in changed}

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form; what it was typed over is remembered with it."""
        known = self._before.keys()
        self._before |= {
            name: draft.values[_WAS + name] for name in known if _WAS + name in draft.values
        }
        self._begun_with = dict(self._before)
        self.form.fill({name: text for name, text in draft.values.items() if name in known})

    def begin_form(self) -> None:
        """Put into the form what is known of the customer."""
        self._begin()
        self.form.fill(self._begun_with)

    async def wants(self, draft: FormDraft) -> bool | None:
        """Ask where something else was typed already, in the search or ahead."""
        if self.customer_id or not (self._typed_before or self.draft()):
            return True
        about = joined(*(draft.values.get(name, "") for name in _ABOUT))
        choices = {
            _GO_ON: f"Go on with it: {one_line(about) or 'no name yet'}",
            _ANEW: "Throw it away, and go on with what was typed now",
        }
        question = f"A new customer was begun {self.wording.age(draft.at)}"
        answer = await self.ask(ChooseDialog(question, choices))
        return None if answer is None else answer == _GO_ON

    # Saving

    async def save(self) -> None:
        """Send what was changed, once nothing speaks against it; else what was typed stays."""
        self._was_tried = True
        form = CustomerForm(self.customer_id, self._before, self.form.values())
        try:
            await walk(saving(self.shop, form, self.wording.today), self._answer)
        except CleanCloudError as error:
            if isinstance(error, BadParametersError):
                self._focus_on_what_is_wrong(error)
            self.notice.failed(doubts.failure_in_words(error, self.form))
            self.app.bell()

    async def _answer(self, step: Step) -> object:
        """Ask, say or send what the rule of saving a customer comes to."""
        match step:
            case NothingChanged():
                self.notice.say("Nothing was changed")
            case WithoutEmail():
                return await self._may_be_without_email()
            case SameContact(others):
                return await self._is_another(others)
            case SaveAllTheSame():
                return await doubts.may_save_all_the_same(self, is_new=not self.customer_id)
            case LooksAgain():
                self.notice.waiting()
            case NotLooked(error):
                self.notice.failed(error)  # offline, the change waits and says so
            case Conflict():
                return await self._may_overwrite(step)
            case UnderWay():
                self.notice.failed(doubts.UNDER_WAY)
            case Send(request):
                return await self._send(request)
            case Saved():
                await self._close_saved(step)
        return None

    def _focus_on_what_is_wrong(self, error: BadParametersError) -> None:
        if name := self.form.field_in("; ".join(error.problems)):
            self.form.focus_on(name)

    async def _may_be_without_email(self) -> bool:
        may = await doubts.may_be_without_email(self)
        if not may:
            self.form.focus_on(CustomerField.EMAIL)
        return may

    async def _is_another(self, others: Sequence[Customer]) -> bool:
        """Open who has the same phone or email already, where that is wanted."""
        answer = await doubts.same_contact(self, others, is_new=not self.customer_id)
        if answer in [each.id for each in others]:
            await self.keep_now()
            self._is_done = True
            self.close()
            self.go(OpenCustomer(str(answer)))
        return answer == doubts.GO_ON

    async def _may_overwrite(self, conflict: Conflict) -> bool:
        """Ask before what somebody else changed is overwritten; a yes holds from then on."""
        may = await doubts.may_overwrite(self, self._whose, conflict, self.form)
        if may:
            self._before |= conflict.now
        return may

    async def _send(self, request: Request) -> Mapping[str, object] | None:
        """Send the form; None where it was not saved, or is kept and sent later."""
        self.notice.waiting()
        reply: dict[str, object] = {}

        async def send() -> None:
            reply.update(await self.send(request, form=self.form_key))

        name = one_line(str(request.parameters.get(CustomerField.NAME) or self._whose))
        if not await self.saved(f"{name} is saved.", send()):
            return None
        if not reply:
            await self.finish()
        return reply or None

    async def _close_saved(self, saved: Saved) -> None:
        if saved.unread:
            self.app.notify(
                "It is saved, but what CleanCloud found by the address could not be read: "
                f"{saved.unread}",
                severity="warning",
                markup=False,
            )
        was_here = self.is_current
        await self.finish()
        if saved.customer_id and was_here and not self.customer_id:
            self.go(OpenCustomer(saved.customer_id))

    # The route and the seldom wanted

    @work(group="route", exclusive=True, exit_on_error=False, description="look up the route")
    async def action_route(self) -> None:
        """Ask CleanCloud which route serves the address, or the place where there is none."""
        typed = self.form.values()
        self.notice.waiting()
        try:
            route = await self.shop.ask.route_for(
                typed[CustomerField.ADDRESS],
                typed[CustomerField.LATITUDE],
                typed[CustomerField.LONGITUDE],
            )
        except BadParametersError:
            self.notice.failed("Type the address first, or latitude and longitude.")
        except RefusedError as error:
            self.notice.failed(f"No route was found for it. CleanCloud says: {error.text}")
        except CleanCloudError as error:
            self.notice.failed(error)
        else:
            self.notice.arrived()
            self.form.fill({CustomerField.ROUTE: route.id})
            self.notice.say(f"Route {joined(route.id, route.name)} serves it; not saved yet")

    def action_advanced(self) -> None:
        """Show what is seldom wanted, or hide it."""
        advanced = self.form.query_one(f"#section-{ADVANCED}")
        advanced.display = not advanced.display
        if advanced.display:
            self.call_after_refresh(self.form.focus_on, CustomerField.SIGN_IN)

    # Words

    @property
    def _whose(self) -> str:
        name = self._customer.name if self._customer else ""
        return f"{name or 'Customer'}, customer {self.customer_id}" if self.customer_id else ""
