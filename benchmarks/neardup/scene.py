"""A folder of shards as an audit has them, with campaigns planted in it, and the truth about them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.neardup.background import Composer
from benchmarks.neardup.edits import Copy, Editor
from classifier.audit.campaigns import sketch_batch
from classifier.neardup import near_duplicates

ROWS = 16_384
AUTHORS, CHANNELS, DAYS = 50_000, 40, 30
#: Posts of a campaign: any order of size is as likely as another between these.
LEAST_POSTS, MOST_POSTS = 3, 300
#: Originals have so many words, and none is half a copy of another.
LEAST_WORDS, APART = 8, 0.3

_DAY = 86_400_000_000


@dataclass(frozen=True)
class FileShard:
    """A shard on disk."""

    path: Path

    def columns(self, names: Sequence[str]) -> pa.Table:
        """Some of its columns."""
        with pa.memory_map(str(self.path)) as source:
            schema = pa.ipc.open_file(source).schema
            wanted = pa.ipc.IpcReadOptions(included_fields=[schema.get_field_index(name) for name in names])
            return pa.ipc.open_file(source, options=wanted).read_all().select(list(names))


@dataclass(frozen=True)
class Planted:
    """The truth: for each row its campaign, -1 for none; the copies, by row."""

    campaign: npt.NDArray[np.int64]
    copies: dict[int, Copy]


def originals(texts: Sequence[str], seed: int) -> list[str]:
    """Real comments to make campaigns of, in random order."""
    long = [text for text in dict.fromkeys(texts) if len(text.split()) >= LEAST_WORDS]
    alike = {index for pair in near_duplicates(long, APART) for index in pair[:2]}
    kept = [text for index, text in enumerate(long) if index not in alike]
    random.Random(seed).shuffle(kept)
    return kept


def plain_words(texts: Sequence[str]) -> list[str]:
    """Words that an edit may put in."""
    return sorted({word for text in texts for word in text.split() if re.fullmatch("[a-z]{3,12}", word)})


@dataclass(frozen=True)
class Plan:
    """How many comments, which part of them planted, and how the copies are edited."""

    comments: int
    words_an_edit: int = 8
    exactly: bool = False
    share: float = 0.1
    seed: int = 1


def build(folder: Path, plan: Plan, composer: Composer, sources: Sequence[str], words: list[str]) -> Planted:
    """Write the shards."""
    chance = np.random.default_rng(plan.seed)
    editor = Editor(words, plan.seed)
    copies, owners = _copies(plan, editor, sources)
    rows = np.sort(chance.choice(plan.comments, len(copies), replace=False))
    mixed = chance.permutation(len(copies))
    campaign = np.full(plan.comments, -1, dtype=np.int64)
    campaign[rows] = np.array(owners)[mixed]
    by_row = {row: copies[at] for row, at in zip(rows.tolist(), mixed.tolist(), strict=True)}
    for number, start in enumerate(range(0, plan.comments, ROWS)):
        stop = min(start + ROWS, plan.comments)
        composed = iter(composer.compose(int(np.count_nonzero(campaign[start:stop] < 0))))
        texts = [by_row[row].text if row in by_row else next(composed) for row in range(start, stop)]
        _write(folder / f"{number:06}.arrow", texts, chance)
    return Planted(campaign, by_row)


def _copies(plan: Plan, editor: Editor, sources: Sequence[str]) -> tuple[list[Copy], list[int]]:
    chance = random.Random(plan.seed)
    copies: list[Copy] = []
    owners: list[int] = []
    for number, source in enumerate(sources):
        if len(copies) >= plan.share * plan.comments:
            break
        size = round(LEAST_POSTS * (MOST_POSTS / LEAST_POSTS) ** chance.random())
        copies += [editor.copy(source, plan.words_an_edit, exactly=plan.exactly) for _ in range(size)]
        owners += [number] * size
    return copies, owners


def _write(path: Path, texts: list[str], chance: np.random.Generator) -> None:
    count = len(texts)
    rows = pa.record_batch({"text": pa.array(texts, pa.large_string())})
    sketches = sketch_batch(rows)
    names = {"author": chance.integers(AUTHORS, size=count), "channel": chance.integers(CHANNELS, size=count)}
    columns = {name: pa.array([f"{name} {value}" for value in values]) for name, values in names.items()}
    times = pa.array(chance.integers(DAYS * _DAY, size=count), pa.timestamp("us", "UTC"))
    table = pa.table(
        {**dict(zip(sketches.schema.names, sketches.columns, strict=True)), **columns, "time": times}
    )
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table)


def shards_in(folder: Path) -> list[FileShard]:
    """The shards, in order."""
    return [FileShard(path) for path in sorted(folder.glob("*.arrow"))]


def read_texts(path: Path) -> Iterator[str]:
    """The texts of our own comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
