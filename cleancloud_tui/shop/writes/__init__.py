"""Writes: say here what it holds."""
