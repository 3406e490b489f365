"""A picture as coloured half blocks, two of its points in a cell.

The library for it is optional and takes a fifth of a second to import: it is loaded with the first
picture. Finer ways (sixel, kitty) ask the terminal what it can do, and its answers would be taken
for keys while the counter runs.
"""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich_pixels import Pixels
    from textual.geometry import Size

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
"""What is read; each further format is a further reader that a hostile file could aim at."""

_MOST_POINTS: Final = 100_000_000
"""Points of the largest picture that is unpacked: a small file may claim any number."""


class NoPictureError(Exception):
    """A picture can't be drawn; the text is a sentence for people."""


async def drawn(data: bytes, size: Size) -> Pixels:
    """Return a picture that fills as much of a space as it can.

    Args:
        data: The picture's file.
        size: The space, in cells.

    Raises:
        NoPictureError: The library is missing, or the file is no picture that it knows.
    """
    try:
        return await asyncio.to_thread(_drawn, data, size)
    except ImportError as error:
        raise NoPictureError(
            "Photos are not drawn here: that needs the extra “photos”. This is the photo's link."
        ) from error


def _drawn(data: bytes, size: Size) -> Pixels:
    from PIL import Image, ImageOps, UnidentifiedImageError
    from rich_pixels import Pixels

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_POINTS:
                raise NoPictureError("The photo is too large to be drawn. This is its link.")
            # A JPEG is unpacked no finer than needed.
            picture.draft("RGB", (size.width, size.height * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise NoPictureError("The photo's file can't be read. This is its link.") from error
    pixels: Pixels = Pixels.from_image(ImageOps.contain(upright, (size.width, size.height * 2)))
    return pixels
