"""What must hold of a single row of a corpus: one function per rule, all listed in ROW_CHECKS.

A check yields what is wrong and how to mend it. To add a rule, write its function and list it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from classifier.labels import NAMES
from classifier.training.corpus_rows import CorpusRow
from classifier.training.topics import SPLITS, Topic

Complaint = tuple[str, str]
Topics = Mapping[str, Topic]
RowCheck = Callable[[CorpusRow, Topics], Iterator[Complaint]]

#: The labels that each make a comment uncivil; `obscene` alone does not.
CAUSES = ("insult", "identity_attack", "threat", "hostile")

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOJIBAKE = re.compile(r"â€[\x80-\x9d™œ“¦]|Ã[\x80-\xbf]|\ufffd")


def has_text(row: CorpusRow, _: Topics) -> Iterator[Complaint]:
    if not row.text.strip():
        yield "no text", "give the comment as a string under text"


def is_well_encoded(row: CorpusRow, _: Topics) -> Iterator[Complaint]:
    if found := _SURROGATE.search(row.text):
        yield f"not UTF-8 at character {found.start()} of the text", "save the file as UTF-8"
    elif found := _MOJIBAKE.search(row.text):
        yield f"wrongly decoded at character {found.start()} of the text", "restore it from the source"


def has_known_label_values(row: CorpusRow, _: Topics) -> Iterator[Complaint]:
    for name in NAMES:
        value = row.values.get(name)
        # True equals 1 in Python, yet "true" is no label in a corpus that others read.
        if value not in (0, 1, None) or isinstance(value, bool):
            yield f"{name} is {value!r}", "write 1, 0, or nothing for unknown"


def has_labels_that_agree(row: CorpusRow, _: Topics) -> Iterator[Complaint]:
    uncivil = row.values.get("incivility")
    causes = [name for name in CAUSES if row.values.get(name) == 1]
    if causes and uncivil == 0:
        yield f"{causes[0]} without incivility", "set incivility to 1"
    known = [row.values.get(name) for name in (*CAUSES, "obscene")]
    if uncivil == 1 and all(value == 0 for value in known):
        yield "incivility without a cause", f"set one of {', '.join(CAUSES)} or obscene to 1"


def has_spans_within_text(row: CorpusRow, _: Topics) -> Iterator[Complaint]:
    spans = row.values.get("spans")
    if spans is None:
        return
    if not isinstance(spans, list) or not all(_is_pair(span) for span in spans):
        yield "spans are no list of pairs", "write [[start, end], ...] in code points"
        return
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(row.text):
            yield (
                f"span {start}-{end} is empty, out of order or beyond the text's {len(row.text)} code points",
                "correct its positions",
            )
        last = max(last, end)


def _is_pair(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(each) is int for each in span)


def has_known_topic_and_split(row: CorpusRow, topics: Topics) -> Iterator[Complaint]:
    split, topic = row.values.get("split"), row.values.get("topic")
    if split is not None and split not in SPLITS:
        yield f"split is {split!r}", "write train or test"
    if topic is None:
        return
    if not isinstance(topic, str) or topic not in topics:
        yield f"unknown topic {topic!r}", "describe it in seeds/topics.toml"
    elif split in SPLITS and topics[topic].split != split:
        yield f"topic {topic} belongs to {topics[topic].split}, the row to {split}", "correct the row's split"


ROW_CHECKS: tuple[RowCheck, ...] = (
    has_text,
    is_well_encoded,
    has_known_label_values,
    has_labels_that_agree,
    has_spans_within_text,
    has_known_topic_and_split,
)
