"""Damage to every store in each of its versions so far, and what the program makes of it.

    python -m tests.damage [--damages 10000] [--seed 1]

A file is cut short, a byte or a page of it is changed, or it is of a newer version. Then it is
used as the counter uses it. It has to open, or to be refused in a sentence; every open change that
stands in an undamaged page has to be there, and none of them as done; the old file has to be kept
and told of; and `doctor`, which looks through it before or after, has to agree.
"""
