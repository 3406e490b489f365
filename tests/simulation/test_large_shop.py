import pytest

from .large_shop import LargeShop, Measured, simulate

SMALL = LargeShop(
    customers=150,
    orders=12,
    days=60,
    never_completed=0.05,
    long_ago=0.1,
    most_orders=40,
    bustle=0.5,
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return simulate(tmp_path_factory.mktemp("large"), SMALL, days=1, round_seconds=60.0)


def test_nobody_is_nameless_after_the_first_hour(measured: Measured) -> None:
    assert set(measured.nameless.values()) == {0}


def test_the_daily_comparison_takes_few_requests(measured: Measured) -> None:
    assert 0 < measured.most_compared < 20


def test_the_mirror_has_what_cleancloud_has(measured: Measured) -> None:
    assert [each for each in measured.differences if not each.startswith("customer")] == []
