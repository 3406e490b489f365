"""The console of all operations, without its screen."""
