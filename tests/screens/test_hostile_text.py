"""Text of the shop and its customers is shown as text: never markup, never an escape code."""

from cleancloud_tui.screens.destinations import OpenCustomer, OpenOrder, OpenRepeatPickups
from tests.host import Host
from tests.screens.hostile import HOSTILE, SHOWN
from tests.screens.office.steps import unknown_message
from tests.screens.orders.steps import an_order

from .conftest import Counter, opened


def visible(counter: Counter) -> str:
    text = counter.text
    assert "\x1b" not in text
    assert "\u202e" not in text
    return text


async def test_hostile_text_on_every_screen(host: Host) -> None:
    async with opened(host, size=(120, 40)) as counter:
        shop = counter.app.desk.shop
        order = an_order(counter)
        garment = shop.garments_of(order.id)[0]
        await shop.write(
            "updateCustomer",
            {
                "customerID": order.customer_id,
                "customerName": HOSTILE,
                "customerNotes": HOSTILE,
                "customerAddress": HOSTILE,
            },
        )
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": HOSTILE})
        await shop.write(
            "updateGarment",
            {
                "barcodeID": garment.barcode,
                "orderID": order.id,
                "extraNotes": HOSTILE,
                "conveyorLocation": "[/x]<b>",
            },
        )
        await shop.ask.refresh_customer(order.customer_id)
        await shop.ask.refresh_order(order.id)

        await counter.type("red ltr")
        assert "[M] [/x] [bold]B" in visible(counter)
        counter.app.go(OpenCustomer(order.customer_id))
        await counter.settle()
        assert SHOWN in visible(counter)
        counter.app.go(OpenOrder(order.id))
        await counter.settle()
        assert "[M] [/x] [bold]B[/bold]" in visible(counter)
        assert "[/x]<b>" in visible(counter)
        for key in ("n", "g"):
            await counter.press(key)
            assert "[M] [/x] [bold]B[/bold] <b>b</b> red" in visible(counter)
            await counter.press("escape")
        counter.app.go(OpenRepeatPickups(order.customer_id))
        await counter.settle()
        assert SHOWN in visible(counter)
        await counter.press("a")
        assert SHOWN in visible(counter)
        await counter.press("escape", "f3", *garment.barcode, "enter")
        assert SHOWN in visible(counter)
        await counter.press("f8")
        assert "[/x]<b>" in visible(counter)
        await counter.press("escape", "f4")
        assert "orders" in visible(counter)
        counter.app.desk.shop.parts.notifier.notify(HOSTILE)
        await counter.settle()
        await shop.drafts.keep("order", order.customer_id, {"discount": HOSTILE})
        await counter.press("f2", "ctrl+o")
        assert "[M] [/x] [bold]B" in visible(counter)
        await counter.press("d")
        assert "Throw the order of [M] [/x] [bold]B[/bold]" in visible(counter)
        await counter.press("escape", "escape", "escape", "f9")
        assert "addCustomer" in visible(counter)


async def test_hostile_text_in_the_audit_trail_and_under_to_resolve(host: Host) -> None:
    async with opened(host, size=(140, 40)) as counter:
        shop = counter.app.desk.shop
        shop.session.staff = HOSTILE
        order = an_order(counter)
        garment = shop.garments_of(order.id)[0]
        place = {"barcodeID": garment.barcode, "orderID": order.id, "conveyorLocation": HOSTILE}
        await shop.write("updateGarment", place)
        await shop.write(
            "updateCustomer", {"customerID": order.customer_id, "customerName": HOSTILE}
        )
        await unknown_message(counter, host, order, HOSTILE)
        await unknown_message(counter, host, order, "second", why=HOSTILE)
        shop.session.staff = ""
        await counter.press("ctrl+r")
        assert SHOWN in visible(counter)
        await counter.press("down")
        assert f"message             {SHOWN}" in visible(counter)
        assert f"by {SHOWN} (" in visible(counter)
        await counter.press("ctrl+t")
        assert "[M] [/x] [bo" in visible(counter)
        await counter.press("down", "down", "down", "enter")
        assert f"Staff      {SHOWN}" in visible(counter)
        assert "→ [M] [/x] [bold]B[/bold]" in visible(counter)
