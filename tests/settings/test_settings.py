import contextlib
import os
import re
import string
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from textual.theme import BUILTIN_THEMES

from cleancloud_tui.composition import order_rules
from cleancloud_tui.settings import (
    PRACTICE_SHOP,
    AppSettings,
    Settings,
    SettingsError,
    ShopSettings,
    Source,
    load,
    new_shop,
    read_file,
    save,
    settings_of,
)
from cleancloud_tui.settings.host_time_zone import HostTimeZone
from cleancloud_tui.settings.schema import THEMES
from cleancloud_tui.shop.opening_hours import USUAL
from cleancloud_tui.shop.orders.totals import TaxRates

TOKEN = "tok-3f9a1c77e2"
ONE_SHOP = f'[[shops]]\nname = "High Street"\ntoken = "{TOKEN}"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "settings.toml"


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def refused(path: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_file(write(path, text))
    sentence = str(caught.value)
    assert str(path) in sentence
    assert TOKEN not in sentence
    return re.sub(r"^, line \d+(?=: )", "", sentence.removeprefix(f"{path}"))


def test_without_settings_the_practice_shop_opens(path: Path) -> None:
    shop = load(path, {}).shop()
    assert shop is PRACTICE_SHOP
    assert shop.is_practice
    assert shop.base_url == "https://practice.invalid/api"


def test_a_shop_of_the_file_opens_with_its_defaults(path: Path) -> None:
    shop = load(write(path, ONE_SHOP), {}).shop()
    assert shop == ShopSettings(name="High Street", token=TOKEN)
    assert (shop.base_url, shop.rate) == ("https://cleancloudapp.com/api", 3)
    assert (shop.hours, shop.retention_months) == (USUAL, 0)
    assert not shop.is_practice
    assert TOKEN not in repr(shop)


def test_the_shop_is_picked_by_name_or_by_choice_or_is_the_first(path: Path) -> None:
    two = ONE_SHOP + '[[shops]]\nname = "Mill"\ntoken = "b"\n'
    settings = load(write(path, two), {})
    assert settings.shop().name == "High Street"
    assert settings.shop("MILL").name == "Mill"
    assert settings.shop("practice").is_practice
    assert load(write(path, f'[app]\nshop = "mill"\n{two}'), {}).shop().name == "Mill"
    with pytest.raises(SettingsError, match="no shop “Mil”; did you mean Mill"):
        settings.shop("Mil")


def test_the_environment_comes_before_the_file(path: Path) -> None:
    write(path, ONE_SHOP)
    environ = {"CLEANCLOUD_API_TOKEN": "other", "CLEANCLOUD_BASE_URL": "http://localhost:1/api/"}
    settings = load(path, environ)
    assert settings.shop() == ShopSettings(
        name="localhost:1",
        base_url="http://localhost:1/api",
        token="other",
        source=Source.ENVIRONMENT,
    )
    assert settings.shop("High Street").token == TOKEN
    save(settings, path)
    assert b"other" not in path.read_bytes()


def test_a_known_token_in_the_environment_is_the_known_shop(path: Path) -> None:
    write(path, ONE_SHOP + "rate = 5\n")
    assert load(path, {"CLEANCLOUD_API_TOKEN": TOKEN}).shop().rate == 5


def test_an_address_without_a_token_is_refused(path: Path) -> None:
    with pytest.raises(SettingsError, match="Set CLEANCLOUD_API_TOKEN too"):
        load(path, {"CLEANCLOUD_BASE_URL": "https://example.com/api"})


def test_a_token_goes_to_no_address_in_clear(path: Path) -> None:
    for address in ("http://example.com/api", "http://127.0.0.1.example.com", "ftp://localhost"):
        environ = {"CLEANCLOUD_API_TOKEN": TOKEN, "CLEANCLOUD_BASE_URL": address}
        with pytest.raises(SettingsError, match="CLEANCLOUD_BASE_URL is to be an address"):
            load(path, environ)
    for address in ("http://127.0.0.1:8787/api", "http://[::1]:8787/api", "https://example.com"):
        assert new_shop("Mill", address, TOKEN).base_url == address


@pytest.mark.parametrize(
    "address",
    ["https://ann:hidden@example.com/api", "ann:hidden@example.com", "https://a.b/?key=hidden"],
)
def test_a_password_in_an_address_is_not_repeated(path: Path, address: str) -> None:
    environ = {"CLEANCLOUD_API_TOKEN": TOKEN, "CLEANCLOUD_BASE_URL": address}
    with pytest.raises(SettingsError, match="to be an address") as refused:
        load(path, environ)
    assert "hidden" not in str(refused.value)


def test_shops_that_differ_share_no_files() -> None:
    shops = [
        ShopSettings(name="a", token="1"),
        ShopSettings(name="a", token="1", source=Source.ENVIRONMENT),
        ShopSettings(name="a", token="2", source=Source.ENVIRONMENT),
        ShopSettings(name="b", token="1"),
        ShopSettings(name="a", token="1", base_url="https://example.com/api"),
    ]
    assert len({shop.identity for shop in shops}) == len(shops)
    assert ShopSettings(name="a", token="renewed").identity == shops[0].identity


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[shop]]\n", ": shop is no section; did you mean shops?"),
        ("[app]\ntehme = 1\n", ": app.tehme is no setting; did you mean theme?"),
        ('[app]\ntheme = "pink"\n', ": app.theme is to be one of textual-dark, "),
        ("[app]\ncharging = 1\n", ": app.charging is to be true or false, without quotes; not “1”"),
        (ONE_SHOP + 'card_processor = "x"\n', ": shops[1].card_processor is to be one of auto, "),
        (ONE_SHOP + "rate = 0\n", ": shops[1].rate is to be a whole number from 1 to 50; not “0”."),
        (ONE_SHOP + "month = 9\n", ": shops[1].month is no setting any more: take its line out, "),
        (ONE_SHOP + 'hours = "9 to 5"\n', ": shops[1].hours is to be days and times such as mon-"),
        (ONE_SHOP + 'closed_days = "xmas"\n', ": shops[1].closed_days is to be days and spans "),
        (ONE_SHOP + "closed_days = 2026-12-25\n", ": shops[1].closed_days is to be days and spa"),
        (ONE_SHOP + "hours = 8\n", ": shops[1].hours is to be days and times such as mon-"),
        (ONE_SHOP + "retention_months = -1\n", ": shops[1].retention_months is to be a whole "),
        (ONE_SHOP + "margin = nan\n", ": shops[1].margin is to be a number from 0 to 2; not "),
        (ONE_SHOP + "tax = 101\n", ": shops[1].tax is to be a number from 0 to 100, such as 8.25;"),
        (ONE_SHOP + "tax = nan\n", ": shops[1].tax is to be a number from 0 to 100, such as 8.25;"),
        (ONE_SHOP + "delivery_fee = 3.505\n", ": shops[1].delivery_fee is to be a number from 0 "),
        (ONE_SHOP + 'ready_time = "5:30"\n', ": shops[1].ready_time is to be a time such as 5pm "),
        (ONE_SHOP + 'tax_included = "no"\n', ": shops[1].tax_included is to be true or false, "),
        (ONE_SHOP + 'ready_time = "5"\n', ": shops[1].ready_time is to be a time such as 5pm or "),
        (ONE_SHOP + 'ticket_lines = "Hi"\n', ": shops[1].ticket_lines is to be a list of at most "),
        (ONE_SHOP + 'time_zone = "Mars"\n', ": shops[1].time_zone is to be a time zone such as "),
        (ONE_SHOP + 'time_zone = "../x"\n', ": shops[1].time_zone is to be a time zone such as "),
        (ONE_SHOP + "first_day = 2026-01-01T00:00:00\n", ": shops[1].first_day is to be a day as "),
        (ONE_SHOP + 'base_url = "http://example.com"\n', ": shops[1].base_url is to be an address"),
        (f'[[shops]]\ntoken = "{TOKEN}"\n', ": shops[1].name is missing; add it, or run: "),
        ('[[shops]]\nname = "a"\n', ": shops[1].token is missing; add it, or run: "),
        (f'[[shops]]\nname = "a"\ntoken = "{TOKEN} x"\n', ": shops[1].token is to be a text with"),
        (ONE_SHOP + ONE_SHOP, ": the name “High Street” is taken; give another one."),
        (ONE_SHOP.replace("High Street", "Practice"), ": the name “Practice” is taken; give "),
        ("shops = 1\n", ": shops are to be sections, each headed [[shops]]."),
        ("app = 1\n", ": app is to be a section, headed [app]."),
        (
            '[app]\ntheme = "x\n',
            " is no valid TOML: Illegal character '\\n' (at line 2, column 11).",
        ),
    ],
)
def test_an_error_names_the_file_the_key_and_what_is_allowed(
    path: Path, text: str, said: str
) -> None:
    assert refused(path, text).startswith(said)


