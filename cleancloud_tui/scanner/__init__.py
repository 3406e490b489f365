"""Scanner: say here what it holds."""
