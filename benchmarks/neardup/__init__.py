"""How well campaigns of edited copies are found among a million comments, and what that costs."""
