"""Putting the sample company together; its files are written from it."""

from __future__ import annotations

from engine.sample.budget import add_budgets, add_needs
from engine.sample.catalogue import add_catalogue
from engine.sample.people import add_people
from engine.sample.performance import add_performance
from engine.sample.rows import Rows
from engine.sample.training import add_evaluations, add_training


def generate(year: int, employees: int) -> Rows:
    """The company as of a year; the same for the same arguments.

    Raises:
        InvalidInput: fewer employees than a company with all its departments needs.
    """
    rows = Rows(year)
    add_catalogue(rows)
    plants = add_people(rows, employees)
    for plant in plants:
        add_performance(rows, plant)
        add_training(rows, plant)
    add_evaluations(rows)
    add_budgets(rows, plants)
    add_needs(rows)
    return rows
