"""Arranging an approved training: when it takes place, and who takes part."""

from __future__ import annotations

from assistant.base import Turn
from assistant.statements.nomination import NominationStatement, names_participants
from assistant.statements.schedule import ScheduleStatement
from assistant.statements.statement import Said, Statement

DAYS, PEOPLE = ScheduleStatement(), NominationStatement()
# Marks that it is about people.
NOMINATES = "nominates"


class ArrangingStatement(Statement):
    """Which of the two it is, the first message tells."""

    def begin(self, turn: Turn) -> Said | None:
        if names_participants(turn):
            return {**(PEOPLE.begin(turn) or {}), NOMINATES: True}
        return DAYS.begin(turn)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        return _of(said).take(turn, said, asked)

    def missing(self, said: Said) -> str | None:
        return _of(said).missing(said)

    def ask(self, turn: Turn, missing: str) -> None:
        _of(turn.slots["statement_said"]).ask(turn, missing)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        return _of(said).summary(turn, said)

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        return _of(said).store(turn, said, key)

    def words(self, said: Said, which: str) -> str:
        return NOMINATES if said.get(NOMINATES) else which


def _of(said: Said) -> Statement:
    return PEOPLE if said.get(NOMINATES) else DAYS
