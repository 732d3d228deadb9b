"""A list of who was there, of a training that a request had planned: it is one training."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.queries.request_sessions import PLANNED, WHOLE_SESSION
from engine.store.database import Database
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    Participation,
    TrainingSession,
)
from tests.engine.imports.loading.company import count, paid, people, trainings
from tests.engine.imports.tables import refused

HEAD = "工号,课程,培训日期,费用\n"


@pytest.fixture
def store(empty_store: Database) -> Database:
    """The first of the people is nominated for a training; 2,000 were invoiced for it."""
    people(empty_store)
    with empty_store.transaction() as session:
        course = Course(code="谈判", name="谈判")
        session.add(course)
        session.flush()
        held = TrainingSession(
            code="TR-2026-0001",
            course_id=course.id,
            start_date=date(2026, 3, 10),
            end_date=date(2026, 3, 11),
            status=PLANNED,
            seats=2,
        )
        session.add(held)
        session.flush()
        first = session.scalars(select(Employee).where(Employee.emp_no == "1")).one()
        session.add(Participation(session_id=held.id, employee_id=first.id, attended=False))
        session.add(
            CostLine(
                session_id=held.id,
                reference=WHOLE_SESSION,
                category="other",
                behaviour="per_session",
                amount=Decimal(2000),
                currency="CNY",
            )
        )
    return empty_store


def test_it_was_held_by_those_in_the_list(store: Database) -> None:
    trainings(store, HEAD + "1,谈判,2026-03-10,\n2,谈判,2026-03-10,\n")
    with store.reading() as session:
        held = session.scalars(select(TrainingSession)).one()
        assert (held.code, held.status) == ("TR-2026-0001", "held")
        assert list(session.scalars(select(Participation.attended))) == [True, True]


def test_costs_that_are_the_same_sum_are_no_further_ones(store: Database) -> None:
    trainings(store, HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-10,1000\n")
    assert paid(store) == {"CNY": "2000.00"}


def test_costs_of_another_sum_are_refused_by_name(store: Database) -> None:
    report = trainings(store, HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-10,1200\n")
    assert {code for _, code in refused(report)} == {"cost_known_otherwise"}
    assert (paid(store), count(store, TrainingSession)) == ({"CNY": "2000.00"}, 1)
