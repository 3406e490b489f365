"""The phone app: signing in is checked, a password set anew, devices are told or not."""

from __future__ import annotations

import logging

import pytest

from tests.host import Host
from tests.screens.conftest import Counter, opened
from tests.screens.customers.steps import made

PASSWORD = "moss-and-fern"


def said(counter: Counter) -> str:
    return " ".join(counter.text.split())


async def test_signing_in_is_checked_and_no_password_is_kept(
    counter: Counter, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await made(counter, customerPassword=PASSWORD)

    async def check(password: str) -> None:
        await counter.press("a", "7", "1")
        await counter.type(password)
        assert password not in counter.text
        await counter.press("ctrl+s")

    await check(PASSWORD)
    assert "Signing in works: ottoline@vexley.test" in said(counter)
    wrong = f"{PASSWORD}x"
    host.retold = lambda name, reply: (
        {"Success": "False", "Error": f"Oddly refused: {wrong}"}
        if name == "loginCustomer"
        else reply
    )
    await check(wrong)
    assert "Signing in does not work. CleanCloud says: Oddly refused: …" in said(counter)
    host.retold = None
    host.is_offline = True
    await check(PASSWORD)
    assert "Whether signing in works is not known" in said(counter)
    kept = b"".join(each.read_bytes() for each in host.directory.rglob("*") if each.is_file())
    assert PASSWORD.encode() not in kept
    assert PASSWORD not in caplog.text


async def test_a_password_reset_names_the_address(counter: Counter, host: Host) -> None:
    await made(counter)
    await counter.press("a", "7", "2")
    assert "email to ottoline@vexley.test" in counter.text
    await counter.press("f12")
    assert "A password reset is sent to ottoline@vexley.test" in counter.text
    assert host.requests.count("passwordCustomer") == 1


async def test_nothing_of_an_email_without_one(counter: Counter, host: Host) -> None:
    await made(counter, customerEmail="", noEmailRequired="1")
    for key in "12":
        await counter.press("a", "7", key)
        assert "There is no email" in counter.text
    assert not {"passwordCustomer", "loginCustomer"} & set(host.requests)


async def test_a_device_is_added_and_removed(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    tokens = "SELECT token, platform, bundle_id FROM push_tokens WHERE customer_id = ?"
    await counter.press("a", "7", "3")
    await counter.type("push-1234")
    assert "push-1234" not in counter.text
    await counter.press("ctrl+s", "2")
    await counter.type("com.acme.app")
    await counter.press("ctrl+s")
    assert "The device is told about orders from now on" in counter.text
    row = host.app.state.server.store.row(tokens, (int(customer_id),))
    assert tuple(row) == ("push-1234", 1, "com.acme.app")
    await counter.press("a", "7", "4")
    await counter.type("push-1234")
    await counter.press("ctrl+s")
    assert "The device is told nothing any more" in counter.text
    assert host.app.state.server.store.row(tokens, (int(customer_id),)) is None


async def test_a_read_only_session_is_offered_what_reads(host: Host) -> None:
    async with opened(host) as counter:
        customer_id = await made(counter, customerPassword=PASSWORD)
    async with opened(host, read_only=True) as counter:
        from cleancloud_tui.screens.destinations import OpenCustomer

        counter.app.go(OpenCustomer(customer_id))
        await counter.settle()
        await counter.press("a")
        assert "7  Phone app" in counter.text
        assert "Deactivate" not in counter.text
        assert "group" not in counter.text
        await counter.press("7", "1")
        await counter.type(PASSWORD)
        await counter.press("ctrl+s")
        assert "Signing in works" in said(counter)
        await counter.press("a", "1", "m")
        assert "read-only" in said(counter)
