"""Ask other classifiers for their scores, each in a process of an environment of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.model_card.arrays import Floats
from benchmarks.model_card.floor import learnt_hash
from classifier.labels import NAMES
from classifier.training.corpora import Corpus

REPOSITORY = Path(__file__).parents[3]
PINS = REPOSITORY / "benchmarks" / "peers.txt"

#: The peer that is trained on what our model learns from.
FASTTEXT = "fastText"

#: Modules beside this one by what the card calls them.
MODULES = {
    "alt-profanity-check": "alt_profanity_check",
    "better_profanity": "better_profanity",
    FASTTEXT: "fasttext_supervised",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Scores of shape (texts,), the seconds of the processor and of the clock that they took, and the peak of
    memory in bytes."""

    scores: Floats
    seconds: float
    wall: float
    peak: int


@dataclass(frozen=True, slots=True)
class Peers:
    """The environment in `folder`, which make builds from benchmarks/peers.txt."""

    folder: Path

    @property
    def cache(self) -> Path:
        """Where models fitted for comparison are kept between runs."""
        return self.folder / "cache"

    def scores(self, name: str, texts: Sequence[str], learnt: Corpus | None) -> Floats | None:
        """What `ask` gives, kept in the cache: a peer says the same of the same texts."""
        rows = learnt_hash(learnt) if name == FASTTEXT and learnt else ""
        told = json.dumps([name, PINS.read_text("utf-8"), rows, list(texts)])
        kept = self.cache / f"{name}-{hashlib.sha256(told.encode()).hexdigest()[:16]}.npy"
        if kept.is_file():
            return np.asarray(np.load(kept))
        answer = self.ask(name, texts, learnt)
        if answer is None:
            return None
        self.cache.mkdir(parents=True, exist_ok=True)
        np.save(kept, answer.scores)
        return answer.scores

    def ask(self, name: str, texts: Sequence[str], learnt: Corpus | None) -> Answer | None:
        """A peer's scores, or None where it can't be had; stderr then says why."""
        python = self.folder.absolute() / "bin" / "python"
        if not python.is_file() or (name == FASTTEXT and learnt is None):
            return None
        with tempfile.TemporaryDirectory() as folder:
            given, scores = Path(folder, "texts.json"), Path(folder, "scores.npy")
            given.write_text(json.dumps(list(texts)), encoding="utf-8")
            module = f"benchmarks.model_card.peers.{MODULES[name]}"
            program = [str(python), "-m", module, str(given), str(scores)]
            if name == FASTTEXT and learnt is not None:
                program += self._fasttext_files(learnt, Path(folder))
            done = subprocess.run(program, cwd=REPOSITORY, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.stderr.write(f"{name} ended with {done.returncode}: {done.stderr.strip()[-400:]}\n")
                return None
            return Answer(np.load(scores), **json.loads(done.stdout))

    def _fasttext_files(self, learnt: Corpus, folder: Path) -> list[str]:
        """The rows to train from, in a temporary file, and the model that stays."""
        self.cache.mkdir(parents=True, exist_ok=True)
        model = self.cache.absolute() / f"fasttext-{learnt_hash(learnt)}.bin"
        rows = folder / "rows.txt"
        if not model.is_file():
            rows.write_text("\n".join(_fasttext_lines(learnt)) + "\n", encoding="utf-8", errors="replace")
        return [str(rows), str(model)]


def _fasttext_lines(learnt: Corpus) -> list[str]:
    target = learnt.labels[:, NAMES.index("incivility")]
    return [
        f"__label__{int(label)} {' '.join(text.lower().split())}"
        for text, label in zip(learnt.texts, target, strict=True)
        if not np.isnan(label)
    ]
