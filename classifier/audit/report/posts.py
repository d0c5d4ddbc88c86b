"""The posts most in need of a look, with the reasons for their flags, which only these few are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.audit.pseudonyms import pseudonym
from classifier.audit.report.facts import AuditFacts
from classifier.labels import NAMES
from classifier.verdict import Reason, Span

#: Words that spoke for a label, against it, or neither.
FOR, AGAINST, PLAIN = "for", "against", ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comment, and whether it spoke for a label or against it. `read_as` is what an undone
    disguise says."""

    text: str
    kind: str
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """`labels` are those flagged, highest score first, or if `below`, those it is just below the threshold
    of. `scores` has all that could be told."""

    labels: tuple[str, ...]
    below: bool
    scores: dict[str, float]
    pieces: tuple[Piece, ...]
    reasons: tuple[Reason, ...]
    cut: bool
    author: str | None
    channel: str | None
    thread: str | None
    topic: str | None
    time: int | None
    id: str | None
    source: str
    row: int
    line: int | None

    @property
    def highest(self) -> float:
        """The highest score among its labels."""
        return max(self.scores[name] for name in self.labels)


def posts(facts: AuditFacts) -> list[Post]:
    """Every post that the tally kept: the flagged ones by their highest score, then those just below."""
    kept = facts.tally.standouts
    flagged, below = (
        _by_row(row for number in numbers for row in kept.bin(number))
        for numbers in (range(len(NAMES)), range(len(NAMES), 2 * len(NAMES)))
    )
    found = [_post(facts, row, below=False) for row in flagged.values()]
    found += [_post(facts, row, below=True) for key, row in below.items() if key not in flagged]
    return sorted(found, key=lambda post: (post.below, -post.highest, post.source, post.row))


def _by_row(rows: Iterator[dict[str, Any]]) -> dict[tuple[int, int], dict[str, Any]]:
    """Each row once, with the labels that it was kept for."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:
        known = found.setdefault((row["part"], row["row"]), row | {"labels": []})
        known["labels"].append(NAMES[row["bin"] % len(NAMES)])
    return found


def _post(facts: AuditFacts, row: dict[str, Any], *, below: bool) -> Post:
    scores = {name: score for name, score in zip(NAMES, row["scores"], strict=True) if score == score}
    flagged = [name for name, flag in zip(NAMES, row["flags"], strict=True) if flag]
    labels = sorted(row["labels"] if below else flagged, key=lambda name: (-scores[name], name))
    reasons = _reasons(facts, row, labels, scores, below=below)
    place = facts.places[row["part"]]
    author = row["author"]
    if author is not None and not facts.show_authors:
        author = pseudonym(author, facts.tally.authors.secret)
    return Post(
        labels=tuple(labels),
        below=below,
        scores=scores,
        pieces=tuple(pieces(row["text"], reasons)),
        reasons=reasons,
        author=author,
        source=place.source,
        row=place.row(row["row"]),
        line=place.line(row["line"]),
        **{name: row[name] for name in ("cut", "channel", "thread", "topic", "time", "id")},
    )


def _reasons(
    facts: AuditFacts, row: dict[str, Any], labels: Sequence[str], scores: dict[str, float], *, below: bool
) -> tuple[Reason, ...]:
    """Why these labels. For one just below its threshold, why it came so near."""
    limits = dict(facts.thresholds)
    if below:
        limits |= {name: min(limits[name], scores[name]) for name in labels}
    verdict = facts.model.check(row["text"], row["topic"] or facts.topic, limits)
    return tuple(reason for reason in verdict.reasons if reason.label in labels)


def pieces(text: str, reasons: Sequence[Reason]) -> Iterator[Piece]:
    """The text cut where the reasons' words begin and end. What spoke for any label hides what spoke against
    another."""
    kinds = [PLAIN] * len(text)
    readings: dict[int, str] = {}
    spans: list[tuple[str, Span]] = [(AGAINST, span) for reason in reasons for span in reason.against]
    spans += [(FOR, span) for reason in reasons for span in reason.spans]
    for kind, span in spans:
        kinds[span.start : span.end] = [kind] * (span.end - span.start)
        if span.read_as:
            readings[span.start] = span.read_as
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or kinds[end] != kinds[start]:
            read_as = next((readings[at] for at in range(start, end) if at in readings), None)
            yield Piece(text[start:end], kinds[start], read_as if kinds[start] else None)
            start = end
