"""How fast an audit is: in memory beside its peers, from files, as it grows, and with more workers.

    python -m benchmarks.audit [--rows 1000000] [--grow-to 1000000] [--corpora FOLDER] [--output docs]

The comments are made of sentences that people wrote (`corpus.py`). In memory the figures are of the
processor's time of one core, so that a busy machine changes them little; audits are measured by the clock.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from benchmarks.audit import plot, table
from benchmarks.audit.contenders import in_memory
from benchmarks.audit.corpus import material, write_dump
from benchmarks.audit.end_to_end import audit
from benchmarks.audit.measured import REPOSITORY, Measured
from classifier.audit.request import usable_cores

FORMATS = ("parquet", "csv", "jsonl")
GROWING = ("parquet", "jsonl")
SMALLEST = 10_000


def main() -> None:
    given = options()
    cores = usable_cores()
    written = material(given.corpora)
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        small = write_dump(folder, written, given.in_memory)
        side_by_side = list(
            tqdm(in_memory(small.parquet, given.corpora, given.peers), "in memory", disable=None)
        )
        print(*table.contenders(side_by_side), "", sep="\n")

        dump = write_dump(folder, written, given.rows)
        formats = [audit(dump, kind, cores, folder) for kind in tqdm(FORMATS, "formats", disable=None)]
        print(*table.audits("from a file", formats, [""] * len(formats)), "", sep="\n")

        counts = range(1, cores + 2)
        workers = [audit(dump, "parquet", count, folder) for count in tqdm(counts, "workers", disable=None)]
        print(*table.audits("with workers", workers, [f"× {count}" for count in counts]), "", sep="\n")

        sizes = [SMALLEST]
        while sizes[-1] * 10 <= given.grow_to:
            sizes.append(sizes[-1] * 10)
        growth: dict[str, list[Measured]] = {kind: [] for kind in GROWING}
        for size in tqdm(sizes, "growth", disable=None):
            grown = write_dump(folder, written, size)
            for kind in GROWING:
                growth[kind].append(audit(grown, kind, cores, folder))
            if grown.rows not in (given.rows, given.in_memory):
                for path in (grown.jsonl, grown.csv, grown.parquet):
                    path.unlink()
        for kind, measured in growth.items():
            print(*table.audits(f"growing, {kind}", measured, [""] * len(measured)), "", sep="\n")
    if given.output:
        images = given.output / "images"
        plot.draw_contenders(side_by_side, images / "audit-contenders.svg")
        plot.draw_growth(growth, images / "audit-growth.svg")
        told = {
            "machine": {"cores": cores, "processor": platform.processor() or platform.machine()},
            "in_memory": [asdict(each) for each in side_by_side],
            "formats": [asdict(each) for each in formats],
            "workers": [
                asdict(each) | {"workers": count} for each, count in zip(workers, counts, strict=True)
            ],
            "growth": {kind: [asdict(each) for each in measured] for kind, measured in growth.items()},
        }
        (given.output / "audit-speed.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast an audit is.")
    parser.add_argument(
        "--in-memory", type=int, default=200_000, help="comments to score in memory [%(default)s]"
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="comments to audit [%(default)s]")
    parser.add_argument("--grow-to", type=int, default=1_000_000, help="comments at most [%(default)s]")
    parser.add_argument("--corpora", type=Path, default=REPOSITORY.parent / "shared" / "corpora")
    parser.add_argument("--peers", type=Path, default=REPOSITORY / ".peers")
    parser.add_argument("--folder", type=Path, help="where the dumps are made; they are removed at the end")
    parser.add_argument("--output", type=Path, help="folder for the figures and pictures, such as docs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
