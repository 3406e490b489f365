"""One file a screen, named after what staff call it."""
