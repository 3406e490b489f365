"""Handing out: a customer's orders that go over the counter together."""
