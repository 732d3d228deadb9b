"""The command: every check, and an exit code that says whether all is well."""

from __future__ import annotations

import typer
from rich.console import Console

from commands.doctor.dingtalk import check_dingtalk
from commands.doctor.figures import check_figures
from commands.doctor.finding import NOTE, OK, PROBLEM
from commands.doctor.installation import check_installation
from commands.doctor.language_model import check_language_model
from commands.doctor.page import check_page
from commands.doctor.slack import check_slack
from engine.settings import Settings

MARKS = {OK: "[green]✓[/]", NOTE: "[yellow]△[/]", PROBLEM: "[red]✗[/]"}
CHECKS = (
    check_installation,
    check_figures,
    check_dingtalk,
    check_slack,
    check_page,
    check_language_model,
)


def doctor() -> None:
    """Check settings, store, chat tools, clocks, quotas and the language model; say what to do about what is wrong."""
    settings, console = Settings(), Console(highlight=False, soft_wrap=True)
    problems = 0
    for check in CHECKS:
        for finding in check(settings):
            console.print(f"{MARKS[finding.level]} {finding.subject:<12}", end="")
            console.print(finding.said, markup=False)
            problems += finding.level == PROBLEM
    if problems:
        raise typer.Exit(1)
