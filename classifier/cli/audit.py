"""`tactful audit`: dumps of comments in; scores, the flagged rows and a report out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from classifier.audit.dumps.formats import FORMATS, list_formats
from classifier.audit.dumps.rows import Fields
from classifier.audit.fail_on import check_limits, parse_limit

_FIELDS = ("text", "topic", "author", "time", "channel", "thread", "parent", "id")


def _show_formats(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(list_formats())
        context.exit()


def _field_options(function: Any) -> Any:
    """An option for each field: `--author NAME` says which field of the dump is the author."""
    for name in reversed(_FIELDS):
        what = "comment" if name == "text" else name
        option = click.option(
            f"--{name}", f"{name}_field", metavar="FIELD", help=f"The field with the {what}."
        )
        function = option(function)
    return function


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, readable=False),
    help="Where the results go.",
)
@click.option("--topic-text", help="The topic of every comment that has none of its own.")
@click.option("--resume", is_flag=True, help="Go on with the audit in DIR, if there is one.")
@click.option("--overwrite", is_flag=True, help="Replace the audit in DIR.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many work at the same time. Default: one for each core.",
)
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask cluster, as tcp://HOST:PORT; else one of its own."
)
@click.option(
    "--fail-on",
    "rules",
    multiple=True,
    metavar="RATE",
    help="End with 1 if more is flagged: insult=2%, or 5% for any label. Repeat for more.",
)
@click.option("--checked", metavar="FILE", type=click.Path(path_type=Path), help="The filled-in sample.csv.")
@click.option("--show-authors", is_flag=True, help="Name authors in the report and in flagged.csv.")
@click.option("--model", type=click.Path(path_type=Path), help="A model file instead of the default.")
@click.option(
    "--from", "kind", type=click.Choice(list(FORMATS)), help="The format; found by itself otherwise."
)
@_field_options
@click.option("--encoding", help="Of text files that are not UTF-8; found by itself where possible.")
@click.option("--delimiter", metavar="MARK", help="Between the fields of CSV; found by itself otherwise.")
@click.option(
    "--list-formats", is_flag=True, is_eager=True, expose_value=False, callback=_show_formats,
    help="List the formats that can be read.",
)  # fmt: skip
def command(
    sources: tuple[str, ...],
    output: Path,
    kind: str | None,
    encoding: str | None,
    delimiter: str | None,
    rules: tuple[str, ...],
    **given: Any,
) -> None:
    """Audit dumps of comments, of any size: score every row and write a report.

    SOURCE is a file, a folder, a pattern, - for standard input, or an address such as s3://bucket/dump.jsonl.
    DIR will have results.parquet (every row), flagged.csv (for a spreadsheet), report.html, sample.csv (to
    check by hand) and manifest.json. What stops half way is gone on with by --resume.

    \b
    Examples:
      tactful audit exports/ -o audit
      tactful audit RC_2019-04.zst -o audit --workers 8 --resume
      tactful audit comments.csv --text body --time posted_at -o audit --fail-on insult=2%
      tactful audit exports/ -o audit --resume --checked audit/sample.csv
    """
    from classifier.audit.audit import audit
    from classifier.audit.request import Request
    from classifier.cli.audit_progress import Progress

    limits = [parse_limit(rule) for rule in rules]
    fields = Fields(delimiter=delimiter, **{name: given.pop(f"{name}_field") for name in _FIELDS})
    request = Request(sources, output, kind=kind, fields=fields, encoding=encoding, **given)
    with Progress() as progress:
        outcome = audit(request, progress)
    for path in outcome.passed_over:
        click.echo(f"tactful: {path}: looks like no dump; to read it, name it and its --from", err=True)
    counts = outcome.counts
    done = "was finished before" if outcome.was_finished else "is done"
    click.echo(
        f"tactful: the audit {done}: {counts['rows']:,} rows, {counts['flagged']['any']:,} of them flagged, "
        f"{counts['unread']:,} could not be read; open {output / 'report.html'}",
        err=True,
    )
    check_limits(limits, counts["flagged"], counts["judged"], str(output / "report.html"))
