"""What is set: looked for, explained, changed."""
