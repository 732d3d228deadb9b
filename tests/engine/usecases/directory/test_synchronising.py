"""A chat tool's directory taken over: nothing twice, nobody removed, the same by the same id, and
a dry run that is dry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from engine.policy import load_policy
from engine.queries.addresses import is_settled
from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.store.tables import ChannelIdentity, Employee, Notice, OrgUnit, Outbox, Position
from engine.usecases.context import BudgetEngine
from engine.usecases.directory.synchronising import synchronise_directory
from engine.usecases.directory.values import Directory, DirectoryPerson, DirectoryUnit
from engine.values.errors import InvalidInput
from tests.directory import apply_directory

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
    assert [one.person.name for one in report.people_gone] == ["王五"]
    assert report.not_in_directory == []
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


def with_units(*units: DirectoryUnit, people: tuple[DirectoryPerson, ...] = PEOPLE) -> Directory:
    return replace(DIRECTORY, units=units, people=people)


def test_a_renamed_unit_that_was_first_found_by_name_is_the_same(sample_store: Database) -> None:
    apply_directory(sample_store, DIRECTORY, dry_run=False)
    before = count(sample_store, OrgUnit)
    with sample_store.reading() as session:
        workshop = session.scalars(select(OrgUnit.id).where(OrgUnit.name == "一车间")).one()
    renamed = with_units(*UNITS[:2], replace(UNITS[2], name="冲压一车间"), UNITS[3])
    report = apply_directory(sample_store, renamed, dry_run=False)
    assert report.units_renamed == ["一车间 → 冲压一车间"]
    assert (report.units_added, report.units_gone) == ([], [])
    assert count(sample_store, OrgUnit) == before
    with sample_store.reading() as session:
        assert session.get_one(OrgUnit, workshop).name == "冲压一车间"


def test_a_unit_that_took_the_name_of_another_is_not_the_other(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    swapped = with_units(
        UNITS[0], replace(UNITS[1], name="销售部"), UNITS[2], replace(UNITS[3], name="生产部")
    )
    apply_directory(either_store, swapped, dry_run=False)
    assert paths(either_store)["销售部"] == "/COMPANY/DING-2/"
    assert paths(either_store)["生产部"] == "/COMPANY/DING-4/"


def test_a_unit_whose_id_is_gone_stays_and_is_told_of(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    left = tuple(replace(one, unit="2", leads=()) for one in PEOPLE[:2]) + PEOPLE[2:]
    fewer = with_units(UNITS[0], UNITS[1], UNITS[3], people=left)
    report = apply_directory(either_store, fewer, dry_run=False)
    (gone,) = report.units_gone
    assert (gone.unit.name, gone.people) == ("一车间", ())
    assert gone.head is not None
    assert gone.head.name == "张三"
    assert "一车间" in paths(either_store)
    again = apply_directory(either_store, with_units(*UNITS), dry_run=False)
    assert (again.units_gone, again.units_added) == ([], [])


def test_a_unit_made_anew_at_the_same_place_is_the_same(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    anew = with_units(
        *UNITS[:2], replace(UNITS[2], id="33"), UNITS[3], people=(replace(PEOPLE[0], unit="33"),)
    )
    report = apply_directory(either_store, anew, dry_run=False)
    assert report.units_known_again == ["一车间"]
    assert (report.units_gone, report.units_added) == ([], [])
    renamed = with_units(*UNITS[:2], replace(UNITS[2], id="33", name="冲压"), UNITS[3])
    assert apply_directory(either_store, renamed, dry_run=False).units_renamed == ["一车间 → 冲压"]


def test_a_unit_of_that_name_elsewhere_is_another_one(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    elsewhere = with_units(*UNITS[:2], UNITS[3], DirectoryUnit("33", "一车间", "4"))
    report = apply_directory(either_store, elsewhere, dry_run=False)
    assert report.units_added == ["一车间"]
    assert [one.unit.name for one in report.units_gone] == ["一车间"]


def test_two_organisations_keep_their_ids_apart(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    units = (UNITS[0], DirectoryUnit("2", "分公司", "1"))
    people = (replace(PEOPLE[0], user_id="x1", emp_no="B1", name="钱七", unit="2", leads=()),)
    other = Directory("dingtalk", "corp 2", units, people)
    report = apply_directory(either_store, other, dry_run=False)
    assert report.units_added == ["分公司"]
    assert (report.units_renamed, report.units_gone, report.people_gone) == ([], [], [])


def test_somebody_without_a_number_is_known_again_by_his_account(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    bare = replace(PEOPLE[0], emp_no="", email="", name="张三丰")
    report = apply_directory(either_store, with_units(*UNITS, people=(bare,)), dry_run=False)
    assert report.people_changed == ["张三丰 (E1)"]
    assert report.without_number == []


def test_another_number_than_here_is_told_and_changes_nothing(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    people = (replace(PEOPLE[0], emp_no="E9", name="张三丰"), *PEOPLE[1:])
    report = apply_directory(either_store, with_units(*UNITS, people=people), dry_run=False)
    assert report.numbers_differ == ["张三丰 (E1 ≠ E9)"]
    assert (report.people_changed, report.people_added, report.people_gone) == ([], [], [])


def test_a_second_account_of_somebody_does_not_take_his_place(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    bare = replace(PEOPLE[0], emp_no="")
    second = replace(PEOPLE[0], user_id="u9", name="另一个", unit="4", leads=())
    people = (bare, second, *PEOPLE[1:])
    report = apply_directory(either_store, with_units(*UNITS, people=people), dry_run=False)
    assert report.two_accounts == ["另一个 (E1)"]
    with either_store.reading() as session:
        assert session.scalars(select(Employee.name).where(Employee.emp_no == "E1")).one() == "张三"


def test_a_new_account_of_somebody_with_his_number_is_his(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    people = (replace(PEOPLE[0], user_id="u9"), *PEOPLE[1:])
    report = apply_directory(either_store, with_units(*UNITS, people=people), dry_run=False)
    assert (report.people_gone, report.people_added) == ([], [])


def test_who_left_here_is_not_brought_back_by_a_directory(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    with either_store.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == "E1").values(status="left"))
    report = apply_directory(either_store, DIRECTORY, dry_run=False)
    assert report.left_here == ["张三 (E1)"]
    with either_store.reading() as session:
        status = session.scalars(select(Employee.status).where(Employee.emp_no == "E1")).one()
    assert status == "left"


def test_a_title_that_is_the_code_of_a_position_makes_another_one(either_store: Database) -> None:
    with either_store.transaction() as session:
        session.add(Position(code="班长", name="生产班长"))
    apply_directory(either_store, DIRECTORY, dry_run=False)
    with either_store.reading() as session:
        codes = session.scalars(select(Position.code).where(Position.name == "班长")).all()
    assert codes == ["班长-2"]


def test_an_address_that_the_directory_changes_is_not_trusted_at_once(
    either_store: Database,
) -> None:
    """Else whoever administers the chat tool could have somebody's codes sent to himself."""
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    apply_directory(either_store, DIRECTORY, dry_run=False, now=moment)
    other = (replace(PEOPLE[0], email="other@c.example"), *PEOPLE[1:])
    engine = BudgetEngine(either_store, load_policy(), lambda: moment, alarms=("mail",))
    engine.perform_as_operator(synchronise_directory, replace(DIRECTORY, people=other))
    with either_store.reading() as session:
        zhang = session.scalars(select(Employee).where(Employee.emp_no == "E1")).one()
        told = session.execute(select(Notice.code, Outbox.carrier).join(Outbox)).all()
    assert (zhang.email, zhang.email_before) == ("other@c.example", "zhang@c.example")
    assert not is_settled(zhang, moment + timedelta(days=6))
    assert list(map(tuple, told)) == [("address_changed", "mail")]
