"""Of whom one may not see, one learns nothing: a number that somebody has and one that nobody has
are answered alike, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from engine.query.value import Condition, Query
from engine.store.database import Database
from engine.store.tables import Employee, RoleGrant
from engine.usecases.codes import invite
from engine.usecases.legal import service_penalty
from engine.usecases.people import NameSaid, Saying, find_people, namesakes
from engine.usecases.person_trainings import person_trainings
from engine.usecases.profile import profile
from engine.usecases.query import query
from engine.values.errors import EngineError, NotFound
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, FINANCE, HEAD, OTHER_HEAD, WORKER, Office, build

# HR of the first unit alone.
UNIT_HR = "UHR1"
NOBODY = "NOBODY1"
# All who do not see everybody's records; OTHER_HEAD is of another unit than theirs.
ROLES = (WORKER, HEAD, FINANCE, AUDITOR, UNIT_HR, DIRECTOR)
Ask = Callable[[Office, str, str], Any]


def _by(of: str, dimension: str) -> Ask:
    def ask(office: Office, who: str, number: str) -> Any:
        limited = Condition(name=dimension, values=(number,))
        return office.do(who, query, Query(of=of, by=(dimension,), where=(limited,)))

    return ask


ASKED: dict[str, Ask] = {
    "profile": lambda office, who, number: office.do(who, profile, number),
    "trainings": lambda office, who, number: office.do(who, person_trainings, number),
    "penalty": lambda office, who, number: office.do(
        who, service_penalty, date(2030, 1, 1), number
    ),
    "link code": lambda office, who, number: office.do(who, invite, number, False),
    "namesakes": lambda office, who, number: office.do(who, namesakes, [number]),
    "named": lambda office, who, number: office.do(
        who, find_people, [NameSaid(number, one) for one in Saying]
    ),
    "people": _by("people", "person"),
    "requests": _by("requests", "requester"),
    "needs": _by("needs", "raised_by"),
}


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    with empty_store.transaction() as session:
        worker = session.scalars(select(Employee).where(Employee.emp_no == WORKER)).one()
        own = worker.org_unit_id
        person = Employee(emp_no=UNIT_HR, name="陆人事", org_unit_id=own, status="active")
        session.add(person)
        session.flush()
        session.add(RoleGrant(employee_id=person.id, role="hr", org_unit_id=own))
    return Office(empty_store)


def answered(office: Office, ask: Ask, who: str, number: str) -> str:
    """The answer or the refusal, without the number that was asked for."""
    try:
        found = ask(office, who, number)
    except EngineError as error:
        return f"{type(error).__name__} {error.code} {error.args_by_name}".replace(number, "…")
    said = [asdict(one) for one in found] if isinstance(found, tuple) else asdict(found)
    # Each answer is kept to be explained, under a number of its own.
    return re.sub(r"'explanation_id': \d+", "", str(said).replace(number, "…"))


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("who", ROLES)
def test_somebody_elsewhere_is_nobody(office: Office, who: str, ask: str) -> None:
    theirs, none = (answered(office, ASKED[ask], who, one) for one in (OTHER_HEAD, NOBODY))
    assert theirs == none


def test_hr_sees_everybody_and_is_told_that_there_is_none(office: Office) -> None:
    with pytest.raises(NotFound, match="unknown_person"):
        ASKED["people"](office, HR, NOBODY)
    assert answered(office, ASKED["profile"], HR, OTHER_HEAD).startswith("{")
