"""Tickets of orders: their text, their barcode, on paper and as files."""
