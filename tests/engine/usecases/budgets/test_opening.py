"""What lines began with, posted within somebody else's transaction, as an import does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from engine.queries.budget import ALL
from engine.store.database import Database
from engine.store.tables import BudgetEntry, BudgetPosting, OrgUnit
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.lines import Aim, LineSet, set_line
from engine.usecases.budgets.opening import Opening, open_line
from engine.usecases.budgets.versions import YEARS_OF_FILES
from engine.usecases.context import Context
from engine.usecases.ledger.periods import close_year
from engine.values.errors import BudgetExceeded, EngineError, InvalidInput
from engine.values.money import Money
from tests.company import DIRECTOR, YEAR
from tests.workflow import FINANCE, Office, build, require_invariants

NEXT = YEAR + 1


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def load(
    context: Context,
    amount: int,
    committed: int | None = None,
    spent: int | None = None,
    year: int = YEAR,
    quarter: int | None = None,
) -> LineSet:
    """As a loader would."""
    unit = context.session.scalars(select(OrgUnit).where(OrgUnit.code == "U2")).one()
    said = [None if one is None else cny(one) for one in (committed, spent)]
    aim = Aim(unit=unit, fiscal_year=year, programme=ALL, quarter=quarter)
    done = open_line(context, aim, Opening(cny(amount), *said))
    context.record("import", "budgets")
    return done


def sums(office: Office, year: int = YEAR) -> tuple[int, int, int, int]:
    return office.sums("U2", year)


def opened(office: Office, *args: Any, **kwargs: Any) -> LineSet:
    done: LineSet = office.engine.perform_as_operator(load, *args, **kwargs)
    return done


def test_what_was_spent_so_far(office: Office) -> None:
    assert opened(office, 180_000, 20_000, 60_000).created
    assert sums(office) == (0, 20_000, 60_000, 100_000)
    with office.database.reading() as session:
        posting = session.scalars(select(BudgetPosting).order_by(BudgetPosting.id.desc())).first()
        assert posting is not None
        entries = select(BudgetEntry).where(BudgetEntry.posting_id == posting.id)
        found = [(one.kind, int(one.amount)) for one in session.scalars(entries)]
    assert (posting.kind, found) == (
        "opening",
        [("allocate", 180_000), ("actual", 60_000), ("commit", 20_000)],
    )


def test_the_same_again_changes_nothing_and_a_corrected_one_corrects(office: Office) -> None:
    opened(office, 180_000, 20_000, 60_000)
    done = opened(office, 180_000, 20_000, 60_000)
    assert (done.created, done.before, done.after) == (False, cny(180_000), cny(180_000))
    with office.database.reading() as session:
        assert len(session.scalars(select(BudgetEntry.id)).all()) == 2 + 3
    opened(office, 190_000, spent=80_000)
    assert sums(office) == (0, 20_000, 80_000, 90_000)


def test_a_year_that_is_over(office: Office) -> None:
    opened(office, 100_000, spent=90_000, year=YEAR - 3)
    assert sums(office, YEAR - 3) == (0, 0, 90_000, 10_000)
    with office.database.reading() as session:
        days = set(session.scalars(select(BudgetEntry.booked_on).order_by(BudgetEntry.id)))
    assert f"{YEAR - 3}-12-31" in {str(day) for day in days}


def test_more_than_there_is(office: Office) -> None:
    with pytest.raises(BudgetExceeded, match="opening_beyond_budget"):
        opened(office, 100_000, 20_000, 90_000)
    with pytest.raises(EngineError, match="no_budget"):
        office.do(DIRECTOR, budget_status, "U2", YEAR)


def test_what_was_booked_since_is_told_by_invoices(office: Office) -> None:
    office.approved(20)
    with pytest.raises(InvalidInput, match="opening_after_bookings"):
        opened(office, 100_000, spent=30_000, year=NEXT)
    opened(office, 120_000, committed=20_000, year=NEXT)
    assert sums(office, NEXT) == (0, 20_000, 0, 100_000)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": -1}, "budget_negative"),
        ({"amount": 5, "spent": -1}, "budget_negative"),
        ({"amount": 5, "year": YEAR - 11}, "budget_year"),
        ({"amount": 5, "quarter": 1}, "opening_of_quarter"),
    ],
)
def test_what_cannot_be(office: Office, given: dict[str, int], code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        opened(office, **given)


def test_a_closed_year_is_not_opened(office: Office) -> None:
    opened(office, 100_000, spent=90_000)
    office.later(days=60)
    office.do(FINANCE, close_year, YEAR)
    with pytest.raises(InvalidInput, match="year_closed"):
        opened(office, 100_000, spent=95_000)


def test_a_plain_line_within_a_transaction(office: Office) -> None:
    def plain(context: Context) -> LineSet:
        unit = context.session.scalars(select(OrgUnit).where(OrgUnit.code == "U3")).one()
        aim = Aim(unit=unit, fiscal_year=YEAR - 2)
        return set_line(context, aim, cny(50_000), YEARS_OF_FILES)

    done = office.engine.perform_as_operator(plain)
    assert (done.created, done.after) == (True, cny(50_000))
    with office.database.reading() as session:
        last = session.scalars(select(BudgetEntry).order_by(BudgetEntry.id.desc())).first()
    assert last is not None
    assert (last.posted_by_id, last.amount) == (None, 50_000)
