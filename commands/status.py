"""`./peisuan status`: what the company has of its own data, and what is missing."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.setup_told.telling import told
from assistant.speech import Speech
from commands.opening import opened
from commands.terminal import tell, terminal_language
from engine.policy import load_policy
from engine.settings import Settings
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.status import setup_status


def status(
    language: Annotated[str, typer.Option(help="of the report: zh or en")] = "",
) -> None:
    """Show what there is of every kind of data, and what each missing one would make possible."""
    with opened(Settings()) as database:
        engine = BudgetEngine(database, load_policy())
        found = engine.perform_as_operator(setup_status)
        speech = Speech(terminal_language(language), found.company.fiscal)
        tell("\n".join(told(speech, found)))
