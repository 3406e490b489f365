"""What is kept of a damaged journal."""
