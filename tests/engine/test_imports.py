"""Spreadsheets into the store: mapped, cleaned, loaded once, and what is wrong reported."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from engine.imports.cleaning import date_order
from engine.imports.mapping import Mapping, load_mappings, propose_mapping, save_mappings
from engine.imports.reader import Table, read_tables
from engine.store.database import Database
from engine.store.tables import Employee, ImportRefusal, OrgUnit
from engine.usecases.import_company import Imported, import_company
from engine.values.errors import InvalidInput
from engine.values.money import Money

SHARED = Path(__file__).resolve().parents[3] / "shared"
EMPLOYEES = (
    "EmployeeID,FirstName,LastName,DepartmentType,EmployeeStatus,StartDate\n"
    "1,Ann,Bell,Production   ,Active,9/20/2019\n2,Cy,Dee,Sales,Active,30-08-2020\n"
)
TRAININGS = (
    "EmployeeID,TrainingDate,TrainingProgramName,TrainingCost\n"
    '1,9/21/2022,Welding,"1,510.83"\n2,9/21/2022,Welding,489.17\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text("\ufeff" + EMPLOYEES, encoding="utf-8")
    (tmp_path / "trainings.csv").write_text(TRAININGS, encoding="utf-8")
    return tmp_path


def tables(*paths: Path) -> list[tuple[Table, Mapping]]:
    return [(table, propose_mapping(table)) for path in paths for table in read_tables(path)]


def load(store: Database, folder: Path, **options: object) -> Imported:
    # Trainings first: the loader must bring people in before what they took part in.
    both = tables(folder / "trainings.csv", folder / "people.csv")
    return import_company(store, both, "CNY", **options)  # type: ignore[arg-type]


def test_padded_names_and_mixed_dates_are_cleaned(either_store: Database, folder: Path) -> None:
    load(either_store, folder)
    with either_store.reading() as session:
        people = session.scalars(select(Employee).order_by(Employee.emp_no)).all()
        units = session.scalars(select(OrgUnit.name)).all()
    assert [(p.name, p.hire_date) for p in people] == [
        ("Ann Bell", date(2019, 9, 20)),
        ("Cy Dee", date(2020, 8, 30)),
    ]
    assert "Production" in units


def test_costs_are_summed_to_the_cent(either_store: Database, folder: Path) -> None:
    result = load(either_store, folder)
    assert result.total_costs == (Money(Decimal("2000.00"), "CNY"),)
    assert [(row.name, row.totals[0].amount) for row in result.by_unit] == [
        ("Production", Decimal("1510.83")),
        ("Sales", Decimal("489.17")),
    ]


def test_importing_twice_changes_nothing(either_store: Database, folder: Path) -> None:
    first, second = load(either_store, folder), load(either_store, folder)
    assert [(r.added, r.changed, r.known) for r in second.reports] == [(0, 0, 2), (0, 0, 2)]
    assert second.total_costs == first.total_costs


def test_a_change_in_the_file_changes_the_employee(empty_store: Database, folder: Path) -> None:
    load(empty_store, folder)
    (folder / "people.csv").write_text(EMPLOYEES.replace("Sales", "Retail"), encoding="utf-8")
    assert [report.changed for report in load(empty_store, folder).reports] == [1, 0]


def test_a_dry_run_stores_nothing(empty_store: Database, folder: Path) -> None:
    assert load(empty_store, folder, dry_run=True).employees == 2
    with empty_store.reading() as session:
        assert session.scalars(select(Employee)).all() == []


def test_what_is_wrong_is_refused_with_its_place(empty_store: Database, folder: Path) -> None:
    bad = (
        TRAININGS
        + "9,9/21/2022,Welding,5\n1,someday,Welding,7\n2,9/22/2022,Welding,much\n1,9/23/2022,,3\n"
    )
    # Enough good rows that the columns are still recognised.
    bad += "".join(f"1,10/{day}/2022,Welding,1\n" for day in range(1, 29))
    (folder / "trainings.csv").write_text(bad, encoding="utf-8")
    report = load(empty_store, folder).reports[1]
    assert [(one.row, one.column, one.value, one.code) for one in report.refusals] == [
        (4, "EmployeeID", "9", "unknown_employee"),
        (5, "TrainingDate", "someday", "no_date"),
        (6, "TrainingCost", "much", "no_number"),
        (7, "TrainingProgramName", "", "empty"),
    ]
    with empty_store.reading() as session:
        assert len(session.scalars(select(ImportRefusal)).all()) == 4


def test_costs_without_a_currency_are_refused(empty_store: Database, folder: Path) -> None:
    with pytest.raises(InvalidInput, match="no_currency"):
        import_company(empty_store, tables(folder / "people.csv", folder / "trainings.csv"))


def test_the_sample_company_is_never_mixed_with_an_own(
    sample_store: Database, folder: Path
) -> None:
    with pytest.raises(InvalidInput, match="store_holds_sample"):
        load(sample_store, folder)


def test_chinese_headings_in_gb18030_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_bytes(
        "工号,姓名,部门,岗位,入职日期\n01,王芳,一车间,操作工,2020年3月1日\n".encode("gb18030")
    )
    mapping = tables(path)[0][1]
    assert dict(mapping.columns) == {
        "工号": "emp_no",
        "姓名": "name",
        "部门": "department",
        "岗位": "position",
        "入职日期": "hire_date",
    }


def test_excel_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path) as writer:
        pd.DataFrame({"工号": ["01"], "姓名": ["王芳"], "部门": ["一车间"]}).to_excel(
            writer, sheet_name="人员", index=False
        )
        pd.DataFrame().to_excel(writer, sheet_name="空", index=False)
    assert [table.sheet for table in read_tables(path)] == ["人员"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("heading.csv", b"a,b\n", "file_empty"),
        ("broken.xlsx", b"no workbook", "file_unreadable"),
        ("binary.csv", b"\xff\xff\xff\x00", "file_unreadable"),
    ],
)
def test_a_broken_file_is_told_plainly(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=code):
        read_tables(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("工号,姓名\n1,王芳\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        tables(path)
    assert refusal.value.args_by_name["missing"] == ["department"]


def test_a_saved_mapping_comes_back_corrected(tmp_path: Path, folder: Path) -> None:
    saved = tmp_path / "mapping.json"
    save_mappings(saved, {"people.csv": tables(folder / "people.csv")[0][1]})
    plain = json.loads(saved.read_text())
    plain["people.csv"]["columns"]["FirstName"] = "name"
    saved.write_text(json.dumps(plain))
    assert load_mappings(saved)["people.csv"].column("name") == "FirstName"


@pytest.mark.parametrize("content", ["no json", "[]", '{"a": {"kind": "x", "columns": {}}}'])
def test_a_wrong_mapping_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(content)
    with pytest.raises(InvalidInput, match="mapping_"):
        load_mappings(path)


def test_dates_that_could_be_read_both_ways_are_counted() -> None:
    order = date_order(["3/4/2022", "5/6/2022", "30-08-1965", "01-02-1970"])
    assert (order.ambiguous, order.parse("01-02-1970")) == (2, date(1970, 2, 1))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not part of the product")
def test_the_public_data_set_has_the_golden_totals(either_store: Database) -> None:
    golden = json.loads((SHARED / "golden" / "real_hr_totals.json").read_text())
    files = sorted((SHARED / "data" / "real-hr").glob("*.csv"))
    result = import_company(either_store, tables(*files), "USD")
    assert (result.employees, result.participations) == (
        golden["employees"],
        golden["participations"],
    )
    assert result.total_costs == (Money(Decimal(str(golden["total_cost"])), "USD"),)
    for rows, name in ((result.by_course, "by_programme"), (result.by_unit, "by_department")):
        assert {row.name: (row.participations, row.totals[0].amount) for row in rows} == {
            key: (one["participations"], Decimal(str(one["total"])))
            for key, one in golden[name].items()
        }
    assert result.outcomes == {key.lower(): count for key, count in golden["outcomes"].items()}
