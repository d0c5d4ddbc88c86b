"""Readers of comment dumps, one format each.

`sources.py` turns what the user names into parts, `reading.py` reads a part as Arrow batches of the schema in
`rows.py`, `formats.py` lists the formats and finds the right one. CONTRIBUTING.md says how to add one.
"""
