"""Repeat pickups of a customer."""
