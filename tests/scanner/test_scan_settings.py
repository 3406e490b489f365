from pathlib import Path

import pytest

from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import keep_scan_setup, scan_setup
from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.scanner.patterns import DEFAULTS, TYPED, Case, Patterns
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.setup import ScanSetup
from cleancloud_tui.settings import (
    PRACTICE_SHOP,
    AppSettings,
    SettingsError,
    ShopSettings,
    read_file,
    save,
)
from cleancloud_tui.settings.file import Settings

SHOP = ShopSettings(name="High Street", token="T")
OTHER = ScanSetup(
    Patterns.of({**DEFAULTS, CodeKind.GARMENT: r"A\d{6}"}, TYPED, Case.UPPER),
    Scanner(prefix="#", suffix="tab", gap=0.2, pause=0.3, repeat=2.0),
    "none",
)


def read_back() -> ScanSetup:
    settings = read_file()
    return scan_setup(settings.shop(SHOP.name), settings.app)


def test_without_settings_scans_are_read_as_usual() -> None:
    assert scan_setup(SHOP, AppSettings()) == ScanSetup()


def test_what_was_kept_is_read_back() -> None:
    save(Settings(shops=(SHOP,)))
    keep_scan_setup(SHOP, OTHER, EVERYTHING)
    assert read_back() == OTHER
    keep_scan_setup(SHOP, ScanSetup(), EVERYTHING)
    assert read_back() == ScanSetup()


def test_for_a_shop_that_is_not_in_the_file_only_the_scanner_is_kept() -> None:
    keep_scan_setup(PRACTICE_SHOP, ScanSetup(scanner=OTHER.scanner), EVERYTHING)
    assert read_file().app.scanner_prefix == "#"
    with pytest.raises(SettingsError, match="connect the shop first"):
        keep_scan_setup(PRACTICE_SHOP, OTHER, EVERYTHING)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (r"garment_codes = 'A(\d+'", r"garment_codes is no pattern: missing \), .* at sign 2"),
        (r"ticket_codes = '(a+)+'", "ticket_codes is no pattern: a repeated group .* at sign 5"),
        ("place_codes = 7", "place_codes is to be a pattern such as"),
        ("code_case = 'Upper'", "code_case is to be one of kept, upper, lower"),
    ],
)
def test_a_bad_pattern_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"[[shops]]\nname = 'A'\ntoken = 'T'\n{line}\n")
    path.chmod(0o600)
    with pytest.raises(SettingsError, match=told):
        read_file(path)


def test_a_scanner_setting_out_of_range_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[app]\nscanner_suffix = 'crlf'\n")
    with pytest.raises(SettingsError, match="one of any, cr, lf, cr lf, tab, none"):
        read_file(path)
