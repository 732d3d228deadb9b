"""Single records: entered, corrected, refused, asked about, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from engine.imports.sheet_report import Fate
from engine.store.database import Database
from engine.store.tables import (
    AuditEvent,
    Employee,
    EmployeeSkill,
    ImportLoad,
    PayrollYear,
    StoreInfo,
)
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.load import past_loads, undo_import
from engine.usecases.imports.records import Entered, NotTaken, enter_records, look_at_records
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE, file, load, stored
from tests.workflow import Office, draft

LEE = {"emp_no": "04", "name": "李雷", "unit": "销售部", "status": "active"}


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    engine = engine_over(either_store)
    load(engine, file(PEOPLE), company_name="公司", home_currency="CNY")
    return engine


def enter(
    engine: BudgetEngine, kind: str, *records: Any, key: str = "key-1", **said: str
) -> Entered:
    return engine.perform_as_operator(enter_records, kind, records, said, key)


def look(engine: BudgetEngine, kind: str, *records: Any, **said: str) -> Entered:
    return engine.perform_as_operator(look_at_records, kind, records, said)


def not_taken(engine: BudgetEngine, kind: str, *records: Any, **said: str) -> Entered:
    with pytest.raises(NotTaken) as refused:
        enter(engine, kind, *records, key="refused-1", **said)
    return refused.value.entered


def refusals(entered: Entered) -> list[tuple[int, str, str]]:
    report = entered.report
    return [(one.row, one.column, one.code) for one in (*report.refusals, *report.cells_left_out)]


def fates(entered: Entered) -> list[Fate]:
    return list(entered.report.fates.values())


def test_a_record_is_entered_and_is_in_the_history(engine: BudgetEngine) -> None:
    entered = enter(engine, "people", LEE)
    assert (fates(entered), entered.repeated) == ([Fate.ADDED], False)
    latest = engine.perform_as_operator(past_loads)[0]
    assert (latest.id, latest.record, latest.files) == (entered.load, "people", ())
    with engine.database.reading() as session:
        assert session.scalar(select(Employee.name).where(Employee.emp_no == "04")) == "李雷"


def test_nobody_is_missing_from_a_single_record(engine: BudgetEngine) -> None:
    assert look(engine, "people", {**LEE, "emp_no": "01", "name": "王芳"}).report.questions == []


def test_the_same_record_again_corrects(engine: BudgetEngine) -> None:
    enter(engine, "people", LEE)
    (change,) = enter(engine, "people", {**LEE, "status": "leave"}, key="key-2").report.changes
    assert (change.field, change.old, change.new) == ("status", "active", "leave")
    assert fates(enter(engine, "people", {**LEE, "status": "leave"}, key="key-3")) == [Fate.SAME]


def test_the_same_key_enters_once(engine: BudgetEngine) -> None:
    first = enter(engine, "people", LEE)
    again = enter(engine, "people", LEE)
    assert (again.repeated, again.load, fates(again)) == (True, first.load, [Fate.ADDED])
    with pytest.raises(InvalidInput, match="key_reused"):
        enter(engine, "people", {**LEE, "name": "韩梅梅"})


def test_looking_keeps_nothing_and_is_not_in_the_log(engine: BudgetEngine) -> None:
    before = stored(engine.database)
    role = {"person": "01", "role": "hr", "unit": "一车间"}
    assert fates(look(engine, "roles", role)) == [Fate.ADDED]
    assert stored(engine.database) == before
    with engine.database.reading() as session:
        assert session.scalars(select(ImportLoad.state)).all() == ["loaded"]
        assert "grant_role" not in session.scalars(select(AuditEvent.action)).all()


def test_an_entered_record_is_taken_back(engine: BudgetEngine) -> None:
    before = stored(engine.database)
    entered = enter(
        engine,
        "skills",
        {"emp_no": "01", "skill": "焊接", "level": "3", "assessed_on": "2026-05-01"},
        also_new="yes",
    )
    assert stored(engine.database) != before
    assert entered.load is not None
    engine.perform_as_operator(undo_import, entered.load)
    after = stored(engine.database)
    assert {name for name in before if before[name] != after[name]} == {"command_receipt"}


def test_a_level_is_out_of_five(engine: BudgetEngine) -> None:
    record = {"emp_no": "01", "skill": "焊接", "level": "0.5", "assessed_on": "2026-05-01"}
    enter(engine, "skills", record, also_new="yes")
    with engine.database.reading() as session:
        assert str(session.scalar(select(EmployeeSkill.level))) == "0.50"


def test_what_a_loader_would_ask_is_asked_and_answered(engine: BudgetEngine) -> None:
    enter(engine, "payroll", {"year": "2025", "amount": "1000000"})
    another = {"year": "2025", "amount": "2000000"}
    (question,) = not_taken(engine, "payroll", another).report.questions
    assert (question.key, question.options) == ("payroll_year:2025", ("replace", "add"))
    enter(engine, "payroll", another, key="key-2", **{"payroll_year:2025": "add"})
    with engine.database.reading() as session:
        assert session.scalar(select(PayrollYear.amount)) == 3_000_000


def test_one_that_cannot_be_taken_keeps_the_others_out(engine: BudgetEngine) -> None:
    before = stored(engine.database)
    nobody = {"emp_no": "99", "skill": "焊接", "level": "3", "assessed_on": "2026-05-01"}
    entered = not_taken(engine, "skills", {**nobody, "emp_no": "01"}, nobody)
    assert refusals(entered) == [(2, "emp_no", "unknown_employee")]
    assert stored(engine.database) == before


def test_a_cell_that_a_file_would_lose_refuses_a_record(engine: BudgetEngine) -> None:
    entered = not_taken(engine, "people", {**LEE, "hire_date": "someday"})
    assert refusals(entered) == [(1, "hire_date", "no_date")]


def test_what_a_file_tells_by_its_name_a_record_must_say(engine: BudgetEngine) -> None:
    answer = {"emp_no": "01", "question": "满意吗", "answer": "5"}
    assert refusals(not_taken(engine, "survey_answers", answer)) == [(1, "survey", "empty")]


def test_what_a_record_would_bring_into_being_is_asked_about(engine: BudgetEngine) -> None:
    new = {**LEE, "unit": "公关处"}
    (question,) = not_taken(engine, "people", new).report.questions
    assert (question.key, question.args) == ("also_new", {"things": {"unit": 1}})
    enter(engine, "people", new, also_new="yes")


def test_a_record_that_names_a_misspelt_unit_is_asked_about(engine: BudgetEngine) -> None:
    new = {**LEE, "unit": "销受部"}
    (question,) = not_taken(engine, "people", new).report.questions
    assert (question.code, question.args["names"]) == ("perhaps_misspelt", "销受部 → 销售部")
    enter(engine, "people", new, perhaps_misspelt="same")


def test_what_a_record_is_itself_is_not_asked_about(engine: BudgetEngine) -> None:
    assert look(engine, "skill_names", {"name": "铸造"}).report.questions == []


def test_what_every_record_must_say_is_told_at_once(engine: BudgetEngine) -> None:
    entered = not_taken(engine, "trainings", {"emp_no": "01"}, {"course": "焊接", "emp_no": " "})
    assert refusals(entered) == [(1, "course", "empty"), (2, "start_date", "empty")]
    assert refusals(look(engine, "trainings", {"emp_no": "01"})) == [(1, "course", "empty")]


def test_only_fields_and_kinds_that_there_are(engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput, match="record_fields"):
        enter(engine, "people", {**LEE, "poem": "x"})
    with pytest.raises(InvalidInput, match="records_count"):
        enter(engine, "people")
    with pytest.raises(NotFound, match="unknown_kind"):
        enter(engine, "poems", LEE)


def test_a_kind_is_for_who_may_load_it(sample_engine: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        sample_engine.perform(look_at_records, "hr", "test", "budgets", [{}], {})


def test_the_sample_company_takes_no_records(sample_engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput, match="store_holds_sample"):
        sample_engine.perform(look_at_records, "hr", "test", "people", [LEE], {})


def test_one_invoice_of_a_request_after_the_other(sample_store: Database) -> None:
    office = Office(sample_store)
    number = office.do("workshop-head", submit_request, draft(5, "TC-EQ"), "made-1").request.number
    office.approve_all(number, "hr")
    with sample_store.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    for at in ("1", "2"):
        invoice = {
            "number": f"F-{at}",
            "request": number,
            "amount": "100",
            "invoiced_on": "2026-11-20",
        }
        args = ("invoices", [invoice], {}, f"invoice-key-{at}")
        entered = engine_over(sample_store).perform(enter_records, "finance", "test", *args)
        assert fates(entered) == [Fate.ADDED]
