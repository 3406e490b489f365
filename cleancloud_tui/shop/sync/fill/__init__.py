"""What filling the mirror takes: what it asks, what is wanting, how far it is."""
