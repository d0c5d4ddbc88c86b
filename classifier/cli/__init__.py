"""The command line: a file for each command, listed in main.py."""
