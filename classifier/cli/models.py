"""`tactful models`: what a model file says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

import classifier
from classifier.cli.output import json_output
from classifier.errors import BadInput
from classifier.labels import LABELS
from classifier.model import DEFAULT, Model


@click.group(name="models")
def command() -> None:
    """Look at models."""


@command.command()
@click.argument("model", default="default")
@click.option("--json", "as_json", is_flag=True, help="Print the whole manifest as JSON.")
def show(model: str, as_json: bool) -> None:
    """Show what MODEL (a file, or `default`) was trained on and where its thresholds lie.

    \b
    Example:
      tactful models show default
    """
    path = DEFAULT if model == "default" else Path(model)
    loaded = classifier.load(path)
    if as_json:
        manifest = {**loaded.manifest, "digest": loaded.digest}
        click.echo(json.dumps(manifest, indent=2, ensure_ascii=False), file=json_output())
        return
    try:
        description = "\n".join(_describe(loaded, path))
    except (KeyError, TypeError, ValueError) as error:  # a stranger's card may say anything
        raise BadInput(
            "its card is missing or misshapen", where=str(path), mend="see what there is with --json"
        ) from error
    click.echo(description)


def _describe(model: Model, path: Path) -> Iterator[str]:
    card = model.manifest["card"]
    yield f"{model.manifest['name']} ({path.name}, {path.stat().st_size / 1e6:.1f} MB, {model.digest[:12]})"
    yield f"trained on {card['rows']:,} comments: " + ", ".join(
        f"{count:,} {licence}" for licence, count in card["licences"].items()
    )
    yield ""
    columns = f"{'threshold':>9} {'share':>6} {'precision':>9} {'recall':>7} {'positives':>9}"
    yield f"{'label':<16} {columns}  meaning"
    for label in LABELS:
        held_out = card["held_out"][label.name]
        yield (
            f"{label.name:<16} {_number(model.thresholds[label.name]):>9} "
            f"{card['recipe']['threshold']['prevalence'][label.name]:>6.0%} "
            f"{_number(held_out['precision']):>9} "
            f"{held_out['recall']:>7.2f} {held_out['positives']:>9,}  {label.meaning}"
        )
    yield ""
    yield "Precision, were the stated share of comments such, and recall; both on comments held out from the"
    yield "fit. A label without a threshold is scored and never flagged."


def _number(value: float | None) -> str:
    return "–" if value is None or value > 1 else f"{value:.3f}"
