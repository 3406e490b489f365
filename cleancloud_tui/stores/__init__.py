"""SQLite files of this host: what version they are, whether they are damaged, what is done then.

Knows nothing of what stands in them: each store brings its tables, and how its rows are read.
"""
