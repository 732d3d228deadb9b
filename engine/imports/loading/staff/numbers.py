"""Numbers that are made for people, and numbers that had been somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.values.spelling import is_alike, name_of
from engine.store.tables import Employee

MADE = re.compile(r"N-(\d{4,})")


class MadeNumbers:
    """Numbers of people whom the company gave none."""

    def __init__(self, taken: Iterable[str]) -> None:
        made = (MADE.fullmatch(number) for number in taken)
        self._last = max((int(one[1]) for one in made if one), default=0)

    def take(self) -> str:
        self._last += 1
        return f"N-{self._last:04d}"


def is_somebody_else(known: Employee, name: str, hire_date: date | None) -> bool:
    """Whether a row with the number of `known` is about another person.

    Another name with the same day of entry is a change of name; with another one, or of
    somebody who left while nothing says when this one came, it is asked about.
    """
    if not name or name_of(known.name) == name_of(name):
        return False
    if known.hire_date is None or hire_date is None:
        return known.status == "left" and not is_alike(known.name, name)
    if known.hire_date == hire_date:
        return False
    return known.status == "left" or not is_alike(known.name, name)


def archive_number(session: Session, known: Employee, year: int) -> str:
    """Take the number from somebody who left: he keeps what is his under the new one."""
    wanted = f"{known.emp_no[:50]}-({year})"
    taken = set(session.scalars(select(Employee.emp_no).where(Employee.emp_no.startswith(wanted))))
    number = wanted
    for again in range(2, len(taken) + 2):
        number = number if number not in taken else f"{wanted}-{again}"
    known.emp_no, known.status = number, "left"
    session.flush()
    return number
