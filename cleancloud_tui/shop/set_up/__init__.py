"""What can be learned of a shop from what it has done, before anybody is asked."""
