"""How fast one core reads dumps of each general format, without scoring them.

    python benchmarks/reading.py [--rows 300000]

The rows are our own comments, drawn with replacement and cut to 110 characters, with an id, an author, a time
and a thread each. Times are of the processor: the best of three rounds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.sources import find
from classifier.training.topics import SEEDS

LENGTH = 110  # characters
ROUNDS = 3


def rows(number: int) -> list[dict[str, object]]:
    lines = (SEEDS / "comments.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"][:LENGTH] for line in lines]
    drawn = random.Random(1).choices([text for text in texts if len(text) == LENGTH], k=number)
    return [
        {
            "id": f"c{n}",
            "text": text,
            "author": f"u{n % 5000}",
            "created_utc": 1714555800 + n,
            "thread": f"t{n // 500}",
        }
        for n, text in enumerate(drawn)
    ]


def write(folder: Path, given: list[dict[str, object]]) -> list[Path]:
    """The rows in each format."""
    as_json = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given)
    (folder / "c.jsonl").write_text(as_json, "utf-8")
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(as_json.encode(), 6))
    (folder / "c.json").write_text("[\n" + as_json.rstrip("\n").replace("}\n", "},\n") + "\n]\n", "utf-8")
    (folder / "c.txt").write_text(
        "".join(f"{str(row['text']).replace(chr(10), ' ')}\n" for row in given), "utf-8"
    )
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    table = pa.Table.from_pylist(given)
    pq.write_table(table, folder / "c.parquet", row_group_size=100_000)
    pyarrow.feather.write_feather(table, folder / "c.feather")
    return sorted(folder.iterdir())


def seconds(path: Path, expected: int) -> float:
    started = time.process_time()
    read = sum(batch.num_rows for part in find([str(path)]).parts for batch in read_part(part))
    assert read == expected, f"{read} rows of {expected}"
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    number = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        for path in write(Path(folder), rows(number)):
            best = min(seconds(path, number) for _ in range(ROUNDS))
            speed = path.stat().st_size / best / 1e6
            print(f"{path.name:<12} {number / best:>12,.0f} rows/s {speed:>8,.0f} MB/s")


if __name__ == "__main__":
    main()
