"""What the shop sells and holds: products and inventory."""
