"""Numbers that lost their zeros, were given to somebody else, or are not there."""

from datetime import date

import pytest

from engine.imports.sheet_report import Change
from engine.store.database import Database
from engine.store.membership import belonged
from engine.store.tables import Employee
from tests.engine.imports.loading.staff.lists import by_unit, employee, load, people, questions
from tests.engine.imports.tables import asked, changed, fates, refused


def test_a_number_that_is_too_long_makes_no_second_person(store: Database) -> None:
    long = "1" * 65
    assert refused(load(store, f"工号,姓名,部门\n{long},甲一,生产部\n")) == [(2, "too_long")]


LEFT = people(_1="甲一,生产部,班长,2020-03-01,离职")
REUSED = people(_1="钱进,销售部,销售,2026-11-01,在职")


def test_a_number_that_belonged_to_somebody_else_is_asked_about(store: Database) -> None:
    load(store, LEFT)
    report = load(store, REUSED)
    args = {"emp_no": "1", "old": "甲一", "new": "钱进", "row": 2}
    assert (questions(report), fates(report)) == (
        [("number_reused:1", args)],
        {"LEFT_OUT": 1, "SAME": 5},
    )
    assert employee(store, "1").name == "甲一"


def test_the_new_holder_does_not_inherit_the_history(store: Database) -> None:
    load(store, LEFT)
    report = load(store, REUSED, {"number_reused:1": "yes"})
    assert report.changes == [
        Change(row=2, subject="甲一", field="emp_no", old="1", new="1-(2026)")
    ]
    assert fates(report) == {"ADDED": 1, "SAME": 5}
    old, new = employee(store, "1-(2026)"), employee(store, "1")
    assert (old.name, old.status, new.name, new.status) == ("甲一", "left", "钱进", "active")
    assert by_unit(store) == {"生产部": 700, "销售部": 800}
    assert load(store, REUSED).changes == []
    with store.reading() as session:
        held = session.get_one(Employee, new.id)
        places = {belonged(session, held, date(year, 3, 1)) for year in (2020, 2026)}
    assert places == {(new.org_unit_id, new.position_id)}


def test_a_number_that_is_still_his_has_a_new_name(store: Database) -> None:
    load(store, LEFT)
    report = load(store, REUSED, {"number_reused:1": "no"})
    assert "name" in [field for field, *_ in changed(report)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("甲一一,生产部,班长,2020-03-01,在职", "name"),
        ("李小甲,生产部,班长,2020-03-01,在职", "name"),
        ("甲一,生产部,班长,2020-03-02,在职", "hire_date"),
    ],
)
def test_another_name_or_day_alone_is_a_change(store: Database, row: str, field: str) -> None:
    assert [name for name, *_ in changed(load(store, people(_1=row)))] == [field]


def test_who_comes_back_keeps_his_history(store: Database) -> None:
    load(store, LEFT)
    report = load(store, people(_1="甲一,销售部,销售,2026-11-01,在职"))
    assert report.questions == []
    assert employee(store, "1").status == "active"


def test_lost_zeros_make_no_second_people(either_store: Database) -> None:
    rows = "".join(f"{n:06d},员{n}号,生产部\n" for n in range(1, 13))
    load(either_store, "工号,姓名,部门\n" + rows)
    lost = "工号,姓名,部门\n" + "".join(f"{n},员{n}号,生产部\n" for n in range(1, 13))
    report = load(either_store, lost)
    assert (asked(report), fates(report)) == (["padded_numbers"], {"LEFT_OUT": 12})
    more = lost + "13,新人,生产部\n"
    taken = load(either_store, more, {"padded_numbers": "yes"})
    assert (fates(taken), taken.changes) == ({"SAME": 12, "ADDED": 1}, [])
    assert employee(either_store, "000013").name == "新人"
    assert fates(load(either_store, more, {"padded_numbers": "yes"})) == {"SAME": 13}


def test_people_without_numbers_are_found_by_name_and_unit(either_store: Database) -> None:
    text = "姓名,部门,岗位\n张伟,生产部,班长\n张伟,销售部,销售\n李娜,销售部,销售\n"
    report = load(either_store, text)
    assert [(one.code, one.args["emp_no"]) for one in report.remarks] == [
        ("number_made", "N-0001"),
        ("number_made", "N-0002"),
        ("number_made", "N-0003"),
    ]
    for _ in range(3):
        assert fates(load(either_store, text)) == {"SAME": 3}
    moved = load(either_store, text.replace("李娜,销售部", "李娜,生产部"))
    assert changed(moved) == [("department", "销售部", "生产部 (2026-11-23)")]
    unclear = load(either_store, "姓名,部门\n张伟,财务部\n张伟,生产部\n张伟,生产部\n")
    assert refused(unclear) == [(4, "twice_in_file"), (2, "namesakes")]
    assert refused(load(either_store, "姓名,部门\n张伟,人事部\n")) == [(2, "namesakes")]


def test_who_gets_a_number_of_his_own_is_asked_about(store: Database) -> None:
    intern = "工号,姓名,部门\n,王一,生产部\n"
    load(store, intern)
    numbered = "工号,姓名,部门\n0130,王一,生产部\n"
    report = load(store, numbered)
    assert (asked(report), fates(report)) == (["numbers_given"], {"LEFT_OUT": 1})
    given = load(store, numbered, {"numbers_given": "yes"})
    assert changed(given) == [("emp_no", "N-0001", "0130")]
    assert fates(load(store, numbered)) == {"SAME": 1}
