"""The rows that the default recipe learns from."""

from __future__ import annotations

from pathlib import Path

from benchmarks.model_card.sets import thinned
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.holdout import hold_out
from classifier.training.provenance import admit
from classifier.training.recipe import load_recipe
from classifier.training.topics import SEEDS


def learnt_rows(corpora: Path, rows: int | None = None) -> Corpus | None:
    """What `make model` would learn from with this folder of corpora, or None where it is missing.

    `rows` thins it to about so many.
    """
    files = [SEEDS / "comments.jsonl", corpora / "train.csv.gz"]
    if not all(file.is_file() for file in files):
        return None
    kept, _ = hold_out(read_corpora(files), sorted((corpora / "eval").glob("*.gz")))
    admitted, _ = admit(kept, load_recipe("default").licences)
    return Corpus(tuple(thinned(admitted.rows, rows)), admitted.files)
