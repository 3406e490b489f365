"""What stands in the form of a customer at first, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping

from ...api.models.customers import Customer
from ...api.operations import Operation, Wire
from ..writes.typed_fields import changed_fields
from .fields import FOUND_BY_ADDRESS, CustomerField


def new_values(operation: Operation) -> dict[str, str]:
    """Return what the form of a new customer begins with: nothing typed, nothing picked."""
    return {
        parameter.name: next(iter(parameter.choices), "0")
        if parameter.wire in (Wire.CHOICE, Wire.FLAG)
        else ""
        for parameter in operation.parameters
    }


def values_of(customer: Customer, operation: Operation) -> dict[str, str]:
    """Return what the form of a known customer begins with, by the names of its fields."""
    known = {
        CustomerField.NAME: customer.name,
        CustomerField.PHONE: customer.phone,
        CustomerField.EMAIL: customer.email,
        CustomerField.ADDRESS: customer.address,
        CustomerField.FOR_THE_DRIVER: customer.address_instructions,
        CustomerField.NOTES: customer.notes,
        CustomerField.ROUTE: "" if customer.route == "0" else customer.route,
        CustomerField.LATITUDE: "" if customer.latitude is None else str(customer.latitude),
        CustomerField.LONGITUDE: "" if customer.longitude is None else str(customer.longitude),
        **customer.preferences,
    }
    begun = new_values(operation)
    return begun | {str(name): value for name, value in known.items() if name in begun}


def change_of(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that were changed.

    Where CleanCloud is to work something out by the address, the address goes along.
    """
    change = changed_fields(before, typed)
    if is_found_by_address(change) and typed.get(CustomerField.ADDRESS):
        change[CustomerField.ADDRESS] = typed[CustomerField.ADDRESS]
    return change


def is_found_by_address(change: Mapping[str, str]) -> bool:
    """Tell whether a change has CleanCloud work something out from the address."""
    return bool(change.keys() & set(FOUND_BY_ADDRESS))
