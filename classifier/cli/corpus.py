"""`tactful corpus`: join our labels to the saved pages, and check a corpus before use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import click
from tqdm import tqdm

from classifier.errors import BadInput, JobFailed
from classifier.training.corpus_check import NEAR, check_corpus
from classifier.training.corpus_rows import CorpusRow, Finding, corpus_files, read_rows
from classifier.training.hydrate import Seeds, Standing, hydrate_page, page_files
from classifier.training.topics import SEEDS, load_topics

_seeds = click.option(
    "--seeds",
    type=click.Path(path_type=Path),
    default=SEEDS,
    help="Folder with pages.toml, topics.toml and labels.csv [default: that of the clone].",
)


@click.group(name="corpus")
def command() -> None:
    """Corpora of labelled comments: hydrate the seed pages, check a file."""


@command.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="[stdout]"
)
@click.option("--all", "everything", is_flag=True, help="Write article, boilerplate and promotion as well.")
@_seeds
def hydrate(folder: Path, output: TextIO, everything: bool, seeds: Path) -> None:
    """Join our labels to the saved pages in DIR.

    Writes a JSON line for each reader's comment, labelled where it is one that seeds/ has labels for.
    Ends with 1 where a labelled page has changed, so that its labels were refused, and with 2 where a page
    can't be read; the other pages' comments are written all the same.

    \b
    Example:
      tactful corpus hydrate saved-pages -o comments.jsonl
    """
    known = Seeds.load(seeds)
    pages = []
    for path in tqdm(page_files(folder), unit=" pages", disable=None):
        page = hydrate_page(path, known)
        pages.append(page)
        for row in page.rows:
            if everything or row["kind"] == "comment":
                output.write(json.dumps(row, ensure_ascii=False) + "\n")
    for page in pages:
        for notice in page.notices:
            click.echo(notice, err=True)
    standings = [page.standing for page in pages]
    if unreadable := standings.count(Standing.UNREADABLE):
        raise BadInput(f"{unreadable} of {len(pages)} pages unreadable", where=str(folder), mend="see above")
    if changed := standings.count(Standing.CHANGED):
        raise JobFailed(f"{changed} of {len(pages)} pages changed", where=str(folder), mend="see above")


@command.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File or folder of evaluation sets that no comment may resemble; may be repeated.",
)
@click.option(
    "--near",
    type=click.FloatRange(0.3, 1.0),
    default=NEAR,
    show_default=True,
    help="Similarity from which two comments count as the same.",
)
@_seeds
def check(files: tuple[Path, ...], against: tuple[Path, ...], near: float, seeds: Path) -> None:
    """Find what is wrong with a corpus.

    Reads .jsonl and .csv, either with .gz, and prints a line for everything to put right.
    Ends with 0 where there is nothing, with 1 where there is something, with 2 where a file can't be read.

    \b
    Example:
      tactful corpus check seeds/comments.jsonl --against evaluation-sets
    """
    topics = load_topics(seeds)
    evaluation = [
        (f"{path}:{row.line}", row.text)
        for folder in against
        for path in corpus_files(folder)
        for row in _rows(path)
        if isinstance(row, CorpusRow) and row.text.strip()
    ]
    found = 0
    for path in files:
        findings = check_corpus(path, _rows(path), topics, evaluation, near)
        for finding in findings:
            click.echo(str(finding))
        found += len(findings)
    if found:
        raise JobFailed(f"{found} to put right in {len(files)} file(s)", mend="the lines above say how")


def _rows(path: Path) -> list[CorpusRow | Finding]:
    return list(tqdm(read_rows(path), desc=path.name, unit=" rows", disable=None))
