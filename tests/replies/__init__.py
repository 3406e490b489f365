"""Other shapes of a shop's replies, and the tests that hold in each of them.

    python -m tests.replies [NAME ...] [--paths PATH ...]

Nobody here has seen what a real shop answers: so the screens, what is written, and what became of
it are tested against the same practice shop under other names, lists and forms, all of them unless
some are named. It takes some ten minutes a shape; `tests/screens/test_shapes.py` compares the main
screens in each of them on every run of the tests.
"""
