"""Explanations: how a figure came about, and whether it comes out again."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from engine.api.person import CHANNEL, Engine, Person
from engine.usecases.explanations import explain, replay
from engine.values.encoding import to_plain

router = APIRouter(prefix="/explanations", tags=["explanations"])


@router.get("/latest")
def get_latest_explanation(person: Person, engine: Engine) -> Any:
    """How the figure that one asked for last came about."""
    return to_plain(engine.perform(explain, person, CHANNEL))


@router.get("/{explanation_id}")
def get_explanation(explanation_id: int, person: Person, engine: Engine) -> Any:
    """How a figure came about."""
    return to_plain(engine.perform(explain, person, CHANNEL, explanation_id))


@router.get("/{explanation_id}/replay")
def get_replay(explanation_id: int, person: Person, engine: Engine) -> Any:
    """The figure computed again from what was stored."""
    return to_plain(engine.perform(replay, person, CHANNEL, explanation_id))
