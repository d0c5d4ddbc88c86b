"""What the bot does about a post: a file for each act, and how each is taken back.

Every act may be done twice, after a crash, and must then do the same as once. `prepare` looks up what undoing
needs, and changes nothing; `do` does it; `undo` takes it back, unless somebody else has changed it since.
"""
