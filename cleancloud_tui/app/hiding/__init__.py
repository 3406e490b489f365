"""Hiding everything where nobody is there, and letting the next person sign in."""
