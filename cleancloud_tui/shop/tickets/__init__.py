"""Tickets: say here what it holds."""
