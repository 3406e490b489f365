import pytest

from .month import MINUTE, Month, report, shortcomings, simulate
from .people import Bustle

pytestmark = pytest.mark.long

DAYS = 2


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    directory = tmp_path_factory.mktemp("month")
    bustle = Bustle(orders=40, lookups=30, scans=60)
    return simulate(directory, days=DAYS, seed=1, bustle=bustle, customers=60, round_seconds=30.0)


def test_the_ledger_counts_what_cleancloud_counts(month: Month) -> None:
    assert month.spent == month.counted == sum(row.requests for row in month.usage)


def test_a_month_of_such_days_has_requests_to_spare(month: Month) -> None:
    assert not list(shortcomings(month))
    assert month.spent < 50_000 / 26 * DAYS


def test_changes_are_seen_at_the_other_counters_within_three_minutes(month: Month) -> None:
    assert len(month.sight.delays["order"]) > 100
    assert month.visibility < 3 * MINUTE


def test_the_mirror_has_the_orders_that_are_open_at_cleancloud(month: Month) -> None:
    # Those that were deleted since the daily comparison are still there.
    assert month.stale <= month.sight.unseen()["deleted order"]


def test_a_scan_writes_only_what_changes(month: Month) -> None:
    written = sum(row.requests for row in month.usage if row.operation == "updateGarment")
    assert 0 < month.staff.writes == written < month.staff.scans


def test_what_came_out_is_told(month: Month) -> None:
    told = "\n".join(report(month))
    assert f"{month.spent:,} requests were spent" in told
    assert "changes" in told
    assert "counter" in told
