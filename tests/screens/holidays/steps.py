"""Schedules that come on a day."""

from __future__ import annotations

from datetime import date

from cleancloud_tui.shop.shop import Shop


async def with_schedules(shop: Shop, day: date, count: int) -> list[str]:
    """Let so many customers have a weekly pickup whose next one is on a day."""
    customers = [found.customer.id for found in shop.search("", limit=count)]
    window = {"pickupStart": "10am", "pickupEnd": "1pm", "frequency": "1", "deliveryDays": "2"}
    delivery = {"deliveryStart": "5pm", "deliveryEnd": "7pm"}
    for customer_id in customers:
        whose = {"customerID": customer_id, "pickupDate": day}
        await shop.write("repeatPickup", {**whose, **window, **delivery})
    return customers
