"""A dump of any size, made of real comments' sentences, as JSON Lines, CSV and Parquet.

Comments have one or two sentences, about as long together as a chat or a thread has them. Most of a large
dump's comments occur once, as in life, while every sentence is one that a person wrote; one comment in fifty
is a whole real comment, so that some are copies. The same seed gives the same dump.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from classifier.training.topics import SEEDS

#: Rows made at a time.
CHUNK = 131_072

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LONGEST = 2_000  # characters: what a chat takes
_MOST_SENTENCES = 2  # with these a comment has some 110 characters
_WHOLE = 0.02
_AUTHORS = 250_000
_CHANNELS = 60
_FIRST_ID = 1_100_000_000_000_000_000  # of Discord's size
_START = 1_700_000_000  # seconds since 1970

_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("author", pa.string()),
        ("channel", pa.string()),
        ("timestamp", pa.timestamp("s", "UTC")),
        ("text", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Material:
    """Real comments, their sentences, and how many sentences each has."""

    comments: pa.Array
    sentences: pa.Array
    counts: np.ndarray


@dataclass(frozen=True, slots=True)
class Dump:
    """One dump in three formats."""

    rows: int
    jsonl: Path
    csv: Path
    parquet: Path


def material(corpora: Path | None) -> Material:
    """Our own comments, and those of the training corpus if its folder is given."""
    lines = (SEEDS / "comments.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    if corpora and (more := corpora / "train.csv.gz").is_file():
        csv.field_size_limit(1 << 24)
        with gzip.open(more, "rt", encoding="utf-8", newline="") as file:
            texts += [row["text"] for row in csv.DictReader(file)]
    texts = [text for text in texts if 0 < len(text) <= _LONGEST]
    cut = [_SENTENCE_END.split(text) for text in texts]
    sentences = sorted({sentence for of in cut for sentence in of if sentence.strip()})
    counts = np.array([min(len(of), _MOST_SENTENCES) for of in cut])
    return Material(pa.array(texts), pa.array(sentences), counts)


def chunks(of: Material, rows: int, seed: int = 0) -> Iterator[pa.Table]:
    """The dump, some rows at a time."""
    random = np.random.default_rng(seed)
    authors = pa.array([f"member{number}" for number in range(_AUTHORS)])
    channels = pa.array([f"channel-{number}" for number in range(_CHANNELS)])
    for start in range(0, rows, CHUNK):
        count = min(CHUNK, rows - start)
        # A few write most of what there is.
        who = np.minimum(random.zipf(1.3, count) - 1, _AUTHORS - 1)
        columns = [
            pa.array(_FIRST_ID + 4_194_304 * np.arange(start, start + count)).cast(pa.string()),
            authors.take(pa.array(who)),
            channels.take(pa.array(random.integers(0, _CHANNELS, count))),
            pa.array(_START + np.arange(start, start + count) // 4).cast(pa.timestamp("s", "UTC")),
            _texts(of, count, random),
        ]
        yield pa.Table.from_arrays(columns, schema=_SCHEMA)


def _texts(of: Material, count: int, random: np.random.Generator) -> pa.Array:
    lengths = of.counts[random.integers(0, len(of.counts), count)]
    owners = np.repeat(np.arange(count), lengths)
    drawn = of.sentences.take(pa.array(random.integers(0, len(of.sentences), len(owners))))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, drawn), " ")
    whole = of.comments.take(pa.array(random.integers(0, len(of.comments), count)))
    return pc.if_else(pa.array(random.random(count) < _WHOLE), whole, joined)


def write_dump(folder: Path, of: Material, rows: int) -> Dump:
    """Write a dump in each format, unless it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    dump = Dump(rows, *(folder / f"comments-{rows}.{kind}" for kind in ("jsonl", "csv", "parquet")))
    if not all(path.is_file() for path in (dump.jsonl, dump.csv, dump.parquet)):
        encoder = msgspec.json.Encoder()
        with (
            dump.jsonl.open("wb") as lines,
            pyarrow.csv.CSVWriter(dump.csv, _SCHEMA) as csv_file,
            pq.ParquetWriter(dump.parquet, _SCHEMA, compression="snappy") as parquet_file,
        ):
            for table in chunks(of, rows):
                lines.write(encoder.encode_lines(table.to_pylist()))
                csv_file.write_table(table)
                parquet_file.write_table(table)
    return dump
