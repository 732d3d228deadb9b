"""The command: every check, and an exit code that says whether all is well."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.cells import set_cell_size
from rich.console import Console

from commands.doctor.dingtalk import check_dingtalk
from commands.doctor.figures import check_figures
from commands.doctor.finding import NOTE, OK, PROBLEM
from commands.doctor.home import check_home
from commands.doctor.installation import check_installation
from commands.doctor.language_model import check_language_model
from commands.doctor.locks import check_locks
from commands.doctor.page import check_page
from commands.doctor.slack import check_slack
from commands.terminal import terminal_language
from engine.settings import Settings
from engine.values.visible import visible

MARKS = {OK: "[green]✓[/]", NOTE: "[yellow]△[/]", PROBLEM: "[red]✗[/]"}
WIDTH = 12
CHECKS = (
    check_installation,
    check_home,
    check_locks,
    check_figures,
    check_dingtalk,
    check_slack,
    check_page,
    check_language_model,
)


def doctor(
    language: Annotated[str, typer.Option(help="of what is said: zh or en")] = "",
) -> None:
    """Check settings, home, locks, store, chat tools, clocks, quotas and the language model; say
    what to do about what is wrong."""
    settings, console = Settings(), Console(highlight=False, soft_wrap=True)
    spoken, problems = terminal_language(language), 0
    for check in CHECKS:
        for finding in check(settings):
            subject = set_cell_size(finding.called(spoken), WIDTH)
            console.print(f"{MARKS[finding.level]} {subject} ", end="")
            console.print(visible(finding.said(spoken)), markup=False)
            problems += finding.level == PROBLEM
    if problems:
        raise typer.Exit(1)
