"""How common a label is, and not only how often it is flagged: the flags' share corrected for their errors.

If a classifier flags the share T of what is such (recall) and F of what is not (false alarms), it flags
p = πT + (1 − π)F where the share π is such, hence π = (p − F) / (T − F) (Rogan and Gladen 1978). None of p, T
and F is known exactly, so each is drawn 20,000 times:

- p from its posterior with Jeffreys' prior, the dump being a sample of what is written there;
- T and F, where the dump is like a labelled set, from their posteriors on that set. Where it is like none,
  from how much they differ between the sets: a community not seen before has logit(T) and logit(F) like
  another draw from the normal distribution that the sets' own came from (the predictive distribution of a
  random-effects model, as in the meta-analysis of diagnostic tests: Reitsma et al. 2005; Higgins, Thompson
  and Spiegelhalter 2009 for its t quantiles).

Draws with T ≤ F say nothing and are left out. The upper end is the 97.5 % quantile of π over the draws that
could have given p at all, F ≤ p ≤ T. The lower end is the 2.5 % quantile over all draws, with π = 0 for those
that could not: if F > p, every flag may be a false alarm. Where next to no draw could have given p, the rates
are not those of this dump, and only the bound p / T is left. `make bench-prevalence` measures how often such
an interval holds the truth for a set that took no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.audit.evaluation import EvaluatedSet, Share
from classifier.training.intervals import Interval

DRAWS = 20_000

#: A set tells a rate if it has at least so many comments that are such, or that are not.
LEAST_SUCH = 20
LEAST_OTHERS = 100

#: With a smaller share of draws that could have given the flags, the error rates don't fit the dump.
_FITTING = 0.005

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rates:
    """The error rates of one label on each set that tells them, by the sets' names."""

    recall: dict[str, Share]
    false_alarms: dict[str, Share]

    @property
    def known(self) -> bool:
        """Whether there is at least one set for either rate."""
        return bool(self.recall and self.false_alarms)

    def only(self, names: Sequence[str]) -> Rates:
        """Those of the sets with these names."""
        return Rates(
            {name: share for name, share in self.recall.items() if name in names},
            {name: share for name, share in self.false_alarms.items() if name in names},
        )


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The share of comments that are such: its 95 % interval, and its 50 % interval, `middle`, in which it is
    more likely than not. `value` is None where the intervals are all that can be said."""

    value: float | None
    interval: Interval
    middle: Interval


def rates_of(sets: Sequence[EvaluatedSet], label: str, threshold: float) -> Rates:
    """The error rates at this threshold on every set that has enough comments to tell them."""
    counted = {of.name: of.labels[label] for of in sets if label in of.labels}
    recall = {name: counts.recall(threshold) for name, counts in counted.items()}
    false_alarms = {name: counts.false_alarms(threshold) for name, counts in counted.items()}
    return Rates(
        {name: share for name, share in recall.items() if share.n >= LEAST_SUCH},
        {name: share for name, share in false_alarms.items() if share.n >= LEAST_OTHERS},
    )


def adjust(flagged: Share, rates: Rates, *, alike: bool) -> Adjusted | None:
    """Correct the share of flagged comments; None without rates.

    `alike` says that the dump is like every set in `rates`, so that these are its own.
    """
    if not rates.known or not flagged.n:
        return None
    random = np.random.default_rng(0)
    draw = _from_sets if alike else _from_another_set
    recall = draw(list(rates.recall.values()), random)
    false_alarms = draw(list(rates.false_alarms.values()), random)
    share = random.beta(flagged.hits + 0.5, flagged.n - flagged.hits + 0.5, DRAWS)
    return _solve(share, recall, false_alarms, alike=alike)


def _solve(share: Floats, recall: Floats, false_alarms: Floats, *, alike: bool) -> Adjusted:
    telling = recall > false_alarms
    share, recall, false_alarms = share[telling], recall[telling], false_alarms[telling]
    such = (share - false_alarms) / (recall - false_alarms)
    fits = (such >= 0) & (such <= 1)
    low, first = np.quantile(np.where(fits, such, 0.0), [0.025, 0.25]).tolist() if len(such) else (0.0, 0.0)
    fitting = such[fits]
    if len(fitting) < _FITTING * DRAWS:
        return Adjusted(None, *_at_most(share, recall))
    median, third, high = np.quantile(fitting, [0.5, 0.75, 0.975]).tolist()
    return Adjusted(median if alike else None, (low, high), (first, third))


def _at_most(share: Floats, recall: Floats) -> tuple[Interval, Interval]:
    """Where the error rates can't have given the flags, all that is left is that π is at most p / T: what is
    such and flagged is no more than all that is flagged."""
    if not len(share):
        return (0.0, 1.0), (0.0, 1.0)
    third, high = np.quantile(np.minimum(1, share / recall), [0.75, 0.975]).tolist()
    return (0.0, high), (0.0, third)


def _from_sets(shares: Sequence[Share], random: np.random.Generator) -> Floats:
    """Rates of these sets, each as likely as the other, as uncertain as their sizes leave them."""
    chosen = random.integers(0, len(shares), DRAWS)
    hits, n = (np.array(counts)[chosen] for counts in zip(*((of.hits, of.n) for of in shares), strict=True))
    return random.beta(hits + 0.5, n - hits + 0.5)


def _from_another_set(shares: Sequence[Share], random: np.random.Generator) -> Floats:
    """Rates of a set that is none of these."""
    if len(shares) == 1:
        return _from_sets(shares, random)
    logits = np.array([np.log((of.hits + 0.5) / (of.n - of.hits + 0.5)) for of in shares])
    reach = logits.std(ddof=1) * np.sqrt(1 + 1 / len(logits))
    drawn = logits.mean() + reach * random.standard_t(len(logits) - 1, DRAWS)
    return np.asarray(1 / (1 + np.exp(-np.clip(drawn, -50, 50))))
