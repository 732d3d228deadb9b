"""Whatever a file says: the same twice changes nothing, and a corrected one leaves what would be
there if only that one had been loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    Participation,
    SurveyAnswer,
    TrainingSession,
)
from tests.engine.imports.loading.company import people, trainings
from tests.engine.imports.loading.test_survey_answers import form
from tests.engine.imports.tables import asked, fates, load

HEAD = "工号,课程,培训日期,费用,培训结果\n"
COURSES = ("谈判", "焊接", "Forklift")
DAYS = tuple(f"2026-0{month}-{day}" for month in (3, 4, 6) for day in ("02", "09", "27"))
# What is repeated on the rows of a session is asked about, which is none of this.
EACH = {"repeated_sum": "each"}
CORRECTED = {"redated_trainings": "corrected", **EACH}


@dataclass(frozen=True)
class Row:
    person: int
    course: str
    day: str
    cost: int | None
    outcome: str

    def __str__(self) -> str:
        cost = "" if self.cost is None else self.cost
        return f"{self.person},{self.course},{self.day},{cost},{self.outcome}\n"


rows = st.builds(
    Row,
    person=st.integers(1, 6),
    course=st.sampled_from(COURSES),
    day=st.sampled_from(DAYS),
    cost=st.sampled_from((100, 250, 900)),
    outcome=st.sampled_from(("合格", "不合格", "")),
)
# Somebody is trained in a course once; what cannot be told apart is none of this.
lists = st.lists(rows, min_size=2, max_size=9, unique_by=lambda one: (one.person, one.course))
corrections = st.lists(st.sampled_from(("none", "day", "cost", "outcome")), min_size=9, max_size=9)


def text(some: list[Row]) -> str:
    return HEAD + "".join(map(str, some))


def corrected(some: list[Row], what: list[str]) -> list[Row]:
    """Each row with another day, cost or outcome, but for the first: a list that comes again."""
    later = {
        "none": lambda one: one,
        "day": lambda one: replace(one, day=DAYS[DAYS.index(one.day) - 1]),
        "cost": lambda one: replace(one, cost=(one.cost or 0) + 37),
        "outcome": lambda one: replace(one, outcome="合格"),
    }
    return [some[0], *(later[how](one) for one, how in zip(some[1:], what[1:], strict=False))]


def said(database: Database) -> list[tuple[str, ...]]:
    """What the store has: who took part in what, when, at which cost, how it ended."""
    with database.reading() as session:
        found = session.execute(
            select(
                Employee.emp_no,
                Course.name,
                TrainingSession.start_date,
                TrainingSession.end_date,
                TrainingSession.code,
                Participation.outcome,
            )
            .join(Participation, Participation.employee_id == Employee.id)
            .join(TrainingSession, TrainingSession.id == Participation.session_id)
            .join(Course, Course.id == TrainingSession.course_id)
        ).all()
        costs = session.execute(
            select(
                TrainingSession.code, CostLine.reference, CostLine.amount, CostLine.currency
            ).join(TrainingSession, TrainingSession.id == CostLine.session_id)
        ).all()
        sessions = session.scalars(select(TrainingSession.code)).all()
    every = [*found, *costs, *((one,) for one in sessions)]
    return sorted(tuple(map(str, one)) for one in every)


@pytest.fixture
def stores(empty_file: Path, tmp_path: Path) -> Iterator[Stores]:
    made = Stores(empty_file, tmp_path)
    yield made
    made.dispose()


class Stores:
    """A fresh store with thirty people, as often as one is wanted."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self._empty, self._folder, self._made = empty, folder, list[Database]()

    def fresh(self) -> Database:
        path = self._folder / f"{len(self._made)}.sqlite"
        path.write_bytes(self._empty.read_bytes())
        database = Database(f"sqlite:///{path}")
        people(database)
        self._made.append(database)
        return database

    def with_(self, *texts: str, answers: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
        """What a store has of these files, one after the other."""
        database = self.fresh()
        for one in texts:
            trainings(database, one, answers)
        return said(database)

    def dispose(self) -> None:
        for one in self._made:
            one.dispose()


quick = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(some=lists)
def test_the_same_twice_changes_nothing(stores: Stores, some: list[Row]) -> None:
    database = stores.fresh()
    trainings(database, text(some), EACH)
    before = said(database)
    again = trainings(database, text(some), EACH)
    assert (fates(again), asked(again), again.changes) == ({"SAME": len(some)}, [], [])
    assert said(database) == before


@quick
@given(some=lists, what=corrections)
def test_a_corrected_file_is_as_if_it_alone_had_been_loaded(
    stores: Stores, some: list[Row], what: list[str]
) -> None:
    right = text(corrected(some, what))
    assert stores.with_(text(some), right, answers=CORRECTED) == stores.with_(
        right, answers=CORRECTED
    )


scores = st.lists(st.integers(1, 5), min_size=1, max_size=6)


@quick
@given(some=scores, right=scores)
def test_corrected_anonymous_answers_are_as_if_they_alone_had_been_loaded(
    stores: Stores, some: list[int], right: list[int]
) -> None:
    database = stores.fresh()
    for one in (some, right, right):
        lines = "".join(f"{score}\n" for score in one)
        load(database, form(f"满意吗\n{lines}"), answers={"anonymous_again": "replace"})
    with database.reading() as session:
        found = session.scalars(select(SurveyAnswer.score)).all()
    # A list that only lacks some of the answers takes none away.
    only_lacks = not Counter(right) - Counter(some)
    assert Counter(map(int, filter(None, found))) == Counter(some if only_lacks else right)
