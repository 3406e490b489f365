"""What is done away from the queue: figures, budget, audit, settling, connecting."""
