"""The practice shop's orders and garments: taken in, listed, changed, worked out."""
