"""What an odd word may stand for. A reader takes it and returns a word that people disguise, or None."""
