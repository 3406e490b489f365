from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.operations import OPERATIONS, Parameter, Wire
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.practice.http.transport import InProcessTransport

pytestmark = pytest.mark.long

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
ORDER = {
    "customerID": "1",
    "finalTotal": "7.00",
    "status": "5",
    "products": [{"id": "1", "name": "Shirt", "price": "3.5", "pieces": "1", "quantity": "2"}],
}
WORDS = ("", "nan", "-1", "1e15", "9" * 18, "٣", "\0", "\ud800", "<b>[M]\x1b[31m", "9999-12-31")
ANYTHING = st.sampled_from(WORDS) | JSON
FITTING = {
    Wire.TEXT: ("N1", "FIVER", "FRIEND0002", "plan_a", "plan_b", "10000001", "a@example.com"),
    Wire.SECRET: ("pm_card_visa", "pm_card_declined", "secret"),
    Wire.ID: ("0", "1", "2", "3"),
    Wire.FLAG: ("0", "1"),
    Wire.INTEGER: ("0", "1", "12", "9" * 12),
    Wire.NUMBER: ("51.1", "0.1", "-0.1", "999"),
    Wire.MONEY: ("0", "9.50", "999999.99"),
    Wire.PERCENT: ("0", "12.5", "100"),
    Wire.DATE: ("0001-01-01", "2026-06-01", "2026-06-10", "9999-12-31"),
    Wire.DAY: ("1781092800", "1781179200", "1781265600"),
    Wire.TIME: ("8am", "10am", "5pm"),
}
PRODUCTS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(FITTING[Wire.ID]),
            "name": st.text(max_size=5),
            "price": st.sampled_from(FITTING[Wire.MONEY]),
            "pieces": st.sampled_from(FITTING[Wire.INTEGER]),
            "quantity": st.sampled_from(("1", "2.5", "-1", "1e14")),
        }
    ),
    max_size=3,
)


def value_of(parameter: Parameter) -> st.SearchStrategy[object]:
    if parameter.wire is Wire.PRODUCTS:
        return PRODUCTS
    return st.sampled_from(tuple(parameter.choices) or FITTING[parameter.wire])


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    operation = OPERATIONS[draw(st.sampled_from(sorted(OPERATIONS)))]
    values: dict[str, object] = {}
    for parameter in operation.parameters:
        if parameter.required or draw(st.integers(0, 3)) == 0:
            is_odd = draw(st.integers(0, 19)) == 0
            values[parameter.name] = draw(ANYTHING if is_odd else value_of(parameter))
    return operation.name, values


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(session=st.lists(requests(), min_size=1, max_size=15))
def test_no_request_makes_the_server_fail(small_store: Any, session: Any) -> None:
    async def run() -> None:
        app = create_app(small_store(), rate=1_000_000, clock=lambda: 1_781_085_600)
        async with httpx.AsyncClient(
            transport=InProcessTransport(app),
            base_url="https://practice.invalid/api/",
            headers={"Content-Type": "application/json"},
        ) as client:
            await client.post("addOrder", json={"api_token": "practice", **ORDER})
            for name, values in session:
                body = json.dumps({**values, "api_token": "practice"})
                response = await client.post(name, content=body)
                assert response.status_code == 200, (name, values)
                reply = response.json()
                assert (reply["Success"] == "True") != ("Error" in reply)

    asyncio.run(run())
