"""Figures that come from a copy of the store are told with its moment, where something has changed
since; nothing is said where they are as of now."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.capabilities.query_skill_gap.answer import Answer
from engine.columnar import Columns
from engine.columnar.manifest import read_manifest
from engine.columnar.refreshing import refresh
from engine.store.database import Database
from engine.store.tables import Skill
from engine.usecases.context import BudgetEngine
from tests.assistant.talking import Talk, said
from tests.conftest import engine_over


@pytest.fixture
def engine(sample_store: Database, tmp_path: Path) -> BudgetEngine:
    refresh(sample_store.url, tmp_path)
    engine = engine_over(sample_store)
    engine.columns = Columns(sample_store, tmp_path, "on")
    return engine


def gaps(engine: BudgetEngine, text: str) -> str:
    return said(Talk(engine, "hr").run(Answer, text, intent="query_skill_gap"))


TOLD = {
    "全公司的技能差距": "（数据截至 {:%H:%M}，之后有新的录入。）",
    "skill gaps of the whole company": "(Figures as of {:%H:%M}; something has been entered since.)",
}


@pytest.mark.parametrize("text", TOLD)
def test_the_moment_is_told_where_something_changed_since(engine: BudgetEngine, text: str) -> None:
    assert engine.columns is not None
    made = read_manifest(engine.columns.folder)
    assert made is not None
    before = gaps(engine, text)
    with engine.database.transaction() as session:
        session.add(Skill(code="NEW", name="new"))
    moment = engine.company().here(made.taken_at)
    assert gaps(engine, text) == f"{before}\n{TOLD[text].format(moment)}"
