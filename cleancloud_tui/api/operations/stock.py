"""What the shop sells and holds: price lists, products, inventory."""

from __future__ import annotations

from typing import Final

from .schema import Operation, OperationKind, Wire, optional

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "getPriceLists", "Get Price Lists", OperationKind.READ,
        "Answers the shop's active price lists; 0 is the default one.",
    ),
    Operation(
        "getProducts", "Get List of Products", OperationKind.READ,
        "Answers the active products of a price list.",
        (
            optional("priceListID", Wire.ID, "ID of the price list"),
            optional("sendParents", Wire.FLAG, "If you want to receive parent products in the response (1 or 0)"),
            optional("sendUpcharges", Wire.FLAG, "If you want to receive upcharges in the response (1 or 0)"),
            optional("inStore", Wire.FLAG, "1 = See products how they appear in store POS.; Otherwise it will send for customer app"),
        ),
    ),
    Operation(
        "getInventory", "Get Inventory", OperationKind.READ,
        "Answers the stock of all inventory products.",
    ),
)
