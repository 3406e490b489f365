"""Removing people from this host for good."""
