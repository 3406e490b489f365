"""What is asked before a customer is saved, and that nothing is sent before it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import timedelta
from itertools import product

import pytest

from cleancloud_tui.api.errors import (
    BadParametersError,
    NotReachableError,
    OutcomeUnknownError,
    RefusedError,
)
from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.customers.changing import (
    CustomerForm,
    NotLooked,
    SameContact,
    SaveAllTheSame,
    Saved,
    UnderWay,
    WithoutEmail,
    saving,
)
from cleancloud_tui.shop.customers.fields import KNOWN, NEW, CustomerField
from cleancloud_tui.shop.customers.form_values import new_values, values_of
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.conflicts import Conflict
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from cleancloud_tui.shop.writes.steps import LooksAgain, NothingChanged, Send
from tests.host import Host
from tests.shop.person import Person

OTTOLINE = {
    CustomerField.NAME: "Ottoline Vexley",
    CustomerField.PHONE: "020 7946 0958",
    CustomerField.EMAIL: "ottoline@vexley.test",
}
YES_TO_ALL = dict.fromkeys((WithoutEmail, SameContact, SaveAllTheSame, Conflict), True)
LATER = timedelta(minutes=5).total_seconds()


@pytest.fixture
def shop(host: Host) -> Shop:
    return host.open(doubt=Doubt(0.0, 0.0))


def new_form(typed: Mapping[CustomerField, str]) -> CustomerForm:
    return CustomerForm("", new_values(NEW), {**new_values(NEW), **typed})


def form_of(customer: Customer, typed: Mapping[CustomerField, str]) -> CustomerForm:
    before = values_of(customer, KNOWN)
    return CustomerForm(customer.id, before, {**before, **typed})


async def save(
    shop: Shop, form: CustomerForm, answers: Mapping[type, object] | None = None
) -> tuple[Person, list[type]]:
    person = Person(shop, YES_TO_ALL if answers is None else answers)
    return person, await person.goes_through(saving(shop, form, shop.now().date()))


async def made(shop: Shop, typed: Mapping[CustomerField, str] | None = None) -> Customer:
    """Make a customer, and read how they stand."""
    person, _ = await save(shop, new_form(typed or OTTOLINE))
    saved = person.steps[-1]
    assert isinstance(saved, Saved)
    customer = await shop.ask.refresh_customer(saved.customer_id)
    assert customer is not None
    return customer


async def stands(host: Host, customer_id: str) -> Customer:
    """Read a customer as another computer would."""
    elsewhere = host.open(doubt=Doubt(0.0, 0.0))
    customer = await elsewhere.ask.refresh_customer(customer_id)
    assert customer is not None
    return customer


async def change_elsewhere(host: Host, customer_id: str, **fields: str) -> None:
    client = await host.connect()
    await client.call("updateCustomer", {"customerID": customer_id, **fields})
    await client.aclose()
    host.now += LATER


async def test_somebody_new_about_whom_nothing_is_in_doubt_is_made_at_once(
    host: Host, shop: Shop
) -> None:
    person, steps = await save(shop, new_form(OTTOLINE))
    assert steps == [Send, Saved]
    saved = person.steps[-1]
    assert isinstance(saved, Saved)
    assert (await stands(host, saved.customer_id)).name == "Ottoline Vexley"


async def test_only_what_was_typed_or_answered_is_sent(shop: Shop) -> None:
    person, steps = await save(shop, new_form({**OTTOLINE, CustomerField.EMAIL: ""}))
    assert steps == [WithoutEmail, Send, Saved]
    sent = next(each for each in person.steps if isinstance(each, Send))
    assert sent.request.parameters == {
        CustomerField.NAME: "Ottoline Vexley",
        CustomerField.PHONE: "020 7946 0958",
        CustomerField.NO_EMAIL: "1",
    }


async def test_what_was_picked_in_the_form_is_not_asked(shop: Shop) -> None:
    typed = {**OTTOLINE, CustomerField.EMAIL: "", CustomerField.NO_EMAIL: "1"}
    _, steps = await save(shop, new_form(typed))
    assert WithoutEmail not in steps


@pytest.mark.parametrize("answers", list(product((True, False), repeat=3)))
async def test_one_no_keeps_somebody_new_from_being_sent(
    host: Host, shop: Shop, answers: tuple[bool, ...]
) -> None:
    await made(shop)
    kinds = (WithoutEmail, SameContact, SaveAllTheSame)
    typed = {**OTTOLINE, CustomerField.NAME: "Otto Vexley", CustomerField.EMAIL: ""}
    person = Person(shop, dict(zip(kinds, answers, strict=True)))
    is_meant = all(answers)
    # CleanCloud itself takes no number twice.
    with pytest.raises(RefusedError) if is_meant else nullcontext():
        await person.goes_through(saving(shop, new_form(typed), shop.now().date()))
    asked = len(kinds) if is_meant else answers.index(False) + 1
    assert [type(each) for each in person.steps] == [*kinds[:asked], *([Send] * is_meant)]
    assert host.requests.count("addCustomer") == 1 + is_meant


async def test_who_has_the_same_number_is_named_and_never_oneself(shop: Shop) -> None:
    ottoline = await made(shop)
    otto = await made(
        shop,
        {CustomerField.NAME: "Otto", CustomerField.PHONE: "1", CustomerField.NO_EMAIL: "1"},
    )
    typed = {CustomerField.PHONE: "+44 20 7946 0958"}
    person, steps = await save(shop, form_of(otto, typed), {})
    assert steps == [SameContact]
    assert [each.id for each in next(iter(person.steps)).others] == [ottoline.id]
    _, steps = await save(shop, form_of(ottoline, typed))
    assert steps == [Send, Saved]


async def test_what_breaks_a_rule_is_told_before_anything_is_asked_that_it_hangs_on(
    host: Host, shop: Shop
) -> None:
    await made(shop)
    requests = list(host.requests)
    with pytest.raises(BadParametersError, match=CustomerField.LATITUDE):
        await save(shop, new_form({**OTTOLINE, CustomerField.LATITUDE: "north"}))
    assert host.requests == requests


async def test_a_form_in_which_nothing_was_changed_sends_nothing(host: Host, shop: Shop) -> None:
    ottoline = await made(shop)
    requests = list(host.requests)
    assert (await save(shop, form_of(ottoline, {})))[1] == [NothingChanged]
    assert (await save(shop, new_form({})))[1] == []
    assert host.requests == requests


@pytest.mark.parametrize("may_overwrite", [True, False])
async def test_what_others_changed_meanwhile_is_named_before_it_is_overwritten(
    host: Host, shop: Shop, may_overwrite: bool
) -> None:
    ottoline = await made(shop)
    await change_elsewhere(host, ottoline.id, customerTel="222")
    form = form_of(ottoline, {CustomerField.PHONE: "111", CustomerField.NOTES: "mine"})
    person, steps = await save(shop, form, {Conflict: may_overwrite})
    assert steps[:2] == [LooksAgain, Conflict]
    conflict = person.steps[1]
    assert isinstance(conflict, Conflict)
    assert conflict.told == {"customerTel": "was 020 7946 0958  →  now 222  →  yours 111"}
    assert conflict.now == {"customerTel": "222"}
    now = await stands(host, ottoline.id)
    assert (now.phone, now.notes) == (("111", "mine") if may_overwrite else ("222", ""))


async def test_what_was_allowed_once_is_not_asked_again(host: Host, shop: Shop) -> None:
    ottoline = await made(shop)
    await change_elsewhere(host, ottoline.id, customerTel="222")
    form = form_of(ottoline, {CustomerField.PHONE: "111"})
    person, _ = await save(shop, form, {})
    conflict = person.steps[1]
    assert isinstance(conflict, Conflict)
    agreed = CustomerForm(form.customer_id, {**form.before, **conflict.now}, form.typed)
    assert (await save(shop, agreed, {}))[1] == [Send, Saved]


async def test_a_change_of_others_in_other_fields_asks_nothing(host: Host, shop: Shop) -> None:
    ottoline = await made(shop)
    await change_elsewhere(host, ottoline.id, customerNotes="theirs")
    _, steps = await save(shop, form_of(ottoline, {CustomerField.PHONE: "111"}), {})
    assert steps == [LooksAgain, Send, Saved]
    now = await stands(host, ottoline.id)
    assert (now.phone, now.notes) == ("111", "theirs")


async def test_offline_a_change_waits_upon_what_is_known(host: Host, shop: Shop) -> None:
    ottoline = await made(shop)
    host.now += LATER
    host.is_offline = True
    person = Person(shop, YES_TO_ALL)
    form = form_of(ottoline, {CustomerField.PHONE: "111"})
    with pytest.raises(WriteWaitsError):
        await person.goes_through(saving(shop, form, shop.now().date()))
    assert [type(each) for each in person.steps] == [LooksAgain, NotLooked, Send]
    known = shop.customer(ottoline.id)
    assert known is not None
    assert known.value.phone == "111"


async def test_offline_somebody_new_is_not_made(host: Host, shop: Shop) -> None:
    await shop.ask.refresh_sign_ups()
    host.is_offline = True
    with pytest.raises(NotReachableError):
        await save(shop, new_form(OTTOLINE))
    host.is_offline = False
    assert (await save(shop, new_form(OTTOLINE)))[1] == [Send, Saved]


async def test_who_may_have_been_made_is_not_made_again_even_after_a_restart(
    host: Host, shop: Shop
) -> None:
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="addCustomer")
    with pytest.raises(OutcomeUnknownError):
        await save(shop, new_form(OTTOLINE))
    typed = {**OTTOLINE, CustomerField.NAME: "Otto", CustomerField.EMAIL: "otto@vexley.test"}
    assert (await save(shop, new_form(typed)))[1] == [UnderWay]
    await shop.aclose()
    again = host.open(doubt=Doubt(0.0, 0.0))
    assert (await save(again, new_form(typed)))[1] == [UnderWay]
    assert host.requests.count("addCustomer") == 1


async def test_a_refusal_is_raised_and_nothing_is_said_to_be_saved(shop: Shop) -> None:
    ottoline = await made(shop)
    typed = {
        CustomerField.NAME: "Otto",
        CustomerField.PHONE: "1",
        CustomerField.EMAIL: ottoline.email,
    }
    person = Person(shop, YES_TO_ALL)
    with pytest.raises(RefusedError):
        await person.goes_through(saving(shop, new_form(typed), shop.now().date()))
    assert [type(each) for each in person.steps] == [SameContact, SaveAllTheSame, Send]


async def test_what_is_found_by_the_address_is_read_once_it_was_saved(
    host: Host, shop: Shop
) -> None:
    await shop.fill(lambda _: None)
    served = next(each.customer for each in shop.search("") if each.customer.latitude)
    by_address = {CustomerField.ADDRESS: served.address, CustomerField.FIND_PLACE: "1"}
    person, _ = await save(shop, new_form({**OTTOLINE, **by_address}))
    saved = person.steps[-1]
    assert isinstance(saved, Saved)
    assert saved.unread is None
    known = shop.customer(saved.customer_id)
    assert known is not None
    assert known.value.latitude == served.latitude

    async def go_offline(operation: str) -> None:
        host.is_offline = operation == "updateCustomer"

    host.held = go_offline
    person, _ = await save(shop, form_of(known.value, by_address))
    saved = person.steps[-1]
    assert isinstance(saved, Saved)
    assert isinstance(saved.unread, NotReachableError)
