"""To whom people report."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engine.store.database import Database
from engine.store.tables import Employee
from tests.engine.imports import tables
from tests.engine.imports.loading.staff.lists import load
from tests.engine.imports.tables import changed, fates, sheet


def managers(database: Database) -> dict[str, str]:
    boss = aliased(Employee)
    with database.reading() as session:
        pairs = select(Employee.emp_no, boss.emp_no).join(boss, boss.id == Employee.manager_id)
        return {row[0]: row[1] for row in session.execute(pairs)}


def test_a_manager_is_told_by_number_or_name_and_may_stand_below(either_store: Database) -> None:
    text = "工号,姓名,部门,直属上级\n1,甲一,生产部,丁四\n2,乙二,生产部,1\n4,丁四,生产部,丁四\n5,戊五,生产部,-\n"
    assert fates(load(either_store, text)) == {"ADDED": 4}
    assert managers(either_store) == {"1": "4", "2": "1"}
    again = load(either_store, text)
    assert (again.changes, fates(again)) == ([], {"SAME": 4})


def test_another_manager_is_a_change(store: Database) -> None:
    load(store, "工号,姓名,部门,直属上级\n1,甲一,生产部,丁四\n")
    assert managers(store) == {"1": "4"}
    report = load(store, "工号,姓名,部门,直属上级\n1,甲一,生产部,5\n")
    assert changed(report) == [("manager", "丁四", "戊五")]


def test_an_unknown_manager_costs_the_cell_alone(store: Database) -> None:
    report = load(store, "工号,姓名,部门,直属上级\n1,甲一,生产部,某人\n")
    assert [(one.column, one.value, one.code) for one in report.cells_left_out] == [
        ("manager", "某人", "unknown_employee")
    ]
    assert fates(report) == {"SAME": 1}


def test_a_manager_may_come_in_a_later_list_of_the_load(either_store: Database) -> None:
    lists = ("工号,姓名,部门,直属上级\n1,甲一,生产部,9\n", "工号,姓名,部门\n9,壬九,总经办\n")
    tables.load(either_store, *(sheet("people", text) for text in lists))
    assert managers(either_store) == {"1": "9"}
