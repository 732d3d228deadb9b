"""Explanations: how a figure came about, and whether it comes out again."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from engine.api.bodies import IdInPath
from engine.api.person import Caller
from engine.usecases.explanations import explain, replay
from engine.values.encoding import to_plain

router = APIRouter(prefix="/explanations", tags=["explanations"])


@router.get("/latest")
def get_latest_explanation(caller: Caller) -> Any:
    """How the figure that one asked for last came about."""
    return to_plain(caller.perform(explain))


@router.get("/{explanation_id}")
def get_explanation(explanation_id: IdInPath, caller: Caller) -> Any:
    """How a figure came about."""
    return to_plain(caller.perform(explain, explanation_id))


@router.get("/{explanation_id}/replay")
def get_replay(explanation_id: IdInPath, caller: Caller) -> Any:
    """The figure computed again from what was stored."""
    return to_plain(caller.perform(replay, explanation_id))
