"""A template filled with what the store has, given again: of every kind nothing changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from assistant.imports_told.templates import Format, template
from assistant.imports_told.wording import Wording
from engine.imports.kinds.kind import kinds
from engine.imports.sheet_report import Fate
from engine.store.database import Database
from engine.store.tables import StoreInfo
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import begin_import
from engine.usecases.imports.filled import FILLERS, filled_page, filled_rows
from engine.usecases.imports.load import load_import
from engine.usecases.imports.records import look_at_records
from engine.usecases.imports.views import GivenFile
from tests.conftest import engine_over

# What the sample company has none of.
MORE = {
    "汇率.csv": "币种,本位币,生效日期,汇率\nUSD,CNY,2026-01-01,7.1234\nEUR,CNY,2026-01-01,7.8\n",
    "年度工资总额.csv": "年度,工资总额\n2024,50000000\n2025,52345678.90\n",
    "服务期协议.csv": "工号,课程,协议金额,协议月数,签订日期,是否专项培训\n"
    "E000020,设备操作技能培训,12000,24,2025-03-01,是\n",
    "发票.csv": "发票号码,开票日期,部门,金额,币种\nFP-1,2026-03-02,一车间,1200.50,CNY\n"
    "FP-2,2026-03-03,销售部,100,USD\n",
    "问卷答案.csv": "工号,问卷,问题,回答,填写日期\nE000020,年度调查,最想学什么,焊接,2026-05-01\n"
    "E000020,年度调查,满意吗,4,2026-05-01\n",
    "季度预算.csv": "部门,年度,季度,预算金额\n研发部,2027,Q1,100000\n研发部,2027,Q2,300000\n",
}


@pytest.fixture(scope="module")
def store(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("filled") / "store.sqlite"
    shutil.copy(sample_file, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    engine = engine_over(database)
    given = [GivenFile(name, text.encode()) for name, text in MORE.items()]
    look = engine.perform_as_operator(begin_import, given)
    assert not look.questions, look.questions
    assert {one.report.count(Fate.REFUSED) for one in look.sheets} == {0}
    engine.perform_as_operator(load_import, look.id)
    yield database
    database.dispose()


@pytest.fixture
def engine(store: Database) -> BudgetEngine:
    return engine_over(store)


def test_there_is_a_filled_template_of_every_kind() -> None:
    assert FILLERS.keys() == kinds().keys()


@pytest.mark.parametrize(("language", "form"), [("zh", "csv"), ("en", "xlsx")])
@pytest.mark.parametrize("kind", FILLERS)
def test_given_again_it_changes_nothing(
    engine: BudgetEngine, kind: str, language: str, form: Format
) -> None:
    rows = engine.perform_as_operator(filled_rows, kind)
    assert rows
    wording = Wording(language)
    file = GivenFile(
        f"{wording.kind(kind)} (1).{form}", template(wording, kinds()[kind], rows, form)
    )
    look = engine.perform_as_operator(begin_import, [file])
    (sheet,) = look.sheets
    report = sheet.report
    assert (sheet.mapping.kind, look.questions, report.changes) == (kind, (), [])
    assert (report.refusals, report.cells_left_out, report.things) == ([], [], {})
    assert set(report.fates.values()) == {Fate.SAME}
    assert report.read == len(rows)


def test_rows_come_page_by_page(engine: BudgetEngine) -> None:
    rows = engine.perform_as_operator(filled_rows, "courses")
    first = engine.perform_as_operator(filled_page, "courses", 0, len(rows) - 1)
    assert (first.rows, first.after) == (rows[:-1], len(rows) - 1)
    last = engine.perform_as_operator(filled_page, "courses", len(rows) - 1, 10)
    assert (last.rows, last.after) == (rows[-1:], None)


def test_what_an_hour_of_anybody_costs_is_in_no_row(engine: BudgetEngine) -> None:
    rows = engine.perform_as_operator(filled_rows, "people")
    assert not any("hourly_cost" in row for row in rows)


@pytest.mark.parametrize("kind", FILLERS)
def test_a_filled_row_is_a_record(engine: BudgetEngine, kind: str) -> None:
    rows = engine.perform_as_operator(filled_rows, kind)
    some = rows[:: max(1, len(rows) // 5)]
    report = engine.perform_as_operator(look_at_records, kind, some, {}).report
    assert (report.refusals, report.cells_left_out, report.questions) == ([], [], [])
    assert (set(report.fates.values()), report.changes) == ({Fate.SAME}, [])
