"""Beginning and ending a customer's subscription, each as the checked request that does it.

Both raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

import re
from typing import Final

from ...api.errors import RefusedError
from ...api.request import Request
from ..writes.ids import ids_of

_AUTHENTICATION: Final = re.compile(r"3[- ]?d[- ]?s(ecure)?\b", re.IGNORECASE)
"""In the words of the refusal that asks for it: “3D Secure Authentication required”."""


def subscribe(customer_id: str, plan: str, *, is_authenticated: bool = False) -> Request:
    """Subscribe a customer to a plan; charging begins.

    Args:
        customer_id: The customer.
        plan: The plan's id at the card processor.
        is_authenticated: Whether this was sent before, refused for want of the bank's 3-D Secure,
            and the customer has confirmed it with their bank since.
    """
    asked = {**ids_of(customer_id=customer_id), "subscriptionID": plan}
    confirmed = {"subscriptionConfirmed": "1"} if is_authenticated else {}
    return Request.of("addSubscription", {**asked, **confirmed})


def unsubscribe(customer_id: str) -> Request:
    """End a customer's subscription."""
    return Request.of("deleteSubscription", ids_of(customer_id=customer_id))


def asks_for_3d_secure(error: RefusedError) -> bool:
    """Tell whether a subscription was refused only until the customer confirms it."""
    return bool(_AUTHENTICATION.search(error.text))
