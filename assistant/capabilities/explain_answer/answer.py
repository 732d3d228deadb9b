"""Why an answer is as it is, in the person's terms: where it is from, what would change it, what
it cannot tell. The formula and its version only for those who ask for them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.asking.books import asks_books, tell_books
from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import says
from assistant.sheets.parts import compared
from assistant.speech import Speech
from engine.usecases.explanations import ExplanationView, explain
from engine.values.errors import EngineError, NotPermitted
from engine.values.money import Money

MOST_ROWS = 8


class Answer(PeisuanAction):
    """The last answer, whatever it was."""

    def respond(self, turn: Turn) -> None:
        if asks_books(turn):
            tell_books(turn)
            return
        if parts := compared(turn):
            turn.reply(*parts)
            return
        if told := _told_of_rows(turn):
            turn.reply(told)
            return
        subject = turn.talk.subject
        stored = _stored(turn)
        lines = _figures(turn.speech, stored) if stored is not None else []
        if subject is not None and turn.speech.knows(f"why.{subject.capability}"):
            if stored is None or stored.method != CAPABILITIES[subject.capability].explained_by:
                lines = []
            lines.append(turn.say(f"why.{subject.capability}"))
        if not lines and stored is not None:
            lines = [turn.say("why.stored")]
        if not lines:
            turn.reply(turn.say("explain.nothing"))
            return
        if stored is not None and says("exact", "exact", turn.message.text):
            lines += _exactly(turn.speech, stored)
        turn.reply(*lines)


def _told_of_rows(turn: Turn) -> str:
    """How the figure came about that was just told of a list; empty where none was."""
    shown = turn.talk.seen
    right_before = shown is not None and shown.worked == turn.talk.messages - 1
    return shown.told if shown is not None and right_before else ""


def _stored(turn: Turn) -> ExplanationView | None:
    """None where there is none, or none that may be seen: the words that explain it may.

    Raises:
        NotPermitted: it was the person's own, and is not for him any more.
    """
    latest = turn.slots.get("last_explanation")
    if latest is None:
        return None
    try:
        return turn.perform(explain, int(latest))
    except NotPermitted:
        raise
    except EngineError:
        if turn.talk.subject is None:
            raise
        return None


def _figures(speech: Speech, explanation: ExplanationView) -> list[str]:
    """The figures that it was reckoned from, where a person can follow them."""
    method = METHODS.get(explanation.method)
    return method(speech, explanation) if method else []


def _exactly(speech: Speech, explanation: ExplanationView) -> list[str]:
    """The formula as the engine writes it, how many rows it was applied to, and the versions."""
    rows = explanation.rows
    count = len(rows) if isinstance(rows, list) else 1
    version = speech.say(
        "explain.version",
        id=explanation.id,
        engine=explanation.engine_version,
        policy=explanation.policy_version,
    )
    return [speech.say("explain.formula", formula=explanation.formula, rows=count), version]


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
