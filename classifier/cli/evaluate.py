"""`tactful evaluate`: how good a model is on labelled comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

import classifier

if TYPE_CHECKING:
    from classifier.training.metrics import Figure, Measured


@click.command()
@click.argument("model")
@click.option(
    "--set",
    "sets",
    multiple=True,
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Labelled comments, as for `train`. Repeat for more.",
)
@click.option("--split", help="Only rows of this split, such as test.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(model: str, sets: tuple[Path, ...], split: str | None, as_json: bool) -> None:
    """Measure MODEL (a file, or `default`) on labelled comments, each figure with its 95 % interval.

    \b
    Example:
      tactful evaluate default --set seeds/comments.jsonl --split test
    """
    from classifier.training.corpora import read_corpora
    from classifier.training.evaluate import evaluate

    judge = classifier.load(None if model == "default" else model)
    measured = {}
    for path in tqdm(sets, desc="sets", disable=None, leave=False):
        corpus = read_corpora([path])
        chosen = corpus.select(split in (None, row.split) for row in corpus.rows)
        measured[path.name] = evaluate(judge, chosen)
    if as_json:
        figures = {
            name: {label: found.to_json() for label, found in of.items()} for name, of in measured.items()
        }
        click.echo(json.dumps(figures, indent=2))
    else:
        click.echo("\n".join(_table(measured)))


def _table(measured: dict[str, dict[str, Measured]]) -> Iterator[str]:
    figures_named = " ".join(f"{name:<17}" for name in ("AUC", "precision", "recall", "false alarms"))
    yield f"{'set':<28} {'label':<16} {'n':>6} {'pos':>6}  {figures_named}"
    for name, labels in measured.items():
        for label, found in labels.items():
            figures = (found.auc, found.precision, found.recall, found.false_positive_rate)
            yield f"{name:<28} {label:<16} {found.n:>6} {found.positives:>6}  " + " ".join(
                map(_figure, figures)
            )


def _figure(figure: Figure) -> str:
    if figure.value != figure.value:
        return f"{'—':<17}"
    return f"{f'{figure.value:.3f} {figure.interval[0]:.2f}…{figure.interval[1]:.2f}':<17}"
