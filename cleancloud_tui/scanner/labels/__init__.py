"""What stands on a label: codes, their symbologies, a shop's own patterns, payment cards."""
