"""What HR does with an approved training, and the sessions in which it takes place."""

from __future__ import annotations

from engine.access import Right, require
from engine.queries.request_sessions import sessions_of_request
from engine.store.tables import OrgUnit, Request, RequestLine, TrainingSession
from engine.usecases.context import Context
from engine.usecases.requests.view import require_version
from engine.workflow.life import Event, after


def run_training(
    context: Context, request: Request, unit: OrgUnit, event: Event, version: int | None
) -> None:
    """Bring it on.

    Raises:
        InvalidInput: it is in another state, or was changed meanwhile.
        NotPermitted: HR alone runs trainings.
    """
    require(context.actor, Right.RUN_TRAINING, unit.path)
    require_version(request, version)
    request.state = after(request.state, event, request.number)
    request.version += 1


def lines_with_sessions(
    context: Context, request: Request
) -> list[tuple[RequestLine, TrainingSession]]:
    """Those of its lines of which the course is known, once its days are set."""
    lines = {line.id: line for line in request.lines}
    return [
        (lines[held.request_line_id], held)
        for held in sessions_of_request(context.session, request.id)
        if held.request_line_id is not None
    ]
