"""Mentions as tags of pieces, and back."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.understanding.reader.naming import Named, named, tags, tags_of
from assistant.understanding.reader.pieces import Piece


def named_so(start: int, end: int, kind: str, role: str, likely: float = 1.0) -> Named:
    return Named(start=start, end=end, kind=kind, role=role, likely=likely)


ROLES = ["given", "new", "old"]
# "20 people for 5S", with a sign for the space alone.
PIECES = [Piece(1, 0, 2), Piece(1, 3, 9), Piece(1, 10, 13), Piece(1, 14, 14), Piece(1, 14, 16)]


def back(found: list[tuple[str, str] | None]) -> list[Named]:
    likely = np.ones(len(found))
    by_role = np.array([[one is not None and one[1] == role for role in ROLES] for one in found])
    names = ["O" if one is None else one[0] for one in found]
    return list(named(PIECES, names, likely, ROLES, by_role))


@pytest.mark.parametrize(
    "mentions",
    [
        [named_so(0, 9, "headcount", "given"), named_so(14, 16, "course", "new")],
        [named_so(0, 2, "number", "old"), named_so(3, 9, "number", "new")],
        [],
    ],
    ids=["two", "side by side", "none"],
)
def test_what_is_marked_comes_back(mentions: list[Named]) -> None:
    assert back(tags_of(PIECES, mentions)) == mentions


def test_a_piece_belongs_to_what_holds_most_of_it() -> None:
    found = tags_of(PIECES, [named_so(3, 7, "group", "given")])
    assert found[1] == ("B group", "given")
    assert tags_of(PIECES, [named_so(3, 5, "group", "given")])[1] is None


def test_what_goes_on_with_another_kind_is_another_mention() -> None:
    found = named(PIECES[:2], ["B number", "I group"], np.array([0.8, 0.6]), ROLES, np.eye(3)[:2])
    assert list(found) == [
        named_so(0, 2, "number", "given", 0.8),
        named_so(3, 9, "group", "new", 0.6),
    ]


def test_a_space_alone_names_nothing() -> None:
    assert list(named(PIECES[3:4], ["B course"], np.ones(1), ROLES, np.eye(3)[:1])) == []


def test_each_kind_has_a_tag_for_its_first_piece_and_one_for_the_others() -> None:
    assert tags(["unit", "age"]) == ["O", "B age", "I age", "B unit", "I unit"]
