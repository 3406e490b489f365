"""Routes at the desk: what is asked about them, and the stops of a day."""
