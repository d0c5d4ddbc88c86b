"""The sentence that the report opens with."""

from __future__ import annotations

from classifier.audit.report.numbers import percent, percents, whole
from classifier.audit.report.shares import LabelShare


def headline(share: LabelShare) -> str:
    """How many comments are flagged as uncivil, and what is known of how many are, by incivility's share."""
    if not share.flagged.n:
        return "No comment could be scored."
    flagged = (
        f"{whole(share.flagged.hits)} of {whole(share.flagged.n)} comments "
        f"({percent(share.flagged.value)}) are flagged as uncivil."
    )
    return f"{flagged} {_known(share)}"


def _known(share: LabelShare) -> str:
    if share.here:
        found = share.here
        return (
            f"By the {whole(found.n)} that were checked by hand, {percent(found.prevalence.value)} are "
            f"uncivil ({percents(found.prevalence.interval)}): {percent(found.precision.value)} of the flags "
            f"are right, and {percent(found.recall.value)} of the uncivil comments are flagged."
        )
    if share.adjusted is None:
        return "How many are uncivil is not known."
    if share.adjusted.value is not None:
        return (
            f"Allowing for the classifier's errors, about {percent(share.adjusted.value)} are uncivil "
            f"({percents(share.adjusted.interval)})."
        )
    return (
        f"How many are uncivil can't be told from flags alone: {percents(share.adjusted.interval)}, more "
        f"likely than not {percents(share.adjusted.middle)}."
    )
