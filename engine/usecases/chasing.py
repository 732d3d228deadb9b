"""Reminding, at somebody's word, those whose turn it is: of a request, or of a survey; once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, scope
from engine.queries.catalogue import named
from engine.queries.workflow import open_step
from engine.store.tables import AuditEvent, NeedsSurvey, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.requests.steps import tell
from engine.usecases.requests.takers import Takers, takers_of
from engine.usecases.requests.view import find
from engine.usecases.survey_questions import questions_of
from engine.usecases.survey_results import survey_run
from engine.usecases.surveys import answered_by, invited_by
from engine.values.errors import InvalidInput
from engine.values.results import Named

CHASE = "chase"
OF_REQUEST, OF_SURVEY = "request", "survey"
SURVEYS = "NS-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """Who is reminded: by name where it is a request, `count` of them where it is a survey. `step`
    is what a request waits for (duty and role), `due_on` until when."""

    number: str
    kind: str
    unit: Named
    people: tuple[str, ...] = ()
    count: int
    step: tuple[str, str] | None = None
    due_on: date


@reads
def whom_to_chase(context: Context, number: str | None) -> Chased:
    """Whom `chase` would remind; nothing is stored.

    Raises:
        what `chase` raises.
    """
    if _is_survey(number):
        return _of_survey(context, number)[0]
    return _of_request(context, number or "", lock=False)[0]


def chase(context: Context, number: str, key: str) -> Chased:
    """Remind whoever has the open step of a request, and their delegates; or those who have not
    answered a survey. The same key once.

    Raises:
        InvalidInput: it is nobody's turn, or the actor's own; it is not his to have it chased; they
            were reminded today.
        NotFound: no such request that he may see, no such survey that he runs.
        NotPermitted: he runs no surveys.
    """
    if _is_survey(number):
        found, missing = _of_survey(context, number)
        _tell_of_survey(context, found, missing)
    else:
        found, request, takers = _of_request(context, number, lock=True)
        step = open_step(context.session, request.id)
        assert step is not None
        people = takers.own or takers.passed_to
        tell(context, request, step, people, "step_chased", by=context.actor.name)
    context.record(CHASE, found.number, key, people=found.count)
    return found


def _is_survey(number: str | None) -> bool:
    return number is None or number.startswith(SURVEYS)


def _of_request(context: Context, number: str, *, lock: bool) -> tuple[Chased, Request, Takers]:
    request, unit = find(context, number, lock=lock)
    own = request.requester_id == context.actor.employee_id
    if not own and not unit.path.startswith(scope(context.actor, Right.RUN_TRAINING) or ("\0",)):
        raise InvalidInput("chase_not_yours", number=number)
    step = open_step(context.session, request.id)
    if step is None:
        raise InvalidInput("chase_nobody", number=number)
    takers = takers_of(context, request, unit, step)
    others = takers.own or takers.passed_to
    if any(one.employee_id == context.actor.employee_id for one in others):
        raise InvalidInput("chase_yourself", number=number)
    if not others:
        raise InvalidInput("chase_nobody", number=number)
    _require_not_today(context, number)
    found = Chased(
        number=request.number,
        kind=OF_REQUEST,
        unit=named(unit),
        people=tuple(one.name for one in others),
        count=len(others),
        step=(step.duty, step.role),
        due_on=context.company.day_of(step.due_at or context.now),
    )
    return found, request, takers


def _of_survey(context: Context, number: str | None) -> tuple[Chased, Sequence[int]]:
    survey = survey_run(context, number)
    if survey.closes_on < context.today:
        raise InvalidInput("chase_closed", number=survey.number, closes_on=survey.closes_on)
    missing = set(invited_by(context, survey)) - answered_by(context, survey)
    if not missing:
        raise InvalidInput("chase_all_answered", number=survey.number)
    _require_not_today(context, survey.number)
    unit = context.session.get_one(OrgUnit, survey.org_unit_id)
    found = Chased(
        number=survey.number,
        kind=OF_SURVEY,
        unit=named(unit),
        count=len(missing),
        due_on=survey.closes_on,
    )
    return found, sorted(missing)


def _tell_of_survey(context: Context, found: Chased, people: Sequence[int]) -> None:
    survey = context.session.scalars(
        select(NeedsSurvey).where(NeedsSurvey.number == found.number).with_for_update()
    ).one()
    context.notify(
        people,
        "survey_asks_due" if questions_of(context, survey) else "survey_due",
        number=survey.number,
        year=survey.year,
        closes_on=survey.closes_on,
        audience=survey.audience,
    )


def _require_not_today(context: Context, number: str) -> None:
    """Nobody is reminded twice a day of the same, whoever asks for it."""
    last = context.session.scalar(
        select(AuditEvent.at)
        .where(AuditEvent.subject == number, AuditEvent.action == CHASE)
        .order_by(AuditEvent.sequence.desc())
        .limit(1)
    )
    if last is not None and context.company.day_of(last) == context.today:
        raise InvalidInput("chased_today", number=number)
