"""Network: say here what it holds."""
