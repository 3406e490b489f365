"""What is asked before a customer is saved: each doubt is named, and nothing is sent until then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.customers import Customer
from ...api.readers.customers import made_customer
from ...api.request import Request
from ..writes.conflicts import Conflict, conflict_of
from ..writes.duplicates import is_customer_under_way
from ..writes.steps import LooksAgain, NothingChanged, Send, Steps
from ..writes.typed_fields import read_fields
from . import verbs
from .fields import FOUND_BY_ADDRESS, CustomerField, operation_for
from .form_values import change_of, is_found_by_address, values_of

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """What stands in a customer's form when it is to be saved.

    Attributes:
        customer_id: Whose form it is; empty for somebody new.
        before: What it was typed over, by `CustomerField`.
        typed: What stands in it now.
    """

    customer_id: str
    before: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WithoutEmail:
    """Asks whether the account is to be made without an email; answered True or False."""


@dataclass(frozen=True, slots=True)
class SameContact:
    """Asks what to do about others of the same phone or email; True to save all the same."""

    others: tuple[Customer, ...]


@dataclass(frozen=True, slots=True)
class SaveAllTheSame:
    """Asks once more, since two customers will have the same; answered True or False."""


@dataclass(frozen=True, slots=True)
class NotLooked:
    """Says that this could not be asked: what is known has to do, and the change may wait."""

    error: CleanCloudError


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Says that it is not known yet whether an earlier try made the same customer."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Says that it was done.

    Attributes:
        customer_id: Who was made or changed; empty where CleanCloud did not say.
        unread: Why what it found by the address could not be read; None where there is no such.
    """

    customer_id: str
    unread: CleanCloudError | None


Step = (
    NothingChanged
    | WithoutEmail
    | SameContact
    | SaveAllTheSame
    | LooksAgain
    | NotLooked
    | Conflict
    | UnderWay
    | Send
    | Saved
)


async def saving(shop: Shop, form: CustomerForm, today: date) -> Steps[Step]:
    """Go through what is to be asked before a customer is saved, and save them.

    Args:
        shop: Knows the customers.
        form: What is to be saved; only what was changed in it is sent.
        today: The shop's calendar day.

    Raises:
        BadParametersError: Something can't be read, or breaks a rule of the API.
        StorageError: The journal can't be read.
    """
    change = change_of(form.before, form.typed)
    if not change:
        if form.customer_id:
            yield NothingChanged()
        return
    if _lacks_email(form, change):
        if (yield WithoutEmail()) is not True:
            return
        change[CustomerField.NO_EMAIL] = "1"
    change |= read_fields(operation_for(form.customer_id), change, today)
    request = _request(form, change)
    if others := _others_with_contact(shop, form.customer_id, change):
        for question in (SameContact(others), SaveAllTheSame()):
            if (yield question) is not True:
                return
    if form.customer_id:
        known = shop.customer(form.customer_id)
        if not shop.is_fresh(known.read_at if known else None):
            yield LooksAgain()
            if error := await _not_looked(shop, form.customer_id):
                yield NotLooked(error)
        conflict = _conflict(shop, form, change)
        if conflict and (yield conflict) is not True:
            return
    elif await is_customer_under_way(shop.outbox, change):
        yield UnderWay()
        return
    reply = yield Send(request)
    if not isinstance(reply, Mapping):
        return  # it was not saved, or is sent later
    customer_id = form.customer_id or made_customer(reply)
    unread = None
    if customer_id and is_found_by_address(change):
        unread = await _not_looked(shop, customer_id)
    yield Saved(customer_id, unread)


def _request(form: CustomerForm, change: Mapping[str, str]) -> Request:
    return verbs.change(form.customer_id, change) if form.customer_id else verbs.make(change)


def _lacks_email(form: CustomerForm, change: Mapping[str, str]) -> bool:
    """Tell whether a new customer has no email, and nobody said that none is needed."""
    if form.customer_id or change.get(CustomerField.EMAIL):
        return False
    return change.get(CustomerField.NO_EMAIL) != "1"


def _others_with_contact(
    shop: Shop, customer_id: str, change: Mapping[str, str]
) -> tuple[Customer, ...]:
    found = shop.customers_with_contact(
        change.get(CustomerField.PHONE, ""), change.get(CustomerField.EMAIL, "")
    )
    return tuple(each for each in found if each.id != customer_id)


async def _not_looked(shop: Shop, customer_id: str) -> CleanCloudError | None:
    """Read a customer again; return why that was not possible, None where it was."""
    try:
        await shop.ask.refresh_profile(customer_id)
    except CleanCloudError as error:
        return error
    return None


def _conflict(shop: Shop, form: CustomerForm, change: Mapping[str, str]) -> Conflict | None:
    """Return what of others a change would overwrite, as the customer is known to stand."""
    operation = operation_for(form.customer_id)
    known = shop.customer(form.customer_id)
    now = values_of(known.value, operation) if known else form.before
    mine = {name: text for name, text in change.items() if name not in FOUND_BY_ADDRESS}
    return conflict_of(mine, form.before, now, operation)
