"""A number that had belonged to somebody else."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Employee

# From this likeness (0–1) on, two names are two spellings of one.
ALIKE = 0.75


def is_somebody_else(known: Employee, name: str, hire_date: date | None) -> bool:
    """Whether a row with the number of `known` is about another person.

    Another name with the same day of entry is a change of name; with another one, or of
    somebody who left while nothing says when this one came, it is asked about.
    """
    if same_name(known.name, name):
        return False
    if known.hire_date is None or hire_date is None:
        return known.status == "left" and not _alike(known.name, name)
    if known.hire_date == hire_date:
        return False
    return known.status == "left" or not _alike(known.name, name)


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in case, blanks and order at most."""
    return sorted(one.casefold().replace(",", " ").split()) == sorted(
        other.casefold().replace(",", " ").split()
    )


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


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= ALIKE
