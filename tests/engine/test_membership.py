"""Where somebody belonged on a day: kept when he moves, and asked for what was spent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engine.queries.courses_held import courses_held
from engine.queries.import_totals import costs_by_unit
from engine.queries.rates import Rates
from engine.queries.taken import outcomes
from engine.store.database import Database, _alembic_config
from engine.store.membership import assign, belonged
from engine.store.tables import (
    Assignment,
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.values.errors import InvalidInput
from tests.directory import apply_directory
from tests.engine.usecases.directory.test_synchronising import DIRECTORY, PEOPLE, replace

DAY = date(2026, 6, 1)


def company(session: Session) -> Employee:
    """Two units, and one person in the first of them."""
    for key, code, above in ((1, "C", None), (2, "A", 1), (3, "B", 1)):
        path = f"/C/{code}/" if above else "/C/"
        session.add(OrgUnit(id=key, code=code, name=code, parent_id=above, path=path))
        session.flush()
    person = Employee(id=1, emp_no="1", name="one", org_unit_id=2, status="active")
    session.add(person)
    session.flush()
    return person


def attend(session: Session, key: int, day: date, own: int, shared: int) -> None:
    session.merge(Course(id=1, code="K", name="K"))
    session.flush()
    session.add(
        TrainingSession(
            id=key, code=f"S{key}", course_id=1, start_date=day, end_date=day, status="held"
        )
    )
    session.flush()
    session.add(Participation(session_id=key, employee_id=1, attended=True, outcome="passed"))
    for who, amount in ((1, own), (None, shared)):
        session.add(
            CostLine(
                session_id=key,
                employee_id=who,
                reference=f"line-{who}",
                category="other",
                behaviour="per_learner",
                amount=Decimal(amount),
                currency="CNY",
            )
        )
    session.flush()


def periods(session: Session) -> list[tuple[int, date | None, date | None]]:
    rows = session.scalars(select(Assignment).order_by(Assignment.valid_from.nulls_first()))
    return [(one.org_unit_id, one.valid_from, one.valid_to) for one in rows]


def test_what_was_spent_before_a_move_belongs_to_the_old_unit(either_store: Database) -> None:
    with either_store.transaction() as session:
        person = company(session)
        attend(session, 1, DAY - timedelta(days=1), own=100, shared=10)
        attend(session, 2, DAY, own=200, shared=20)
        assign(session, person, 3, None, DAY)
        by_unit = {one.name: one.totals[0].amount for one in costs_by_unit(session)}
        assert by_unit == {"A": 110, "B": 220}
        always = date.min, date.max
        held = {
            path: courses_held(session, path, *always, Rates(session, "CNY"))
            for path in ("/C/A/", "/C/B/", "/C/")
        }
        assert [(one.participations, one.total.amount) for one in held["/C/A/"]] == [(1, 110)]
        assert [(one.participations, one.total.amount) for one in held["/C/B/"]] == [(1, 220)]
        assert [(one.participations, one.total.amount) for one in held["/C/"]] == [(2, 330)]
        ended = [outcomes(session, path) for path in ("/C/A/", "/C/B/", "/C/")]
        assert ended == [{"passed": 1}, {"passed": 1}, {"passed": 2}]


def test_who_came_back_belongs_to_each_unit_for_its_time(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        person = company(session)
        assign(session, person, 3, None, DAY)
        assign(session, person, 2, None, DAY + timedelta(days=10))
        assert periods(session) == [
            (2, None, date(2026, 5, 31)),
            (3, DAY, date(2026, 6, 10)),
            (2, date(2026, 6, 11), None),
        ]
        for key, days in enumerate((-1, 0, 9, 10), start=1):
            attend(session, key, DAY + timedelta(days=days), own=10**key, shared=0)
        by_unit = {one.name: one.totals[0].amount for one in costs_by_unit(session)}
        assert by_unit == {"A": 10_010, "B": 1_100}


def test_a_move_said_again_of_the_same_day_corrects_it(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        person = company(session)
        assign(session, person, 3, None, DAY)
        assign(session, person, 1, None, DAY)
        assert periods(session) == [(2, None, date(2026, 5, 31)), (1, DAY, None)]
        assign(session, person, 2, None, DAY)
        assert periods(session) == [(2, None, None)]
        assert person.org_unit_id == 2


def test_an_older_list_does_not_undo_a_later_move(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        person = company(session)
        assign(session, person, 3, None, DAY)
        with pytest.raises(InvalidInput, match="moved_later_already"):
            assign(session, person, 1, None, DAY - timedelta(days=30))
        assert person.org_unit_id == 3


def test_somebody_of_whom_nothing_was_noted_was_always_where_he_is(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        person = company(session)
        attend(session, 1, DAY, own=1, shared=0)
        assert [one.name for one in costs_by_unit(session)] == ["A"]
        assign(session, person, 3, None, DAY + timedelta(days=1))
        assert [one.name for one in costs_by_unit(session)] == ["A"]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    moves=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), max_size=8),
    asked=st.integers(-3, 40),
)
def test_each_day_has_one_unit_the_one_last_said(
    empty_store: Database, moves: list[tuple[int, int]], asked: int
) -> None:
    expected = 2
    with empty_store.transaction() as session:
        person = company(session)
        for after, unit in sorted(moves, key=lambda move: move[0]):
            assign(session, person, unit, None, DAY + timedelta(days=after))
            expected = unit if after <= asked else expected
        day = DAY + timedelta(days=asked)
        assert belonged(session, person, day) == (expected, None)
        # The next ones begin with an empty store too.
        session.rollback()


def test_a_directory_moves_from_its_day_on(either_store: Database) -> None:
    apply_directory(either_store, DIRECTORY, dry_run=False)
    moved = (replace(PEOPLE[0], unit="4"), *PEOPLE[1:])
    apply_directory(either_store, replace(DIRECTORY, people=moved), dry_run=False)
    with either_store.reading() as session:
        person = select(Employee.id).where(Employee.emp_no == "E1").scalar_subquery()
        found = session.execute(
            select(OrgUnit.name, Assignment.valid_from.is_(None), Assignment.valid_to.is_(None))
            .join(OrgUnit, OrgUnit.id == Assignment.org_unit_id)
            .where(Assignment.employee_id == person)
            .order_by(Assignment.id)
        ).all()
    assert [tuple(row) for row in found] == [("一车间", True, False), ("销售部", False, True)]


def test_the_migration_notes_where_everybody_is(tmp_path) -> None:  # type: ignore[no-untyped-def]
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with database.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0006")
    with database.engine.begin() as connection:
        for statement in (
            "INSERT INTO org_unit (id, code, name, path) VALUES (1, 'C', 'C', '/C/')",
            "INSERT INTO employee (id, emp_no, name, org_unit_id, status) "
            "VALUES (1, 'E1', 'one', 1, 'active')",
        ):
            connection.execute(text(statement))
    database.migrate()
    with database.reading() as session:
        assert periods(session) == [(1, None, None)]
    database.dispose()
