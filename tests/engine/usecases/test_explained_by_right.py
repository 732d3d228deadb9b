"""How a figure came about is shown by the right that one holds now, to who asked for it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from assistant.errors import say_error
from assistant.speech import Speech
from engine.policy import Policy, load_policy
from engine.query.value import Condition, Query
from engine.store.database import Database
from engine.store.tables import Employee, Explanation, OrgUnit, Request, RoleGrant
from engine.usecases.budget_status import budget_status
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.explanations import explain, replay
from engine.usecases.need_evidence import who_should_go
from engine.usecases.profile import profile
from engine.usecases.query import query
from engine.usecases.requests.reviewing import review_request
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.training_history import training_history
from engine.values.errors import NotFound, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.workflow import AUDITOR, COURSE, HEAD, OTHER_HEAD, WORKER, Office

DEPARTMENT, TEAM, OTHER = "U2", "U3", "U4"
EQ = Training(course=COURSE)
NAMES = Query(
    of="people",
    by=("person",),
    measures=("people",),
    where=(Condition(name="unit", values=(TEAM,)),),
)
ASKED: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "budget": (budget_status, (TEAM, YEAR + 1)),
    "costs": (estimate_cost, (EQ, 10)),
    "gaps": (skill_gap, (TEAM,)),
    "gaps of people": (gap_breakdown, ("person", TEAM)),
    "history": (training_history, (TEAM,)),
    "names": (query, (NAMES,)),
    "record": (profile, (WORKER,)),
    "who should go": (who_should_go, (EQ, TEAM)),
}
# What is of no unit is the same wherever one has the right.
OF_NO_UNIT = {"costs"}


@pytest.fixture
def office(empty_store: Database) -> Office:
    """A department (HEAD1) with a team of 10, WORK1 among them, and another one (HEAD2)."""
    company = Company()
    company.people(20, company.root)
    department = company.unit("department", company.root)
    team, other = company.unit("team", department), company.unit("other", company.root)
    position, skill = company.position("operator"), company.skill("skill")
    company.requires(position, skill, "3")
    company.head(department, HEAD)
    company.head(other, OTHER_HEAD)
    people = [*company.people(9, team, position), company.person(team, position, number=WORKER)]
    company.people(20, department, position)
    company.people(20, other, position)
    company.assess(people[:5], skill, "1")
    company.assess(people[5:], skill, "2")
    auditor = company.person(company.root, number=AUDITOR)
    company.rows.add(RoleGrant, employee_id=auditor, role="auditor", org_unit_id=company.root)
    company.session(company.course("course", teaches=skill), people, "10000")
    company.budget(team, "50000", YEAR + 1)
    company.write(empty_store)
    return Office(empty_store)


def ask(office: Office, who: str, what: str) -> int:
    usecase, args = ASKED[what]
    return int(office.do(who, usecase, *args).explanation_id)


def loses_roles(office: Office, person: str) -> None:
    with office.database.transaction() as session:
        who = select(Employee.id).where(Employee.emp_no == person).scalar_subquery()
        session.execute(delete(RoleGrant).where(RoleGrant.employee_id == who))
        headed = update(OrgUnit).where(OrgUnit.head_employee_id == who)
        session.execute(headed.values(head_employee_id=None))


def moves(office: Office, unit: str, below: str) -> None:
    with office.database.transaction() as session:
        above = session.scalars(select(OrgUnit).where(OrgUnit.code == below)).one()
        moved = session.scalars(select(OrgUnit).where(OrgUnit.code == unit)).one()
        moved.parent_id, moved.path = above.id, f"{above.path}{unit}/"


def goes_to(office: Office, person: str, unit: str) -> None:
    with office.database.transaction() as session:
        where = select(OrgUnit.id).where(OrgUnit.code == unit).scalar_subquery()
        session.execute(update(Employee).where(Employee.emp_no == person).values(org_unit_id=where))


def withholding(smallest: int) -> Policy:
    policy = load_policy()
    need = policy.need.model_copy(update={"smallest_group": smallest})
    return policy.model_copy(update={"need": need})


def is_shown(office: Office, who: str, number: int | None = None) -> bool:
    """Whether it is shown; a replay shows no more than an explanation."""
    seen = []
    for usecase in (explain, replay):
        try:
            office.do(who, usecase, number)
        except (NotFound, NotPermitted):
            seen.append(False)
        else:
            seen.append(True)
    assert seen[0] == seen[1]
    return seen[0]


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("who", [HR, HEAD])
def test_it_is_shown_while_one_has_the_right_and_no_longer(
    office: Office, who: str, what: str
) -> None:
    number = ask(office, who, what)
    assert is_shown(office, who, number)
    loses_roles(office, who)
    assert not is_shown(office, who, number)
    assert not is_shown(office, who)


@pytest.mark.parametrize("what", sorted(set(ASKED) - OF_NO_UNIT))
def test_a_unit_that_went_elsewhere_takes_its_figures_along(office: Office, what: str) -> None:
    number = ask(office, HEAD, what)
    moves(office, TEAM, below=OTHER)
    assert not is_shown(office, HEAD, number)


def test_a_person_who_went_elsewhere_takes_his_record_along(office: Office) -> None:
    number = ask(office, HEAD, "record")
    goes_to(office, WORKER, OTHER)
    assert not is_shown(office, HEAD, number)


def test_what_was_told_of_few_people_is_not_shown_once_they_are_too_few(office: Office) -> None:
    of_director, of_hr = ask(office, DIRECTOR, "gaps"), ask(office, HR, "gaps")
    office.policy = withholding(12)
    assert not is_shown(office, DIRECTOR, of_director)
    assert is_shown(office, HR, of_hr)


def test_his_own_record_stays_his(office: Office) -> None:
    number = office.do(WORKER, profile).explanation_id
    goes_to(office, WORKER, OTHER)
    assert is_shown(office, WORKER, number)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_lost_the_right_is_told_so(office: Office, language: str) -> None:
    number = ask(office, HR, "gaps")
    loses_roles(office, HR)
    with pytest.raises(NotPermitted) as refused:
        office.do(HR, explain, number)
    assert refused.value.code == "past_answer"
    said = say_error(Speech(language), refused.value)
    assert "无权" in said or "no right" in said


def test_who_never_had_it_learns_nothing(office: Office) -> None:
    number = ask(office, HR, "gaps")
    for who in (WORKER, OTHER_HEAD):
        with pytest.raises(NotFound, match="nothing_to_explain"):
            office.do(who, explain, number)


@pytest.mark.parametrize("what", ["record", "gaps of people", "names"])
def test_who_looks_over_figures_does_not_therefore_see_people(office: Office, what: str) -> None:
    assert not is_shown(office, AUDITOR, ask(office, HR, what))


def test_nor_groups_smaller_than_he_may_be_told_of(office: Office) -> None:
    assert not is_shown(office, AUDITOR, ask(office, HR, "gaps"))
    assert is_shown(office, AUDITOR, ask(office, DIRECTOR, "gaps"))


def test_figures_of_money_are_looked_over(office: Office) -> None:
    assert is_shown(office, AUDITOR, ask(office, HEAD, "budget"))


def test_prices_of_ones_own_request_are_shown_while_one_may_see_costs(office: Office) -> None:
    number = office.submit(5, HEAD, unit=TEAM)
    with office.database.reading() as session:
        request = session.scalars(select(Request).where(Request.number == number)).one()
        priced = request.lines[0].explanation_id
    assert is_shown(office, HEAD, priced)
    assert is_shown(office, AUDITOR, priced)
    loses_roles(office, HEAD)
    assert not is_shown(office, HEAD, priced)


def test_a_review_is_shown_while_one_may_see_the_units_requests(office: Office) -> None:
    number = office.submit(5, HEAD, unit=TEAM)
    reviewed = office.do(HR, review_request, number)
    assert is_shown(office, HR, reviewed.check_explanation)
    loses_roles(office, HR)
    assert not is_shown(office, HR, reviewed.check_explanation)
    assert not is_shown(office, HR, reviewed.outlook_explanation)


def test_what_was_kept_before_rights_were_is_shown_to_nobody(office: Office) -> None:
    number = ask(office, HR, "budget")
    with office.database.transaction() as session:
        session.execute(update(Explanation).values(needs=None))
    for who in (HR, AUDITOR):
        with pytest.raises(NotFound, match="nothing_to_explain"):
            office.do(who, explain, number)
