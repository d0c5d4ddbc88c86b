"""Readers of comment files, one format each. `formats.py` lists them and finds the right one."""
