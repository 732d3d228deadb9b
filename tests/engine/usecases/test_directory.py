"""A chat tool's directory taken over: nothing twice, nobody removed, and a dry run that is dry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.store.tables import ChannelIdentity, Employee, OrgUnit
from engine.usecases.directory.synchronising import apply_directory
from engine.usecases.directory.values import Directory, DirectoryPerson, DirectoryUnit
from engine.values.errors import InvalidInput

UNITS = (
    DirectoryUnit("1", "某公司", ""),
    DirectoryUnit("2", "生产部", "1"),
    DirectoryUnit("3", "一车间", "2"),
    DirectoryUnit("4", "销售部", "1"),
)
PEOPLE = (
    DirectoryPerson(
        user_id="u1",
        emp_no="E1",
        name="张三",
        email="Zhang@c.example",
        unit="3",
        title="班长",
        leads=("3",),
    ),
    DirectoryPerson(user_id="u2", emp_no="E2", name="李四", email="", unit="3", title="工人"),
    DirectoryPerson(
        user_id="u3", emp_no="E3", name="王五", email="", unit="4", title="", leads=("4", "1")
    ),
    DirectoryPerson(user_id="u4", emp_no="", name="没工号", email="", unit="4", title=""),
)
DIRECTORY = Directory("dingtalk", "corp", UNITS, PEOPLE)


def paths(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {unit.name: unit.path for unit in session.scalars(select(OrgUnit))}


def count(database: Database, table: type[Employee | ChannelIdentity | OrgUnit]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_empty_store_is_filled(either_store: Database) -> None:
    report = apply_directory(either_store, DIRECTORY, dry_run=False)
    assert paths(either_store)["一车间"] == "/COMPANY/DING-2/DING-3/"
    assert len(report.people_added) == 3
    assert report.without_number == ["没工号"]
    assert report.linked == 3
    with either_store.reading() as session:
        zhang = session.scalars(select(Employee).where(Employee.emp_no == "E1")).one()
        workshop = session.scalars(select(OrgUnit).where(OrgUnit.name == "一车间")).one()
    assert (zhang.email, workshop.head_employee_id) == ("zhang@c.example", zhang.id)


def test_a_second_run_changes_nothing(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    report = apply_directory(either_store, DIRECTORY, dry_run=False)
    changed = (report.units_added, report.units_moved, report.people_added, report.people_changed)
    assert changed == ([], [], [], [])
    assert (report.heads_set, report.linked) == ([], 0)
    assert count(either_store, Employee) == 3


def test_a_dry_run_tells_all_and_stores_nothing(either_store: Database) -> None:
    report = apply_directory(either_store, DIRECTORY, dry_run=True)
    assert len(report.people_added) == 3
    assert count(either_store, Employee) == 0


def test_a_unit_that_moved_takes_along_what_is_below_it(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    moved = (UNITS[0], UNITS[3], replace(UNITS[1], parent="4"), UNITS[2])
    report = apply_directory(either_store, replace(DIRECTORY, units=moved), dry_run=False)
    assert report.units_moved == ["生产部"]
    assert paths(either_store)["一车间"] == "/COMPANY/DING-4/DING-2/DING-3/"


def test_nobody_is_taken_out(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    fewer = replace(DIRECTORY, people=PEOPLE[:2])
    report = apply_directory(either_store, fewer, dry_run=False)
    assert report.not_in_directory == ["王五 (E3)"]
    assert count(either_store, Employee) == 3


def test_units_that_were_imported_before_are_found_by_name(sample_store: Database) -> None:
    before = count(sample_store, OrgUnit)
    report = apply_directory(sample_store, DIRECTORY, dry_run=False)
    assert "一车间" not in report.units_added
    assert "销售部" not in report.units_added
    assert count(sample_store, OrgUnit) == before + len(report.units_added)


def test_what_the_directory_leaves_empty_is_kept(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    bare = replace(PEOPLE[0], email="", title="")
    apply_directory(either_store, replace(DIRECTORY, people=(bare, *PEOPLE[1:])), dry_run=False)
    with either_store.reading() as session:
        zhang = session.scalars(select(Employee).where(Employee.emp_no == "E1")).one()
    assert zhang.email == "zhang@c.example"
    assert zhang.position_id is not None


@pytest.mark.parametrize(
    ("people", "code"),
    [((), "empty_directory"), ((PEOPLE[0], replace(PEOPLE[1], emp_no="E1")), "number_twice")],
)
def test_what_cannot_be_right_changes_nothing(
    either_store: Database, people: tuple[DirectoryPerson, ...], code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        apply_directory(either_store, replace(DIRECTORY, people=people), dry_run=False)
    assert count(either_store, Employee) == 0


def test_a_renamed_department_is_still_found_by_its_old_name(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    renamed = (UNITS[0], replace(UNITS[1], name="制造部"), *UNITS[2:])
    apply_directory(either_store, replace(DIRECTORY, units=renamed), dry_run=False)
    with either_store.reading() as session:
        names = {one.name for one in catalogue_names(session) if one.code == "DING-2"}
    assert names == {"生产部", "制造部"}


def test_the_number_of_somebody_who_left_is_not_taken_over(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    with either_store.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == "E1").values(status="left"))
    another = (replace(PEOPLE[0], user_id="u9", name="钱进"), *PEOPLE[1:])
    report = apply_directory(either_store, replace(DIRECTORY, people=another), dry_run=False)
    assert report.number_reused == ["钱进 (E1)"]
    with either_store.reading() as session:
        kept = session.scalars(select(Employee).where(Employee.emp_no == "E1")).one()
    assert kept.name == "张三"
