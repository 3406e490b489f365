"""Questions that a screen asks: one answer each, Escape takes it back."""
