"""The people of a shop: who they are, how they sign in, and what each may do."""
