"""Check a corpus before it is trained on or measured with: row by row, and as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from classifier.labels import NAMES
from classifier.neardup import near_duplicates
from classifier.training.corpus_rows import CorpusRow, Finding
from classifier.training.row_checks import ROW_CHECKS
from classifier.training.topics import Topic

NEAR = 0.8  # Jaccard similarity of character 5-grams from which two comments count as one

#: Columns whose values belong to one split: a model that saw the voice or the thread knows it in the test.
GROUPS = ("topic", "voice", "group")


def check_corpus(
    path: Path,
    rows: Sequence[CorpusRow | Finding],
    topics: Mapping[str, Topic],
    evaluation: Sequence[tuple[str, str]] = (),
    near: float = NEAR,
) -> list[Finding]:
    """Everything to put right in a file, by line; what concerns the whole file comes first.

    `evaluation` holds the (place, text) of rows that the file must not resemble.
    """
    file = str(path)
    findings = [row for row in rows if isinstance(row, Finding)]
    good = [row for row in rows if isinstance(row, CorpusRow)]
    for row in good:
        findings += (
            Finding(file, row.line, what, mend) for check in ROW_CHECKS for what, mend in check(row, topics)
        )
    findings += _repeated_ids(file, good)
    findings += _shared_groups(file, good)
    findings += _missing_classes(file, good)
    findings += _duplicates(file, good, evaluation, near)
    return sorted(findings, key=lambda finding: finding.line or 0)


def _repeated_ids(file: str, rows: Sequence[CorpusRow]) -> Iterator[Finding]:
    seen: dict[object, int] = {}
    for row in rows:
        name = row.values.get("id")
        if name is not None and (first := seen.setdefault(str(name), row.line)) != row.line:
            yield Finding(file, row.line, f"id {name} is that of line {first}", "give it its own")


def _shared_groups(file: str, rows: Sequence[CorpusRow]) -> Iterator[Finding]:
    splits: dict[tuple[str, str], str] = {}
    for row in rows:
        split = row.values.get("split")
        for column in GROUPS:
            value = row.values.get(column)
            if not split or not value:
                continue
            first = splits.setdefault((column, str(value)), str(split))
            if first != split:
                what = f"{column} {value} is in {first} and in {split}"
                yield Finding(file, row.line, what, "keep all its rows in one split")


def _missing_classes(file: str, rows: Sequence[CorpusRow]) -> Iterator[Finding]:
    """A finding for every label that is known in a split, but always the same there."""
    values: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        for name in NAMES:
            if row.values.get(name) in (0, 1):
                values[str(row.values.get("split") or "the file"), name].add(int(row.values[name]))
    for (split, name), found in sorted(values.items()):
        if len(found) == 1:
            what = f"every {name} known in {split} is {found.pop()}"
            yield Finding(file, None, what, "add rows of the other class or leave the label empty")


def _duplicates(
    file: str, rows: Sequence[CorpusRow], evaluation: Sequence[tuple[str, str]], near: float
) -> Iterator[Finding]:
    own = [row for row in rows if row.text.strip()]
    # Our rows stand first: a text that occurs on both sides is then always paired with ours.
    texts = [*(row.text for row in own), *(text for _, text in evaluation)]
    for first, second, similarity in near_duplicates(texts, near, own=len(own)):
        if second < len(own) and _made_on_purpose(own[first], own[second]):
            continue
        how = "the same as" if similarity == 1 else f"nearly the same ({similarity:.2f}) as"
        if second < len(own):
            yield Finding(file, own[second].line, f"{how} line {own[first].line}", "keep one of them")
        else:
            place, _ = evaluation[second - len(own)]
            mend = "remove it: that is for measuring only"
            yield Finding(file, own[first].line, f"{how} {place}", mend)


def _made_on_purpose(one: CorpusRow, other: CorpusRow) -> bool:
    """Whether the rows are a minimal pair, or one comment under its own and under a strange topic."""
    pair = one.values.get("pair")
    if pair and pair == other.values.get("pair"):
        return True
    return {one.values.get("off_topic"), other.values.get("off_topic")} == {0, 1}
