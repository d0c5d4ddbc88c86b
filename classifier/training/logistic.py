"""Logistic regression whose targets are probabilities, for rows that a teacher has judged.

scikit-learn's takes classes only, and stating each row twice, once for each class, doubles memory and time.
This finds the same minimum: half the squared length of the weights plus C times the summed log-loss of the
rows.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

#: p (1 - p) of a middling probability: how curved the loss of a row is taken to be.
_CURVATURE = 0.1

Floats = npt.NDArray[np.float64]


def fit_logistic(
    features: sparse.csr_matrix, target: Floats, weight: Floats, inverse_penalty: float, iterations: int
) -> tuple[Floats, float]:
    """The weights, shape (features,), and the bias.

    `target` has a probability for each row and `weight` says how much the row counts. L-BFGS (Liu and
    Nocedal, 1989) works on variables scaled by the root of the loss's curvature along each, without which
    rare features keep it waiting; it stops after so many iterations at the latest.
    """
    columns = features.T  # a view: no copy is made of features, of which there are gigabytes
    counts = inverse_penalty * weight
    squares = sparse.csr_matrix((features.data**2, features.indices, features.indptr), features.shape)
    curvature = squares.T @ counts
    del squares
    scale = 1.0 / np.sqrt(np.append(1.0 + _CURVATURE * curvature, _CURVATURE * counts.sum()))

    def loss(scaled: Floats) -> tuple[float, Floats]:
        weights, bias = scaled[:-1] * scale[:-1], scaled[-1] * scale[-1]
        logits = (features @ weights.astype(features.dtype)).astype(np.float64) + bias
        value = 0.5 * weights @ weights + counts @ (np.logaddexp(0.0, logits) - target * logits)
        error = counts * (1.0 / (1.0 + np.exp(-logits)) - target)
        gradient = np.append(columns @ error.astype(features.dtype) + weights, error.sum())
        return float(value), gradient * scale

    options = {"maxiter": iterations, "maxcor": 10, "ftol": 1e-6}
    start = np.zeros(features.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x * scale
    return found[:-1], float(found[-1])
