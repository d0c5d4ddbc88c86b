"""`--fail-on insult=2%`: an audit as a gate, with an exit status of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifier.errors import BadInput, JobFailed
from classifier.labels import NAMES

#: In place of a label: any of them.
ANY = "any"

_RULE = re.compile(r"(?:(?P<label>\w+)=)?(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<percent>\s*%)?")


@dataclass(frozen=True, slots=True)
class Limit:
    """The share of comments, in [0, 1], of which no more may be flagged with `label`, or with any label."""

    label: str
    share: float


def parse_limit(rule: str) -> Limit:
    """Read `insult=2%`, `insult=0.02` or, for any label, `2%`. Raises BadInput for anything else.

    >>> parse_limit("insult=2%")
    Limit(label='insult', share=0.02)
    >>> parse_limit("0.1")
    Limit(label='any', share=0.1)
    """
    found = _RULE.fullmatch(rule.strip())
    if not found:
        raise BadInput(f"{rule!r} is no rate", where="--fail-on", mend="write it as insult=2% or as 2%")
    label = found["label"] or ANY
    if label not in (*NAMES, ANY):
        raise BadInput(f"no label {label!r}", where="--fail-on", mend=f"one of {', '.join((*NAMES, ANY))}")
    share = float(found["number"]) / (100 if found["percent"] else 1)
    if share > 1:
        raise BadInput(f"{rule!r} is more than all", where="--fail-on", mend=f"write {rule.strip()}% instead")
    return Limit(label, share)


def check_limits(limits: Iterable[Limit], flagged: Mapping[str, int], judged: int, report: str) -> None:
    """Raise JobFailed where more than a limit's share of the comments is flagged.

    `flagged` has a count for each label and for ANY; `judged` is how many comments could be read.
    """
    broken = [
        f"{limit.label} flagged in {flagged[limit.label] / judged:.2%} of {judged:,} comments, "
        f"more than {limit.share:.2%}"
        for limit in limits
        if judged and flagged[limit.label] > limit.share * judged
    ]
    if broken:
        raise JobFailed(", ".join(broken), where="--fail-on", mend=f"see {report}")
