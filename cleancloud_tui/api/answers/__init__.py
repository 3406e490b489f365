"""Answers: say here what it holds."""
