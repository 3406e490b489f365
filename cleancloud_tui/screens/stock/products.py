"""The price lists and their products: by section, at the till and in the customers' app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from textual.binding import Binding

from ...shop.stock.assortment import Shelf, View, known_assortment, read_assortment
from ...shop.stock.catalogue import DEFAULT_LIST, known_price_lists, section_of
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.values import counted
from ..desk import Desk
from ..dialogs.choose import ChooseDialog
from .narrowed import NarrowedScreen


class ProductsScreen(NarrowedScreen):
    """What the shop sells, and for how much."""

    HELP = (
        "Typing narrows the list by name and section. F6 shows another price list, F7 what "
        "customers see in the app instead of what stands at the till. Products and prices can't "
        "be changed through CleanCloud's API."
    )

    BINDINGS = [
        Binding("f6", "price_list", "Price list", id="price_list"),
        Binding("f7", "till_or_app", "Till or app", id="till_or_app"),
    ]

    COLUMNS = (
        Column("Section", 16),
        Column("Product", 20, share=1),
        Column("Price", 9, align="right"),
        Column("Pieces", 6, align="right"),
        Column("", 9),
    )
    PLACEHOLDER = "Product or section"
    ONE = "product"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view = View()

    def heading(self) -> str:
        """Return which price list is shown, and where."""
        where = "in the app" if self._view.in_app else "at the till"
        return f"{self._names().get(self._view.price_list, 'Price list')}, {where}"

    def found(self, text: str) -> Sequence[TableRow] | None:
        """Return the products that a text leaves; None where nothing is known yet."""
        known = known_assortment(self.shop, self._view)
        return None if known is None else [self._row(each) for each in known.find(text)]

    def read_at(self) -> datetime | None:
        """Return when the products were read."""
        known = known_assortment(self.shop, self._view)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the price lists and the products: two requests."""
        await read_assortment(self.shop, self._view)

    def action_price_list(self) -> None:
        """Let the price list that is shown be picked."""
        dialog = ChooseDialog("Price list", self._names(), self._view.price_list)
        self.app.push_screen(dialog, self._pick)

    def _pick(self, price_list: str | None) -> None:
        if price_list:
            self._look_at(replace(self._view, price_list=price_list))

    def action_till_or_app(self) -> None:
        """Show what customers see, or what stands at the till."""
        self._look_at(replace(self._view, in_app=not self._view.in_app))

    def _look_at(self, view: View) -> None:
        self._view = view
        self.show_again()
        if not self.is_fresh():
            self.bring_up_to_date()

    def _names(self) -> dict[str, str]:
        """Return the names of the price lists; the default one is there in any case."""
        known = {
            each.id: each.name or f"Price list {each.id}" for each in known_price_lists(self.shop)
        }
        return {DEFAULT_LIST: "Default price list", **known}

    def _row(self, shelf: Shelf) -> TableRow:
        product = shelf.product
        told = (
            counted(shelf.kinds, "kind")
            if product.is_parent
            else "upcharge"
            if product.is_upcharge
            else "by m²"
            if product.by_area
            else ""
        )
        pieces = "" if product.pieces is None or product.is_parent else str(product.pieces)
        price = "" if product.is_parent and not product.price else self.wording.money(product.price)
        name = f"  {product.name}" if shelf.is_variant else product.name
        return TableRow(product.id, (section_of(product), name, price, pieces, told))
