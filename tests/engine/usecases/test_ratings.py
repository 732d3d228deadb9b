"""Rating courses: only those one took, one a year, the mean only of enough people."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from engine.store.database import Database
from engine.store.tables import CourseRating, Employee, Participation
from engine.usecases.ratings import FEWEST_SHOWN, Rating, courses_taken, rate_course
from engine.values.errors import InvalidInput, NotFound
from tests.workflow import COURSE, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def learners(office: Office) -> list[str]:
    """The employee numbers of those who took the course."""
    with office.database.reading() as session:
        taken = select(Participation.employee_id).distinct()
        return list(session.scalars(select(Employee.emp_no).where(Employee.id.in_(taken))))


def test_only_what_one_took_is_offered(office: Office) -> None:
    assert [one.code for one in office.do(learners(office)[0], courses_taken)] == [COURSE]
    assert office.do(WORKER, courses_taken) == ()


def test_a_course_not_taken_is_not_rated(office: Office) -> None:
    with pytest.raises(InvalidInput) as error:
        office.do(WORKER, rate_course, Rating(COURSE, Decimal(5), "good"), "key")
    assert error.value.code == "course_not_taken"


@pytest.mark.parametrize("stars", ["0", "5.5", "-1"])
def test_stars_are_one_to_five(office: Office, stars: str) -> None:
    with pytest.raises(InvalidInput):
        office.do(learners(office)[0], rate_course, Rating(COURSE, Decimal(stars), ""), "key")


def test_an_unknown_course_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.do(learners(office)[0], rate_course, Rating("NO-SUCH", None, ""), "key")


def test_a_second_rating_of_the_year_replaces_the_first(office: Office) -> None:
    person = learners(office)[0]
    office.do(person, rate_course, Rating(COURSE, Decimal(2), "dull"), "one")
    office.do(person, rate_course, Rating(COURSE, Decimal(4), "better"), "two")
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CourseRating)) == 1
        assert session.scalars(select(CourseRating.stars)).one() == 4


def test_the_mean_hides_each_until_enough_rated(office: Office) -> None:
    people = learners(office)[:FEWEST_SHOWN]
    receipts = [
        office.do(person, rate_course, Rating(COURSE, Decimal(4), ""), f"by-{person}")
        for person in people
    ]
    assert [one.mean for one in receipts] == [None] * (FEWEST_SHOWN - 1) + [Decimal("4.00")]
