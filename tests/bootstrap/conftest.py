"""Programs of a clone find what they compiled beside their sources, as everywhere else."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _compiled_beside_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
