"""`tactful score`: a file of comments in, one line of JSON for each out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click
from tqdm import tqdm

import classifier
from classifier.audit.dumps.formats import FORMATS
from classifier.audit.dumps.storage import STDIN
from classifier.cli.output import json_output
from classifier.wholefile import writing


@click.command()
@click.argument("file", default=STDIN)
@click.option(
    "--from", "kind", type=click.Choice(list(FORMATS)), help="The file's format; found by itself otherwise."
)
@click.option("--text", "text_field", help="The field with the comment. Default: text.")
@click.option(
    "--topic", "topic_field", help="The field with the topic. Default: topic or context, where present."
)
@click.option("--topic-text", help="The topic of every comment that has none of its own.")
@click.option("--encoding", help="Of text files that are not UTF-8; found by itself where possible.")
@click.option("--delimiter", metavar="MARK", help="Between the fields of CSV; found by itself otherwise.")
@click.option("--explain", is_flag=True, help="Add the reasons of each flag.")
@click.option("--model", type=click.Path(path_type=Path), help="A model file instead of the default.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file for the scores. Default: standard output."
)
def command(
    file: str,
    kind: str | None,
    text_field: str | None,
    topic_field: str | None,
    topic_text: str | None,
    encoding: str | None,
    delimiter: str | None,
    explain: bool,
    model: Path | None,
    output: Path | None,
) -> None:
    """Score every comment of FILE, or of standard input.

    Reads JSON Lines, CSV, Parquet, plain text (one comment a line) and what forums export, also
    compressed. Writes one JSON object for each row, in order. A row that can't be read gets an "error" in
    place of scores.

    \b
    Examples:
      tactful score comments.csv --text body -o scored.jsonl
      zcat dump.jsonl.gz | tactful score --explain | jq 'select(.flagged != [])'
    """
    # Here, since pyarrow alone takes as long to load as scoring a thousand comments.
    from classifier.audit.dumps.opening import opened
    from classifier.audit.dumps.promised import promised_batches
    from classifier.audit.dumps.rows import Fields
    from classifier.audit.scoring import BATCH_ROWS, score_batches

    judge = classifier.load(model)
    rows = errors = 0
    with opened(file, encoding=encoding) as there, _writing(output) as out:
        empty = not there.stream.peek(1)
        fields = Fields(text=text_field, topic=topic_field, delimiter=delimiter)
        batches = promised_batches(file, there.stream, kind, fields, BATCH_ROWS)
        results = score_batches(judge, batches, topic=topic_text, explain=explain)
        for result in tqdm(results, desc="scored", unit=" comments", disable=_quiet(output), file=sys.stderr):
            rows += 1
            errors += "error" in result
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
    if empty:
        click.echo(f"tactful: {file}: is empty; nothing to score", err=True)
    elif errors:
        click.echo(
            f'tactful: {file}: {errors:,} of {rows:,} rows could not be read; see "error" in their lines',
            err=True,
        )


def _quiet(output: Path | None) -> bool:
    """Show progress only where it disturbs neither a pipe nor the scores on the terminal."""
    return not sys.stderr.isatty() or (output is None and sys.stdout.isatty())


@contextmanager
def _writing(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only once it is whole."""
    if output is None:
        yield json_output()
        return
    with writing(output) as file, TextIOWrapper(file, encoding="utf-8", errors="backslashreplace") as text:
        yield text
