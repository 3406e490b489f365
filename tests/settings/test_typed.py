"""What people type into a setting is read as they mean it, or refused in words."""

from datetime import date
from decimal import Decimal

import pytest

from cleancloud_tui.settings import SettingsError
from cleancloud_tui.settings.schema import (
    PRACTICE_SHOP,
    AppSettings,
    ShopSettings,
    settings_of,
)
from cleancloud_tui.settings.typed import text_of, value_typed

TODAY = date(2026, 5, 28)
SHOP = settings_of(ShopSettings)


@pytest.mark.parametrize("settings", [PRACTICE_SHOP, AppSettings(theme="nord")])
def test_every_setting_is_read_again_as_it_is_shown(settings: ShopSettings | AppSettings) -> None:
    for name, setting in settings_of(type(settings)).items():
        value = getattr(settings, name)
        if value is not None:
            assert value_typed(setting.kind, text_of(value), TODAY) == value, name


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("tax", "8,25 %", Decimal("8.25")),
        ("tax", "0", Decimal(0)),
        ("order_minimum", "1,250.00", Decimal("1250.00")),
        ("tax_included", "Yes", True),
        ("first_day", "1 mar 2019", date(2019, 3, 1)),
        ("ready_days", " 3 ", 3),
        ("ready_time", "17:30", "5:30pm"),
        ("ticket_lines", "Thank you\n\n  Mon to Fri ", ("Thank you", "Mon to Fri")),
        ("card_processor", "Stripe", "stripe"),
    ],
)
def test_what_people_type_is_understood(name: str, typed: str, meant: object) -> None:
    assert value_typed(SHOP[name].kind, typed, TODAY) == meant


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("tax", "", "a number from 0 to 100"),
        ("tax", "108", "a number from 0 to 100"),
        ("order_minimum", "1,250", "may be 1250 or 1.25"),
        ("tax_included", "perhaps", "yes or no"),
        ("first_day", "5/12/2019", "a day such as"),
        ("hours", "always", "days and times such as"),
        ("time_zone", "Europe/Nowhere", "."),
        ("garment_codes", "(", "no pattern"),
    ],
)
def test_what_is_not_allowed_is_refused_in_words(name: str, typed: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"\.$") as refused:
        value_typed(SHOP[name].kind, typed, TODAY)
    assert told in str(refused.value)
