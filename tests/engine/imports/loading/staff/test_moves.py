"""Who moves, and since when."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Assignment, Employee
from tests.engine.imports.loading.staff.lists import by_unit, load, people, spend
from tests.engine.imports.tables import changed, fates, refused

MOVED = people(_3="丙三,销售部,操作工,2019-05-06,在职")


def test_who_moves_leaves_behind_what_was_spent(store: Database) -> None:
    report = load(store, MOVED)
    assert by_unit(store) == {"生产部": 700, "销售部": 800}
    assert changed(report) == [("department", "生产部", "销售部 (2026-11-23)")]
    spend(store, ("3", date(2026, 11, 23), 1000))
    assert by_unit(store) == {"生产部": 700, "销售部": 1800}


def test_the_day_of_a_list_can_be_said(store: Database) -> None:
    load(store, MOVED, {"as_of": "2026-06-10"})
    assert by_unit(store) == {"生产部": 300, "销售部": 1200}


def test_the_list_can_say_the_day_itself(store: Database) -> None:
    dated = MOVED.replace("在职状态\n", "在职状态,调动日期\n").replace(
        "在职\n", "在职,2026-06-11\n"
    )
    load(store, dated, {"as_of": "2026-01-01"})
    assert by_unit(store) == {"生产部": 700, "销售部": 800}
    with store.reading() as session:
        moved = session.scalars(select(Assignment).where(Assignment.valid_from.is_not(None))).one()
    assert moved.valid_from == date(2026, 6, 11)


def test_the_day_is_the_companys(store: Database) -> None:
    """At 18:00 UTC it is tomorrow in Shanghai."""
    report = load(store, MOVED, now=datetime(2026, 6, 9, 18, 0, tzinfo=UTC))
    assert changed(report) == [("department", "生产部", "销售部 (2026-06-10)")]


def test_the_same_list_twelve_times_changes_nothing(store: Database) -> None:
    load(store, MOVED)
    for month in range(1, 13):
        again = load(store, MOVED, now=datetime(2027, month, 1, tzinfo=UTC))
        assert (again.changes, fates(again)) == ([], {"SAME": 6})


def test_a_move_of_tomorrow_and_an_older_list_are_refused(store: Database) -> None:
    assert refused(load(store, MOVED, {"as_of": "2026-12-01"})) == [(4, "in_future")]
    load(store, MOVED)
    assert refused(load(store, people(), {"as_of": "2026-08-01"})) == [(4, "moved_later_already")]
    assert by_unit(store) == {"生产部": 700, "销售部": 800}


def test_a_new_position_is_told(store: Database) -> None:
    report = load(store, people(_2="乙二,生产部,班长,2021-03-01,在职"))
    assert changed(report) == [("position", "操作工", "班长")]


def test_the_rows_of_one_with_days_are_his_places(either_store: Database) -> None:
    text = (
        "工号,姓名,部门,岗位,生效日期\n7,庚七,研发部,经理,2024-05-01\n"
        "7,庚七,生产部,操作工,2019-03-01\n7,庚七,生产部,班长,2022-01-01\n8,辛八,研发部,工程师,\n"
    )
    assert fates(load(either_store, text)) == {"ADDED": 4}
    with either_store.reading() as session:
        places = select(Assignment).join(Employee, Employee.id == Assignment.employee_id)
        found = session.scalars(places.where(Employee.emp_no == "7").order_by(Assignment.id)).all()
        days = [(one.valid_from, one.valid_to) for one in found]
    assert days == [
        (None, date(2021, 12, 31)),
        (date(2022, 1, 1), date(2024, 4, 30)),
        (date(2024, 5, 1), None),
    ]
    again = load(either_store, text)
    assert (again.changes, fates(again)) == ([], {"SAME": 4})


def test_a_second_row_without_a_day_is_refused(store: Database) -> None:
    assert refused(load(store, people() + "6,己六,销售部,HR,,在职\n")) == [(8, "twice_in_file")]
