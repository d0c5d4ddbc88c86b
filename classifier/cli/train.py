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
@click.option(
    "--hold-out",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Comments to measure on: rows with the same text are not learnt from. Repeat for more.",
)
@click.option(
    "--lessons",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What a teacher says of the comments, as `make teacher` writes it.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the model goes.")
def command(
    recipe: str, corpora: tuple[Path, ...], hold_out: tuple[Path, ...], lessons: Path | None, output: Path
) -> None:
    """Train a model.

    \b
    Example:
      tactful train --corpus seeds/comments.jsonl --corpus more.csv.gz -o mine.tactful
    """
    from classifier.training import holdout
    from classifier.training.corpora import read_corpora
    from classifier.training.lessons import read_lessons
    from classifier.training.recipe import load_recipe
    from classifier.training.train import train

    def report(line: str) -> None:
        click.echo(line, err=True)

    settings = load_recipe(recipe)
    taught = read_lessons(lessons) if lessons else None
    corpus, left_out = holdout.hold_out(read_corpora(corpora or (Path("seeds/comments.jsonl"),)), hold_out)
    if left_out:
        report(f"left out {left_out:,} rows: held out for measuring")
    trained = train(corpus, settings, output, report, taught)
    report(f"{output}: model {trained.digest[:12]}")
