"""The console of all operations of the API."""
