"""Which refusals of a read may mean that there is nothing, and which say so."""

import pytest

from cleancloud_tui.api.answers.nothing_words import may_mean_nothing, say_nothing_is_there

ABOUT_THE_ASKING = (
    "Rate Limit Exceeded",
    "Monthly API limit reached",
    "You have used all of your 50,000 requests for this month",
    "Authentication Error",
    "Invalid token",
    "Access denied",
    "API access is not enabled for this plan",
    "Store not found",
    "Your subscription plan has expired, upgrade to continue",
    "Account suspended",
    "Missing Parameter: customerID",
    "You must provide at least one filter",
    "dateFrom is required",
    "Invalid date",
    "Date must be in the format yyyy-mm-dd",
    "Date Range can not be longer than 31 days",
    "Requesting too many orders in one request. You must narrow or restructure your request.",
    "Internal server error",
    "Request timed out",
    "Please try again later",
)
SAY_SO = (
    "No Customer With That ID",
    "No Order With That ID",
    "No orders found",
    "No orders were found for this customer",
    "There are no messages",
    "Order not found",
    "Order does not exist",
    "Nothing found",
    "No results",
    "Could not find order 12",
    "Invalid order ID",
    "NO_RECORDS_FOUND",
)
UNKNOWN = ("Error", "Pas de résultat", "Empty", "0 orders", "Order was deleted")


@pytest.mark.parametrize("words", ABOUT_THE_ASKING)
def test_what_is_about_the_asking_means_nothing_else(words: str) -> None:
    assert not may_mean_nothing(words)


@pytest.mark.parametrize("words", SAY_SO)
def test_words_that_say_that_there_is_nothing(words: str) -> None:
    assert may_mean_nothing(words)
    assert say_nothing_is_there(words)


@pytest.mark.parametrize("words", UNKNOWN)
def test_words_that_are_not_known_say_nothing_for_sure(words: str) -> None:
    assert may_mean_nothing(words)
    assert not say_nothing_is_there(words)
