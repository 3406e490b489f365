"""Wording: say here what it holds."""
