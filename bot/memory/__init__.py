"""What the bot remembers of recent posts and joins, in bounded memory. A file for each kind of memory.

Nothing here asks a clock: times come from the posts, so that late, repeated and disordered events are counted
as what they are. Observing a post a second time changes nothing.
"""
