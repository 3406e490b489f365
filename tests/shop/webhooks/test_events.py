"""What a payload is about, however it is told."""

import pytest

from cleancloud_tui.shop.webhooks.events import Subject, subject_of


@pytest.mark.parametrize(
    ("payload", "subject"),
    [
        ({"event": "order.created", "id": "437"}, Subject("order", "437")),
        ({"event": "Order Status Changed", "id": 437}, Subject("order", "437")),
        ({"event": "orderDeleted", "data": {"orderID": "437"}, "id": "9"}, Subject("order", "437")),
        ({"event": "order.rescheduled", "data": [], "id": "437"}, Subject("order", "437")),
        ({"Event": "nothing_to_pick_up", "Data": {"OrderId": 437}}, Subject("order", "437")),
        ({"event": "nothing to pick up", "id": "437"}, Subject("order", "437")),
        ({"event": "customer.updated", "data": {"ID": "12"}}, Subject("customer", "12")),
        (
            {"event": "order.created", "data": {"id": "437", "customerID": "12"}},
            Subject("order", "437"),
        ),
        ({"event": "customer.updated", "id": "../12"}, None),
        ({"event": "customer.updated"}, None),
        ({"id": "437"}, None),
        (["order.created"], None),
        (None, None),
    ],
)
def test_a_payload_tells_what_is_to_be_read(payload: object, subject: Subject | None) -> None:
    assert subject_of(payload) == subject
