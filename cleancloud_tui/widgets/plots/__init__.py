"""Plots of text: their values are told by characters and lengths, not by colours alone."""
