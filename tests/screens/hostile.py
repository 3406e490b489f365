"""Text that is markup, escape codes and the like, and what a screen shows of it."""

HOSTILE = "[M] [/x] [bold]B[/bold] <b>b</b> \x1b[31mred\x1b[0m \u202eltr שלום"


SHOWN = "[M] [/x] [bold]B[/bold] <b>b</b> red ltr שלום"
