"""Budget lines and what is left on them, summed from the ledger's entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.access.paths import codes_in
from engine.analysis.balance import Balance
from engine.queries.people import within
from engine.queries.rates import Rates
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetSum,
    BudgetVersion,
    Course,
    OrgUnit,
)
from engine.values.money import Money
from engine.values.results import Named

ALLOCATING = ("allocate", "transfer")
# The programme of a line that pays for any.
ALL = "all"
# A draft holds no money yet, a superseded version no longer does.
IN_FORCE = ("active", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLineBalance:
    """One line with what is left on it. `purpose` is the programme that it is for, by name;
    None for all."""

    line_id: int
    unit: Named
    path: str
    programme: str
    fiscal_year: int
    balance: Balance
    purpose: Named | None = None


def line_balances(
    session: Session, fiscal_year: int, paths: Sequence[str]
) -> list[BudgetLineBalance]:
    """The lines in force (not drafts) of units under `paths`, top unit first."""
    return _balances(session, fiscal_year, within(paths))


def whole_budget(session: Session, fiscal_year: int, rates: Rates, day: date) -> Money:
    """All that is allocated to the company in a year, at the rates of `day`; 0 where nothing
    is."""
    rows = session.execute(
        select(BudgetLine.currency, func.sum(BudgetSum.amount))
        .join(BudgetLine, BudgetLine.id == BudgetSum.line_id)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .where(
            BudgetVersion.fiscal_year == fiscal_year,
            BudgetVersion.status.in_(IN_FORCE),
            BudgetSum.kind.in_(ALLOCATING),
        )
        .group_by(BudgetLine.currency)
    )
    return sum(
        (rates.convert(Money(total, currency), day) for currency, total in rows),
        Money.zero(rates.quote),
    )


def line_paying_for(
    session: Session, fiscal_year: int, path: str, programmes: Sequence[str] = ()
) -> BudgetLineBalance | None:
    """The line of the unit at `path`, or of the nearest unit above that has one that fits: for
    one of `programmes`, the first before the others, and these before the unit's line for
    all (see `fitting_programmes`)."""
    codes = codes_in(path)
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    fitting = list(dict.fromkeys((*programmes, ALL)))
    lines = _balances(
        session, fiscal_year, OrgUnit.path.in_(above) & BudgetLine.programme.in_(fitting)
    )
    return max(
        lines,
        key=lambda line: (len(line.path), -fitting.index(line.programme)),
        default=None,
    )


def find_line(
    session: Session, unit_id: int, fiscal_year: int, programme: str = ALL
) -> BudgetLine | None:
    """The active line of exactly that unit and programme."""
    return session.scalar(
        select(BudgetLine)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .where(
            BudgetLine.org_unit_id == unit_id,
            BudgetLine.programme == programme,
            BudgetVersion.fiscal_year == fiscal_year,
            BudgetVersion.status == "active",
        )
    )


def counterpart_in_force(session: Session, line: BudgetLine, fiscal_year: int) -> BudgetLine | None:
    """The line in force in a year of the same unit, programme and currency."""
    return session.scalar(
        select(BudgetLine)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .where(
            BudgetLine.org_unit_id == line.org_unit_id,
            BudgetLine.programme == line.programme,
            BudgetLine.currency == line.currency,
            BudgetVersion.fiscal_year == fiscal_year,
            BudgetVersion.status.in_(IN_FORCE),
        )
    )


def set_on(session: Session, line_ids: Collection[int]) -> dict[int, Decimal]:
    """What lines were given in their year, also by transfers between units: without what was
    carried over from the year before or into the next."""
    given = session.execute(
        select(BudgetEntry.line_id, func.sum(BudgetEntry.amount).label("amount"))
        .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
        .where(
            BudgetEntry.line_id.in_(line_ids),
            BudgetEntry.kind.in_(ALLOCATING),
            BudgetPosting.kind != "carry_over",
        )
        .group_by(BudgetEntry.line_id)
    )
    return {line.line_id: line.amount for line in given}


def reservations_on(session: Session, line_id: int) -> list[tuple[int, Decimal]]:
    """What requests (ids) hold reserved on a line, the newest request first."""
    reserved = func.sum(BudgetEntry.amount)
    rows = session.execute(
        select(BudgetEntry.request_id, reserved)
        .where(
            BudgetEntry.line_id == line_id,
            BudgetEntry.kind == "reserve",
            BudgetEntry.request_id.is_not(None),
        )
        .group_by(BudgetEntry.request_id)
        .having(reserved > 0)
        .order_by(BudgetEntry.request_id.desc())
    )
    return [(request_id or 0, amount) for request_id, amount in rows]


def commitments_on(session: Session, line_id: int) -> list[tuple[int | None, Decimal]]:
    """What is committed on a line, by request (id; None for what came without one)."""
    rows = session.execute(
        select(BudgetEntry.request_id, func.sum(BudgetEntry.amount))
        .where(BudgetEntry.line_id == line_id, BudgetEntry.kind == "commit")
        .group_by(BudgetEntry.request_id)
        .order_by(BudgetEntry.request_id)
    )
    return [(request_id, amount) for request_id, amount in rows if amount]


def line_balance(session: Session, line_id: int) -> BudgetLineBalance:
    """One line in force, by id."""
    year = (
        select(BudgetVersion.fiscal_year)
        .join(BudgetLine, BudgetLine.version_id == BudgetVersion.id)
        .where(BudgetLine.id == line_id)
    )
    return _balances(session, session.scalars(year).one(), BudgetLine.id == line_id)[0]


def _balances(
    session: Session, fiscal_year: int, which: ColumnElement[bool]
) -> list[BudgetLineBalance]:
    statement = (
        select(
            BudgetLine.id,
            OrgUnit.code,
            OrgUnit.name,
            OrgUnit.name_en,
            OrgUnit.path,
            BudgetLine.programme,
            BudgetLine.currency,
            BudgetSum.kind,
            BudgetSum.amount,
        )
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .outerjoin(BudgetSum, BudgetSum.line_id == BudgetLine.id)
        .where(BudgetVersion.fiscal_year == fiscal_year, BudgetVersion.status.in_(IN_FORCE), which)
        .order_by(OrgUnit.path, BudgetLine.id)
    )
    sums: dict[int, dict[str, Money]] = {}
    about: dict[int, tuple[Named, str, str, str]] = {}
    for line, code, name, name_en, path, programme, currency, kind, amount in session.execute(
        statement
    ):
        about[line] = (Named(code, name, name_en), path, programme, currency)
        kinds = sums.setdefault(line, {})
        if kind is not None:
            kinds[kind] = Money(amount, currency)
    lines = [_balance(line, fiscal_year, *about[line], kinds) for line, kinds in sums.items()]
    purposes = _purposes(session, {line.programme for line in lines} - {ALL})
    return [replace(line, purpose=purposes.get(line.programme)) for line in lines]


def _purposes(session: Session, programmes: Collection[str]) -> dict[str, Named]:
    """What programmes are called. One that grew from requests is the code of a course and of
    the unit that pays; any other is in the company's own words."""
    codes = {programme: programme.split("@")[0] for programme in programmes}
    courses = (
        {
            code: Named(code, name, name_en)
            for code, name, name_en in session.execute(
                select(Course.code, Course.name, Course.name_en).where(
                    Course.code.in_(codes.values())
                )
            )
        }
        if codes
        else {}
    )
    return {
        programme: courses.get(code) or Named(programme, code) for programme, code in codes.items()
    }


def _balance(
    line: int,
    year: int,
    unit: Named,
    path: str,
    programme: str,
    currency: str,
    kinds: dict[str, Money],
) -> BudgetLineBalance:
    nothing = Money(Decimal(0), currency)
    allocated = sum((kinds.get(kind, nothing) for kind in ALLOCATING), nothing)
    balance = Balance(
        allocated,
        kinds.get("reserve", nothing),
        kinds.get("commit", nothing),
        kinds.get("actual", nothing),
    )
    return BudgetLineBalance(
        line_id=line, unit=unit, path=path, programme=programme, fiscal_year=year, balance=balance
    )
