"""How common each label is, from every side that is known."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.audit.evaluation import EvaluatedSet, Evaluation, Share
from classifier.audit.likeness import LIKE, Likeness, likenesses
from classifier.audit.measured import MeasuredHere, measure_here
from classifier.audit.prevalence import Adjusted, Rates, adjust, rates_of
from classifier.audit.report.facts import AuditFacts
from classifier.errors import BadInput
from classifier.labels import NAMES


@dataclass(frozen=True, slots=True)
class LabelShare:
    """One label: what is flagged of what was scored, what that may stand for, and what people saw.

    `adjusted` is None where no error rates are known, `here` where nothing was checked by hand. `rates` are
    those that `adjusted` was worked out with; `alike` says that they are those of sets like the dump.
    """

    label: str
    threshold: float
    flagged: Share
    abstained: int
    adjusted: Adjusted | None
    rates: Rates
    alike: bool
    here: MeasuredHere | None


@dataclass(frozen=True, slots=True)
class Shares:
    """All labels, and how like the labelled sets the dump is, nearest first."""

    labels: tuple[LabelShare, ...]
    likenesses: tuple[Likeness, ...]
    sets: tuple[EvaluatedSet, ...]

    def of(self, label: str) -> LabelShare:
        """The share of one label."""
        return self.labels[NAMES.index(label)]


def shares(facts: AuditFacts, evaluation: Evaluation | None) -> Shares:
    """Work out how common each label is.

    Raises BadInput where `facts.evaluation` names a set that nobody measured.
    """
    sets = tuple(evaluation.sets) if evaluation else ()
    near = tuple(likenesses(facts.tally.spread, sets))
    like = _like(facts, sets, near)
    here = measure_here(facts.tally, facts.checked) if facts.checked else {}
    totals = facts.tally.totals
    found = []
    for column, name in enumerate(NAMES):
        flagged = Share(int(totals.flagged[column]), int(totals.scored[column]))
        rates = rates_of(sets, name, facts.thresholds[name])
        alike = rates.only(like).known
        used = rates.only(like) if alike else rates
        found.append(
            LabelShare(
                name,
                facts.thresholds[name],
                flagged,
                int(totals.abstained[column]),
                adjust(flagged, used, alike=alike) if facts.thresholds[name] <= 1 else None,
                used,
                alike,
                here.get(name),
            )
        )
    return Shares(tuple(found), near, sets)


def _like(facts: AuditFacts, sets: tuple[EvaluatedSet, ...], near: tuple[Likeness, ...]) -> list[str]:
    """The sets that the dump is like, or the one that was asked for."""
    if facts.evaluation is None:
        return [likeness.name for likeness in near if likeness.distance <= LIKE]
    if facts.evaluation not in {of.name for of in sets}:
        names = ", ".join(of.name for of in sets) or "none is known for this model"
        raise BadInput(f"no evaluation {facts.evaluation!r}", where="--evaluation", mend=f"one of: {names}")
    return [facts.evaluation]
