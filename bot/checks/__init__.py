"""The checks, one file each. `bot.pipeline` lists them in the order in which they run.

A check's docstring is its help text: its first line says what the check looks for.
"""
