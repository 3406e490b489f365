"""App: say here what it holds."""
