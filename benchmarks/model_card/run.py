"""One run of the evaluation: what every section shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.model_card import sets
from benchmarks.model_card.arrays import Flags, Floats
from benchmarks.model_card.estimates import Estimate
from benchmarks.model_card.floor import Floor
from benchmarks.model_card.learnt import learnt_rows
from benchmarks.model_card.peers.ask import Peers
from benchmarks.model_card.sets import EvaluationSet
from benchmarks.model_card.targets import Target, beside, read_targets
from classifier.labels import NAMES
from classifier.model import Model
from classifier.training.corpora import Corpus


@dataclass(frozen=True)
class Run:
    """The model in `path`, the folder of corpora, and what was found so far.

    `figures` holds every figure by a dotted name; `missing` names sets, peers and parts that weren't there.
    `rows` thins every set to about so many, for a quick look; None measures on all.
    """

    model: Model
    path: Path
    corpora: Path
    images: Path
    peers: Peers
    rows: int | None = None
    figures: dict[str, Estimate] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] = field(default_factory=read_targets)
    _sets: dict[str, EvaluationSet | None] = field(default_factory=dict)
    _scores: dict[str, Floats] = field(default_factory=dict)

    def add(self, name: str, estimate: Estimate) -> Estimate:
        """Keep a figure for the JSON beside the card."""
        self.figures[name] = estimate
        return estimate

    def target(self, name: str) -> str:
        """What the column `target` says of a figure that was added."""
        return beside(self.targets, name, self.figures[name])

    def set(self, name: str) -> EvaluationSet | None:
        """The evaluation set of this name, or None, and then the card names it as missing."""
        return self._read(name, f"eval/{name}.csv.gz", sets.read_set)

    def spans(self, name: str) -> EvaluationSet | None:
        """The comments with marked words in this file below the corpora."""
        return self._read(name, f"{name}.jsonl.gz", sets.read_spans)

    @cached_property
    def own(self) -> EvaluationSet:
        """The test split of our own comments."""
        return sets.read_own(rows=self.rows)

    def scores(self, of: EvaluationSet) -> Floats:
        """Shape (rows, labels). What the model abstains from scores 0: it would not be flagged."""
        return np.nan_to_num(self.raw_scores(of))

    def raw_scores(self, of: EvaluationSet) -> Floats:
        """Shape (rows, labels), NaN where the model abstains."""
        if of.name not in self._scores:
            self._scores[of.name] = self.model.score(of.texts, of.topics)
        return self._scores[of.name]

    def score(self, of: EvaluationSet, label: str) -> Floats:
        """Shape (rows,)."""
        return self.scores(of)[:, NAMES.index(label)]

    def flags(self, of: EvaluationSet, label: str) -> Flags:
        """Which rows reach the label's threshold, shape (rows,)."""
        return np.asarray(self.score(of, label) >= self.model.thresholds[label])

    @cached_property
    def learnt(self) -> Corpus | None:
        """The rows that the default recipe learns from, or None without the corpora."""
        found = learnt_rows(self.corpora, self.rows)
        if found is None:
            self.missing["train"] = "the corpus to learn from; without it neither fastText nor the floor"
        return found

    @cached_property
    def floor(self) -> Floor | None:
        """The untuned model trained on the same rows."""
        return Floor(self.learnt, self.peers.cache) if self.learnt else None

    def _read(
        self, name: str, file: str, read: Callable[[Path, int | None], EvaluationSet]
    ) -> EvaluationSet | None:
        if name not in self._sets:
            path = self.corpora / file
            self._sets[name] = read(path, self.rows) if path.is_file() else None
            if self._sets[name] is None:
                self.missing[name.removeprefix("eval/")] = "an evaluation set"
        return self._sets[name]
