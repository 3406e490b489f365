"""What is never kept or shown, and how a person is forgotten."""
