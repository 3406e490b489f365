"""Closing the till: cash that was counted beside cash that should be there, kept for good."""
