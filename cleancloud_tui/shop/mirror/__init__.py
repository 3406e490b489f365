"""What this host knows of the shop: stored, read, and changed by what was written."""
