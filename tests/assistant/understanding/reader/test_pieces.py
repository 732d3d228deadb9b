"""Messages cut into the pieces of the public weights."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assistant.understanding.reader.base import Base
from assistant.understanding.reader.pieces import LONGEST, Cutter
from commands import encoder
from tests.assistant.understanding.reader import made


@pytest.fixture
def cutter(tmp_path: Path) -> Cutter:
    return Cutter(Base(made.weights(tmp_path / "weights.bin")).vocabulary)


def cut(cutter: Cutter, text: str) -> list[tuple[str, str]]:
    """Each piece and what it stands for in the text."""
    pieces = [piece for piece, _ in made.PIECES]
    return [(pieces[one.number], text[one.start : one.end]) for one in cutter.cut(text)]


def test_the_likeliest_way_to_cut_is_taken(cutter: Cutter) -> None:
    assert cut(cutter, "培训") == [("▁", ""), ("培训", "培训")]


def test_a_sign_that_no_piece_holds_is_unknown(cutter: Cutter) -> None:
    assert cut(cutter, "培x训") == [("▁", ""), ("培", "培"), ("<unk>", "x"), ("训", "训")]


def test_a_piece_begins_after_the_space_before_it(cutter: Cutter) -> None:
    assert cut(cutter, "two  two") == [("▁two", "two"), ("▁two", "two")]


def test_written_forms_are_evened_out(cutter: Cutter) -> None:
    assert cut(cutter, "\u3000ｔwo ") == [("▁two", "ｔwo")]


def test_what_one_sign_becomes_stands_where_that_sign_stood(cutter: Cutter) -> None:
    assert [text for _, text in cut(cutter, "培㈱")] == ["", "培", "㈱", "㈱", "㈱"]


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_nothing_has_no_pieces(cutter: Cutter, text: str) -> None:
    assert cutter.cut(text) == []


def test_a_long_message_is_told_by_its_beginning(cutter: Cutter) -> None:
    assert len(cutter.cut("培" * 5000)) == LONGEST


@cache
def real() -> Cutter:
    return Cutter(Base(encoder.READER.file).vocabulary)


# As the makers of these pieces tell them (fairseq, examples/xlmr).
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Hello world!", [0, 35378, 8999, 38, 2]),
        ("你好，世界", [0, 6, 124084, 4, 3221, 2]),
        ("नमस्ते दुनिया", [0, 68700, 97883, 29405, 2]),
        ("Bonjour le monde!", [0, 84602, 95, 11146, 38, 2]),
    ],
)
def test_the_pieces_are_those_of_the_makers(
    uv: str, bot_python: Path, text: str, numbers: list[int]
) -> None:
    encoder.ensure(encoder.READER, uv)
    assert real().framed(real().cut(text)) == numbers
