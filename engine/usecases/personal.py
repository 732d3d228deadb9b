"""What is kept of a person: handed out to him, erased when he has left, forgotten in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from engine.access import Right
from engine.personal.erasure import erase
from engine.personal.record import record_of
from engine.personal.retention import forget
from engine.policy import RetentionRules
from engine.queries.people import find_employee
from engine.store.tables import ChannelIdentity, Employee, StoredMessage
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """Rows by the table that they are kept in, as they were at that moment."""

    person: str
    at: datetime
    tables: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Who stands in his place, and how the names of his dialogues began."""

    pseudonym: str
    dialogues: tuple[str, ...]


def personal_record(context: Context, person: str | None = None) -> PersonalRecord:
    """All that is kept of the actor; or of somebody who asks HR for it. It is in the log.

    Raises:
        NotPermitted: somebody else's, for who does not handle personal data.
        NotFound: nobody has that number.
    """
    employee = context.session.get(Employee, context.actor.employee_id)
    own = person is None or (employee is not None and person == employee.emp_no)
    if not own:
        require_company(context, Right.HANDLE_PERSONAL_DATA)
        employee = find_employee(context.session, str(person))
    if employee is None:
        raise NotFound("unknown_person", person=person)
    tables = record_of(context.session, employee)
    if not own:
        # What somebody costs is told to nobody but himself.
        for row in tables.get(Employee.__tablename__, ()):
            row.pop("loaded_hourly_cost", None)
    context.record("hand_out_record", employee.emp_no)
    return PersonalRecord(person=employee.emp_no, at=context.now, tables=tables)


def erase_person(context: Context, person: str) -> Erased:
    """Erase who has left; requests and the ledger name a pseudonym from now on. What is kept of
    conversations outside the store is for the caller to erase.

    Raises:
        NotPermitted: for who does not handle personal data.
        NotFound: nobody has that number.
        InvalidInput: he still works here, so that his record is needed; or it is known for too
            few days that he has left (`retention.erase_after`): who does not mean to have left can
            say so yet. Whoever runs the installation answers for himself.
    """
    require_company(context, Right.HANDLE_PERSONAL_DATA)
    employee = find_employee(context.session, person)
    if employee is None:
        raise NotFound("unknown_person", person=person)
    if employee.status != "left":
        raise InvalidInput("erase_who_works_here", person=person)
    if context.actor.employee_id and (first := _first_day(context, employee)) > context.today:
        raise InvalidInput("erase_too_soon", person=person, day=first)
    number = employee.emp_no
    dialogues = _dialogues_of(context, employee)
    pseudonym = erase(context.session, employee)
    context.record("erase_person", number, pseudonym=pseudonym)
    return Erased(pseudonym=pseudonym, dialogues=dialogues)


def _first_day(context: Context, employee: Employee) -> date:
    """On which he may be erased. Of those of before it was noted, nothing is waited for."""
    if employee.left_said_at is None:
        return context.today
    known = context.company.day_of(employee.left_said_at)
    return known + timedelta(days=context.policy.retention.erase_after)


def _dialogues_of(context: Context, employee: Employee) -> tuple[str, ...]:
    """channel:tenant:user: of every account that is his or from which he spoke."""
    accounts = select(ChannelIdentity.channel, ChannelIdentity.tenant, ChannelIdentity.user_id)
    said = select(StoredMessage.channel, StoredMessage.tenant, StoredMessage.user_id).distinct()
    found = {
        *context.session.execute(accounts.where(ChannelIdentity.employee_id == employee.id)).all(),
        *context.session.execute(said.where(StoredMessage.user_id == employee.emp_no)).all(),
    }
    return tuple(sorted(":".join(one) + ":" for one in found))


@reads
def retention(context: Context) -> RetentionRules:
    """For how long what is said of and by people is kept."""
    return context.policy.retention


def forget_in_time(context: Context) -> Mapping[str, int]:
    """What was kept for as long as the policy says goes; how many rows of which table."""
    return forget(context.session, context.policy.retention, context.now)
