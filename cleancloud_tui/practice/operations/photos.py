"""Photos of orders: `getPhotos`, and the images, which are drawn when they are asked for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, Reply, order_of_customer

_WIDTH: Final = 96
_HEIGHT: Final = 96
_WALL: Final = bytes((236, 236, 232))


def get_photos(call: PracticeCall) -> Reply:
    """Answer the photos of an order."""
    rows = call.store.rows(
        "SELECT * FROM photos WHERE order_id = ? ORDER BY id", (order_of_customer(call)["id"],)
    )
    return replies.success(Photos=[replies.photo(row, call.site) for row in rows])


@lru_cache(maxsize=64)
def image(photo_id: int) -> bytes:
    """Return the PNG of a photo: a shirt on a wall, its colour told by the id."""
    cloth = bytes((40 + photo_id * spread % 180) for spread in (37, 71, 113))
    lines = (
        b"\0" + b"".join(cloth if _is_shirt(x, y) else _WALL for x in range(_WIDTH))
        for y in range(_HEIGHT)
    )
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(lines)))
        + _chunk(b"IEND", b"")
    )


def _is_shirt(x: int, y: int) -> bool:
    """Tell whether a pixel is cloth: a trunk, two sleeves and the cut of a neck."""
    from_middle = abs(x - _WIDTH // 2)
    is_trunk = from_middle < 20 and 18 < y < 86
    is_sleeve = 18 < y < 46 and from_middle < 8 + y and from_middle < 40
    is_neck = from_middle < 8 and y < 26
    return (is_trunk or is_sleeve) and not is_neck


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HANDLERS: Final[Mapping[str, Handler]] = {"getPhotos": get_photos}
