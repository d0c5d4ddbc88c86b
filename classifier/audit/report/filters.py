"""What the templates say of things: Jinja filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from classifier.audit.report import numbers
from classifier.audit.report.periods import Periods
from classifier.audit.report.posts import Post
from classifier.audit.report.shares import LabelShare
from classifier.labels import NAMES

#: Characters of a text that is quoted beside another.
_QUOTED = 300


def words(label: str) -> str:
    """A label's name as words."""
    return label.replace("_", " ")


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def stands_for(share: LabelShare) -> str:
    """What a label's flags may stand for, in a few words."""
    if share.here:
        figure = share.here.prevalence
        return f"{numbers.percent(figure.value)} as people saw it ({numbers.percents(figure.interval)})"
    if share.adjusted is None:
        return "how many are such is not known"
    interval = numbers.percents(share.adjusted.interval)
    if share.adjusted.value is None:
        return f"may stand for {interval}"
    return f"may stand for {numbers.percent(share.adjusted.value)} ({interval})"


def rates_from(share: LabelShare) -> str:
    """Which sets a label's error rates are from."""
    if share.adjusted is None:
        return "no set"
    both = sorted({*share.rates.recall, *share.rates.false_alarms})
    if share.alike:
        return f"{', '.join(both)}, which this dump is like"
    return (
        f"{len(both)} sets, none of them like this dump" if len(both) > 1 else f"{both[0]}, unlike this dump"
    )


def where_it_stands(post: Post) -> Iterator[str]:
    """When, where and by whom a post was written, and where it is found."""
    if post.time is not None:
        yield numbers.moment(post.time)
    for name in ("channel", "thread", "author"):
        if getattr(post, name):
            yield f"{name} {getattr(post, name)}" if name != "author" else str(post.author)
    if post.topic:
        yield f"topic: {post.topic}"
    line = f", line {post.line:,}" if post.line is not None else ""
    yield f"{post.source}, row {post.row:,}{line}"
    if post.id:
        yield f"id {post.id}"


def period_rows(periods: Periods, labels: Sequence[str]) -> Iterator[tuple[str, int, list[int]]]:
    """Each period's name, comments and flags of these labels."""
    columns = [NAMES.index(label) for label in labels]
    for name, rows, flagged in zip(periods.names, periods.rows, periods.flagged, strict=True):
        yield name, int(rows), [int(flagged[column]) for column in columns]


FILTERS: dict[str, Any] = {
    "moment": numbers.moment,
    "percent": numbers.percent,
    "percents": numbers.percents,
    "period_rows": period_rows,
    "rates_from": rates_from,
    "score": numbers.score,
    "shortened": shortened,
    "stands_for": stands_for,
    "where_it_stands": where_it_stands,
    "whole": numbers.whole,
    "words": words,
}
