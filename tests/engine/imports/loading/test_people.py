"""People who come, move and leave; units that are renamed, numbers that are given away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.imports.sheet_report import Change, SheetReport
from engine.queries.catalogue import catalogue_names
from engine.queries.import_totals import costs_by_unit
from engine.store.database import Database
from engine.store.membership import belonged
from engine.store.tables import (
    Appraisal,
    Assignment,
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)
from tests.engine.imports import tables
from tests.engine.imports.tables import asked, changed, fates, refused, sheet

HEAD = "工号,姓名,部门,岗位,入职日期,在职状态\n"
ROWS = {
    "1": "甲一,生产部,班长,2020-03-01,在职",
    "2": "乙二,生产部,操作工,2021-03-01,在职",
    "3": "丙三,生产部,操作工,2019-05-06,在职",
    "4": "丁四,销售部,销售,2018-05-06,在职",
    "5": "戊五,销售部,销售,2022-02-28,在职",
    "6": "己六,人事部,HR,2022-02-28,在职",
}
SPENT = (
    ("1", date(2026, 3, 10), 100),
    ("2", date(2026, 3, 10), 200),
    ("3", date(2026, 6, 10), 400),
    ("4", date(2026, 6, 10), 800),
)


def people(**changes: str) -> str:
    """The list, with the rows of some replaced (_1=...) or left out (_1='')."""
    rows = {**ROWS, **{number.strip("_"): row for number, row in changes.items()}}
    return HEAD + "".join(f"{number},{row}\n" for number, row in rows.items() if row)


def load(
    database: Database,
    text: str,
    said: Mapping[str, str] | None = None,
    now: datetime = tables.NOW,
    dry_run: bool = False,
) -> SheetReport:
    """Load a list; answers by the keys of their questions."""
    (report,) = tables.load(database, sheet("people", text), answers=said, now=now, dry_run=dry_run)
    return report


def spend(database: Database, *spent: tuple[str, date, int]) -> None:
    with database.transaction() as session:
        course = session.scalars(select(Course)).first()
        if course is None:
            course = Course(code="C", name="焊接", delivery="external")
            session.add(course)
            session.flush()
        for number, day, amount in spent:
            who = session.scalars(select(Employee.id).where(Employee.emp_no == number)).one()
            code = f"{number}-{day}-{amount}"
            held = TrainingSession(
                code=code, course_id=course.id, start_date=day, end_date=day, status="held"
            )
            session.add(held)
            session.flush()
            session.add(Participation(session_id=held.id, employee_id=who, attended=True))
            session.add(
                CostLine(
                    session_id=held.id,
                    employee_id=who,
                    reference=code,
                    category="material",
                    behaviour="per_learner",
                    amount=Decimal(amount),
                    currency="CNY",
                )
            )


@pytest.fixture
def store(either_store: Database) -> Database:
    load(either_store, people())
    spend(either_store, *SPENT)
    return either_store


def by_unit(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {one.name: int(one.totals[0].amount) for one in costs_by_unit(session) if one.totals}


def questions(report: SheetReport) -> list[tuple[str, dict[str, Any]]]:
    return [(one.key, dict(one.args)) for one in report.questions]


def employee(database: Database, number: str) -> Employee:
    with database.reading() as session:
        return session.scalars(select(Employee).where(Employee.emp_no == number)).one()


# ---- moves

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


# ---- only what the list says


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
        ("education", "—", "大专"),
    ]
    assert refused(load(store, "工号,姓名,学历\n9,壬九,本科\n")) == [(2, "empty")]


def test_bad_cells_cost_the_cell_and_never_the_person(store: Database) -> None:
    report = load(
        store,
        "工号,姓名,部门,入职日期,状态\n8,辛八,销售部,某天,在岗吗\n9,壬九,销售部,2026-01-05,停薪留职\n",
    )
    assert (refused(report), fates(report)) == ([], {"ADDED": 2})
    assert [one.code for one in report.cells_left_out] == ["no_date", "unknown_word"]
    assert asked(report) == ["word:status=在岗吗"]
    assert (employee(store, "8").status, employee(store, "9").status) == ("active", "leave")


def test_the_word_of_a_status_goes_before_the_last_day(store: Database) -> None:
    text = "工号,姓名,状态,离职日期\n1,甲一,在职,2026-01-31\n2,乙二,,2026-01-31\n3,丙三,不明,2026-01-31\n"
    report = load(store, text)
    assert changed(report) == [("status", "active", "left")] * 2
    assert [one.code for one in report.remarks] == ["works_though_left", "last_days_not_kept"]
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


def test_a_manager_is_not_kept_and_that_is_said(store: Database) -> None:
    report = load(store, "工号,姓名,部门,直属上级\n1,甲一,生产部,丁四\n2,乙二,生产部,甲一\n")
    assert [(one.code, one.args) for one in report.remarks] == [
        ("managers_not_kept", {"people": 2})
    ]


# ---- who is not in the list


def test_who_is_not_in_the_list_is_asked_about_and_stays(store: Database) -> None:
    report = load(store, people(_4="", _5=""))
    (question,) = report.questions
    assert (question.code, dict(question.args), question.options) == (
        "not_in_the_list",
        {"people": 2, "names": "4 丁四, 5 戊五"},
        ("left", "stay"),
    )
    assert employee(store, "4").status == "active"
    assert load(store, people(_4="", _5=""), {question.key: "stay"}).questions == []
    left = load(store, people(_4="", _5=""), {question.key: "left"})
    assert changed(left) == [("status", "active", "left")] * 2
    assert (employee(store, "4").status, load(store, people(_4="", _5="")).questions) == (
        "left",
        [],
    )
    # They come back.
    assert changed(load(store, people())) == [("status", "left", "active")] * 2


def test_an_answer_about_some_holds_for_no_others(store: Database) -> None:
    key = load(store, people(_4="")).questions[0].key
    assert asked(load(store, people(_5=""), {key: "left"})) != [key]
    assert employee(store, "5").status == "active"


def test_a_list_of_a_few_asks_about_nobody(store: Database) -> None:
    assert load(store, people(_1="", _2="", _3="", _4="")).questions == []


def test_two_lists_of_a_load_have_the_people_together(store: Database) -> None:
    lists = [people(_5="", _6=""), people(_1="", _2="", _3="", _4="")]
    reports = tables.load(store, *(sheet("people", text) for text in lists))
    assert [one.questions for one in reports] == [[], []]
    reports = tables.load(store, *(sheet("people", text) for text in (lists[0], lists[0])))
    assert [len(one.questions) for one in reports] == [1, 0]


def test_a_number_that_is_too_long_makes_no_second_person(store: Database) -> None:
    long = "1" * 65
    assert refused(load(store, f"工号,姓名,部门\n{long},甲一,生产部\n")) == [(2, "too_long")]


# ---- renamed units

RENAMED = people().replace("生产部", "制造部")


def lead(database: Database, unit: str, number: str) -> None:
    with database.transaction() as session:
        head = session.scalars(select(Employee.id).where(Employee.emp_no == number)).one()
        session.execute(update(OrgUnit).where(OrgUnit.name == unit).values(head_employee_id=head))


def units(database: Database) -> dict[str, bool]:
    """The units, and whether they have a head."""
    with database.reading() as session:
        rows = session.execute(select(OrgUnit.name, OrgUnit.head_employee_id.is_not(None)))
        return {name: bool(headed) for name, headed in rows}


def test_a_unit_that_looks_renamed_is_asked_about_and_not_made(store: Database) -> None:
    report = load(store, RENAMED)
    args = {"old": "生产部", "new": "制造部", "came": 3, "people": 3}
    assert questions(report) == [("unit_renamed:制造部", args)]
    assert (report.questions[0].rows, fates(report)) == (3, {"LEFT_OUT": 3, "SAME": 3})
    assert "制造部" not in units(store)


def test_a_renamed_unit_is_the_same_unit(store: Database) -> None:
    lead(store, "生产部", "1")
    report = load(store, RENAMED, {"unit_renamed:制造部": "renamed"})
    assert changed(report) == [("unit", "生产部", "制造部")]
    assert by_unit(store) == {"制造部": 700, "销售部": 800}
    assert units(store) == {"COMPANY": False, "制造部": True, "销售部": False, "人事部": False}
    with store.reading() as session:
        names = {(one.code, one.name) for one in catalogue_names(session) if one.kind == "org_unit"}
    assert {("生产部", "生产部"), ("生产部", "制造部")} <= names
    # Both names find it from now on.
    for text in (RENAMED, people()):
        assert load(store, text).changes == []


def test_a_unit_that_is_new_is_made_when_that_is_said(store: Database) -> None:
    report = load(store, RENAMED, {"unit_renamed:制造部": "new"})
    assert [field for field, *_ in changed(report)] == ["department"] * 3
    assert by_unit(store) == {"生产部": 700, "销售部": 800}


@pytest.mark.parametrize(
    "text",
    [
        # Half of them went; a new hire only; the old unit is still there.
        people(_4="丁四,市场部,销售,2018-05-06,在职"),
        people(_7="庚七,市场部,销售,2026-05-06,在职"),
        people(_1="甲一,制造部,班长,2020-03-01,在职", _2="乙二,制造部,操作工,2021-03-01,在职"),
    ],
)
def test_a_new_unit_beside_the_old_ones_is_just_new(store: Database, text: str) -> None:
    report = load(store, text)
    assert (questions(report), refused(report)) == ([], [])


def test_nearly_all_with_a_leaver_and_a_new_hire_is_a_rename(empty_store: Database) -> None:
    old = HEAD + "".join(f"{n},员{n}号,旧部,工,2020-01-0{n},在职\n" for n in range(1, 7))
    load(empty_store, old)
    new = old.replace("旧部", "新部").replace("6,员6号,新部", "6,员6号,旧部")
    new = new.replace("2020-01-06,在职", "2020-01-06,离职") + "7,新人,新部,工,2026-01-01,在职\n"
    args = {"old": "旧部", "new": "新部", "came": 5, "people": 6}
    assert questions(load(empty_store, new)) == [("unit_renamed:新部", args)]


def test_a_single_person_moves_unless_a_head_or_a_budget_stays_behind(store: Database) -> None:
    alone = people().replace("人事部", "行政部")
    report = load(store, alone, dry_run=True)
    assert [(one.code, one.row) for one in report.remarks] == [("left_empty", 7)]
    assert fates(report) == {"SAME": 5, "CHANGED": 1}
    lead(store, "人事部", "6")
    assert fates(load(store, alone)) == {"SAME": 5, "LEFT_OUT": 1}


def test_a_flat_unit_that_is_in_a_tree_now_is_asked_about(store: Database) -> None:
    lead(store, "销售部", "4")
    tree = people().replace("销售部", "华东大区/销售部").replace("人事部", "华东大区/人事部")
    report = load(store, tree)
    assert asked(report) == ["unit_renamed:华东大区/销售部"]
    moved = load(store, tree, {"unit_renamed:华东大区/销售部": "renamed"})
    assert changed(moved)[0] == ("unit", "销售部", "华东大区/销售部")
    assert units(store)["销售部"]
    with store.reading() as session:
        path = session.scalar(select(OrgUnit.path).where(OrgUnit.name == "销售部"))
    assert path == "/COMPANY/华东大区/销售部/"
    assert load(store, tree).changes == []


def test_a_renamed_unit_above_is_asked_about_once(empty_store: Database) -> None:
    tree = HEAD + "".join(
        f"{n},员{n}号,华东区/{'销售部' if n < 4 else '市场部'},工,,在职\n" for n in range(1, 7)
    )
    tree += "7,员7号,总部/财务部,工,,在职\n"
    load(empty_store, tree)
    lead(empty_store, "华东区", "1")
    renamed = tree.replace("华东区", "华东大区")
    args = {"old": "华东区", "new": "华东大区", "came": 6, "people": 6}
    assert questions(load(empty_store, renamed)) == [("unit_renamed:华东大区", args)]
    report = load(empty_store, renamed, {"unit_renamed:华东大区": "renamed"})
    assert (changed(report), fates(report)) == ([("unit", "华东区", "华东大区")], {"SAME": 7})
    assert units(empty_store)["华东大区"]


# ---- numbers given to somebody else

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


# ---- numbers that lost their zeros, and people without one


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


# ---- appraisals beside the list


def test_appraisals_are_kept_by_their_cycle(store: Database) -> None:
    text = "工号,姓名,部门,绩效等级,绩效分\n1,甲一,生产部,B,80\n2,乙二,生产部,,\n"
    assert fates(load(store, text)) == {"CHANGED": 1, "SAME": 1}
    assert fates(load(store, text)) == {"SAME": 2}
    worse = text.replace("B,80", "D,40")
    report = load(store, worse)
    assert asked(report) == ["appraisal_cycle"]
    assert [one.code for one in report.cells_left_out] == ["cycle_unclear", "cycle_unclear"]
    load(store, worse, {"appraisal_cycle": "2025"})
    with store.reading() as session:
        kept = {one.cycle: (one.rating, one.score) for one in session.scalars(select(Appraisal))}
    assert kept == {"imported": ("B", Decimal(80)), "2025": ("D", Decimal(40))}
    corrected = load(store, worse.replace("D,40", "D,41"), {"appraisal_cycle": "2025"})
    assert changed(corrected) == [("score", "40.00", "41.0")]
