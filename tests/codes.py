"""Codes and links for tests that are about something else: as whoever runs the installation."""

from __future__ import annotations

from engine.queries.people import find_employee
from engine.usecases.codes import print_codes
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.identities import BY_CODE, Account, link_account


def sign_in_code(engine: BudgetEngine, person: str) -> str:
    """A code to sign in to the page with."""
    return engine.perform_as_operator(print_codes, person).sign_in


def link_code(engine: BudgetEngine, person: str) -> str:
    """A code to link a chat account with; the engine must know of a chat tool."""
    made = engine.perform_as_operator(print_codes, person).link
    assert made is not None
    return made


def link_person(engine: BudgetEngine, account: Account, person: str) -> None:
    def link(context: Context) -> None:
        employee = find_employee(context.session, person)
        assert employee is not None
        link_account(context, account, employee, BY_CODE)

    engine.perform_as_operator(link)
