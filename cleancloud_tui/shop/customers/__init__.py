"""Customers at the desk: the form of one, what is asked before it is saved, and the account."""
