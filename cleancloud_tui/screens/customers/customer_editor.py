"""The customer editor: one form for a new customer and for a known one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual import work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.checks import checked
from ...api.errors import BadParametersError, CleanCloudError, RefusedError
from ...api.models.customers import Customer
from ...api.operations import OPERATIONS
from ...api.privacy import is_secret
from ...api.text import one_line
from ...shop.journal.drafts import Draft
from ...shop.writes.conflicts import overwritten_by
from ...shop.writes.duplicates import is_customer_under_way
from ...widgets.form import Form
from ...wording.values import joined
from ..base import FRESH, Desk
from ..destinations import OpenCustomer
from ..dialogs.choose import ChooseDialog
from ..form_screen import FormScreen
from ..forms import changed_fields, read_fields
from .customer_form import (
    ADVANCED,
    FOUND_BY_CLEANCLOUD,
    change_of,
    new_values,
    sections,
    values_of,
)

_TAKEN: Final = "already exists"
"""The API's words for an email or a phone number that another customer has."""

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
            typed: What a new customer's form begins with, by the names of `addCustomer`.
        """
        super().__init__(desk, "customer", customer_id)
        self._operation = OPERATIONS["updateCustomer" if customer_id else "addCustomer"]
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
        has_name = self._begun_with["customerName"] and not self.customer_id
        self.form.focus_on("customerTel" if has_name else "customerName")

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

    def take_up(self, draft: Draft) -> None:
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

    async def wants(self, draft: Draft) -> bool | None:
        """Ask where something else was typed already, in the search or ahead."""
        if self.customer_id or not (self._typed_before or self.draft()):
            return True
        about = joined(*(draft.values.get(name, "") for name in ("customerName", "customerTel")))
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
        try:
            change = change_of(self._before, self.form.values())
            if self.customer_id and not change:
                self.notice.say("Nothing was changed")
                return
            for agrees in (self._is_right, self._is_another, self._is_up_to_date):
                if not change or not await agrees(change):
                    return
            await self._send(change)
        except CleanCloudError as error:
            self.notice.failed(self._in_words(error))
            self.app.bell()

    async def _is_right(self, change: dict[str, str]) -> bool:
        """Check what can be checked here; put the cursor where something is missing."""
        without_email = not (self.customer_id or change.get("customerEmail"))
        if without_email and change.get("noEmailRequired") != "1":
            question = "Make the account without an email?"
            if not await self.confirm(question, "CleanCloud is told that none is needed."):
                self.form.focus_on("customerEmail")
                return False
            change["noEmailRequired"] = "1"
        try:
            change |= read_fields(self._operation, change, self.wording.today)
            checked(self._operation, self._parameters(change))
        except BadParametersError as error:
            if name := self.form.field_in("; ".join(error.problems)):
                self.form.focus_on(name)
            raise
        return True

    async def _is_another(self, change: dict[str, str]) -> bool:
        """Name who has the same phone or email already; open them instead where that is wanted."""
        found = self.shop.customers_with_contact(
            change.get("customerTel", ""), change.get("customerEmail", "")
        )
        others = [each for each in found if each.id != self.customer_id]
        if not others:
            return True
        anyway = "Save this one all the same" if self.customer_id else "Make a new one all the same"
        choices = {each.id: f"Open {self._who(each)}" for each in others}
        question = "This phone number or email is known already. Nothing was sent yet."
        answer = await self.ask(ChooseDialog(question, {**choices, _GO_ON: anyway}))
        if answer in choices:
            await self.keep_now()
            self._is_done = True
            self.close()
            self.go(OpenCustomer(str(answer)))
        told = "It has the same phone number or email as another one then."
        return answer == _GO_ON and await self.confirm(f"{anyway}?", told)

    async def _is_up_to_date(self, change: dict[str, str]) -> bool:
        """Look whether somebody else changed the same fields; ask before that is overwritten."""
        if not self.customer_id:
            return await self._is_not_under_way(change)
        now = await self._values_now()
        mine = {name: text for name, text in change.items() if name not in FOUND_BY_CLEANCLOUD}
        overwritten = overwritten_by(mine, self._before, now, self._operation)
        if overwritten:
            lines = (f"{self.form.label_of(name)}: {told}" for name, told in overwritten.items())
            question = f"{self._whose} was changed meanwhile. Overwrite?"
            if not await self.confirm(question, "\n".join(lines)):
                return False
            self._before |= {name: now[name] for name in overwritten}
        return True

    async def _values_now(self) -> dict[str, str]:
        """Return how the customer stands, read again unless that was done a moment ago."""
        known = self.shop.customer(self.customer_id)
        if known is None or not self.wording.is_within(known.read_at, FRESH):
            self.notice.waiting()
            try:
                await self.shop.read("getCustomer", {"customerID": self.customer_id})
            except CleanCloudError as error:
                self.notice.failed(str(error))  # offline, the change waits and says so
            known = self.shop.customer(self.customer_id)
        return values_of(known.value, self._operation) if known else dict(self._before)

    async def _is_not_under_way(self, change: dict[str, str]) -> bool:
        """Stop where it is not known yet whether the same customer was made before."""
        if not await is_customer_under_way(self.shop.outbox, change):
            return True
        self.notice.failed(
            "It is not known yet whether an earlier try made this customer: nothing was sent. "
            "What is found out stands under “To resolve” (Ctrl+R)."
        )
        return False

    async def _send(self, change: dict[str, str]) -> None:
        self.notice.waiting()
        reply: dict[str, object] = {}

        async def send() -> None:
            sent = self._parameters(change)
            reply.update(await self.write(self._operation.name, sent, form=self.form_key))

        name = one_line(change.get("customerName") or self._whose)
        if not await self.saved(f"{name} is saved.", send()):
            return
        if not reply:  # kept, and sent later
            await self.finish()
            return
        made = self.customer_id or str(reply.get("CustomerID", ""))
        if change.keys() & set(FOUND_BY_CLEANCLOUD) and made:
            await self._read_what_was_found(made)
        was_here = self.is_current
        await self.finish()
        if made and was_here and not self.customer_id:
            self.go(OpenCustomer(made))

    async def _read_what_was_found(self, customer_id: str) -> None:
        try:
            await self.shop.read("getCustomer", {"customerID": customer_id})
        except CleanCloudError as error:
            self.app.notify(
                f"It is saved, but what CleanCloud found by the address could not be read: {error}",
                severity="warning",
                markup=False,
            )

    # The route and the seldom wanted

    @work(group="route", exclusive=True, exit_on_error=False, description="look up the route")
    async def action_route(self) -> None:
        """Ask CleanCloud which route serves the address, or the place where there is none."""
        typed = self.form.values()
        self.notice.waiting()
        try:
            route = await self.shop.route_for(
                typed["customerAddress"], typed["customerLat"], typed["customerLng"]
            )
        except BadParametersError:
            self.notice.failed("Type the address first, or latitude and longitude.")
        except RefusedError as error:
            self.notice.failed(f"No route was found for it. CleanCloud says: {error.text}")
        except CleanCloudError as error:
            self.notice.failed(str(error))
        else:
            self.notice.arrived()
            self.form.fill({"customerRoute": route.id})
            self.notice.say(f"Route {joined(route.id, route.name)} serves it; not saved yet")

    def action_advanced(self) -> None:
        """Show what is seldom wanted, or hide it."""
        advanced = self.form.query_one(f"#section-{ADVANCED}")
        advanced.display = not advanced.display
        if advanced.display:
            self.call_after_refresh(self.form.focus_on, "customerPassword")

    # Words

    @property
    def _whose(self) -> str:
        name = self._customer.name if self._customer else ""
        return f"{name or 'Customer'}, customer {self.customer_id}" if self.customer_id else ""

    def _parameters(self, change: Mapping[str, str]) -> dict[str, str]:
        return {"customerID": self.customer_id, **change} if self.customer_id else dict(change)

    def _who(self, customer: Customer) -> str:
        made = [order.created for order in self.shop.orders_of(customer.id) if order.created]
        return joined(
            customer.name or f"customer {customer.id}",
            one_line(customer.address) or customer.phone or customer.email,
            f"last in {self.wording.day_of(max(made))}" if made else "never in",
        )

    def _in_words(self, error: CleanCloudError) -> str:
        if isinstance(error, BadParametersError):
            problems = self.form.in_labels("; ".join(error.problems))
            return f"Nothing was sent yet: {problems}."
        if isinstance(error, RefusedError) and _TAKEN in error.text.lower():
            return (
                f"CleanCloud did not save it: {error.text}. An email stays taken even after its "
                "customer was deactivated. What was typed stays here."
            )
        return f"{error} What was typed stays here."
