"""The steps of normalisation. A step takes a string and yields the edits that it wants made, in order."""
