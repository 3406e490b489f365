"""Values as people type them: one rule a kind, for every field, command and setting.

What is typed is understood as a whole, or it is refused: a reader answers None, and never a part
of the text. Beside them stands how text is measured and written in plain signs.
"""
