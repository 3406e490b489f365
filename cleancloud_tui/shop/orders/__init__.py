"""Orders at the desk: taken in, changed, handed out, paid; what they come to; their tickets."""
