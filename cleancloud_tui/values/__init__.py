"""Values as people type them: one rule a kind, for every field, command and setting.

What is typed is understood as a whole, or it is refused: a reader answers None, and never a part
of the text. Standard library only.
"""
