"""The QR code of a customer in the shop's app finds the customer, wherever it is scanned."""

from __future__ import annotations

from cleancloud_tui.practice.replies import customer as told_customer
from cleancloud_tui.scanner.labels.codes import ScannedCode
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.customers.search import SearchScreen
from tests.app.steps import told
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.scanning.steps import done, scanning

NOBODYS = "00ff00ff00ff00ff00ff00ff"


def somebody(host: Host, number: int = 0) -> tuple[str, str]:
    """A customer's id, and what the app shows of them."""
    sql = "SELECT * FROM customers WHERE deactivated = 0 ORDER BY id LIMIT 1 OFFSET ?"
    row = host.app.state.server.store.row(sql, (number,))
    return str(row["id"]), str(told_customer(row, "0")["qr"])


async def test_it_opens_the_customer(counter: Counter, host: Host) -> None:
    customer_id, code = somebody(host)
    for sent in (code, code.upper()):  # Caps Lock turned the second one
        assert isinstance(counter.app.screen, SearchScreen)
        await counter.type(f"{sent}\r")
        screen = counter.app.screen
        assert isinstance(screen, CustomerScreen)
        assert screen.customer_id == customer_id
        await counter.press("f2")
    counter.app.screen.query_one("#query").value = code  # pasted, or typed
    await counter.settle()
    assert "1 customer found" in counter.text
    assert "getCustomer" not in host.requests
    await counter.press("escape", "f3")
    await counter.type(f"{somebody(host, 1)[1]}\r")  # not the same again within a moment
    assert scanning(counter).state.current is not None
    await counter.press("f7")
    assert isinstance(counter.app.screen, CustomerScreen)


async def test_one_that_is_nobodys_is_told_so(counter: Counter) -> None:
    await counter.type(f"{NOBODYS}\r")
    assert isinstance(counter.app.screen, SearchScreen)
    assert f"Nobody found for “{NOBODYS}”" in counter.text
    await counter.press("escape", "f4")
    await counter.app.deliver(ScannedCode(NOBODYS, ()))
    await counter.until(lambda: any("No code of this shop" in each for each in told(counter)))
    await counter.press("f3")
    assert done(counter) == ["is not known here"]
