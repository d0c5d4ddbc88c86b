"""`tactful check`: one comment, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import classifier
from classifier.audit.dumps.storage import STDIN
from classifier.cli.output import json_output
from classifier.verdict import Reason, Span, Verdict


@click.command()
@click.argument("text")
@click.option("--topic", help="What the discussion is about; without it off_topic is not judged.")
@click.option("--model", type=click.Path(path_type=Path), help="A model file instead of the default.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def command(text: str, topic: str | None, model: Path | None, as_json: bool) -> None:
    """Judge one comment, given as TEXT or, for -, on standard input.

    \b
    Examples:
      tactful check "You absolute clown."
      pbpaste | tactful check - --topic "Export controls on chips" --json
    """
    verdict = classifier.load(model).check(_comment(text), topic)
    if as_json:
        reasons = [reason.to_json() for reason in verdict.reasons]
        line = json.dumps({**verdict.to_json(), "reasons": reasons}, ensure_ascii=False)
        click.echo(line, file=json_output())
    else:
        click.echo("\n".join(_report(verdict)))


def _comment(argument: str) -> str:
    """The argument, or standard input for -; bytes that are no UTF-8 become replacement characters."""
    if argument == STDIN:
        return sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\n")
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _report(verdict: Verdict) -> Iterator[str]:
    yield f"Flagged: {', '.join(verdict.flagged)}" if verdict.flagged else "Nothing to flag."
    if verdict.abstained:
        yield f"Not judged, since it does not seem to be English: {', '.join(verdict.abstained)}"
    for reason in verdict.reasons:
        yield ""
        yield f"{reason.label}: {reason.score:.0%}, flagged from {reason.threshold:.0%}"
        yield from (f"  {line}" for line in _details(reason))
    yield ""
    yield "All scores: " + ", ".join(
        f"{name} {'unknown' if score is None else format(score, '.2f')}"
        for name, score in verdict.scores.items()
    )


def _details(reason: Reason) -> Iterator[str]:
    yield reason.summary
    if reason.spans:
        yield f"For it:      {_weighed(reason.spans)}"
    if reason.against:
        yield f"Against it:  {_weighed(reason.against)}"
    if reason.smallest_change:
        yield f"Would pass:  {reason.smallest_change.text!r} ({reason.smallest_change.score:.0%})"


def _weighed(spans: tuple[Span, ...]) -> str:
    return ", ".join(f"{span.text!r} {span.weight:+.1f}" for span in spans)
