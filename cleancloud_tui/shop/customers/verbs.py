"""What is done to a customer, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...api.request import Request
from ..writes.ids import ids_of
from .fields import KNOWN, NEW


def make(fields: Mapping[str, object]) -> Request:
    """Make a customer, what is known of them by `CustomerField`."""
    return Request.of(NEW, fields)


def change(customer_id: str, fields: Mapping[str, object]) -> Request:
    """Change what stands in some fields of a customer, by `CustomerField`; the others stay."""
    return Request.of(KNOWN, {**ids_of(customer_id=customer_id), **fields})


def deactivate(customer_id: str) -> Request:
    """Deactivate a customer; their orders stay."""
    return Request.of("deleteCustomer", ids_of(customer_id=customer_id))
