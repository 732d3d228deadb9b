"""A budget for a course or a category is drawn on by requests of that course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from engine.queries.budget import line_balances
from engine.store.database import Database
from engine.store.tables import Course
from engine.usecases.budgets.setting import set_budget
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import RequestDraft, preview_request
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import BudgetExceeded
from engine.values.money import Money
from tests.company import DIRECTOR, YEAR
from tests.workflow import HEAD, OTHER_HEAD, Office, build, draft, require_invariants

NEXT = YEAR + 1


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    with either_store.transaction() as session:
        session.get_one(Course, 1).category = "safety"
        session.add(Course(code="TC2", name="other", category="safety", mandatory=False))
    yield Office(either_store)
    require_invariants(either_store)


def give(office: Office, programme: str, amount: int = 50_000, unit: str = "U2") -> None:
    money = Money(Decimal(amount), "CNY")
    office.do(DIRECTOR, set_budget, unit, NEXT, money, office.key(), programme)


def reserved(office: Office, path: str = "/U1/") -> dict[str, int]:
    """By unit and programme, where there is something."""
    with office.database.reading() as session:
        lines = line_balances(session, NEXT, [path])
    return {
        f"{line.unit.code} {line.programme}": int(line.balance.reserved.amount)
        for line in lines
        if line.balance.reserved.amount
    }


def test_a_courses_own_line_pays(office: Office) -> None:
    give(office, "TC1")
    office.submit(20)
    assert reserved(office) == {"U2 TC1": 20_000}


def test_else_its_categorys(office: Office) -> None:
    give(office, "safety")
    office.submit(20)
    assert reserved(office) == {"U2 safety": 20_000}


def test_the_closest_first(office: Office) -> None:
    for programme in ("safety", "TC1"):
        give(office, programme)
    office.submit(20)
    office.submit(5, programme="TC1@U2")
    assert reserved(office) == {"U2 TC1": 25_000}


def test_another_course_draws_on_what_is_for_all(office: Office) -> None:
    give(office, "TC2")
    office.submit(20)
    assert reserved(office) == {"U2 all": 20_000}


def test_courses_of_one_category_together_draw_on_its_line(office: Office) -> None:
    give(office, "TC1")
    give(office, "safety")
    first = draft(5).lines[0]
    other = replace(first, training=quoted_other())
    office.do(HEAD, submit_request, RequestDraft((first, other)), office.key())
    assert list(reserved(office)) == ["U2 safety"]


def quoted_other() -> Training:
    from engine.values.quotation import Quotation

    return Training(course="TC2", quotation=Quotation.per_head(Money(Decimal(100), "CNY")))


def test_a_unit_with_a_line_for_the_course_alone(office: Office) -> None:
    """Its team asks for the course; whatever else it asks for, the unit above pays."""
    give(office, "all", 10_000, "U1")
    give(office, "TC1", 30_000, "U1")
    office.submit(5, who=OTHER_HEAD)
    assert reserved(office) == {"U3 all": 5_000}


def test_what_would_pay_is_shown_before(office: Office) -> None:
    give(office, "TC1")
    preview = office.do(HEAD, preview_request, draft(20))
    assert preview.line.programme == "TC1"
    assert preview.line.balance.available == Money(Decimal(50_000), "CNY")


def test_a_line_that_is_used_up_refuses(office: Office) -> None:
    """Nothing is taken from another line behind anybody's back."""
    give(office, "TC1", 19_999)
    with pytest.raises(BudgetExceeded, match="budget_exceeded"):
        office.submit(20)


def test_its_approval_and_invoice_stay_there(office: Office) -> None:
    give(office, "TC1")
    number = office.approved(20)
    assert office.held(number, "commit") == 20_000
    with office.database.reading() as session:
        lines = line_balances(session, NEXT, ["/U1/U2/"])
    assert {line.programme: int(line.balance.committed.amount) for line in lines} == {
        "all": 0,
        "TC1": 20_000,
    }
