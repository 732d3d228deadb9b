"""Needs made of what was answered in a survey, when HR says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.queries.numbers import next_number
from engine.store.tables import Course, Need, NeedsSurvey, Skill
from engine.usecases.context import Context
from engine.usecases.needs.topics import same_topic
from engine.usecases.report_need import EMPLOYEE_PRIORITY
from engine.usecases.survey_questions import SCALE, as_question, questions_of
from engine.usecases.survey_results import answers_of, survey_run
from engine.usecases.surveys import EMPLOYEES, HEADS, MANAGEMENT
from engine.values.errors import InvalidInput

LONGEST_TOPIC = 200
# Whose need it is that an audience tells of.
ORIGINS = {EMPLOYEES: "employee", HEADS: "business", MANAGEMENT: "strategy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsMade:
    """`made` are topics and how many people want them; `known` were made before."""

    number: str
    made: tuple[tuple[str, int], ...]
    known: tuple[str, ...]


def needs_from_survey(context: Context, number: str, position_no: int, key: str) -> NeedsMade:
    """Make needs of what was answered to a question: one for each choice, or each topic that was
    written, with how many people want it. Who said it is not kept with it.

    Raises:
        NotFound: no such survey.
        NotPermitted: HR alone runs surveys.
        InvalidInput: no such question, one with a scale, or fewer answers than can be told.
    """
    survey = survey_run(context, number)
    rows = {one.position_no: one for one in questions_of(context, survey)}
    if position_no not in rows:
        raise InvalidInput("no_such_question", at=position_no, questions=len(rows))
    question = as_question(rows[position_no])
    if question.kind == SCALE:
        raise InvalidInput("no_needs_of_scale", at=position_no)
    said = [
        str(of[rows[position_no].id])
        for of in answers_of(context, survey).values()
        if rows[position_no].id in of
    ]
    if len(said) < context.policy.need.smallest_group:
        raise InvalidInput("too_few_answers", smallest=context.policy.need.smallest_group)
    topics = _topics(said)
    known = [topic for topic in topics if _is_known(context, survey, topic)]
    for topic, people in topics.items():
        if topic not in known:
            _make(context, survey, topic, people)
    context.record("needs_from_survey", number, key, question=position_no, topics=len(topics))
    made = tuple((topic, people) for topic, people in topics.items() if topic not in known)
    return NeedsMade(number=survey.number, made=made, known=tuple(known))


def _topics(said: Sequence[str]) -> dict[str, int]:
    """Topics that are the same are one, in the words of the first; the most wanted first."""
    by_topic: dict[str, list[str]] = {}
    for one in said:
        by_topic.setdefault(same_topic(one), []).append(one)
    found = sorted(by_topic.values(), key=lambda one: -len(one))
    return {one[0][:LONGEST_TOPIC]: len(one) for one in found}


def _is_known(context: Context, survey: NeedsSurvey, topic: str) -> bool:
    """Whether a need was made of it already."""
    found = context.session.scalar(
        select(Need.id).where(
            Need.topic == topic, Need.year == survey.year, Need.reason == survey.number
        )
    )
    return found is not None


def _make(context: Context, survey: NeedsSurvey, topic: str, people: int) -> None:
    context.session.add(
        Need(
            number=next_number(context.session, Need.number, f"ND-{context.today.year}-"),
            origin=ORIGINS[survey.audience],
            raised_by_id=survey.opened_by_id,
            org_unit_id=survey.org_unit_id,
            skill_id=_called(context, Skill, topic),
            course_id=_called(context, Course, topic),
            kpi_id=None,
            topic=topic,
            reason=survey.number,
            headcount=people,
            priority=EMPLOYEE_PRIORITY,
            year=survey.year,
            status="open",
            created_at=context.now,
        )
    )
    context.session.flush()


def _called(context: Context, table: type[Course] | type[Skill], words: str) -> int | None:
    """The id of the one of that name."""
    called = (table.name == words) | (table.name_en == words)
    return context.session.scalars(select(table.id).where(called).limit(1)).one_or_none()
