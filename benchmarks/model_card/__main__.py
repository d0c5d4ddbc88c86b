"""Measure a model and write its card.

python -m benchmarks.model_card --corpora ../shared/corpora --model default -o docs/model-card.md
"""

from __future__ import annotations

import argparse
from pathlib import Path

import classifier
from benchmarks.model_card.card import write_card
from benchmarks.model_card.peers.ask import Peers
from benchmarks.model_card.run import Run
from classifier.model import DEFAULT


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a model and write its card.")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of train.csv.gz and eval/")
    parser.add_argument("--model", default="default", help="a model file (default: the one that ships)")
    parser.add_argument(
        "--peers", type=Path, default=Path(".peers"), help="their environment (default: .peers)"
    )
    parser.add_argument("--rows", type=int, help="about so many of each set, for a quick look")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the card, a Markdown file")
    given = parser.parse_args()
    path = DEFAULT if given.model == "default" else Path(given.model)
    images = given.output.parent / "images"
    run = Run(classifier.load(path), path, given.corpora, images, Peers(given.peers), given.rows)
    write_card(run, given.output)


if __name__ == "__main__":
    main()
