"""The demo: the real bot on the local Discord reads a discussion from seeds/ and flags what deserves it."""
