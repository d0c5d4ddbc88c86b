"""Search a folder of shards, in a process of its own so that its peak of memory can be told.

python -m benchmarks.neardup.search FOLDER

Writes groups.npy, the campaign found for each row or -1, and prints what it took as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.neardup.scene import shards_in
from classifier.audit.campaigns.campaign import LEAST_AUTHORS
from classifier.audit.campaigns.facts import found
from classifier.audit.campaigns.find import MOST_CAMPAIGNS, search


def main() -> None:
    folder = Path(sys.argv[1])
    shards = shards_in(folder)
    before = _peak()
    started, worked = time.perf_counter(), time.process_time()
    searched = search(shards, folder)
    told = found(searched.shards, searched.first, searched.facts, MOST_CAMPAIGNS)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    facts = searched.facts
    np.save(folder / "groups.npy", np.where(facts.authors[facts.number] >= LEAST_AUTHORS, facts.number, -1))
    took = {"rows": len(searched.shards), "seconds": seconds, "cpu_seconds": work, "peak_mb": _peak()}
    print(json.dumps(took | {"before_mb": before, "campaigns": told.campaigns, "posts": told.posts}))


def _peak() -> float:
    """The most memory so far, in MB. getrusage would tell that of the process that started this one."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
