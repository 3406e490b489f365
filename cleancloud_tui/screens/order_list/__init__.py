"""Orders of all customers: filtered by status, payment, route and day."""
