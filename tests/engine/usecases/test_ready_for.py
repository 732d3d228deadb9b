"""Who meets what a position requires, and what one person lacks for it."""

from __future__ import annotations

from datetime import date

import pytest

from engine.store.database import Database
from engine.usecases.ready_for import ReadyFor, positions_beside, ready_for
from engine.usecases.towards_position import TowardsPosition, positions_next, towards_position
from engine.values.errors import NotEnoughData, NotFound, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.workflow import Office

HEAD, OTHER = "HEAD1", "HEAD2"


@pytest.fixture
def office(either_store: Database) -> Office:
    """Twelve workers, of whom the first two meet what leaders need, one but for a certificate."""
    company = Company()
    unit, other = company.unit("first", company.root), company.unit("second", company.root)
    company.head(unit, HEAD)
    company.head(other, OTHER)
    worker, leader = company.position("worker"), company.position("leader")
    company.position("nothing")
    skill, second = company.skill("leading"), company.skill("planning")
    company.requires(leader, skill, "3")
    company.requires(leader, second, "2")
    company.requires(worker, skill, "1")
    licence = company.certificate("licence", second, leader)
    people = [company.person(unit, number=f"W{number:02}", position=worker) for number in range(12)]
    company.assess(people[:3], skill, "3.5")
    company.assess(people[3:5], skill, "2.5")
    company.assess(people[:5], second, "2")
    company.certify(people[:1], licence)
    company.certify(people[1:2], licence, date(YEAR - 1, 1, 1))
    company.write(either_store)
    return Office(either_store)


def ready(office: Office, who: str = HEAD, *where: str | None) -> ReadyFor:
    found: ReadyFor = office.do(who, ready_for, "PO2", *where)
    return found


def towards(office: Office, who: str, of: str | None = None, code: str = "PO2") -> TowardsPosition:
    found: TowardsPosition = office.do(who, towards_position, code, of)
    return found


def test_who_meets_all_is_ready(office: Office) -> None:
    found = ready(office)
    assert (found.asked, found.ready, found.requires) == (12, 1, 3)
    assert found.candidates[0].person.code == "W00"


def test_those_who_lack_least_come_next(office: Office) -> None:
    """An expired certificate counts as none; who was never assessed is not near."""
    nearest = [(one.person.code, one.open) for one in ready(office).candidates[1:6]]
    assert nearest == [("W01", 1), ("W02", 1), ("W03", 2), ("W04", 2), ("W05", 3)]


def test_what_somebody_lacks_is_told(office: Office) -> None:
    (row,) = [one for one in ready(office).candidates if one.person.code == "W03"]
    assert [(str(one.level), str(one.required)) for one in row.lacking] == [("2.50", "3.00")]
    assert row.missing == 1


def test_who_sees_no_people_gets_the_number_alone(office: Office) -> None:
    found = ready(office, DIRECTOR)
    assert (found.ready, found.candidates, found.named) == (1, (), False)


def test_of_a_group_too_small_nothing_is_told_to_who_sees_no_people(office: Office) -> None:
    with pytest.raises(NotEnoughData) as refused:
        ready(office, DIRECTOR, "U3")
    assert refused.value.code == "group_withheld"


def test_a_position_that_requires_nothing_is_refused(office: Office) -> None:
    with pytest.raises(NotEnoughData) as refused:
        office.do(HEAD, ready_for, "PO3")
    assert refused.value.code == "position_requires_nothing"


@pytest.mark.parametrize(("who", "unit"), [("W00", None), (OTHER, "U2")])
def test_it_is_for_those_in_charge(office: Office, who: str, unit: str | None) -> None:
    with pytest.raises(NotPermitted):
        ready(office, who, unit)


def test_one_learns_what_he_lacks_himself(office: Office) -> None:
    found = towards(office, "W03")
    assert [(one.skill.skill.name, one.gap > 0) for one in found.skills] == [
        ("leading", True),
        ("planning", False),
    ]
    assert [one.status for one in found.certificates] == ["missing"]


def test_what_a_position_does_not_require_is_left_out(office: Office) -> None:
    found = towards(office, "W00", code="PO1")
    assert [one.skill.skill.name for one in found.skills] == ["leading"]
    assert found.certificates == ()


def test_of_others_people_nobody_learns(office: Office) -> None:
    with pytest.raises(NotFound):
        towards(office, OTHER, "W00")
    with pytest.raises(NotPermitted):
        towards(office, "W01", "W00")


def test_positions_without_a_family_are_beside_none(office: Office) -> None:
    assert office.do("W00", positions_next) == ()
    assert office.do(HR, positions_beside, "PO1") == ()
