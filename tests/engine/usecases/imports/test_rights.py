"""Who may load: HR of the whole company, and each kind for whom it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.access import Role
from engine.store.database import Database
from engine.store.tables import Employee, RoleGrant
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import begin_import, look_at_import
from engine.usecases.imports.load import load_import, past_loads, undo_import
from engine.usecases.setup.roles import give_role
from engine.values.errors import NotFound, NotPermitted
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE, file, load

PAYROLL = "年度,工资总额\n2026,1200000\n"


@pytest.fixture
def engine(empty_store: Database) -> BudgetEngine:
    """A company in which everybody holds one role over all of it, but 03."""
    made = engine_over(empty_store)
    load(made, file(PEOPLE + "04,钱进,财务部,会计,2020-01-01,在职\n"))
    made.perform_as_operator(give_role, "01", "hr")
    made.perform_as_operator(give_role, "02", "management")
    made.perform_as_operator(give_role, "04", "finance")
    return made


def test_hr_of_the_whole_company_loads(engine: BudgetEngine) -> None:
    look = engine.perform(begin_import, "01", "api", [file(PEOPLE.replace("王芳", "王方"))])
    past = engine.perform(load_import, "01", "api", look.id)
    assert (past.actor, past.channel, past.changed) == ("01", "api", 1)


def test_who_may_load_nothing_does_not(engine: BudgetEngine) -> None:
    with pytest.raises(NotPermitted, match="import_data"):
        engine.perform(begin_import, "03", "api", [file(PEOPLE)])
    with pytest.raises(NotPermitted, match="import_data"):
        engine.perform(past_loads, "03", "api")


def test_a_sheet_that_is_for_others_is_left_out_and_said(engine: BudgetEngine) -> None:
    changed = PEOPLE.replace("王芳", "王方")
    look = engine.perform(begin_import, "04", "api", [file(changed)])
    (sheet,) = look.sheets
    assert [one.args["roles"] for one in sheet.report.facts if one.code == "for_others"] == [["hr"]]
    assert engine.perform(load_import, "04", "api", look.id).changed == 0


def test_a_draft_is_for_who_gave_it_and_for_hr(engine: BudgetEngine) -> None:
    own = engine.perform(begin_import, "04", "api", [file(PAYROLL)]).id
    of_hr = engine.perform(begin_import, "01", "api", [file(PEOPLE)]).id
    assert engine.perform(look_at_import, "01", "api", own).id == own
    with pytest.raises(NotFound):
        engine.perform(look_at_import, "04", "api", of_hr)
    assert [one.id for one in engine.perform(past_loads, "04", "api")] == [own]


def test_hr_of_a_unit_does_not(engine: BudgetEngine) -> None:
    with engine.database.transaction() as session:
        person = session.scalars(select(Employee).where(Employee.emp_no == "03")).one()
        unit = person.org_unit_id
        session.add(RoleGrant(employee_id=person.id, role=Role.HR.value, org_unit_id=unit))
    with pytest.raises(NotPermitted, match="import_data"):
        engine.perform(begin_import, "03", "api", [file(PEOPLE)])


def test_who_may_not_take_back_what_is_others_is_told_what_and_whose(
    engine: BudgetEngine,
) -> None:
    budgets = "部门,年度,培训预算(万元)\n一车间,2027,18\n"
    past = load(engine, file(budgets, "budgets.csv"))
    with pytest.raises(NotPermitted) as error:
        engine.perform(undo_import, "01", "api", past.id)
    args = {"who_has": "management", "id": past.id, "loaded": "budgets"}
    assert (error.value.code, error.value.args_by_name) == ("undo_import", args)
    assert engine.perform(undo_import, "02", "api", past.id).state == "undone"


def test_what_nobody_alone_may_load_is_taken_back_by_the_operator(engine: BudgetEngine) -> None:
    both = PEOPLE.replace("王芳", "王方"), "部门,年度,培训预算(万元)\n一车间,2027,18\n"
    past = load(engine, file(both[0]), file(both[1], "budgets.csv"))
    with pytest.raises(NotPermitted, match="undo_import_of_several"):
        engine.perform(undo_import, "01", "api", past.id)
    with pytest.raises(NotFound):
        engine.perform(undo_import, "02", "api", past.id)
    assert engine.perform_as_operator(undo_import, past.id).state == "undone"
