"""Campaigns: nearly the same text from several authors, found among any number of posts.

    sketches = sketch_batch(batch)                    # beside each batch of rows, on any machine
    found = find_campaigns(shards, scratch_folder)    # once, when all are there

Posts with equal letters are collapsed first (`copies.py`). Texts that share a key of their sketch are
compared (`near.py`), what is alike hangs together (`forest.py`), and each such group is freed of what only
hangs on by a chain (`centres.py`). `facts.py` counts posts, authors, channels and time. All of it goes
through the shards from the first to the last, keeps a few numbers a row in memory and the rest in scratch
files, and gives the same result on every run. docs/campaigns.md tells the method and how well it does.
"""

from classifier.audit.campaigns.campaign import Campaign, Found, RowRef
from classifier.audit.campaigns.find import find_campaigns
from classifier.audit.campaigns.sketches import SKETCH_COLUMNS, sketch_batch

__all__ = ["SKETCH_COLUMNS", "Campaign", "Found", "RowRef", "find_campaigns", "sketch_batch"]
