"""Plant campaigns of edited copies among composed comments, search, and tell what was found and what it took.

    python -m benchmarks.neardup [--comments 1000000] [--corpora ../shared/corpora] [-o JSON] [--plot SVG]

A tenth of the comments are copies, in campaigns of 3 to 300. A copy has up to one edited word in eight
(another word, two swapped, one put in or left out, a typo), and each of six other changes with a chance of
one in five. The other comments are composed anew (background.py). The search runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.neardup.background import Composer
from benchmarks.neardup.plot import draw
from benchmarks.neardup.scene import LEAST_WORDS, Plan, Planted, build, originals, plain_words, read_texts
from benchmarks.neardup.scores import Bools, Scores, Share, score, share
from benchmarks.neardup.speed import adding, sketching
from classifier.training.corpora import read_corpora
from classifier.training.provenance import admit
from classifier.training.topics import SEEDS

SMALL = 50_000
#: One edited word in so many, exactly, to see where recall falls.
HEAVIER = (16, 8, 6, 5, 4, 3, 2)
#: To see how cost grows.
FRACTIONS = (100, 10)


@dataclass(frozen=True)
class Material:
    """What comments are composed of and copies are made from."""

    learnt: list[str]
    sources: list[str]
    words: list[str]

    @classmethod
    def read(cls, corpora: Path) -> Material:
        """Our own comments, and those in the folder of corpora if it is there."""
        own = list(read_texts(SEEDS / "comments.jsonl"))
        public = corpora / "train.csv.gz"
        learnt = own.copy()
        if public.is_file():
            learnt += [row.text for row in admit(read_corpora([public]), ("P", "SA"))[0].rows]
        return cls(learnt, originals(own, seed=1), plain_words(own))


def run(plan: Plan, material: Material) -> tuple[dict[str, Any], Planted, Scores]:
    """Build a scene, search it, and score what was found."""
    with TemporaryDirectory(prefix="neardup-") as name:
        folder = Path(name)
        planted = build(folder, plan, Composer(material.learnt, plan.seed), material.sources, material.words)
        program = [sys.executable, "-m", "benchmarks.neardup.search", str(folder)]
        took = json.loads(subprocess.run(program, check=True, stdout=subprocess.PIPE).stdout)
        groups = np.load(folder / "groups.npy").astype(np.int64)
    return took, planted, score(planted, groups)


def parts(planted: Planted, right: Bools) -> dict[str, dict[str, Share]]:
    """The recall of posts by what was done to them, and by the size of their campaign."""
    rows = np.array(sorted(planted.copies))
    copies = [planted.copies[row] for row in rows.tolist()]
    found = right[rows]
    kinds = sorted({kind for copy in copies for kind in copy.kinds})
    done = {kind: np.array([kind in copy.kinds for copy in copies]) for kind in kinds}
    edits = np.array([copy.word_edits for copy in copies])
    edited = {f"{number} words edited": edits == number for number in range(4)} | {"4 or more": edits > 3}
    size = np.bincount(planted.campaign[rows])[planted.campaign[rows]]
    bounds = ((3, 4), (5, 9), (10, 49), (50, 300))
    sized = {f"{low} to {high} posts": (size >= low) & (size <= high) for low, high in bounds}
    by = {"done to the copy": done, "words edited": edited, "campaign of": sized}
    return {
        name: {part: share(found[held]) for part, held in each.items() if held.any()}
        for name, each in by.items()
    }


def show(scores: Scores, told: Mapping[str, Mapping[str, Share]], took: Mapping[str, Any]) -> None:
    """Print the tables."""
    print(
        f"{took['rows']:,} comments: {took['campaigns']:,} campaigns of {took['posts']:,} posts found in ",
        end="",
    )
    print(
        f"{took['seconds']:.1f} s ({took['cpu_seconds']:.1f} s of one core), peak {took['peak_mb']:.0f} MB",
        end="",
    )
    print(f" ({took['before_mb']:.0f} MB before)\n")
    named = {
        "posts found": scores.post_recall,
        "posts rightly found": scores.post_precision,
        "pairs found": scores.pair_recall,
        "pairs rightly found": scores.pair_precision,
    }
    for title, rows in {"overall": named, **told}.items():
        print(f"{title:<24} {'n':>11} {'share':>7} {'95 % interval':>18}")
        for name, part in rows.items():
            low, high = part.interval
            print(f"{name:<24} {part.n:>11,} {part.value:>7.4f} {low:>8.4f} to {high:.4f}")
        print()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Find planted campaigns among a million comments.")
    parser.add_argument("--comments", type=int, default=1_000_000, help="default: %(default)s")
    parser.add_argument(
        "--corpora", type=Path, default=Path("../shared/corpora"), help="default: %(default)s; may be missing"
    )
    parser.add_argument("-o", "--output", type=Path, help="write all figures as JSON")
    parser.add_argument("--plot", type=Path, help="draw recall by edits, and cost by comments, as SVG")
    parser.add_argument("--only", action="store_true", help="only the main scene: no curves, no speed")
    given = parser.parse_args(arguments)
    material = Material.read(given.corpora)
    print(f"learnt from {len(material.learnt):,} comments, {len(material.sources):,} originals\n")

    took, planted, scores = run(Plan(given.comments), material)
    print(f"planted: {len(planted.copies):,} copies in {planted.campaign.max() + 1:,} campaigns")
    told = parts(planted, scores.right)
    show(scores, told, took)
    figures: dict[str, Any] = {"took": [took], "parts": told, "heavier": {}, "cost": {}}
    overall = {name: getattr(scores, name) for name in Scores.__slots__ if name != "right"}
    if not given.only:
        figures["took"] = [run(Plan(given.comments // part), material)[0] for part in FRACTIONS] + [took]
        heavier = {each: run(Plan(SMALL, each, exactly=True), material) for each in HEAVIER}
        figures["heavier"] = {
            each: {
                "posts": measured.post_recall,
                "pairs": measured.pair_recall,
                "right": measured.post_precision,
            }
            for each, (_, _, measured) in heavier.items()
        }
        figures["cost"] = {"sketch": sketching(material.learnt), "bot": adding(material.learnt)}
        show_more(figures)
    if given.output:
        given.output.write_text(json.dumps({"overall": overall, **figures}, default=asdict, indent=1) + "\n")
    if given.plot:
        draw(figures, given.plot)


def show_more(figures: Mapping[str, Any]) -> None:
    """Print where recall falls, how cost grows, and what a text costs."""
    print(f"{'one word edited in':<24} {'posts found':>30} {'pairs found':>24} {'rightly found':>14}")
    for each, part in figures["heavier"].items():
        posts, pairs = part["posts"], part["pairs"]
        print(
            f"{each:<24} {posts.value:>9.4f} ({posts.interval[0]:.4f} to {posts.interval[1]:.4f}) "
            f"{pairs.value:>7.4f} ({pairs.interval[0]:.4f} to {pairs.interval[1]:.4f}) "
            f"{part['right'].value:>8.4f}"
        )
    print(f"\n{'comments':>12} {'seconds':>8} {'of one core':>12} {'peak MB':>8}")
    for took in figures["took"]:
        seconds = f"{took['seconds']:>8.2f} {took['cpu_seconds']:>12.2f}"
        print(f"{took['rows']:>12,} {seconds} {took['peak_mb']:>8.0f}")
    print(f"\n{'microseconds':<24} {'n':>8}")
    for title, costs in figures["cost"].items():
        for name, cost in costs.items():
            low, high = cost.interval
            print(
                f"{title + ', ' + name:<24} {cost.n:>8,} {cost.microseconds:>8.2f} ({low:.2f} to {high:.2f})"
            )
    print(f"\nOriginals have {LEAST_WORDS} words or more. Sketching is of comments of 110 characters.")


if __name__ == "__main__":
    main()
