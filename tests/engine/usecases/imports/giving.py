"""Small files, given to the engine as whoever runs the installation gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.imports.sheet_report import Fate
from engine.store.database import Database
from engine.store.tables import Base
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import answer_import, begin_import
from engine.usecases.imports.load import load_import
from engine.usecases.imports.views import GivenFile, ImportLook, PastLoad

PEOPLE = """工号,姓名,部门,岗位,入职日期,在职状态
01,王芳,一车间,焊工,2020-03-01,在职
02,李强,一车间,焊工,2021-03-01,在职
03,赵云,销售部,销售代表,2019-05-06,在职
"""
TRAININGS = """工号,课程名称,培训日期,培训费用
01,焊接,2026-03-10,300
02,焊接,2026-03-10,300
03,谈判,2026-04-01,1200.50
"""
# What a load leaves behind whatever becomes of it: its own records, the log, the company's settings.
LEFT = ("table_change", "import_", "audit_", "store_info", "company_settings", "alembic_version")


def file(text: str, name: str = "people.csv") -> GivenFile:
    return GivenFile(name, text.encode())


def begin(engine: BudgetEngine, *files: GivenFile, **answers: str) -> ImportLook:
    look = engine.perform_as_operator(begin_import, files)
    return answer(engine, look, answers) if answers else look


def answer(engine: BudgetEngine, look: ImportLook, answers: Mapping[str, str | None]) -> ImportLook:
    return engine.perform_as_operator(answer_import, look.id, answers)


def load(engine: BudgetEngine, *files: GivenFile, **answers: str) -> PastLoad:
    return engine.perform_as_operator(load_import, begin(engine, *files, **answers).id)


def both(engine: BudgetEngine, **answers: str) -> PastLoad:
    """People and their trainings together."""
    given = file(PEOPLE), file(TRAININGS, "trainings.csv")
    return load(engine, *given, currency="CNY", **answers)


def counts(look: ImportLook) -> list[dict[str, int]]:
    """Sheet by sheet how many rows became what."""
    return [
        {fate.name.lower(): n for fate in Fate if (n := one.report.count(fate))}
        for one in look.sheets
    ]


def stored(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those that a load leaves behind."""
    with database.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
            for table in Base.metadata.sorted_tables
            if not table.name.startswith(LEFT)
        }
