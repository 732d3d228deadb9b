"""Employees and the roles given to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, validates

from engine.store.tables.base import Base, Code, Currency, Identified, Imported, Name
from engine.store.types import MOMENT, SAID_BEFORE, UtcDateTime, bytewise, money_amount
from engine.values.person_names import name_key, surname_key


def _of_name(key: Callable[[str], str]) -> Callable[[Any], str]:
    """A column's value in a row that is inserted with a name, one of thousands at once too."""
    return lambda context: key(context.get_current_parameters()["name"])


class Employee(Identified, Imported, Base):
    """A person. `status` is active, leave, future or left: of `left_on`, his last day of work,
    he is still there.

    `loaded_hourly_cost` (in `currency`, the home currency where none is said) gives wages away:
    only totals of it may leave the engine.
    """

    __tablename__ = "employee"
    __table_args__ = (Index(None, "org_unit_id", "status"), Index(None, "position_id", "status"))

    emp_no: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    # By which he is found as people write his name; made of it, whoever stores it.
    name_key: Mapped[str | None] = mapped_column(
        bytewise(200), index=True, default=_of_name(name_key)
    )
    surname_key: Mapped[str | None] = mapped_column(
        bytewise(200), index=True, default=_of_name(surname_key)
    )
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"))
    education: Mapped[str | None] = mapped_column(String(100))
    hire_date: Mapped[date | None]
    left_on: Mapped[date | None] = mapped_column(index=True)
    # Since when it is known here that he has left: what was said just now may be taken back yet.
    left_said_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    # To whom he reports; who decides is said by the heads of units.
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    loaded_hourly_cost: Mapped[Decimal | None] = mapped_column(money_amount())
    currency: Mapped[Currency | None]
    # In lower case. Several people may share one: then it proves nothing.
    email: Mapped[str | None] = mapped_column(String(200), index=True)
    # The one before, and since when it is another: what was changed just now proves little.
    email_before: Mapped[str | None] = mapped_column(String(200))
    email_since: Mapped[datetime | None] = mapped_column(UtcDateTime(), index=True)
    # One of the sample company's handles ("workshop-head"); empty in a real company.
    handle: Mapped[Code | None] = mapped_column(unique=True)

    @validates("name")
    def _renamed(self, _column: str, name: str) -> str:
        self.name_key, self.surname_key = name_key(name), surname_key(name)
        return name

    @validates("email")
    def _readdressed(self, _column: str, email: str | None) -> str | None:
        """Noted by whoever stores it; at the moment that the session knows."""
        session = object_session(self)
        if session is not None and self.id is not None and email != self.email:
            self.email_before, self.email_since = self.email, session.info.get(MOMENT)
        return email

    @validates("status")
    def _come_back(self, _column: str, status: str) -> str:
        """Who comes back has no last day any more."""
        if self.status == status:
            return status
        session = self._noted()
        if status == "left":
            self.left_said_at = session.info.get(MOMENT) if session else None
        elif self.status == "left":
            self.left_on = self.left_said_at = None
        return status

    @validates("left_on")
    def _stays(self, _column: str, day: date | None) -> date | None:
        if self.left_on is not None and day != self.left_on:
            self._noted()
        return day

    def _noted(self) -> Session | None:
        """What was said of him before, for whoever ends the transaction."""
        session = object_session(self)
        if session is not None and self.id is not None:
            session.info.setdefault(SAID_BEFORE, {}).setdefault(
                self.id, (self.status, self.left_on)
            )
        return session


class Assignment(Identified, Base):
    """Where somebody belonged, and as what, from the first to the last of these days; an empty
    day is open. The periods of one person follow each other without a gap, and the one that is
    open at the end says what `Employee` says.
    """

    __tablename__ = "employee_assignment"
    __table_args__ = (Index(None, "employee_id", "valid_to"),)

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class RoleGrant(Identified, Base):
    """A role (hr, finance, management, auditor) an employee has in a subtree.

    Heads need no grant: who heads an org unit is said there. It holds from `since`, through
    `until` where that is said; `granted_by` is text, to read the same when they have left.
    """

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("employee_id", "role", "org_unit_id"),)

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    role: Mapped[str] = mapped_column(String(20))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    # Not known of those of before it was noted.
    since: Mapped[datetime | None] = mapped_column(UtcDateTime())
    until: Mapped[date | None]
    granted_by: Mapped[str | None] = mapped_column(String(64))
