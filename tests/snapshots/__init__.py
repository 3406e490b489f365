"""Every screen in its states, as text and styles, kept as files beside this one.

`python -m tests.snapshots` compares, and with `--update` writes what stands there now: then
the version control shows what became different.
"""
