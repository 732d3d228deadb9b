"""What is measured: the engine's use cases, as the people who ask call them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.bench.company import DIRECTOR, YEAR, Tree
from commands.bench.queries import QUERIES
from engine.analysis.pairwise import Judgement
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.explanations import replay
from engine.usecases.legal import education_fund, service_penalty
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.priorities import priorities, weights_from_pairs
from engine.usecases.profile import profile
from engine.usecases.propose_request import propose_request
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_value import RoiAsked, course_correlation, training_roi
from engine.values.money import Money

KPI, COURSE = "KP00002", "TC00001"
LAST_YEAR = date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31)
PAIRS = (
    Judgement("strategy", "business", "3"),
    Judgement("strategy", "employee", "5"),
    Judgement("business", "employee", "3"),
)


@dataclass(frozen=True, slots=True)
class Operation:
    """`run` performs it the nth time. `interactive`: somebody waits for it in a chat;
    otherwise it goes over the whole company. `reference` names DuckDB's aggregate."""

    name: str
    interactive: bool
    run: Callable[[BudgetEngine, int], object]
    reference: str | None = None


def operations(employees: int) -> list[Operation]:
    """Each over another department in turn, so that no cache answers for it."""
    departments = Tree.of(employees).departments

    def department(n: int) -> str:
        return f"A{n * 7 % departments + 1}"

    training = Training(course=COURSE)
    return [
        Operation("profile", True, lambda e, n: ask(e, profile, f"E{n * 31 + 5:07d}")),
        Operation("skill gaps", True, lambda e, n: ask(e, skill_gap, department(n)), "gaps_unit"),
        Operation(
            "gaps by person", True, lambda e, n: ask(e, gap_breakdown, "person", department(n))
        ),
        Operation("audience", True, lambda e, n: ask(e, who_should_go, skill_of(n), department(n))),
        Operation(
            "KPI and skill behind it",
            True,
            lambda e, n: ask(e, performance_gap, KPI, department(n)),
            "splits_unit",
        ),
        Operation("goal to budget", True, lambda e, n: ask(e, plan_from_goal, goal(department(n)))),
        Operation(
            "cost estimate", True, lambda e, n: ask(e, estimate_cost, training, 20), "history"
        ),
        Operation(
            "proposal", True, lambda e, n: ask(e, propose_request, training, 20, department(n))
        ),
        Operation("priorities", True, lambda e, n: ask(e, priorities), "needs"),
        Operation("pairwise weights", True, lambda e, n: ask(e, weights_from_pairs, PAIRS)),
        Operation(
            "best set", True, lambda e, n: ask(e, simulate_allocation, allocation(n)), "prices"
        ),
        Operation(
            "training history",
            True,
            lambda e, n: ask(e, training_history, department(n), None, *LAST_YEAR),
            "held_unit",
        ),
        Operation(
            "training effect",
            True,
            lambda e, n: ask(e, training_effect, COURSE, YEAR - 1),
            "effect",
        ),
        Operation("return on investment", True, lambda e, n: ask(e, training_roi, ROI)),
        Operation(
            "budget status", True, lambda e, n: ask(e, budget_status, department(n)), "balance"
        ),
        Operation("education fund", True, lambda e, n: ask(e, education_fund), "fund"),
        Operation(
            "service penalty",
            True,
            lambda e, n: ask(e, service_penalty, date(YEAR, 6, 1), "E0000005"),
        ),
        Operation("replay", True, lambda e, n: ask(e, replay)),
        Operation("skill gaps, company", False, lambda e, n: ask(e, skill_gap), "gaps_company"),
        Operation(
            "gaps by unit, company",
            False,
            lambda e, n: ask(e, gap_breakdown, "unit"),
            "gaps_by_unit",
        ),
        Operation(
            "audience, company",
            False,
            lambda e, n: ask(e, who_should_go, skill_of(n)),
            "audience_company",
        ),
        Operation(
            "KPI and skill, company",
            False,
            lambda e, n: ask(e, performance_gap, KPI),
            "splits_company",
        ),
        Operation(
            "goal to budget, company",
            False,
            lambda e, n: ask(e, plan_from_goal, goal("C")),
            "goals_company",
        ),
        Operation(
            "training history, company",
            False,
            lambda e, n: ask(e, training_history),
            "held_company",
        ),
        Operation(
            "correlation, company",
            False,
            lambda e, n: ask(e, course_correlation, COURSE, KPI),
            "pairs",
        ),
        Operation(
            "next year, company", False, lambda e, n: ask(e, next_year_budgets), "effects_company"
        ),
        *(Operation(one.name, False, one.run, one.reference) for one in QUERIES),
    ]


ROI = RoiAsked(
    course=COURSE,
    year=YEAR - 1,
    benefit=Money(Decimal(500_000), "CNY"),
    isolation=Decimal("0.4"),
    confidence=Decimal("0.8"),
)


def ask(engine: BudgetEngine, usecase: Callable[..., object], *args: object) -> object:
    return engine.perform(usecase, DIRECTOR, "bench", *args)


def skill_of(n: int) -> Training:
    return Training(skill=f"SK{n % 3 + 1:05d}")


def goal(unit: str) -> GoalAsked:
    return GoalAsked(kpi="KP00001", change=0.05, driver=KPI, unit=unit)


def allocation(n: int) -> AllocationAsked:
    return AllocationAsked(total=Money(Decimal(2_000_000 + 10_000 * n), "CNY"))
