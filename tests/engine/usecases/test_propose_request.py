"""A request worked out before it is made: what keeps the evidence from being told."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from assistant.rendering.costs import proposal_lines
from assistant.speech import Speech
from engine.store.database import Database
from engine.store.tables import Course, CourseSkill
from engine.usecases.estimate_cost import Training
from engine.usecases.propose_request import Proposal, propose_request
from tests.conftest import engine_over

COURSE = "TC-EQ"


def proposed(store: Database) -> Proposal:
    with store.reading() as session:
        assert session.scalar(select(Course.id).where(Course.code == COURSE)) is not None
    engine = engine_over(store)
    return engine.perform(propose_request, "workshop-head", "test", Training(course=COURSE), 20)


def untaught(store: Database) -> Database:
    with store.transaction() as session:
        session.execute(delete(CourseSkill))
    return store


def test_where_courses_teach_skills_nothing_is_lacking(sample_store: Database) -> None:
    assert proposed(sample_store).lacks is None


def test_where_no_course_is_known_to_teach_that_is_lacking(sample_store: Database) -> None:
    proposal = proposed(untaught(sample_store))
    assert (proposal.need, proposal.lacks) == (None, "teaches_no_skill")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "没有登记各门课程教哪些技能。缺的是："),
        ("en", "which skills the courses teach is not known."),
    ],
)
def test_who_can_load_what_is_lacking_is_told(
    sample_store: Database, language: str, said: str
) -> None:
    store = untaught(sample_store)
    speech = Speech(language, engine_over(store).company().fiscal)
    assert any(said in line for line in proposal_lines(speech, proposed(store)))
