"""Scanner setup: say here what it holds."""
