"""Labels as images, read back by a decoder that knows nothing of who drew them, and typed in."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

barcode = pytest.importorskip("barcode")
zxingcpp = pytest.importorskip("zxingcpp")
pystrich_datamatrix = pytest.importorskip("pystrich.datamatrix")
pystrich_qrcode = pytest.importorskip("pystrich.qrcode")
image = pytest.importorskip("PIL.Image")

from barcode.writer import ImageWriter  # noqa: E402

from cleancloud_tui.shop.scans.codes import CodeKind  # noqa: E402
from cleancloud_tui.shop.scans.strokes import Place  # noqa: E402

from .replay import replay, spaced  # noqa: E402

LABELS = ("041200034567", "10000001", "00000012", "587766554433")


def bars(name: str, **options: Any) -> Callable[[str], Any]:
    def draw(text: str) -> Any:
        kind = barcode.get_barcode_class(name)
        return kind(text, writer=ImageWriter(), **options).render(writer_options={})

    return draw


def matrix(encoder: Any) -> Callable[[str], Any]:
    def draw(text: str) -> Any:
        return image.open(io.BytesIO(encoder(text).get_imagedata(8))).convert("L")

    return draw


WRITERS = {
    "Code 128": bars("code128"),
    "Code 39": bars("code39", add_checksum=False),
    "Interleaved 2 of 5": bars("itf"),
    "Data Matrix": matrix(pystrich_datamatrix.DataMatrixEncoder),
    "QR": matrix(pystrich_qrcode.QRCodeEncoder),
}


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("symbology", WRITERS)
def test_a_label_is_read_typed_and_taken_for_a_garment(symbology: str, place: Place) -> None:
    for label in LABELS:
        (seen,) = zxingcpp.read_barcodes(WRITERS[symbology](label))
        for typed, told in ((seen.text, ""), (seen.symbology_identifier + seen.text, symbology)):
            taken = replay(spaced(f"{typed}\r", 0.004), place)
            assert [(c.text, c.kinds, c.symbology) for c in taken.codes if c] == [
                (label, (CodeKind.GARMENT,), told)
            ]
            assert taken.field_text == ""
