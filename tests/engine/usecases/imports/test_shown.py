"""What is loaded is what was shown, and files of one message are one draft."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from engine.store.database import Database
from engine.store.tables import ImportLoad
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import begin_import, look_at_import
from engine.usecases.imports.load import load_import
from engine.usecases.setup.roles import give_role
from engine.values.errors import InvalidInput
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE, TRAININGS, answer, begin, both, file, load


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    return engine_over(either_store)


def test_what_was_shown_is_loaded(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE))
    seen = engine.perform_as_operator(look_at_import, look.id)
    assert seen.shown == look.shown
    assert engine.perform_as_operator(load_import, look.id, look.shown).added == 3


def test_after_another_answer_it_is_not_what_was_shown(engine: BudgetEngine) -> None:
    load(engine, file(PEOPLE))
    look = begin(engine, file(TRAININGS, "trainings.csv"))
    answer(engine, look, {"currency": "EUR"})
    with pytest.raises(InvalidInput, match="import_not_as_shown"):
        engine.perform_as_operator(load_import, look.id, look.shown)
    again = engine.perform_as_operator(look_at_import, look.id)
    assert engine.perform_as_operator(load_import, look.id, again.shown).added == 3


def test_after_another_load_it_is_not_what_was_shown(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE))
    load(engine, file(PEOPLE))
    with pytest.raises(InvalidInput, match="import_not_as_shown"):
        engine.perform_as_operator(load_import, look.id, look.shown)


def test_files_of_one_message_are_one_draft(engine: BudgetEngine) -> None:
    both(engine)
    engine.perform_as_operator(give_role, "01", "hr")
    given = [file(PEOPLE)]
    first = engine.perform(begin_import, "01", "slack", given, "slack:T1:m1")
    assert engine.perform(begin_import, "01", "slack", given, "slack:T1:m1").id == first.id
    assert engine.perform(begin_import, "01", "slack", given, "slack:T1:m2").id != first.id
    with engine.database.reading() as session:
        drafts = select(func.count(ImportLoad.id)).where(ImportLoad.state == "draft")
        assert session.scalar(drafts) == 2
