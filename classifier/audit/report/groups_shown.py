"""The channels, threads, topics and authors with the most flagged comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from classifier.audit.evaluation import Share
from classifier.audit.pseudonyms import pseudonym
from classifier.audit.report.facts import AuditFacts
from classifier.audit.tally.groups import Groups
from classifier.labels import NAMES

#: So many of each kind are shown.
SHOWN = 25

#: The labels that get a column of their own.
LABELS = ("incivility", "obscene", "spam")


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`flagged` counts comments with any flag; `labels` has the flags of each label in LABELS."""

    name: str
    flagged: Share
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """`more` names are not shown, with `more_rows` comments and `more_flagged` flagged ones among them.

    Any shown name may lack up to `missing` comments and `missing_flagged` flagged ones; 0 if all counts are
    exact. Names that may lack as many flags as they have are not shown: others may have more.
    """

    column: str
    rows: tuple[GroupRow, ...]
    more: int
    more_rows: int
    more_flagged: int
    missing: int
    missing_flagged: int

    @property
    def most(self) -> float:
        """The highest share of any shown name, to draw bars by."""
        return max((row.flagged.value for row in self.rows), default=0.0)


def group_tables(facts: AuditFacts) -> list[GroupTable]:
    """A table for each kind of group that the dump names."""

    def called(author: str) -> str:
        return author if facts.show_authors else pseudonym(author, facts.tally.authors.secret)

    names: dict[str, Callable[[str], str]] = {"author": called}
    return [
        _table(column, groups, names.get(column, str))
        for column, groups in facts.tally.groups.items()
        if len(groups.worst())
    ]


def _table(column: str, groups: Groups, called: Callable[[str], str]) -> GroupTable:
    ordered = groups.worst()
    missing, missing_flagged = groups.missing
    sure = [(name, counts) for name, counts in ordered if counts[1] > missing_flagged or not missing]
    shown = sure[:SHOWN]
    rest = ordered[len(shown) :]
    columns = [2 + NAMES.index(label) for label in LABELS]
    rows = tuple(
        GroupRow(
            called(name), Share(int(counts[1]), int(counts[0])), tuple(int(counts[at]) for at in columns)
        )
        for name, counts in shown
    )
    return GroupTable(
        column,
        rows,
        len(rest),
        int(groups.others[0] + sum(counts[0] for _, counts in rest)),
        int(groups.others[1] + sum(counts[1] for _, counts in rest)),
        int(missing),
        int(missing_flagged),
    )
