"""Budgets of one year kept side by side, of which one is active."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import delete, func, select

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.store.tables import BudgetEntry, BudgetLine, BudgetVersion, OrgUnit
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budgets.phases import carry_phases
from engine.usecases.context import Context, reads
from engine.usecases.ledger.documents import SCENARIO, Document
from engine.usecases.ledger.posting import ALLOCATE, BOUND, Movement, post
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.units import require_company
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named

DRAFT, ACTIVE, SUPERSEDED = "draft", "active", "superseded"


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    unit: Named
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """`explanation_id` tells how it was computed; None where it was typed in."""

    year: int
    name: str
    status: str
    total: Money
    lines: tuple[ScenarioLine, ...]
    explanation_id: int | None


def save_scenario(context: Context, name: str, asked: AllocationAsked) -> Scenario:
    """Simulate an allocation and keep it as a draft; a draft of that name is replaced.

    Raises:
        InvalidInput: no name, or the name of a version that is more than a draft.
        what `simulate_allocation` raises.
    """
    require_company(context, Right.BUILD_SCENARIOS)
    name = name.strip()
    if not name or len(name) > 60:
        raise InvalidInput("scenario_name", longest=60)
    simulated = simulate_allocation(context, asked)
    _drop_draft(context, simulated.year, name)
    version = BudgetVersion(
        fiscal_year=simulated.year,
        scenario=name,
        status=DRAFT,
        revision_of_id=_active_id(context, simulated.year),
        explanation_id=simulated.explanation_id,
    )
    context.session.add(version)
    context.session.flush()
    for share in simulated.by_unit:
        unit, amount = by_code(context.session, OrgUnit, share.unit.code), share.amount
        context.session.add(
            BudgetLine(
                version_id=version.id,
                org_unit_id=unit.id,
                planned=amount.amount,
                currency=amount.currency,
            )
        )
    context.session.flush()
    saved = _scenario(context, version)
    context.record("save_scenario", f"{simulated.year}/{name}", total=saved.total)
    return saved


@reads
def scenarios(context: Context, year: int) -> tuple[Scenario, ...]:
    """Every version of a year's budget, the active one first.

    Raises:
        NotPermitted: for who neither runs the process nor decides.
    """
    require_company(context, Right.SIMULATE)
    versions = context.session.scalars(
        select(BudgetVersion)
        .where(BudgetVersion.fiscal_year == year)
        .order_by(BudgetVersion.status, BudgetVersion.scenario)
    )
    return tuple(_scenario(context, version) for version in versions)


def activate_scenario(context: Context, year: int, name: str) -> Scenario:
    """Make a draft the budget in force. What is reserved, committed or spent on the old
    version moves to the new version's line of the same unit.

    Raises:
        NotFound: no such draft.
        BudgetExceeded: a new line is smaller than what is bound already; nothing changes.
        NotPermitted: for anybody but the management.
    """
    require_company(context, Right.ACTIVATE_SCENARIOS)
    _lock_year(context, year)
    draft = _find(context, year, name)
    if draft is None or draft.status != DRAFT:
        raise NotFound("unknown_scenario", name=name, year=year)
    # Somebody may have set the year's first budget while the draft was waited for.
    _lock_year(context, year)
    old = _active_id(context, year)
    _allocate(context, draft)
    if old is not None:
        _move_bound(context, old, draft)
        carry_phases(context, old, draft.id)
        context.session.get_one(BudgetVersion, old).status = SUPERSEDED
        context.session.flush()  # the store takes one active version a year
    draft.status = ACTIVE
    context.session.flush()
    activated = _scenario(context, draft)
    context.record("activate_scenario", f"{year}/{name}", total=activated.total)
    return activated


def _lock_year(context: Context, year: int) -> None:
    """Wait for whoever is booking, and let nobody begin: see `posting.lock_year`."""
    context.session.execute(
        select(BudgetVersion.id)
        .where(BudgetVersion.fiscal_year == year)
        .order_by(BudgetVersion.id)
        .with_for_update()
    ).all()


def _allocate(context: Context, draft: BudgetVersion) -> None:
    """What was planned becomes money."""
    lines = context.session.scalars(
        select(BudgetLine).where(BudgetLine.version_id == draft.id)
    ).all()
    moves = [Movement(line_id=line.id, kind=ALLOCATE, amount=line.planned) for line in lines]
    post(context, Document(SCENARIO), moves, note=f"scenario {draft.scenario}")


def _drop_draft(context: Context, year: int, name: str) -> None:
    """A draft holds no money: replacing it changes no ledger."""
    found = _find(context, year, name)
    if found is None:
        return
    if found.status != DRAFT:
        raise InvalidInput("scenario_is_no_draft", name=name, status=found.status)
    context.session.execute(delete(BudgetLine).where(BudgetLine.version_id == found.id))
    context.session.delete(found)
    context.session.flush()


def _move_bound(context: Context, old_id: int, draft: BudgetVersion) -> None:
    """Pairs of entries: off the old line, onto the new one, request by request."""
    lines = {
        (line.org_unit_id, line.programme): line
        for line in context.session.scalars(
            select(BudgetLine).where(BudgetLine.version_id == draft.id)
        )
    }
    key = (BudgetLine.id, BudgetLine.org_unit_id, BudgetLine.programme, BudgetLine.currency)
    bound = context.session.execute(
        select(*key, BudgetEntry.kind, BudgetEntry.request_id, func.sum(BudgetEntry.amount))
        .join(BudgetEntry, BudgetEntry.line_id == BudgetLine.id)
        .where(BudgetLine.version_id == old_id, BudgetEntry.kind.in_(BOUND))
        .group_by(*key, BudgetEntry.kind, BudgetEntry.request_id)
        .order_by(BudgetLine.id)
    ).all()
    taken: dict[int, Decimal] = defaultdict(Decimal)
    moves: list[Movement] = []
    for line_id, unit_id, programme, currency, kind, request_id, amount in bound:
        taken[line_id] += amount
        target = lines.get((unit_id, programme))
        planned = target.planned if target else Decimal(0)
        if amount and (target is None or taken[line_id] > planned):
            raise BudgetExceeded(
                "scenario_below_bound",
                unit=named(context.session.get_one(OrgUnit, unit_id)),
                bound=Money(taken[line_id], currency),
                available=Money(planned, currency),
            )
        if target is not None:
            moves.append(
                Movement(line_id=line_id, kind=kind, amount=-amount, request_id=request_id)
            )
            moves.append(
                Movement(line_id=target.id, kind=kind, amount=amount, request_id=request_id)
            )
    post(context, Document(SCENARIO), moves, note=f"scenario {draft.scenario}")


def _find(context: Context, year: int, name: str) -> BudgetVersion | None:
    return context.session.scalar(
        select(BudgetVersion).where(
            BudgetVersion.fiscal_year == year, BudgetVersion.scenario == name
        )
    )


def _active_id(context: Context, year: int) -> int | None:
    return context.session.scalar(
        select(BudgetVersion.id).where(
            BudgetVersion.fiscal_year == year, BudgetVersion.status == ACTIVE
        )
    )


def _scenario(context: Context, version: BudgetVersion) -> Scenario:
    rows = context.session.execute(
        select(OrgUnit, BudgetLine.currency, BudgetLine.planned)
        .join(BudgetLine, BudgetLine.org_unit_id == OrgUnit.id)
        .where(BudgetLine.version_id == version.id)
        .order_by(OrgUnit.path, BudgetLine.id)
    ).all()
    lines = tuple(ScenarioLine(named(unit), Money(sum_, cur)) for unit, cur, sum_ in rows)
    total = _sum(lines, context.currency)
    return Scenario(
        year=version.fiscal_year,
        name=version.scenario,
        status=version.status,
        total=total,
        lines=lines,
        explanation_id=version.explanation_id,
    )


def _sum(lines: Sequence[ScenarioLine], currency: str) -> Money:
    amounts = [line.amount for line in lines]
    return sum(amounts[1:], amounts[0]) if amounts else Money(Decimal(0), currency)
