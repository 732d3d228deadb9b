"""A stored explanation in words: the formula, and the rows it was applied to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.speech import Speech
from engine.usecases.explanations import ExplanationView
from engine.values.money import Money

MOST_ROWS = 8


def explanation_lines(speech: Speech, explanation: ExplanationView) -> list[str]:
    version = speech.say(
        "explain.version",
        id=explanation.id,
        engine=explanation.engine_version,
        policy=explanation.policy_version,
    )
    lines = METHODS.get(explanation.method, _formula)(speech, explanation)
    return [*lines, version]


def _formula(speech: Speech, explanation: ExplanationView) -> list[str]:
    """The formula as the engine writes it, and how many rows it was applied to."""
    rows = explanation.rows
    count = len(rows) if isinstance(rows, list) else 1
    return [speech.say("explain.formula", formula=explanation.formula, rows=count)]


def _unit_cost(speech: Speech, explanation: ExplanationView) -> list[str]:
    topic, rows = explanation.inputs["topic"], explanation.rows
    if explanation.output["priced_by"] == "quotation":
        return [speech.say("explain.quotation", topic=topic)]
    lines = [speech.say("explain.unit_cost_from_history", topic=topic, sessions=len(rows))]
    lines += [
        speech.say(
            "explain.session",
            date=row["start_date"],
            participants=row["participants"],
            total=_money(row["total"]),
        )
        for row in rows[-MOST_ROWS:]
    ]
    if len(rows) > MOST_ROWS:
        lines.append(speech.say("explain.more", more=len(rows) - MOST_ROWS))
    if interval := explanation.output["interval"]:
        lines.append(speech.say("explain.interval", level=interval["level"]))
    return lines


def _priority(speech: Speech, explanation: ExplanationView) -> list[str]:
    weights = {origin: float(weight) for origin, weight in explanation.inputs["weights"].items()}
    return [speech.say("explain.weighted_priority", **weights)]


def _ledger(speech: Speech, explanation: ExplanationView) -> list[str]:
    parts = {name: _money(amount) for name, amount in explanation.output.items()}
    return [speech.say("explain.ledger_sum", **parts)]


def _skill_gap(speech: Speech, explanation: ExplanationView) -> list[str]:
    del explanation
    return [speech.say("explain.skill_gap")]


def _money(plain: dict[str, Any]) -> Money:
    return Money(Decimal(plain["amount"]), plain["currency"])


METHODS: dict[str, Callable[[Speech, ExplanationView], list[str]]] = {
    "cost_estimate": _unit_cost,
    "weighted_priority": _priority,
    "ledger_sum": _ledger,
    "skill_gap": _skill_gap,
}
