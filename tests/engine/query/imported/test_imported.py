"""Eighty questions about a company that came in by its files, with figures that were reckoned from
those files by a script of its own: equal to the cent, as queries and from the sentence."""

from __future__ import annotations

import json

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.query import query
from tests.assistant.querying.composing.reading import Composer
from tests.conversing import Conversation
from tests.engine.query.imported.asking import PEOPLE, Question, columns_of, questions, rows_of
from tests.engine.query.imported.reckoned import FIGURES, Rows, figures

ASKED = questions()
SAID = [(one, language) for one in ASKED for language in one.said]


def same(found: Rows, right: Rows, ordered: bool) -> bool:
    if ordered:
        # What is equally much stands in any order.
        return [row[1:] for row in found] == [row[1:] for row in right] and same(
            found, right, ordered=False
        )
    return sorted(map(str, found)) == sorted(map(str, right))


def test_what_was_reckoned_is_kept_with_the_files() -> None:
    assert json.loads(FIGURES.read_text(encoding="utf-8")) == figures()


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.name)
def test_a_query_tells_what_the_files_say(imported: BudgetEngine, asked: Question) -> None:
    answer = imported.perform(query, asked.who, "test", asked.query)
    found = rows_of(answer, columns_of(answer))
    assert same(found, asked.right, asked.query.order is not None), found


@pytest.mark.parametrize(
    ("asked", "language"), SAID, ids=[f"{one.name} {language}" for one, language in SAID]
)
def test_a_sentence_tells_what_the_files_say(
    imported: BudgetEngine, imported_talk: Composer, asked: Question, language: str
) -> None:
    composed = imported_talk.query(asked.said[language])
    assert composed is not None
    answer = imported.perform(query, asked.who, "test", composed)
    right = columns_of(imported.perform(query, asked.who, "test", asked.query))
    # Of one figure alone the number counts, whatever it is called.
    told = rows_of(answer, right if len(right) > 1 or composed.by else columns_of(answer))
    assert same(told, asked.right, asked.query.order is not None), (composed, told)


def test_who_is_as_high_as_the_last_is_told(imported: BudgetEngine) -> None:
    """Two seminars cost the same."""
    talking = Conversation(imported, PEOPLE["finance"])
    said = talking.say("top 1 most expensive training session")
    assert "EX010" in said
    assert "EX022" in said
    assert "EX001" not in said
