"""People who move, units that are renamed, numbers that are given away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.imports.mapping import Mapping, load_mappings, save_mappings
from engine.imports.sheet_report import Change
from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.store.tables import Assignment, Employee, OrgUnit
from engine.usecases.company_settings import CompanyChange
from engine.usecases.import_company import Imported, import_company
from engine.values.errors import InvalidInput
from tests.engine.imports.files import NOW, load, refused, tables

HEAD = "工号,姓名,部门,岗位,入职日期,在职状态\n"
ROWS = {
    "1": "甲一,生产部,班长,2020-03-01,在职",
    "2": "乙二,生产部,操作工,2021-03-01,在职",
    "3": "丙三,生产部,操作工,2019-05-06,在职",
    "4": "丁四,销售部,销售,2018-05-06,在职",
    "5": "戊五,销售部,销售,2022-02-28,在职",
    "6": "己六,人事部,HR,2022-02-28,在职",
}
TRAININGS = (
    "工号,课程,培训日期,费用\n1,焊接,2026-03-10,100\n2,焊接,2026-03-10,200\n"
    "3,焊接,2026-06-10,400\n4,谈判,2026-06-10,800\n"
)


def people(**changes: str) -> str:
    """The list, with the rows of some replaced (_1=...) or left out (_1='')."""
    rows = {**ROWS, **{number.strip("_"): row for number, row in changes.items()}}
    return HEAD + "".join(f"{number},{row}\n" for number, row in rows.items() if row)


@pytest.fixture
def store(empty_store: Database, tmp_path: Path) -> Database:
    load(empty_store, tmp_path, people())
    load(empty_store, tmp_path, TRAININGS, "CNY")
    return empty_store


def by_unit(result: Imported) -> dict[str, int]:
    return {one.name: int(one.totals[0].amount) for one in result.by_unit if one.totals}


def changes(result: Imported) -> list[tuple[str, str, str]]:
    return [(one.field, one.old, one.new) for one in result.reports[0].changes]


def questions(result: Imported) -> list[tuple[str, dict[str, Any]]]:
    return [(one.code, dict(one.args)) for one in result.reports[0].questions]


def employee(database: Database, number: str) -> Employee:
    with database.reading() as session:
        return session.scalars(select(Employee).where(Employee.emp_no == number)).one()


# ---- moves

MOVED = people(_3="丙三,销售部,操作工,2019-05-06,在职")


def test_who_moves_leaves_behind_what_was_spent(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, MOVED)
    assert by_unit(result) == {"生产部": 700, "销售部": 800}
    assert changes(result) == [("department", "生产部", "销售部 (2026-11-23)")]
    later = load(store, tmp_path, "工号,课程,培训日期,费用\n3,焊接,2026-11-23,1000\n", "CNY")
    assert by_unit(later) == {"生产部": 700, "销售部": 1800}


def test_the_day_of_a_list_can_be_said(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, MOVED, as_of=date(2026, 6, 10))
    assert by_unit(result) == {"生产部": 300, "销售部": 1200}


def test_the_list_can_say_the_day_itself(store: Database, tmp_path: Path) -> None:
    dated = MOVED.replace("在职状态\n", "在职状态,调动日期\n").replace(
        "在职\n", "在职,2026-06-11\n"
    )
    result = load(store, tmp_path, dated, as_of=date(2026, 1, 1))
    assert by_unit(result) == {"生产部": 700, "销售部": 800}
    with store.reading() as session:
        moved = session.scalars(select(Assignment).where(Assignment.valid_from.is_not(None))).one()
    assert moved.valid_from == date(2026, 6, 11)


def test_the_day_is_the_companys(empty_store: Database, tmp_path: Path) -> None:
    """At 18:00 UTC it is tomorrow in Shanghai."""
    load(empty_store, tmp_path, people())
    evening = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
    result = load(empty_store, tmp_path, MOVED, now=evening)
    assert changes(result) == [("department", "生产部", "销售部 (2026-06-10)")]


def test_the_same_list_again_moves_nobody(store: Database, tmp_path: Path) -> None:
    load(store, tmp_path, MOVED)
    again = load(store, tmp_path, MOVED, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert (again.reports[0].changes, again.reports[0].known) == ([], 6)


def test_a_move_of_tomorrow_and_an_older_list_are_refused(store: Database, tmp_path: Path) -> None:
    assert refused(load(store, tmp_path, MOVED, as_of=date(2026, 12, 1))) == [(4, "in_future")]
    load(store, tmp_path, MOVED)
    older = load(store, tmp_path, people(), as_of=date(2026, 8, 1))
    assert refused(older) == [(4, "moved_later_already")]
    assert by_unit(older) == {"生产部": 700, "销售部": 800}


def test_a_new_position_is_told(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, people(_2="乙二,生产部,班长,2021-03-01,在职"))
    assert changes(result) == [("position", "操作工", "班长")]


def test_a_list_changes_only_what_it_says(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, "工号,姓名,部门\n1,甲一,生产部\n")
    assert result.reports[0].changes == []
    kept = employee(store, "1")
    assert (kept.hire_date, kept.position_id is None) == (date(2020, 3, 1), False)
    emptied = load(store, tmp_path, people(_1="甲一,生产部,,,"))
    assert (emptied.reports[0].changes, employee(store, "1").hire_date) == (
        [],
        date(2020, 3, 1),
    )


def test_who_is_not_in_the_list_is_told_and_stays(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, people(_4="", _5=""))
    assert [(one.code, one.args) for one in result.reports[0].remarks] == [
        ("not_in_the_list", {"people": 2, "names": "4 丁四, 5 戊五"})
    ]
    assert employee(store, "4").status == "active"


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


def test_a_unit_that_looks_renamed_is_asked_about_and_not_made(
    store: Database, tmp_path: Path
) -> None:
    result = load(store, tmp_path, RENAMED)
    args = {"old": "生产部", "new": "制造部", "came": 3, "people": 3}
    assert questions(result) == [("unit_renamed", args)]
    assert refused(result) == [(row, "perhaps_renamed") for row in (2, 3, 4)]
    assert "制造部" not in units(store)
    assert result.reports[0].known == 3


def test_a_renamed_unit_is_the_same_unit(store: Database, tmp_path: Path) -> None:
    lead(store, "生产部", "1")
    result = load(store, tmp_path, RENAMED, renamed={"生产部": "制造部"})
    assert changes(result) == [("unit", "生产部", "制造部")]
    assert by_unit(result) == {"制造部": 700, "销售部": 800}
    assert units(store) == {"COMPANY": False, "制造部": True, "销售部": False, "人事部": False}
    with store.reading() as session:
        names = {(one.code, one.name) for one in catalogue_names(session) if one.kind == "org_unit"}
    assert {("生产部", "生产部"), ("生产部", "制造部")} <= names
    # Both names find it from now on.
    for text in (RENAMED, people()):
        assert load(store, tmp_path, text).reports[0].changes == []


def test_the_answer_can_stand_in_the_mapping(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(RENAMED, encoding="utf-8")
    ((table, mapping),) = tables(path)
    answered = Mapping(mapping.kind, mapping.columns, {"生产部": "制造部"})
    save_mappings(tmp_path / "mapping.json", {path.name: answered})
    loaded = load_mappings(tmp_path / "mapping.json")[path.name]
    result = import_company(store, [(table, loaded)], now=NOW)
    assert changes(result) == [("unit", "生产部", "制造部")]


def test_a_unit_that_is_new_is_made_when_that_is_said(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, RENAMED, new_units=frozenset({"制造部"}))
    assert [field for field, *_ in changes(result)] == ["department"] * 3
    assert by_unit(result) == {"生产部": 700, "销售部": 800}


@pytest.mark.parametrize(
    "text",
    [
        # Half of them went; a new hire only; the old unit is still there.
        people(_4="丁四,市场部,销售,2018-05-06,在职"),
        people(_7="庚七,市场部,销售,2026-05-06,在职"),
        people(_1="甲一,制造部,班长,2020-03-01,在职", _2="乙二,制造部,操作工,2021-03-01,在职"),
    ],
)
def test_a_new_unit_beside_the_old_ones_is_just_new(
    store: Database, tmp_path: Path, text: str
) -> None:
    result = load(store, tmp_path, text)
    assert (questions(result), refused(result)) == ([], [])


def test_nearly_all_with_a_leaver_and_a_new_hire_is_a_rename(
    empty_store: Database, tmp_path: Path
) -> None:
    old = HEAD + "".join(f"{n},员{n}号,旧部,工,2020-01-0{n},在职\n" for n in range(1, 7))
    load(empty_store, tmp_path, old)
    new = old.replace("旧部", "新部").replace("6,员6号,新部", "6,员6号,旧部")
    new = new.replace("2020-01-06,在职", "2020-01-06,离职") + "7,新人,新部,工,2026-01-01,在职\n"
    asked = [("unit_renamed", {"old": "旧部", "new": "新部", "came": 5, "people": 6})]
    assert questions(load(empty_store, tmp_path, new)) == asked


def test_a_single_person_moves_unless_a_head_or_a_budget_stays_behind(
    store: Database, tmp_path: Path
) -> None:
    alone = people().replace("人事部", "行政部")
    result = load(store, tmp_path, alone, dry_run=True)
    assert [(one.code, one.row) for one in result.reports[0].remarks] == [("left_empty", 7)]
    assert refused(result) == []
    lead(store, "人事部", "6")
    assert refused(load(store, tmp_path, alone)) == [(7, "perhaps_renamed")]


@pytest.mark.parametrize(
    ("renamed", "code"),
    [({"没有": "制造部"}, "rename_unknown"), ({"生产部": "销售部"}, "rename_taken")],
)
def test_a_rename_that_cannot_be_is_refused(
    store: Database, tmp_path: Path, renamed: dict[str, str], code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        load(store, tmp_path, RENAMED, renamed=renamed)


# ---- numbers given to somebody else

LEFT = people(_1="甲一,生产部,班长,2020-03-01,离职")
REUSED = people(_1="钱进,销售部,销售,2026-11-01,在职")


def test_a_number_that_belonged_to_somebody_else_is_asked_about(
    store: Database, tmp_path: Path
) -> None:
    load(store, tmp_path, LEFT)
    result = load(store, tmp_path, REUSED)
    args = {"emp_no": "1", "old": "甲一", "new": "钱进", "row": 2}
    assert (questions(result), refused(result)) == (
        [("number_reused", args)],
        [(2, "number_reused")],
    )
    assert employee(store, "1").name == "甲一"


def test_the_new_holder_does_not_inherit_the_history(store: Database, tmp_path: Path) -> None:
    load(store, tmp_path, LEFT)
    result = load(store, tmp_path, REUSED, reused=frozenset({"1"}))
    assert result.reports[0].changes == [
        Change(row=2, subject="甲一", field="emp_no", old="1", new="1-(2026)")
    ]
    assert result.reports[0].added == 1
    old, new = employee(store, "1-(2026)"), employee(store, "1")
    assert (old.name, old.status, new.name, new.status) == ("甲一", "left", "钱进", "active")
    assert by_unit(result) == {"生产部": 700, "销售部": 800}
    assert load(store, tmp_path, REUSED).reports[0].changes == []
    with store.reading() as session:
        owned = session.scalars(select(Assignment).where(Assignment.employee_id == new.id)).one()
    assert owned.valid_to is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("甲一一,生产部,班长,2020-03-01,在职", "name"),
        ("李小甲,生产部,班长,2020-03-01,在职", "name"),
        ("甲一,生产部,班长,2020-03-02,在职", "hire_date"),
    ],
)
def test_another_name_or_day_alone_is_a_change(
    store: Database, tmp_path: Path, row: str, field: str
) -> None:
    result = load(store, tmp_path, people(_1=row))
    assert [name for name, *_ in changes(result)] == [field]


def test_who_comes_back_keeps_his_history(store: Database, tmp_path: Path) -> None:
    load(store, tmp_path, LEFT)
    result = load(store, tmp_path, people(_1="甲一,销售部,销售,2026-11-01,在职"))
    assert questions(result) == []
    assert employee(store, "1").status == "active"


# ---- the first import


def test_the_first_import_sets_the_company_up(empty_store: Database, tmp_path: Path) -> None:
    setup = CompanyChange(currency="USD", time_zone="America/New_York", fiscal_first_month=7)
    result = load(empty_store, tmp_path, people(), setup=setup)
    company = result.company
    assert (company.currency, company.time_zone, company.fiscal.first_month, result.is_first) == (
        "USD",
        "America/New_York",
        7,
        True,
    )
    with pytest.raises(InvalidInput, match="company_is_set_up"):
        load(empty_store, tmp_path, people(), setup=setup)


def test_a_dry_run_sets_nothing_up(empty_store: Database, tmp_path: Path) -> None:
    setup = CompanyChange(currency="USD")
    assert (
        load(empty_store, tmp_path, people(), setup=setup, dry_run=True).company.currency == "USD"
    )
    assert load(empty_store, tmp_path, people(), dry_run=True).company.currency == "CNY"
