"""From a comment as typed to the text that features are taken from, and back again."""
