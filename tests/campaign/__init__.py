"""The fault campaign: desks at work while everything goes wrong, and what holds in the end.

    python -m tests.campaign [--faults 1000] [--seed 1]

Desks are processes of their own over one directory; the practice shop answers over HTTP. Faults
strike at random points. In the end nothing may have happened twice, nothing that was accepted may
be lost, and mirror and shop must be equal.
"""
