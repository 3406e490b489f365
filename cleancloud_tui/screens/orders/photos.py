"""The photos of an order, one after another, drawn in the terminal where that is possible."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.models.orders import Photo
from ...api.rights import Right
from ...wording.values import joined
from ..base import ShopScreen
from ..desk import Desk
from .picture import NoPictureError, drawn


class PhotosScreen(ShopScreen):
    """An order's photos; each is fetched when it is looked at."""

    HELP = (
        "Photos are drawn in coloured blocks, as fine as the terminal is large. For that two more "
        f"packages are needed: {shlex.quote(sys.executable)} -m pip install pillow rich-pixels. "
        "Without them, and where a photo can't be fetched, its link is shown. Enter shows the "
        "link in any case."
    )

    BINDINGS = [
        Binding("right,down,space", "go(1)", "Next", id="next"),
        Binding("left,up", "go(-1)", "Previous", id="previous"),
        Binding("enter", "link", "Link", id="link"),
    ]

    CSS = "#picture { height: 1fr; padding: 0 1; overflow: hidden; }"

    def __init__(self, desk: Desk, order_id: str) -> None:
        super().__init__(desk)
        self.order_id = order_id
        self._photos: tuple[Photo, ...] | None = None
        self._place = 0

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """What the photo is, and the photo."""
        yield Static(id="photo", classes="heading", markup=False)
        with VerticalScroll(id="picture", can_focus=False):
            yield Static(id="pixels", markup=False)

    def show(self) -> None:
        """Say which photo it is."""
        self.query_one("#photo", Static).update(self._heading())

    async def fetch(self) -> None:
        """Ask which photos there are, and fetch the first: one request of the API."""
        known = self.shop.order(self.order_id)
        if known is not None:
            self._photos = await self.shop.photos.of(known.value)
            self._place = 0
            self.draw_photo()

    @work(group="picture", exclusive=True, exit_on_error=False, description="draw the photo")
    async def draw_photo(self) -> None:
        """Fetch the photo and draw it; its link stands in its place where that fails."""
        photo = self._photo
        if photo is None:
            return
        pixels = self.query_one("#pixels", Static)
        pixels.update("fetching the photo")
        size = self.query_one("#picture").content_size
        try:
            picture: VisualType = await drawn(await self.shop.photos.picture(photo), size)
        except (CleanCloudError, NoPictureError) as error:
            self.notice.failed(error)
            picture = Content(self.desk.address_of(photo.url))
        pixels.update(picture)

    def on_resize(self) -> None:
        """Draw it anew in the new size."""
        self.draw_photo()

    def action_go(self, steps: int) -> None:
        """Go to another photo, round and round."""
        if self._photos:
            self._place = (self._place + steps) % len(self._photos)
            self.show()
            self.draw_photo()

    def action_link(self) -> None:
        """Show the photo's address, to be copied or opened."""
        if photo := self._photo:
            from ..dialogs.link import LinkDialog

            address = self.desk.address_of(photo.url)
            may_open = self.desk.rights.may(Right.OPEN)
            self.app.push_screen(
                LinkDialog(f"Photo of order {self.order_id}", address, may_open=may_open)
            )

    @property
    def _photo(self) -> Photo | None:
        return self._photos[self._place] if self._photos else None

    def _heading(self) -> str:
        if self._photos is None:
            return f"Photos of order {self.order_id}"
        photo = self._photo
        if photo is None:
            return f"Order {self.order_id} has no photos"
        return joined(
            f"Photo {self._place + 1} of {len(self._photos)} of order {self.order_id}",
            self.wording.moment(photo.taken) if photo.taken else "",
            photo.caption,
        )
