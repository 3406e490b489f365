"""What the command line can do: one module a command, each with `run(arguments)`.

`run` returns the exit code; what goes wrong is raised and told by `cli`.
"""