def test_what_new_orders_need_is_read_to_the_last_digit_and_saved(path: Path) -> None:
    text = (
        ONE_SHOP + "tax = 8.875\ntax2 = 1\ntax_included = true\nexpress_percent = 33.3\n"
        'order_minimum = 15.10\nready_days = 3\nready_time = "17:30"\nmargin = 0.25\n'
        'print_command = "lp -d till"\nticket_lines = ["Thank you", "Mon-Fri 8-6"]\n'
    )
    settings = read_file(write(path, text))
    shop = settings.shops[0]
    assert shop.margin == 0.25
    rules = order_rules(shop)
    assert rules.rates == TaxRates(
        (Decimal("8.875"), Decimal(1), Decimal(0)), True, Decimal("33.3")
    )
    assert (rules.minimum, rules.ready_days, rules.ready_time) == (Decimal("15.1"), 3, "5:30pm")
    assert rules.ticket_lines == ("Thank you", "Mon-Fri 8-6")
    save(settings, path)
    assert read_file(path) == settings


def test_no_taxes_is_an_answer_and_silence_is_none(path: Path) -> None:
    assert not order_rules(read_file(write(path, ONE_SHOP)).shops[0]).has_said_taxes
    assert order_rules(PRACTICE_SHOP).has_said_taxes
    for answer in ("tax = 0\n", "tax = 8.25\n", "tax2 = 3\n"):
        settings = read_file(write(path, ONE_SHOP + answer))
        assert order_rules(settings.shops[0]).has_said_taxes
        path.unlink()
        save(settings, path)
        assert read_file(path) == settings


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_token_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = write(tmp_path / "it's" / "settings.toml", ONE_SHOP, mode=0o640)
    with pytest.raises(SettingsError) as caught:
        read_file(path)
    remedy = str(caught.value).split("Mend it with: ")[1]
    assert os.system(remedy) == 0
    assert read_file(path).shops[0].token == TOKEN
    assert read_file(write(path, '[app]\ntheme = "nord"\n', mode=0o644)).app.theme == "nord"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_the_owner_can_read_what_is_saved(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    save(Settings((ShopSettings(name="Mill", token=TOKEN),)), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_save_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, ONE_SHOP)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left on device"):
        save(Settings(), path)
    assert path.read_text() == ONE_SHOP
    left = {file.name for file in path.parent.iterdir()}
    assert left == {path.name, f".{path.name}.lock"}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_linked_settings_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    target = write(tmp_path / "elsewhere" / "real.toml", ONE_SHOP)
    path.parent.mkdir()
    path.symlink_to(target)
    save(Settings((ShopSettings(name="Mill", token=TOKEN),)), path)
    assert path.is_symlink()
    assert read_file(target).shops[0].name == "Mill"


def test_defaults_are_not_written(path: Path) -> None:
    save(Settings((ShopSettings(name="Mill", token=TOKEN),), AppSettings(shop="Mill")), path)
    assert tomllib.loads(path.read_text()) == {
        "app": {"shop": "Mill"},
        "shops": [{"name": "Mill", "token": TOKEN}],
    }


lines = st.text(st.characters(codec="utf-8"), max_size=40).filter(
    lambda text: text.isprintable() and text == text.strip()
)
shops = st.builds(
    ShopSettings,
    name=lines.filter(lambda name: bool(name) and name.casefold() != "practice"),
    base_url=st.sampled_from(["https://cleancloudapp.com/api", "http://localhost:8787/api"]),
    token=st.text(string.ascii_letters + string.digits + string.punctuation, min_size=1),
    rate=st.integers(1, 50),
    margin=st.floats(0, 2),
    time_zone=st.sampled_from(["", "UTC", "Europe/London", "Australia/Lord_Howe"]),
    currency=lines.map(lambda text: text[:5].strip()),
    first_day=st.none() | st.dates(),
    hours=st.sampled_from([USUAL, "mon-fri 7:30-12:00 13:00-19:00, sat 9:00-13:00"]),
    closed_days=st.sampled_from(["", "2026-12-25, 2026-12-31 to 2027-01-02"]),
    retention_months=st.integers(0, 240),
)


@given(
    st.lists(shops, max_size=3, unique_by=lambda shop: shop.name.casefold()),
    st.builds(AppSettings, theme=st.sampled_from(THEMES), shop=lines),
)
def test_what_is_saved_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, kept: list[ShopSettings], app: AppSettings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings = Settings(tuple(kept), app)
    save(settings, path)
    assert read_file(path) == settings


names = st.sampled_from(["app", "shops", *settings_of(AppSettings), *settings_of(ShopSettings)])
values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=6),
    max_leaves=20,
)
documents = st.fixed_dictionaries(
    {},
    optional={
        "app": st.dictionaries(names, values) | values,
        "shops": st.lists(st.dictionaries(names, values)) | values,
    },
)


