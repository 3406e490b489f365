"""What every screen works with: the shop, how its values are written, and what was set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..api.rights import Right
from ..scanner.setup import ScanSetup
from ..settings import InForce
from ..shop.exports.csv_forms import CsvForm
from .deeds.deeds import Deeds
from .deeds.leads import Leads

if TYPE_CHECKING:
    from ..api.rights import Rights
    from ..shop.orders.rules import OrderRules
    from ..shop.shop import Shop
    from ..wording.values import Wording


def _usual_rules() -> OrderRules:
    from ..shop.orders.rules import OrderRules

    return OrderRules()


@dataclass(slots=True)
class Desk:
    """What every screen works with; what was set changes in place when somebody sets it anew.

    Attributes:
        site: The address of the shop's CleanCloud, which links in replies may be paths on.
        card_processor: The API's code of who charges saved cards; empty where CleanCloud knows.
        order_rules: Returns what the shop has settled about new orders; not needed at start.
        is_place_first: Whether a place is scanned before what goes there, or after it.
        csv: What CSV files are made for.
        settings: What is set, and where that is kept.
        deeds: What is being done on all screens.
        leads: What leads to a question or another screen, and is not there yet.
    """

    shop: Shop
    wording: Wording
    name: str
    is_practice: bool
    site: str = ""
    card_processor: str = ""
    order_rules: Callable[[], OrderRules] = _usual_rules
    is_place_first: bool = True
    csv: CsvForm = CsvForm.EXCEL
    scans: ScanSetup = field(default_factory=ScanSetup)
    settings: InForce = field(default_factory=InForce)
    deeds: Deeds = field(default_factory=Deeds)
    leads: Leads = field(default_factory=Leads)

    @property
    def rights(self) -> Rights:
        """What may be done in this session."""
        return self.shop.rights

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed from here."""
        return not self.rights.may(Right.SEND)

    def address_of(self, link: str) -> str:
        """Return the whole address of a link that a reply holds."""
        from ..api.connection import address_on

        return address_on(self.site, link)
