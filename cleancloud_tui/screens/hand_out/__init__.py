"""Hand out: say here what it holds."""
