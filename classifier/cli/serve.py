"""`tactful serve`: the classifier over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import classifier
from classifier.errors import BadInput, EnvironmentFailed

if TYPE_CHECKING:
    from classifier.serve.calibration import Calibration

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8100, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--keys", metavar="FILE", type=_PATH, help="Who may call: a hash of each key.")
@click.option(
    "--new-key", metavar="NAME", help="Make a key for a caller, add it to --keys, print it, and end."
)
@click.option(
    "--open", "is_open", is_flag=True, help="Need no keys, even where others than you can reach it."
)
@click.option(
    "--quota",
    metavar="N",
    type=click.FloatRange(min=0, min_open=True),
    help="Requests a second for each caller.",
)
@click.option("--review", metavar="FILE", type=_PATH, help="Keep suggested scores there, texts included.")
@click.option("--public-url", metavar="URL", help="How clients reach it, if through a proxy.")
@click.option("--model", type=_PATH, help="A model file instead of the default.")
@click.option("--calibrate", metavar="FILE", type=_PATH, help="Say how thresholds translate, and end.")
def command(new_key: str | None, calibrate: Path | None, is_open: bool, **given: Any) -> None:
    """Serve the classifier over HTTP, as the Perspective API did and with methods of its own.

    POST /v1alpha1/comments:analyze takes and gives what the Perspective API's method of that name did;
    docs/serve.md lists the others, and / is a page to try it on. Nothing is stored but by --review.

    The file of --calibrate is CSV or JSON Lines, with a column text and columns of the Perspective API's
    scores, named for their attributes: TOXICITY and so on.

    \b
    Examples:
      tactful serve
      tactful serve --keys keys.txt --new-key coral
      tactful serve --host 0.0.0.0 --keys keys.txt --quota 50
      tactful serve --calibrate scored.csv
    """
    if new_key is not None:
        _make_key(given["keys"], new_key)
    elif calibrate is not None:
        _calibrate(classifier.load(given["model"]), calibrate)
    else:
        _serve(open=is_open, **given)


def _make_key(keys: Path | None, name: str) -> None:
    from classifier.serve.keys import new_key

    if keys is None:
        raise BadInput("--new-key needs a file", mend="name it with --keys FILE")
    key = new_key(keys, name)
    click.echo(f"tactful: the key of {name}, shown this once:", err=True)
    click.echo(key)


def _serve(**given: Any) -> None:
    try:
        from classifier.serve.options import Options
        from classifier.serve.running import serve
    except ImportError as error:
        raise EnvironmentFailed(
            f"{error.name} is not installed", mend="pip install 'tactful[serve]'"
        ) from error
    options = Options(**given)
    options.check()
    model = classifier.load(options.model)
    asyncio.run(serve(options, model, _tell))


def _tell(address: str) -> None:
    click.echo(f"tactful: serving on {address}/ until Ctrl-C; the methods: {address}/openapi.json", err=True)


def _calibrate(model: classifier.Model, path: Path) -> None:
    from classifier.serve.calibration import calibrate

    for calibration in calibrate(model, path):
        click.echo("\n".join(_lines(calibration)))


def _lines(found: Calibration) -> Iterator[str]:
    yield f"{found.attribute} (n = {found.comments:,}; rank correlation {found.rank_correlation:.2f})"
    yield f"{'Perspective':>11} {'tactful':>8} {'95 %':>16} {'flagged':>8} {'by both':>8} {'95 %':>16}"
    for each in found.translations:
        yield (
            f"{each.old:>11.2f} {each.new:>8.3f} {_interval(each.interval, 3):>16} {each.flagged:>8,} "
            f"{each.both:>8.2f} {_interval(each.both_interval, 2):>16}"
        )
    if not found.translations:
        yield "Too few of them reach a threshold of 0.50 or more to say anything."
    yield ""


def _interval(bounds: tuple[float, float], digits: int) -> str:
    return f"{bounds[0]:.{digits}f}…{bounds[1]:.{digits}f}"
