"""What was learned, laid over the public weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.reader.adapters import Learned, matrices
from assistant.understanding.reader.base import Base
from tests.assistant.understanding.reader import made


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(made.weights(tmp_path / "weights.bin"))


@pytest.mark.parametrize("name", matrices(made.SIZES))
def test_a_tuned_matrix_is_that_of_the_base_and_the_product_of_the_narrow_ones(
    base: Base, tmp_path: Path, name: str
) -> None:
    file = made.learned(tmp_path / "learned.npz")
    numbers = np.load(file)
    values = np.random.default_rng(1).normal(size=(5, matrices(made.SIZES)[name][0]))
    beside = values @ base.matrix(f"l1.{name}.w", values.shape[1]).T
    beside += values @ numbers[f"{name}.down"][1] @ numbers[f"{name}.up"][1]
    assert np.allclose(values @ Learned.read(file).matrix(base, 1, name), beside, atol=1e-5)


def test_the_biases_and_norms_of_a_layer_are_moved(base: Base, tmp_path: Path) -> None:
    file = made.learned(tmp_path / "learned.npz")
    moved = Learned.read(file).row(base, 1, "oln.w") - base.numbers("l1.oln.w")
    assert np.allclose(moved, np.load(file)["oln.w"][1], atol=1e-6)


def test_where_nothing_was_learned_the_base_stands(base: Base, tmp_path: Path) -> None:
    learned = Learned.read(made.learned(tmp_path / "learned.npz", strength=0.0))
    assert np.array_equal(learned.matrix(base, 0, "fi"), base.matrix("l0.fi.w", 64).T)
