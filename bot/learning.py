"""A conditional logit: some weights common to all classes, others each class's own.

As numbers in and out, so that what is learned runs without a library (assistant/acting).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

Numbers = np.ndarray


@dataclass(frozen=True)
class Weights:
    """`common` of the evidence, one for each sort; `own` of the features, features x classes."""

    common: Numbers
    own: Numbers

    def shares(self, evidence: Numbers, features: Numbers) -> Numbers:
        """The probability of each class, rows x classes."""
        sums = evidence @ self.common + features @ self.own
        parts = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def fit(evidence: Numbers, features: Numbers, labels: Numbers, penalty: float) -> Weights:
    """The likeliest weights; the own ones pay `penalty` times half their squares.

    `evidence` is rows x classes x sorts, `features` rows x features, `labels` numbers of classes.
    """
    rows, classes, sorts = evidence.shape
    truth = np.eye(classes)[labels]
    size = features.shape[1] * classes

    def weights(numbers: Numbers) -> Weights:
        return Weights(numbers[:sorts], numbers[sorts:].reshape(-1, classes))

    def loss(numbers: Numbers) -> tuple[float, Numbers]:
        now = weights(numbers)
        shares = now.shares(evidence, features)
        missed = shares - truth
        value = -np.log(shares[np.arange(rows), labels]).sum() + penalty * (now.own**2).sum() / 2
        common = np.einsum("rc,rcs->s", missed, evidence)
        own = features.T @ missed + penalty * now.own
        return float(value), np.concatenate([common, own.ravel()])

    start = np.concatenate([np.full(sorts, 2.0), np.zeros(size)])
    return weights(minimize(loss, start, jac=True, method="L-BFGS-B").x)
