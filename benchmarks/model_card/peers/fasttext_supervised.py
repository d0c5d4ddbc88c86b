"""fastText's supervised classifier, trained on the rows that our model learns from. Scores are probabilities.

    python -m benchmarks.model_card.peers.fasttext_supervised TEXTS SCORES ROWS MODEL

Trains from ROWS, lines of a label and a text, unless MODEL is there already.
"""

from __future__ import annotations

import sys
from pathlib import Path

import fasttext

from benchmarks.model_card.peers.exchange import answer

#: One thread, so that two trainings give one model; character and word n-grams as ours.
SETTINGS = {"thread": 1, "seed": 0, "wordNgrams": 2, "minn": 3, "maxn": 5, "dim": 50, "bucket": 2**18}


def trained(rows: str, model: str) -> fasttext.FastText._FastText:
    """The model in a file, trained first where there is none."""
    if not Path(model).is_file():
        fasttext.train_supervised(rows, verbose=0, **SETTINGS).save_model(model)
    return fasttext.load_model(model)


def main() -> None:
    model = trained(*sys.argv[3:5])

    def score(texts: list[str]) -> list[float]:
        labels, shares = model.predict([" ".join(text.lower().split()) for text in texts], k=2)
        return [
            dict(zip(names, found, strict=True)).get("__label__1", 0.0)
            for names, found in zip(labels, shares, strict=True)
        ]

    answer(score)


if __name__ == "__main__":
    main()
