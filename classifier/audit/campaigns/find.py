"""From the sketches of all posts to the campaigns among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tqdm import tqdm

from classifier.audit.campaigns.arrays import Rows
from classifier.audit.campaigns.campaign import Found
from classifier.audit.campaigns.centres import grouped
from classifier.audit.campaigns.copies import first_copies
from classifier.audit.campaigns.facts import Facts, found
from classifier.audit.campaigns.forest import Forest
from classifier.audit.campaigns.near import join_near_copies
from classifier.audit.campaigns.shards import Columns, Shards
from classifier.errors import EnvironmentFailed

#: So many campaigns are told; the others are counted.
MOST_CAMPAIGNS = 1000
#: The shards are gone through so many times.
_PASSES = 6


class Search(NamedTuple):
    """What the search came to: all shards, the first copy of each row, and the facts of each group."""

    shards: Shards
    first: Rows
    facts: Facts


def find_campaigns(shards: Sequence[Columns], folder: Path, most: int = MOST_CAMPAIGNS) -> Found:
    """The campaigns among the rows of all shards, in the order given.

    A shard has the columns of `sketch_batch`, and `author`, `channel` and `time` as in `dumps/rows.py`.
    `folder` has room for scratch files, some 150 bytes for each different text; they are gone at the end.
    Raises EnvironmentFailed where they can't be written or a shard can't be read.
    """
    searched = search(shards, folder)
    return found(searched.shards, searched.first, searched.facts, most)


def search(shards: Sequence[Columns], folder: Path) -> Search:
    """All of `find_campaigns` but the choice of what to tell."""
    try:
        return _search(shards, folder)
    except OSError as error:
        raise EnvironmentFailed(
            f"the search for campaigns failed: {error.strerror}",
            where=str(error.filename or folder),
            mend="make room there, or mend the disk",
        ) from error


def _search(shards: Sequence[Columns], folder: Path) -> Search:
    with (
        TemporaryDirectory(dir=folder, prefix="campaigns-") as name,
        tqdm(total=_PASSES * len(shards), desc="campaigns", unit="shard", leave=False, disable=None) as bar,
    ):
        scratch = Path(name)
        every = Shards.counted(shards, bar.update)
        first = first_copies(every, scratch)
        forest = Forest(len(every))
        join_near_copies(every, first, forest, scratch)
        groups = grouped(every, first, forest, scratch)
        del forest
        return Search(every, first, Facts(every, groups, scratch))
