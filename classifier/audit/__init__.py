"""Many comments at once: reading them from files, and scoring every row."""
