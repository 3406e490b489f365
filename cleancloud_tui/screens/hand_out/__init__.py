"""Handing orders out, and being paid for them."""
