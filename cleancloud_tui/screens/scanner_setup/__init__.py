"""Setting up the scanner by scanning a few labels."""
