"""Customers: say here what it holds."""
