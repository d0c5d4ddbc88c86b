"""Links: where they stand in a text, where they lead, which names resemble others, and lists of domains."""
