"""The command: both checks as tables."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

COURSES, COURSES_OF_KINDS = 400, 3_200
COURSES_WITH_KPIS = 100


def validate() -> None:
    """Check intervals and effects on simulated companies whose truth is known (minutes)."""
    console = Console()
    console.print(_costs())
    console.print(_effects())


def _costs() -> Table:
    # Here, since the statistics take seconds to load that no other command should pay.
    from commands.validation import costs

    table = Table(
        "history of the course",
        "courses",
        "intervals",
        "80 % held",
        "bias",
        "high / low",
        title="Cost of one planned session",
    )
    for scenario in costs.SCENARIOS:
        check = costs.check_costs(scenario, COURSES if scenario.sessions >= 4 else COURSES_OF_KINDS)
        table.add_row(
            scenario.name,
            str(check.courses),
            str(check.intervals),
            f"{check.coverage:.3f}",
            f"{check.bias:+.3f}",
            f"{check.width:.2f}",
        )
    return table


def _effects() -> Table:
    # Here, since the statistics take seconds to load that no other command should pay.
    from commands.validation import effects

    table = Table(
        "truth",
        "courses",
        "bias, points",
        "bias of before/after",
        "95 % held",
        "significant",
        "warned",
        title="Effect of a training (differences in differences)",
    )
    for scenario in effects.SCENARIOS:
        check = effects.check_effects(scenario, COURSES_WITH_KPIS)
        table.add_row(
            scenario.name,
            str(check.courses),
            f"{check.bias:+.2f}",
            f"{check.before_after_bias:+.2f}",
            f"{check.coverage:.2f}",
            f"{check.found:.2f}",
            f"{check.warned:.2f}",
        )
    return table
