"""Pace: say here what it holds."""
