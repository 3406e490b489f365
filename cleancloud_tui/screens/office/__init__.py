"""Office: say here what it holds."""
