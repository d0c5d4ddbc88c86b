"""`tactful train`: from labelled comments to a model file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--recipe", default="default", show_default=True, metavar="NAME|FILE", help="How to train.")
@click.option(
    "--corpus",
    "corpora",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Labelled comments: CSV, CSV.GZ or JSON Lines. Repeat for more. Default: seeds/comments.jsonl.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the model goes.")
def command(recipe: str, corpora: tuple[Path, ...], output: Path) -> None:
    """Train a model.

    \b
    Example:
      tactful train --corpus seeds/comments.jsonl --corpus more.csv.gz -o mine.tactful
    """
    from classifier.training.corpora import read_corpora
    from classifier.training.recipe import load_recipe
    from classifier.training.train import train

    settings = load_recipe(recipe)
    corpus = read_corpora(corpora or (Path("seeds/comments.jsonl"),))
    trained = train(corpus, settings, output, lambda line: click.echo(line, err=True))
    click.echo(f"{output}: model {trained.digest[:12]}", err=True)
