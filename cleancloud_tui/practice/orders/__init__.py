"""Orders: say here what it holds."""
