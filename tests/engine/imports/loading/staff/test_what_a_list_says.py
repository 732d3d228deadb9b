"""A list changes only what it says."""

from datetime import date

import pytest

from engine.store.database import Database
from tests.engine.imports.loading.staff.lists import employee, load, people, units
from tests.engine.imports.tables import asked, changed, fates, refused


def test_a_list_changes_only_what_it_says(store: Database) -> None:
    assert load(store, "工号,姓名,部门\n1,甲一,生产部\n").changes == []
    kept = employee(store, "1")
    assert (kept.hire_date, kept.position_id is None) == (date(2020, 3, 1), False)


def test_an_empty_cell_empties_only_if_that_was_said(store: Database) -> None:
    emptier = people(_1="甲一,生产部,,,")
    told = load(store, emptier)
    assert (told.changes, employee(store, "1").hire_date) == ([], date(2020, 3, 1))
    assert [(one.code, one.args) for one in told.remarks] == [
        ("empty_cells", {"field": "hire_date", "people": 1})
    ]
    emptied = load(store, emptier, {"emptied:hire_date": "yes"})
    assert changed(emptied) == [("hire_date", "2020-03-01", "—")]


def test_a_row_without_a_unit_changes_the_rest(store: Database) -> None:
    report = load(store, "工号,学历,离职日期\n2,本科,2026-10-31\n5,大专,2027-01-31\n")
    assert changed(report) == [
        ("education", "—", "本科"),
        ("status", "active", "left"),
        ("left_on", "—", "2026-10-31"),
        ("education", "—", "大专"),
        ("left_on", "—", "2027-01-31"),
    ]
    assert refused(load(store, "工号,姓名,学历\n9,壬九,本科\n")) == [(2, "empty")]


@pytest.mark.parametrize("said", ["空缺", "VACANT", "Vacant post", "待招聘"])
def test_a_post_that_nobody_has_is_nobody(store: Database, said: str) -> None:
    assert refused(load(store, f"姓名,部门,岗位\n{said},一车间,焊工\n")) == [(2, "vacant")]


def test_bad_cells_cost_the_cell_and_never_the_person(store: Database) -> None:
    report = load(
        store,
        "工号,姓名,部门,入职日期,状态\n8,辛八,销售部,某天,乙等身份\n9,壬九,销售部,2026-01-05,停薪留职\n",
    )
    assert (refused(report), fates(report)) == ([], {"ADDED": 2})
    assert [one.code for one in report.cells_left_out] == ["unknown_word", "no_date"]
    assert asked(report) == ["word:status=乙等身份"]
    assert (employee(store, "8").status, employee(store, "9").status) == ("active", "leave")


def test_the_word_of_a_status_goes_before_the_last_day(store: Database) -> None:
    text = "工号,姓名,状态,离职日期\n1,甲一,在职,2026-01-31\n2,乙二,,2026-01-31\n3,丙三,不明,2026-01-31\n"
    report = load(store, text)
    assert [one for one in changed(report) if one[0] == "status"] == [
        ("status", "active", "left")
    ] * 2
    assert [one.code for one in report.remarks] == ["works_though_left"]
    assert [one.code for one in report.questions] == ["not_in_the_list"]


def test_a_status_behind_the_name_is_none_of_it(store: Database) -> None:
    text = (
        "Employee ID,Name,Department,Status\n7,Ann Smith (On Leave),A,Active\n"
        "8,Bob Ray (Terminated),A,Terminated\n9,Jack (Jackie) Lee,A,Active\n10,雷 勇,A,\n"
    )
    load(store, text)
    found = [(one.name, one.status) for one in (employee(store, str(n)) for n in range(7, 11))]
    assert found == [
        ("Ann Smith", "leave"),
        ("Bob Ray", "left"),
        ("Jack (Jackie) Lee", "active"),
        ("雷勇", "active"),
    ]


def test_the_first_of_several_units_is_his_own(store: Database) -> None:
    text = '工号,姓名,部门\n7,庚七,"生产部,销售部"\n8,辛八,"人事,行政部"\n'
    report = load(store, text)
    assert [(one.code, one.args) for one in report.remarks] == [
        ("several_units", {"said": "生产部,销售部", "taken": "生产部"})
    ]
    assert employee(store, "7").org_unit_id == employee(store, "1").org_unit_id
    assert "人事,行政部" in units(store)


def test_a_cost_centre_is_the_units_where_its_people_agree(store: Database) -> None:
    text = "工号,部门,成本中心\n1,生产部,CC1\n2,生产部,CC1\n4,销售部,CC2\n5,销售部,CC3\n"
    report = load(store, text)
    assert changed(report) == [("cost_centre", "—", "CC1")]
    assert [(one.code, one.args) for one in report.remarks] == [
        ("cost_centres_differ", {"unit": "销售部", "centres": "CC2, CC3"})
    ]
    assert load(store, text).changes == []
