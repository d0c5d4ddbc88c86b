"""One calibrated logistic regression for each label, fitted on the rows where the label is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from classifier.errors import BadInput
from classifier.training.logistic import fit_logistic
from classifier.training.recipe import Fit

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """The rows where one label is known.

    `target` is 0 or 1; `weight` says how much a row counts; thresholds are sought on `trusted` and
    `everyday` rows.
    """

    features: sparse.csr_matrix | Floats
    target: npt.NDArray[np.int64]
    weight: Floats
    groups: npt.NDArray[np.int64]
    trusted: npt.NDArray[np.bool_]
    everyday: npt.NDArray[np.bool_]

    def of(self, rows: npt.NDArray[np.int64]) -> Examples:
        """These rows alone."""
        return Examples(*(getattr(self, name)[rows] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Taught:
    """What a teacher says of rows, those of `Examples` or others: the probability of the label for each.

    `groups` are as those of the examples, so that no fold learns of rows that it is judged by.
    """

    features: sparse.csr_matrix
    target: Floats
    weight: Floats
    groups: npt.NDArray[np.int64]

    def without(self, groups: npt.NDArray[np.int64]) -> Taught:
        """What is taught of other groups."""
        kept = np.flatnonzero(~np.isin(self.groups, groups))
        return Taught(*(getattr(self, name)[kept] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Head:
    """A label's weights and bias, both calibrated, and its probabilities for rows held out from the fit."""

    weights: Floats
    bias: float
    held_out: Floats


def fit_head(label: str, examples: Examples, settings: Fit, taught: Taught | None = None) -> Head:
    """Fit one label, and calibrate it on groups it has not seen. What is taught calibrates nothing.

    Calibration is Platt's (1999): a line through the held-out logits. A line folds into the weights, so the
    calibrated model is as linear as before and explains itself as exactly.
    """
    if len(np.unique(examples.target)) < 2:
        raise BadInput(f"{label}: every row has the same label", mend="add rows of the other kind")
    if len(np.unique(examples.groups)) < settings.folds:
        raise BadInput(
            f"{label}: its rows are of fewer than {settings.folds} groups",
            mend="add rows of other threads or voices, or lower the recipe's `folds`",
        )
    logits = _held_out_logits(examples, settings, taught)
    slope, shift = _line(logits, examples)
    weights, bias = fit_line(settings, examples, taught)
    return Head(
        weights=weights * slope,
        bias=bias * slope + shift,
        held_out=1.0 / (1.0 + np.exp(-(logits * slope + shift))),
    )


def fit_line(settings: Fit, examples: Examples, taught: Taught | None) -> tuple[Floats, float]:
    """Weights and bias of a regression on examples and on what was taught, not calibrated."""
    if taught is None:
        whole = _regression(settings).fit(examples.features, examples.target, examples.weight)
        return whole.coef_[0], float(whole.intercept_[0])
    return fit_logistic(
        sparse.vstack([examples.features, taught.features], format="csr"),
        np.concatenate([examples.target, taught.target]),
        np.concatenate([examples.weight, taught.weight]),
        settings.inverse_penalty,
        settings.iterations,
    )


def _held_out_logits(examples: Examples, settings: Fit, taught: Taught | None) -> Floats:
    logits = np.zeros(len(examples.target))
    folds = GroupKFold(settings.folds, shuffle=True, random_state=0)
    for seen, unseen in folds.split(logits, groups=examples.groups):
        elsewhere = taught and taught.without(examples.groups[unseen])
        weights, bias = fit_line(settings, examples.of(seen), elsewhere)
        logits[unseen] = examples.features[unseen] @ weights + bias
    return logits


def _line(logits: Floats, examples: Examples) -> tuple[float, float]:
    line = LogisticRegression(C=1e6).fit(logits[:, None], examples.target, examples.weight)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _regression(settings: Fit) -> LogisticRegression:
    return LogisticRegression(C=settings.inverse_penalty, solver="liblinear", tol=1e-2, max_iter=200)
