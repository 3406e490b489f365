"""The webhooks of the practice shop: it tells an address of changes, as CleanCloud does.

What CleanCloud calls its events is not known to this project; the names are this shop's own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx

from ..call import Reply

_SECONDS: Final = 5.0
_ATTEMPTS: Final = 3
_STORE_ID: Final = "1"

_DAYS: Final = frozenset(
    {"pickupDate", "pickupStart", "pickupEnd", "deliveryDate", "deliveryStart", "deliveryEnd"}
)
_ORDER_EVENTS: Final = {"addOrder": "order.created", "deleteOrder": "order.deleted"}
_CUSTOMER_EVENTS: Final = {
    "addCustomer": "customer.created",
    "updateCustomer": "customer.updated",
    "deleteCustomer": "customer.deleted",
}

_log = logging.getLogger(__name__)


class Webhooks:
    """Tells an address what was changed, in the order of the changes.

    Args:
        address: Where to.
        clock: Tells Unix seconds.
        transport: How it gets there; the network's where not told.
    """

    def __init__(
        self,
        address: str,
        clock: Callable[[], float],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._address = address
        self._clock = clock
        self._client = httpx.Client(timeout=_SECONDS, trust_env=False, transport=transport)
        # The shop answers its own client meanwhile.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="webhooks")

    def tell(self, operation: str, values: Mapping[str, object], reply: Reply) -> None:
        """Tell of what an operation changed; nothing where it changed nothing that is told of."""
        if reply.get("Error"):
            return
        for event in events_of(operation, values):
            kind = event.partition(".")[0]
            payload = self._payload(event, kind, values, reply)
            self._thread.submit(self._send, payload)

    def close(self) -> None:
        """Send what is left, then close."""
        self._thread.shutdown()
        self._client.close()

    def _payload(
        self, event: str, kind: str, values: Mapping[str, object], reply: Reply
    ) -> dict[str, object]:
        name = f"{kind}ID"
        told = {key.lower(): value for key, value in {**values, **reply}.items()}
        number = str(told.get(name.lower(), ""))
        return {
            "event": event,
            "id": number,
            "store_id": _STORE_ID,
            "source": "api",
            "webhook_time": str(int(self._clock())),
            "data": {name: number},
        }

    def _send(self, payload: Mapping[str, object]) -> None:
        for attempt in range(_ATTEMPTS):
            try:
                if self._client.post(self._address, json=payload).is_success:
                    return
                why = "it was not taken"
            except httpx.HTTPError as error:
                why = str(error)
            time.sleep(attempt)
        _log.warning("Nobody was told of %s: %s", payload["event"], why)


def events_of(operation: str, values: Mapping[str, object]) -> list[str]:
    """Return what an operation sets off: CleanCloud has no event for an order's other changes."""
    if event := _ORDER_EVENTS.get(operation) or _CUSTOMER_EVENTS.get(operation):
        return [event]
    if operation != "updateOrder":
        return []
    events = ["order.status_changed"] if "status" in values else []
    return [*events, "order.rescheduled"] if _DAYS & values.keys() else events
