"""`./peisuan link`: codes to sign in to the web page with, or to link a chat account."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.operating import opened_engine
from commands.terminal import tell, tell_table
from engine.usecases.codes import print_codes
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import all_links

HAND_ON = "Each works once. Hand it to the person alone: it is as good as being him or her."


def link(
    people: Annotated[
        list[str] | None, typer.Argument(help="employee numbers; nobody: list who is linked")
    ] = None,
) -> None:
    """Print a code for each of PEOPLE to sign in to the web page with, and another to link a
    chat account with where there is a chat tool; without PEOPLE, list who is linked."""
    with opened_engine("no code was made") as engine:
        if people:
            _print(engine, people)
        else:
            _list(engine)


def _print(engine: BudgetEngine, people: list[str]) -> None:
    company = engine.company()
    made = [engine.perform_as_operator(print_codes, person) for person in people]
    tell_table(
        ("Employee", "Name", "Page", "Chat account", "Until"),
        (
            (
                one.person.code,
                one.person.name,
                one.sign_in,
                one.link or "",
                str(company.day_of(one.expires_at)),
            )
            for one in made
        ),
    )
    tell(HAND_ON)


def _list(engine: BudgetEngine) -> None:
    company = engine.company()
    tell_table(
        ("Employee", "Name", "Unit", "Channel", "Account", "Proved by", "Since"),
        (
            (
                one.person.code,
                one.person.name,
                one.unit.name,
                one.account.channel,
                one.account.user_id,
                one.linked_by,
                str(company.day_of(one.linked_at)),
            )
            for one in engine.perform_as_system(all_links)
        ),
    )
