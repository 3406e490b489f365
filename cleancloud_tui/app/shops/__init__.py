"""The shops beside the one that is open, and how somebody comes to the first of their own."""
