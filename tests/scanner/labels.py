"""Labels as images, and what a decoder reads that knows nothing of who drew them."""

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


def _bars(name: str, **options: Any) -> Callable[[str], Any]:
    def draw(text: str) -> Any:
        kind = barcode.get_barcode_class(name)
        return kind(text, writer=ImageWriter(), **options).render(writer_options={})

    return draw


def _matrix(encoder: Any) -> Callable[[str], Any]:
    def draw(text: str) -> Any:
        return image.open(io.BytesIO(encoder(text).get_imagedata(8))).convert("L")

    return draw


_WRITERS = {
    "Code 128": _bars("code128"),
    "Code 39": _bars("code39", add_checksum=False),
    "Interleaved 2 of 5": _bars("itf"),
    "Data Matrix": _matrix(pystrich_datamatrix.DataMatrixEncoder),
    "QR": _matrix(pystrich_qrcode.QRCodeEncoder),
}

SYMBOLOGIES = tuple(_WRITERS)


def drawn_and_read(symbology: str, label: str) -> tuple[str, str]:
    """Return what a scanner sends of a label's image: AIM's identifier, and the code."""
    (seen,) = zxingcpp.read_barcodes(_WRITERS[symbology](label))
    return seen.symbology_identifier, seen.text
