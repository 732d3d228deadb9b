"""Collecting needs: HR opens a survey; heads and the management state their goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Right, Role
from engine.queries.catalogue import by_code, named
from engine.queries.numbers import next_number
from engine.queries.people import grant_holders, heads_under, working_in
from engine.store.tables import (
    Employee,
    GoalStatement,
    Kpi,
    Need,
    NeedsSurvey,
    NeedsSurveyAnswer,
    OrgUnit,
    Skill,
)
from engine.usecases.context import Context, reads
from engine.usecases.survey_questions import (
    Question,
    keep_questions,
    questions_of,
    require_questions,
)
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput
from engine.values.results import Named

EMPLOYEES, HEADS, MANAGEMENT = "employees", "heads", "management"
AUDIENCES = (EMPLOYEES, HEADS, MANAGEMENT)
# Two weeks, where nobody said until when.
USUAL_DAYS = 14
LONGEST_STATEMENT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAsked:
    """Whom to ask under which unit (the actor's own, unless said) about which year (the
    next), until when (in two weeks); without questions of one's own, what is lacked is asked."""

    audience: str = EMPLOYEES
    unit: str | None = None
    year: int | None = None
    closes_on: date | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyView:
    """A survey as it will be or was opened; `number` is empty before."""

    number: str
    unit: Named
    audience: str
    year: int
    closes_on: date
    invited: int
    questions: tuple[Question, ...] = ()


@reads
def preview_survey(context: Context, asked: SurveyAsked) -> SurveyView:
    """What opening it would do; nothing is stored.

    Raises:
        NotPermitted: the actor is not HR of that unit.
        InvalidInput: it would be closed before it opens, nobody is there to be asked, or a question
            is none.
    """
    unit = unit_for(context, Right.RUN_SURVEYS, asked.unit)
    require_questions(asked.questions)
    return _view(context, "", unit, asked, len(_invited(context, unit, asked.audience)))


def launch_survey(context: Context, asked: SurveyAsked, key: str) -> SurveyView:
    """Open it and tell everybody who is asked; the same key opens it once.

    Raises:
        NotPermitted, InvalidInput: as for the preview.
    """
    unit = unit_for(context, Right.RUN_SURVEYS, asked.unit)
    require_questions(asked.questions)
    invited = _invited(context, unit, asked.audience)
    number = next_number(context.session, NeedsSurvey.number, f"NS-{context.today.year}-")
    view = _view(context, number, unit, asked, len(invited))
    survey = NeedsSurvey(
        number=number,
        audience=asked.audience,
        org_unit_id=unit.id,
        year=view.year,
        closes_on=view.closes_on,
        opened_by_id=context.actor.employee_id,
        opened_at=context.now,
        reminded_at=None,
    )
    context.session.add(survey)
    context.session.flush()
    keep_questions(context, survey, asked.questions)
    context.notify(
        invited,
        "survey_asks" if asked.questions else "survey_open",
        number=number,
        year=view.year,
        closes_on=view.closes_on,
        audience=asked.audience,
    )
    context.record("launch_survey", number, key, audience=asked.audience, unit=unit.code)
    return view


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSaid:
    """A goal in its author's words, and what was understood of it (codes; per cent; the year,
    where it was said)."""

    statement: str
    kpi: str | None = None
    percent_from: Decimal | None = None
    percent_to: Decimal | None = None
    skill: str | None = None
    topic: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class GoalReceipt:
    """`survey` is the open survey that it answers, if there is one."""

    number: str
    unit: Named
    year: int
    survey: str | None


def state_goal(context: Context, said: GoalSaid, key: str) -> GoalReceipt:
    """Keep a goal or a problem of the unit that the actor stands for; the same key once.

    Raises:
        NotPermitted: the actor leads nothing.
        InvalidInput: nothing was said, or too much.
        NotFound: no such KPI or skill.
    """
    unit = unit_for(context, Right.STATE_GOALS, None)
    if not said.statement.strip():
        raise InvalidInput("no_statement")
    if len(said.statement) > LONGEST_STATEMENT:
        raise InvalidInput("statement_too_long", longest=LONGEST_STATEMENT)
    survey = _open_survey(context)
    if survey and said.year not in (None, survey.year):
        survey = None
    year = said.year or (survey.year if survey else context.fiscal_year + 1)
    number = _store(context, said, unit, survey, year, key)
    return GoalReceipt(number, named(unit), year, survey.number if survey else None)


