"""Labels as images, read by a decoder and typed in, are taken for garments wherever one types."""

from __future__ import annotations

import pytest

from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.scanner.strokes import KeyTarget

from .labels import SYMBOLOGIES, drawn_and_read
from .replay import replay, spaced

LABELS = ("041200034567", "10000001", "00000012", "587766554433")


@pytest.mark.parametrize("place", list(KeyTarget))
@pytest.mark.parametrize("symbology", SYMBOLOGIES)
def test_a_label_is_read_typed_and_taken_for_a_garment(symbology: str, place: KeyTarget) -> None:
    for label in LABELS:
        identifier, code = drawn_and_read(symbology, label)
        for typed, told in ((code, ""), (identifier + code, symbology)):
            taken = replay(spaced(f"{typed}\r", 0.004), place)
            assert [(c.text, c.kinds, c.symbology) for c in taken.codes if c] == [
                (label, (CodeKind.GARMENT,), told)
            ]
            assert taken.field_text == ""
