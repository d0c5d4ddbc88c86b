"""What each part of the default recipe is worth: the mean AUC of `incivility` without it, or with more.

    python -m benchmarks.ablations [--corpora ../shared/corpora] [--only NAME …] [-o ablations.json]

Each variant is fitted on the same rows and measured on the thirteen public sets of the model card.
Differences to the default are paired: both score the same resampled comments, set by set. Calibration and
half precision, which change no order worth mentioning, are left out. A variant takes a few minutes on two
cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.model_card.ranking import Ranking, values_and_draws
from benchmarks.model_card.sections.discrimination import SETS
from benchmarks.model_card.sets import EvaluationSet, read_own, read_set
from classifier.linear import Linear
from classifier.text.clean import clean
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.fit import fit_line
from classifier.training.holdout import hold_out
from classifier.training.lessons import Lessons, read_lessons
from classifier.training.material import Material
from classifier.training.provenance import admit
from classifier.training.recipe import Recipe, load_recipe
from classifier.training.topics import SEEDS

RECIPES = Path(__file__).parents[1] / "config" / "recipes"
LABEL = "incivility"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed recipe, with or without the teacher's lessons."""

    change: Callable[[Recipe], Recipe]
    taught: bool = True


def _teaching(**settings: Any) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, teaching=replace(recipe.teaching, **settings))


def _ngrams(**settings: Any) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, ngrams=replace(recipe.ngrams, **settings))


#: The first is what the others are compared with.
VARIANTS: dict[str, Variant] = {
    "default": Variant(lambda recipe: recipe),
    "people's labels alone": Variant(lambda recipe: recipe, taught=False),
    "no pieces": Variant(_teaching(pieces=0.0)),
    "no blend": Variant(_teaching(blend={})),
    "no people's labels": Variant(_teaching(labels=0.01)),
    "neighbours alone as pairs": Variant(_ngrams(pairs=("next",))),
    "no word near you": Variant(_ngrams(pairs=("next", "skip", "denied"))),
    "no denials": Variant(_ngrams(pairs=("next", "skip", "addressed"))),
    "runs of 2 to 6 characters": Variant(_ngrams(char_sizes=(2, 3, 4, 5, 6))),
    "2^19 buckets": Variant(_ngrams(bits=19)),
    "2^17 buckets": Variant(_ngrams(bits=17)),
    "all rows, for research": Variant(lambda _: load_recipe(str(RECIPES / "research.toml"))),
    "all rows, people's labels alone": Variant(
        lambda _: load_recipe(str(RECIPES / "research.toml")), taught=False
    ),
}


def fitted(corpus: Corpus, recipe: Recipe, lessons: Lessons | None) -> Linear:
    """The label's line through the rows that the recipe admits."""
    admitted, _ = admit(corpus, recipe.licences)
    material = Material.of(admitted, recipe, lessons)
    weights, bias = fit_line(recipe.fit, material.examples(LABEL), material.taught(LABEL))
    return Linear(weights[:, None].astype(np.float32), np.array([bias]), recipe.ngrams)


def measured(linear: Linear, sets: Sequence[EvaluationSet]) -> dict[str, Ranking]:
    """Each set's scores beside its labels."""
    found = {}
    for each in sets:
        told = np.flatnonzero(~np.isnan(each.label(LABEL)))
        scores = linear.logits([clean(each.texts[row]) for row in told])[:, 0]
        found[each.name] = Ranking(scores, each.label(LABEL)[told].astype(np.int64))
    return found


def compared(ours: Mapping[str, Ranking], default: Mapping[str, Ranking], names: Sequence[str]) -> Floats:
    """Mean AUC over the sets, and its difference to the default with a 95 % interval: four numbers."""
    values, draws = [], []
    for name in names:
        pair = [ours[name], default[name]]
        value, draw = values_and_draws(pair, ours[name].rows)
        values.append(value)
        draws.append(draw)
    mean, drawn = np.mean(values, axis=0), np.mean(draws, axis=0)
    low, high = np.quantile(drawn[:, 0] - drawn[:, 1], [0.025, 0.975])
    return np.array([mean[0], mean[0] - mean[1], low, high])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what each part of the recipe is worth.")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="%(default)s")
    parser.add_argument("--only", nargs="+", choices=list(VARIANTS), default=list(VARIANTS), metavar="NAME")
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON, too")
    given = parser.parse_args()
    evaluated = given.corpora / "eval"
    corpus, _ = hold_out(
        read_corpora([SEEDS / "comments.jsonl", given.corpora / "train.csv.gz"]),
        sorted(evaluated.glob("*.gz")),
    )
    sets = [*(read_set(evaluated / f"{name}.csv.gz") for name in SETS), read_own()]
    lessons = read_lessons(RECIPES / "lessons.bin")
    print(
        f"{'variant':<34} {'mean of 13':>10} {'to default':>10} {'95 % interval':>18} {'our test split':>15}"
    )
    default: dict[str, Ranking] | None = None
    figures = {}
    for name in dict.fromkeys(["default", *given.only]):
        variant = VARIANTS[name]
        linear = fitted(corpus, variant.change(load_recipe("default")), lessons if variant.taught else None)
        found = measured(linear, sets)
        default = default or found
        mean, more, low, high = compared(found, default, SETS)
        own = compared(found, default, [sets[-1].name])[0]
        print(f"{name:<34} {mean:>10.4f} {more:>+10.4f} {low:>+8.4f} to {high:+.4f} {own:>15.4f}", flush=True)
        figures[name] = {"mean": mean, "more": more, "interval": [low, high], "own": own}
    if given.output:
        given.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
