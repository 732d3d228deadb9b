"""Whole files into the store: cleaned, loaded once, and what is wrong told with its place."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.imports.cleaning import date_order
from engine.store.database import Database
from engine.store.tables import Employee, ImportRefusal, OrgUnit
from engine.usecases.imports.views import GivenFile
from engine.values.errors import InvalidInput
from engine.values.money import Money
from tests.engine.imports.files import Imported, counted, give, given

SHARED = Path(__file__).resolve().parents[4] / "shared"
PEOPLE = (
    "EmployeeID,FirstName,LastName,DepartmentType,EmployeeStatus,StartDate\n"
    "1,Ann,Bell,Production   ,Active,9/20/2019\n2,Cy,Dee,Sales,Active,30-08-2020\n"
)
TRAININGS = (
    "EmployeeID,TrainingDate,TrainingProgramName,TrainingCost\n"
    '1,9/21/2022,Welding,"1,510.83"\n2,9/21/2022,Welding,489.17\n'
)


def load(
    store: Database, people: str = PEOPLE, trainings: str = TRAININGS, dry_run: bool = False
) -> Imported:
    # Trainings first: people must come in before what they took part in, whatever the order.
    files = [
        GivenFile("trainings.csv", trainings.encode()),
        GivenFile("people.csv", b"\xef\xbb\xbf" + people.encode()),
    ]
    return give(store, files, answers={"currency": "CNY"}, dry_run=dry_run)


def test_padded_names_and_mixed_dates_are_cleaned(either_store: Database) -> None:
    load(either_store)
    with either_store.reading() as session:
        people = session.scalars(select(Employee).order_by(Employee.emp_no)).all()
        units = session.scalars(select(OrgUnit.name)).all()
    assert [(one.name, one.hire_date) for one in people] == [
        ("Ann Bell", date(2019, 9, 20)),
        ("Cy Dee", date(2020, 8, 30)),
    ]
    assert "Production" in units


def test_costs_are_summed_to_the_cent(either_store: Database) -> None:
    result = load(either_store)
    assert result.total_costs == (Money(Decimal("2000.00"), "CNY"),)
    assert [(row.name, row.totals[0].amount) for row in result.by_unit] == [
        ("Production", Decimal("1510.83")),
        ("Sales", Decimal("489.17")),
    ]


def test_importing_twelve_times_changes_nothing(either_store: Database) -> None:
    first = load(either_store)
    for _ in range(11):
        again = load(either_store)
    assert counted(again) == [(0, 0, 2), (0, 0, 2)]
    assert again.total_costs == first.total_costs


def test_a_change_in_the_file_changes_the_employee(empty_store: Database) -> None:
    load(empty_store)
    again = load(empty_store, people=PEOPLE.replace("Sales", "Retail"))
    assert counted(again) == [(0, 0, 2), (0, 1, 1)]


def test_a_dry_run_stores_nothing(empty_store: Database) -> None:
    assert load(empty_store, dry_run=True).employees == 2
    with empty_store.reading() as session:
        assert session.scalars(select(Employee)).all() == []


def test_what_is_wrong_is_refused_with_its_place(empty_store: Database) -> None:
    bad = (
        TRAININGS
        + "9,9/21/2022,Welding,5\n1,someday,Welding,7\n2,9/22/2022,Welding,much\n1,9/23/2022,,3\n"
    )
    # Enough good rows that the columns are still recognised.
    bad += "".join(f"1,10/{day}/2022,Welding,1\n" for day in range(1, 29))
    report = load(empty_store, trainings=bad).reports[0]
    assert [(one.row, one.column, one.value, one.code) for one in report.refusals] == [
        (4, "EmployeeID", "9", "unknown_employee"),
        (5, "TrainingDate", "someday", "no_date"),
        (6, "TrainingCost", "much", "no_number"),
        (7, "TrainingProgramName", "", "empty"),
    ]
    with empty_store.reading() as session:
        assert len(session.scalars(select(ImportRefusal)).all()) == 4


def test_the_sample_company_is_never_mixed_with_an_own(sample_store: Database) -> None:
    with pytest.raises(InvalidInput, match="store_holds_sample"):
        load(sample_store)


def test_chinese_headings_in_gb18030_are_understood(empty_store: Database) -> None:
    text = "工号,姓名,部门,岗位,入职日期\n01,王芳,一车间,操作工,2020年3月1日\n"
    result = give(empty_store, [GivenFile("花名册.csv", text.encode("gb18030"))])
    fields = {one.column: one.field for one in result.look.sheets[0].mapping.fields}
    assert fields == {
        "工号": "emp_no",
        "姓名": "name",
        "部门": "unit",
        "岗位": "position",
        "入职日期": "hire_date",
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("broken.xlsx", b"PK\x03\x04 no workbook", "file_unreadable"),
        ("paper.pdf", b"%PDF-1.7", "file_not_a_table"),
    ],
)
def test_a_broken_file_is_told_plainly(
    empty_store: Database, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        give(empty_store, [GivenFile(name, content)])


def test_a_file_of_names_alone_is_not_loaded_and_that_is_told(empty_store: Database) -> None:
    result = give(empty_store, [GivenFile("odd.csv", "编号,姓名\n1,王芳\n".encode())])
    assert (result.employees, result.look.sheets[0].mapping.kind) == (0, None)
    assert "no_data" in [one.code for one in result.report.facts]


def test_dates_that_could_be_read_both_ways_are_counted() -> None:
    order = date_order(["3/4/2022", "5/6/2022", "30-08-1965", "01-02-1970"])
    assert (order.ambiguous, order.parse("01-02-1970")) == (2, date(1970, 2, 1))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not part of the product")
def test_the_public_data_set_has_the_golden_totals(either_store: Database) -> None:
    golden = json.loads((SHARED / "golden" / "real_hr_totals.json").read_text())
    files = sorted((SHARED / "data" / "real-hr").glob("*.csv"))
    result = give(either_store, given(*files), answers={"currency": "USD", "unit_paths": "no"})
    assert result.participations == golden["participations"]
    assert result.total_costs == (Money(Decimal(str(golden["total_cost"])), "USD"),)
    for rows, name in ((result.by_course, "by_programme"), (result.by_unit, "by_department")):
        assert {row.name: (row.participations, row.totals[0].amount) for row in rows} == {
            key: (one["participations"], Decimal(str(one["total"])))
            for key, one in golden[name].items()
        }
    assert result.look.totals.outcomes == {
        key.lower(): count for key, count in golden["outcomes"].items()
    }
    with either_store.reading() as session:
        assert session.scalar(select(func.count(Employee.id))) == golden["employees"]
