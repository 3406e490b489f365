"""Labels: say here what it holds."""
