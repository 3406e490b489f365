"""A customer with more completed orders than come at once: what is asked, and what is known."""

from __future__ import annotations

from tests.host import Host


async def test_only_what_is_open_is_asked_for_once_the_rest_was_too_much(host: Host) -> None:
    store = host.app.state.server.store
    store.execute("UPDATE orders SET customer_id = 7, status = 2, deleted = 0 WHERE id <= 30")
    store.execute("UPDATE orders SET customer_id = 7, status = 1 WHERE id <= 3")
    host.app.state.server.most_orders = 8
    shop = host.open()
    await shop.ask.refresh_orders_of("7")
    assert {"1", "2", "3"} <= {order.id for order in shop.orders_of("7") if order.is_open}
    assert shop.ask.are_orders_untold("7")
    assert len(host.requests) > 2
    host.requests.clear()
    await shop.ask.refresh_orders_of("7")
    assert host.requests == ["getOrders"]
    await shop.ask.refresh_orders_of("8")
    assert not shop.ask.are_orders_untold("8")
