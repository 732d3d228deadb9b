"""`./peisuan session`: who is signed in on the page; sessions ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from commands.failure import Failure
from commands.operating import opened_engine
from commands.terminal import tell, tell_table
from engine.settings import Settings
from engine.usecases.access.sessions import end_session, end_sessions, open_sessions

HEADS = ("Id", "Employee", "Name", "Began by", "Since", "Last seen")
MOMENT = "%Y-%m-%d %H:%M"
session = typer.Typer(no_args_is_help=True, help="Sessions of the page: list and end them.")


@session.command("list")
def list_sessions() -> None:
    """Who is signed in, since when, how it was proved, and when it was used last."""
    idle = timedelta(minutes=Settings().session_idle_minutes)
    with opened_engine("no session was listed") as engine:
        company, found = engine.company(), engine.perform_as_operator(open_sessions, idle)
    tell_table(
        HEADS,
        (
            (
                str(one.id),
                one.person.code,
                one.person.name,
                one.began,
                *(company.here(at).strftime(MOMENT) for at in (one.since, one.last_seen)),
            )
            for one in found
        ),
    )


@session.command("end")
def end(
    number: Annotated[
        int | None, typer.Argument(help="the session's id, as the list shows it")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--of", help="an employee number: all of this person's")
    ] = None,
) -> None:
    """It opens nothing any more, wherever its cookie is."""
    with opened_engine("no session was ended") as engine:
        if number is not None and person is None:
            engine.perform_as_operator(end_session, number)
        elif person is not None and number is None:
            engine.perform_as_operator(end_sessions, person)
        else:
            raise Failure("say either the session's id, or --of and whose all are to end.")
    tell("Ended.")