@given(st.binary() | documents.map(lambda content: tomli_w.dumps(content).encode()))
def test_any_file_is_read_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    path.chmod(0o600)
    with contextlib.suppress(SettingsError):
        assert isinstance(read_file(path), Settings)


def test_every_field_declares_its_meaning() -> None:
    assert settings_of(AppSettings).keys() == set(AppSettings.__slots__)
    assert settings_of(ShopSettings).keys() == set(ShopSettings.__slots__) - {"source"}
    for declaring in (AppSettings, ShopSettings):
        for setting in settings_of(declaring).values():
            assert setting.meaning.endswith(".")
            assert setting.kind.allowed


def test_the_themes_are_those_of_textual() -> None:
    assert set(THEMES) == set(BUILTIN_THEMES)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no tzset")
def test_this_computers_time_zone_knows_its_daylight_saving(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        zone, london = HostTimeZone(), ZoneInfo("Europe/London")
        for month, day in ((1, 15), (3, 29), (7, 1), (10, 25)):
            for minute in range(0, 24 * 60, 30):
                instant = datetime(2026, month, day, minute // 60, minute % 60, tzinfo=UTC)
                here, there = instant.astimezone(zone), instant.astimezone(london)
                assert (here.isoformat(), here.fold) == (there.isoformat(), there.fold)
                assert here.timestamp() == instant.timestamp()
        assert zone.tzname(datetime(2026, 7, 1)) == "BST"
        assert date(2026, 7, 1) == datetime(2026, 6, 30, 23, 30, tzinfo=UTC).astimezone(zone).date()
    finally:
        monkeypatch.undo()
        time.tzset()
