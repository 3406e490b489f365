"""New order: say here what it holds."""
