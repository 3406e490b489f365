"""Figures in words, and on a page of their own."""
