"""Putting the sample company together and into a store."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from engine.sample.budget import add_budgets, add_needs
from engine.sample.catalogue import add_catalogue
from engine.sample.people import PLANT_SIZE, add_people
from engine.sample.performance import add_performance
from engine.sample.rows import Rows
from engine.sample.training import add_evaluations, add_training
from engine.store.tables import StoreInfo

DEFAULT_EMPLOYEES = PLANT_SIZE


def load_sample(session: Session, today: date, employees: int = DEFAULT_EMPLOYEES) -> None:
    """Write the company into an empty store; the same numbers for the same arguments.

    Its history ends in the year of `today`, so that a demonstration is never out of date.

    Raises:
        InvalidInput: fewer employees than a company with all its departments needs.
    """
    rows = Rows(today.year)
    add_catalogue(rows)
    plants = add_people(rows, employees)
    for plant in plants:
        add_performance(rows, plant)
        add_training(rows, plant)
    add_evaluations(rows)
    add_budgets(rows, plants)
    add_needs(rows)
    rows.add(StoreInfo, kind="sample")
    rows.write(session)
