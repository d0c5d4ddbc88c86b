"""Moderation: from a post to an explained decision, and the rims that carry it out."""