def _store(
    context: Context,
    said: GoalSaid,
    unit: OrgUnit,
    survey: NeedsSurvey | None,
    year: int,
    key: str,
) -> str:
    session = context.session
    number = next_number(session, GoalStatement.number, f"GS-{context.today.year}-")
    session.add(
        GoalStatement(
            number=number,
            survey_id=survey.id if survey else None,
            stated_by_id=context.actor.employee_id,
            org_unit_id=unit.id,
            year=year,
            statement=said.statement.strip(),
            kpi_id=by_code(session, Kpi, said.kpi).id if said.kpi else None,
            percent_from=said.percent_from,
            percent_to=said.percent_to,
            skill_id=by_code(session, Skill, said.skill).id if said.skill else None,
            topic=said.topic,
            created_at=context.now,
        )
    )
    context.record("state_goal", number, key, unit=unit.code, year=year)
    return number


def surveys_to_remind_of(session: Session, last_day: date) -> list[str]:
    """The numbers of the surveys that close by then, of which nobody was reminded."""
    return list(
        session.scalars(
            select(NeedsSurvey.number)
            .where(NeedsSurvey.closes_on <= last_day, NeedsSurvey.reminded_at.is_(None))
            .order_by(NeedsSurvey.id)
        )
    )


def remind_of_survey(context: Context, number: str) -> int:
    """Tell those who were asked and have not answered; how many. Once, and not after it
    closed."""
    statement = select(NeedsSurvey).where(NeedsSurvey.number == number).with_for_update()
    survey = context.session.scalars(statement).one()
    if survey.reminded_at is not None:
        return 0
    survey.reminded_at = context.now
    if survey.closes_on < context.today:
        return 0
    unit = context.session.get_one(OrgUnit, survey.org_unit_id)
    missing = set(_invited(context, unit, survey.audience)) - answered_by(context, survey)
    context.notify(
        missing,
        "survey_asks_due" if questions_of(context, survey) else "survey_due",
        number=number,
        year=survey.year,
        closes_on=survey.closes_on,
        audience=survey.audience,
    )
    context.record("remind_of_survey", number, people=len(missing))
    return len(missing)


def answered_by(context: Context, survey: NeedsSurvey) -> set[int]:
    """Who has answered one of its questions; where it has none, employees answer by reporting what
    they lack, heads and management by stating goals."""
    session = context.session
    if questions := questions_of(context, survey):
        ids = [one.id for one in questions]
        answers = select(NeedsSurveyAnswer.employee_id)
        return set(session.scalars(answers.where(NeedsSurveyAnswer.question_id.in_(ids))))
    if survey.audience == EMPLOYEES:
        needs = select(Need.raised_by_id).where(Need.created_at >= survey.opened_at)
        return set(session.scalars(needs))
    goals = select(GoalStatement.stated_by_id).where(GoalStatement.survey_id == survey.id)
    return set(session.scalars(goals))


def _open_survey(context: Context) -> NeedsSurvey | None:
    """The newest survey of heads or management that is still open."""
    return context.session.scalars(
        select(NeedsSurvey)
        .where(NeedsSurvey.closes_on >= context.today, NeedsSurvey.audience != EMPLOYEES)
        .order_by(NeedsSurvey.id.desc())
        .limit(1)
    ).one_or_none()


def _view(
    context: Context, number: str, unit: OrgUnit, asked: SurveyAsked, invited: int
) -> SurveyView:
    closes_on = asked.closes_on or context.today + timedelta(days=USUAL_DAYS)
    if closes_on < context.today:
        raise InvalidInput("survey_closed_before", closes_on=closes_on)
    if not invited:
        raise InvalidInput("nobody_to_ask", unit=named(unit))
    year = asked.year or context.fiscal_year + 1
    return SurveyView(
        number=number,
        unit=named(unit),
        audience=asked.audience,
        year=year,
        closes_on=closes_on,
        invited=invited,
        questions=asked.questions,
    )


def invited_by(context: Context, survey: NeedsSurvey) -> Sequence[int]:
    """Whom it asks now."""
    unit = context.session.get_one(OrgUnit, survey.org_unit_id)
    return _invited(context, unit, survey.audience)


def _invited(context: Context, unit: OrgUnit, audience: str) -> Sequence[int]:
    """The ids of whom it asks.

    Raises:
        InvalidInput: no such audience.
    """
    if audience not in AUDIENCES:
        raise InvalidInput("unknown_audience", audience=audience)
    session = context.session
    if audience == HEADS:
        return heads_under(session, unit.path)
    if audience == MANAGEMENT:
        return grant_holders(session, Role.MANAGEMENT, context.today)
    return session.scalars(select(Employee.id).where(working_in((unit.path,)))).all()
