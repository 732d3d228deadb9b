"""Trying an act of the engine before it is confirmed: what it would answer, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from engine.usecases.context import Context

P = ParamSpec("P")
R = TypeVar("R")
# Of an act that is only tried; what it is claimed with is undone as well.
NO_KEY = "rehearsal"


def rehearsal(
    act: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """`act` done, and all of it undone: only its answer, or its refusal, is left."""

    @wraps(act)
    def tried(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
        savepoint = context.session.begin_nested()
        try:
            return act(context, *args, **kwargs)
        finally:
            savepoint.rollback()
            context.deeds.clear()

    return tried
