"""The form of a repeat pickup: what stands in it, what is wrong with it, and saving it."""
