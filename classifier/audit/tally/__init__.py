"""What the report counts, batch by batch: a small sum of the dump that merges with others."""

from classifier.audit.tally.tally import Tally, empty, tally_batch

__all__ = ["Tally", "empty", "tally_batch"]
