"""Mentions as tags of pieces, and back."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.understanding.reader.naming import Named, named, tags, tags_of
from assistant.understanding.reader.pieces import Piece

ROLES = ["given", "new", "old"]
# "20 people for 5S", with a sign for the space alone.
PIECES = [Piece(1, 0, 2), Piece(1, 3, 9), Piece(1, 10, 13), Piece(1, 14, 14), Piece(1, 14, 16)]


def back(found: list[tuple[str, str] | None]) -> list[tuple[int, int, str, str]]:
    likely = np.ones(len(found))
    by_role = np.array([[one is not None and one[1] == role for role in ROLES] for one in found])
    names = ["O" if one is None else one[0] for one in found]
    return [one[:4] for one in named(PIECES, names, likely, ROLES, by_role)]


@pytest.mark.parametrize(
    "mentions",
    [
        [Named(0, 9, "headcount", "given"), Named(14, 16, "course", "new")],
        [Named(0, 2, "number", "old"), Named(3, 9, "number", "new")],
        [],
    ],
    ids=["two", "side by side", "none"],
)
def test_what_is_marked_comes_back(mentions: list[Named]) -> None:
    assert back(tags_of(PIECES, mentions)) == [one[:4] for one in mentions]


def test_a_piece_belongs_to_what_holds_most_of_it() -> None:
    found = tags_of(PIECES, [Named(3, 7, "group", "given")])
    assert found[1] == ("B group", "given")
    assert tags_of(PIECES, [Named(3, 5, "group", "given")])[1] is None


def test_what_goes_on_with_another_kind_is_another_mention() -> None:
    found = named(PIECES[:2], ["B number", "I group"], np.array([0.8, 0.6]), ROLES, np.eye(3)[:2])
    assert list(found) == [Named(0, 2, "number", "given", 0.8), Named(3, 9, "group", "new", 0.6)]


def test_a_space_alone_names_nothing() -> None:
    assert list(named(PIECES[3:4], ["B course"], np.ones(1), ROLES, np.eye(3)[:1])) == []


def test_each_kind_has_a_tag_for_its_first_piece_and_one_for_the_others() -> None:
    assert tags(["unit", "age"]) == ["O", "B age", "I age", "B unit", "I unit"]
