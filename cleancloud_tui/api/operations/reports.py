"""Reports: the shop's figures by day."""

from __future__ import annotations

from typing import Final

from .rules import dates_in_order
from .schema import Operation, OperationKind, Wire, required

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "summaryReport", "Get Summary Metrics Report By Day", OperationKind.READ,
        "Answers the shop's figures for each day of a window.",
        (
            required("dateFrom", Wire.DATE, "Beginning Date (yyyy-mm-dd)"),
            required("dateTo", Wire.DATE, "End Date (yyyy-mm-dd)"),
        ),
        rules=(dates_in_order,),
    ),
)
