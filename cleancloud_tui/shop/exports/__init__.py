"""Exports: say here what it holds."""
