"""Pickups: say here what it holds."""
