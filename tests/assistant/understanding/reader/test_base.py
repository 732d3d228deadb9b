"""The public weights, read from the form they come in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.reader.base import BLOCK, Base, Damaged, unpacked
from tests.assistant.understanding.reader import made


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(made.weights(tmp_path / "weights.bin"))


def test_a_block_holds_the_first_half_of_its_numbers_low_and_the_second_high() -> None:
    block = np.zeros(1, BLOCK)
    block["scale"] = 0.5
    block["halves"][0, 0] = 0x2F
    numbers = unpacked(block, 32)[0]
    assert numbers[0] == 0.5 * (15 - 8)
    assert numbers[16] == 0.5 * (2 - 8)
    assert numbers[1] == 0.5 * -8


def test_the_sizes_are_told(base: Base) -> None:
    assert base.sizes.hidden == made.SIZES.hidden
    assert base.sizes.epsilon == pytest.approx(made.SIZES.epsilon)


def test_a_matrix_has_a_row_for_each_of_its_outputs(base: Base) -> None:
    assert base.matrix("l1.fo.w", 128).shape == (64, 128)


def test_the_first_numbers_of_pieces_are_rows_of_theirs(base: Base) -> None:
    every = base.matrix("emb.word", 64)
    assert np.array_equal(base.words([5, 2]), every[[5, 2]])


def test_what_was_kept_in_full_is_as_it_was(base: Base) -> None:
    weights = base.numbers("l0.aln.w")
    assert weights.shape == (64,)
    assert weights.mean() == pytest.approx(1.0, abs=0.1)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.bin"
    file.write_bytes(b"ONNX" * 40)
    with pytest.raises(Damaged, match=r"other\.bin"):
        Base(file)
