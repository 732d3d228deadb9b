"""Made-up results of analyses, to be said: no store, and no figure that any company has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.capabilities.plan_from_goal.lines import goal_lines
from assistant.capabilities.query_budget_status.lines import budget_head, unit_line
from assistant.capabilities.query_performance_gap.lines import performance_lines
from assistant.capabilities.query_training_effect.lines import effect_lines
from assistant.capabilities.simulate_allocation.lines import allocation_head, allocation_lines
from assistant.rendering.costs import cost_lines, need_lines
from assistant.rendering.gaps import gap_head, gap_remarks, gap_rows
from assistant.rendering.history import history_course_line, history_head
from assistant.speech import Speech
from engine.analysis.allocation import choose_best
from engine.analysis.appraisal import DimensionGap
from engine.analysis.balance import Balance
from engine.analysis.cost_estimate import BY_SESSION, HISTORY, PER_PARTICIPANT
from engine.analysis.effect import BEFORE_AFTER, DIFFERENCE, Effect
from engine.analysis.goals import DriverPlan, Goal, GoalPlan, SkillPlan
from engine.analysis.kirkpatrick import NextYear, Outcome
from engine.analysis.kpi import KpiStanding
from engine.analysis.kpi_standing import KpiGap
from engine.analysis.kpi_tree import DriverChange
from engine.analysis.need_evidence import Comparison
from engine.analysis.session_cost import SessionPlan
from engine.analysis.skill_behind import MUST_DO, SkillBehind, SkillRanking
from engine.analysis.skill_gap import (
    CERTIFICATE,
    SKILL,
    CertificateCount,
    FlaggedNeed,
    Gap,
    GapReport,
)
from engine.analysis.training_history import CourseHeld, HistoryInputs, training_history
from engine.queries.budget import BudgetLineBalance
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.estimate_cost import CostEstimate, CostHistory
from engine.usecases.explanations import Explained
from engine.usecases.need_evidence import KpiEvidence, NeedEvidence
from engine.usecases.performance_gap import PerformanceGap, SkillsBehind
from engine.usecases.simulate_allocation import SimulatedAllocation, UnitSum
from engine.usecases.skill_gap import SkillGapReport
from engine.usecases.training_effect import TrainingEffect
from engine.usecases.training_history import HistoryReport
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Caveat, Figure, MoneyInterval, Named
from tests.engine.analysis.test_left_out import asked, programme

COURSE = Named("TC-X", "焊接培训", "welding course")
OTHER = Named("TC-Y", "质检培训", "inspection course")
# The top of a directory that named none.
UNIT = Named("COMPANY", "COMPANY")
TEAM = Named("U-7", "焊装班", "welding team")
WELDING = Named("SK-W", "焊接", "welding")
LICENCE = Named("CE-W", "焊工证", "welder's licence")
YIELD = Named("KP-Y", "良品率", "yield")
FAULTS = Named("KP-F", "故障次数", "faults")


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


def estimate(
    total: str,
    by_session: SessionPlan | None = None,
    basis: str = PER_PARTICIPANT,
    pays: bool = True,
    caveats: tuple[Caveat, ...] = (),
) -> CostEstimate:
    price = Price(Decimal(total), 12, "CNY")
    spread = MoneyInterval(yuan(17_000), yuan(19_100), 0.8) if not caveats else None
    return CostEstimate(
        course=COURSE,
        topic="",
        headcount=12,
        price=price,
        unit_cost=price.each,
        total=yuan(total),
        interval=spread,
        priced_by=HISTORY,
        basis=basis,
        by_session=by_session,
        pays_sessions=pays,
        history=CostHistory(
            unit_cost=price.each,
            total=yuan(90_000),
            sessions=3,
            participants=60,
            first=date(2025, 2, 1),
            last=date(2025, 9, 1),
        ),
        caveats=caveats,
        explanation_id=1,
    )


PLAN = SessionPlan(20, 1, yuan(29_600))
MORE = {"sessions": 1, "capacity": 20, "total": yuan(29_600), "lacking": yuan(11_600)}
LESS = {"sessions": 7, "capacity": 30, "total": yuan(213_000), "saving": yuan(87_000)}
COSTS = (
    estimate("18000"),
    estimate("18000", PLAN, pays=False, caveats=(Caveat("sessions_cost_more", MORE),)),
    estimate("29600", PLAN, BY_SESSION, caveats=(Caveat("no_spread", {"sessions": 3}),)),
    estimate("300000", PLAN, caveats=(Caveat("fuller_sessions_cost_less", LESS),)),
)


def need(mixed: bool) -> NeedEvidence:
    comparison = Comparison(
        with_gap=120,
        without_gap=80,
        mean_with_gap=0.931,
        mean_without_gap=0.964,
        mean_alike=0.958,
        missing_with_gap=0.7,
        missing_without_gap=0.3,
        low_performers_short=0.78,
        risk_difference=0.4,
        p_value=0.0004,
        positions=2 if mixed else 1,
        left_out=0,
    )
    return NeedEvidence(
        skill=WELDING,
        position=None,
        assessed=200,
        mean=3.1,
        mixed=mixed,
        below_mean=120,
        share_below_mean=0.6,
        required=3.5,
        short=120,
        kpi=KpiEvidence(
            kpi=YIELD, unit="share", direction="higher", comparison=comparison, significant=True
        ),
        must_do=True,
        explanation_id=1,
    )


def gaps(supported: bool | None) -> SkillGapReport:
    needs = tuple(
        FlaggedNeed(
            kind=kind,
            subject=subject,
            headcount=12,
            share=0.3,
            supported=supported,
            course=COURSE,
            total=yuan(18_000),
        )
        for kind, subject in ((CERTIFICATE, LICENCE), (SKILL, WELDING))
    )
    appraisal = DimensionGap(
        dimension="技术能力",
        n=40,
        mean=3.1,
        other_n=30,
        other_mean=3.4,
        below=True,
        p_value=0.01,
        alike=True,
    )
    report = GapReport(
        skills=(Gap(group=WELDING, assessed=200, mean=3.1, short=120, shortfall=84.0),),
        certificates=(CertificateCount(LICENCE, 40, 12, 2),),
        appraisals=(appraisal,) if supported else (),
        needs=needs,
        caveats=(),
    )
    return SkillGapReport(UNIT, None, report, 1)


def performance(positions: int) -> PerformanceGap:
    skill = SkillBehind(
        skill=WELDING,
        low=100,
        good=80,
        share_of_low=0.7,
        share_of_good=0.3,
        risk_difference=0.4,
        p_value=0.0001,
        p_adjusted=0.0002,
        verdict=MUST_DO,
        positions=positions,
    )
    kpis = tuple(
        KpiGap(
            kpi=kpi,
            unit=unit,
            direction=direction,
            actual=actual,
            people=None,
            standing=KpiStanding(
                target=target, actual=actual, gap=gap, gap_points=None, attainment=attainment
            ),
            part_of=None,
            share_of_whole=None,
            caveats=(),
        )
        for kpi, unit, direction, target, actual, gap, attainment in (
            (YIELD, "share", "higher", 0.98, 0.95, 0.03, 0.9694),
            (FAULTS, "count", "lower", 400.0, 460.0, 60.0, 0.8696),
        )
    )
    behind = SkillsBehind(YIELD, SkillRanking(MUST_DO, (skill,), ()), COURSE, 1)
    return PerformanceGap(UNIT, kpis, behind, 1)


def history() -> HistoryReport:
    rows = (CourseHeld(COURSE, 3, 60, yuan(90_000)), CourseHeld(OTHER, 1, 7, yuan(10_000)))
    first, last = date(2025, 2, 1), date(2026, 11, 23)
    found = training_history(
        HistoryInputs(unit="x", first=first, last=last, rows=rows, converted=())
    )
    return HistoryReport(
        unit=UNIT, first=first, last=last, history=found, outcomes={}, explanation_id=1
    )


def effect() -> TrainingEffect:
    effects = tuple(
        Explained(
            Effect(
                kpi=kpi,
                unit=unit,
                method=method,
                value=value,
                relative=relative,
                low=low,
                high=high,
                level=0.95,
                p_value=0.01,
                better=True,
                strength=0.5,
                trained=40,
                compared=35,
                units=6,
                before=0.25,
                before_after=value,
                trend_difference=None,
                trend_p_value=None,
                caveats=(Caveat("levels_differed_before", {"difference": Figure(-low, unit)}),),
            ),
            1,
        )
        for kpi, unit, method, value, relative, low, high in (
            (YIELD, "share", DIFFERENCE, 0.015, 0.06, 0.005, 0.025),
            (FAULTS, "count", BEFORE_AFTER, -12.5, None, -20.0, -5.0),
        )
    )
    outcomes = tuple(
        Outcome(
            level=level,
            measure=measure,
            kpi=None,
            baseline=None,
            value=value,
            change=change,
            attainment=None,
            good=True,
        )
        for level, measure, value, change in (
            ("reaction", "满意度", 4.5, None),
            ("learning", "通过率", 0.85, None),
            ("behaviour", "跟进次数", 120.0, 0.2),
        )
    )
    proposal = NextYear(
        outcomes=outcomes,
        missing=("results",),
        rule="mixed",
        factor=Decimal(1),
        amount=yuan(90_000),
        replace=False,
        caveats=(),
    )
    return TrainingEffect(
        course=COURSE,
        year=2025,
        spent=yuan(90_000),
        next_year=proposal,
        effects=effects,
        alternative=None,
        explanation_id=1,
    )


def goal() -> GoalPlan:
    change = DriverChange(
        kpi=YIELD,
        unit="share",
        share=1.0,
        actual=0.25,
        needed=0.275,
        change=0.025,
        relative=0.1,
        target=0.3,
        beyond=None,
        path=("KP-Y",),
    )
    skill = SkillPlan(
        skill=WELDING,
        mean=3.0,
        levels=0.5,
        relative=0.1667,
        course=COURSE,
        headcount=12,
        total=yuan(18_000),
        narrower_headcount=7,
        narrower_total=yuan(10_500),
    )
    points = Caveat("points_not_relative", {"kpi": YIELD, "points": 0.025, "relative": 0.1})
    return GoalPlan(
        goal=Goal(kpi=YIELD, reading="pp", actual=0.25, needed=0.275, relative=0.1),
        other_reading=None,
        alone=(change,),
        plans=(DriverPlan(change, skill, None),),
        total=yuan(18_000),
        share_of_budget=0.36,
        caveats=(points,),
    )


def allocation() -> SimulatedAllocation:
    rows = (
        programme("A", 400, "0.6"),
        programme("B", 300, "0.55"),
        programme("C", 800, "0.9"),
        programme("D", 100, "0.05"),
        programme("E", 300, "0.55"),
        programme("F", 500, "0.5", variant_of="V"),
        programme("G", 200, "0.6", variant_of="V"),
    )
    weights = {
        "strategy": Decimal("0.4"),
        "business": Decimal("0.3"),
        "employee": Decimal("0.3"),
    }
    inputs = asked(900, *rows)
    return SimulatedAllocation(
        year=2027,
        mode="best",
        total=inputs.total,
        whole=None,
        weights=weights,
        allocation=choose_best(inputs),
        by_unit=(UnitSum(TEAM, inputs.total),),
        names={},
        caveats=(),
        explanation_id=1,
    )


def budget() -> BudgetStatus:
    def line(number: int, programme_code: str, purpose: Named | None) -> BudgetLineBalance:
        balance = Balance(yuan(50_000), yuan(5_000), yuan(10_000), yuan(20_000))
        return BudgetLineBalance(
            line_id=number,
            unit=TEAM,
            path="/COMPANY/U-7/",
            programme=programme_code,
            fiscal_year=2026,
            balance=balance,
            purpose=purpose,
        )

    lines = (line(1, "all", None), line(2, "TC-X@U-7", COURSE))
    whole = lines[0].balance + lines[1].balance
    return BudgetStatus(unit=UNIT, fiscal_year=2026, lines=lines, balance=whole, explanation_id=1)


def everything(language: str) -> dict[str, list[str]]:
    """Every answer about figures, by what it is about."""
    speech = Speech(language)
    return {
        **{f"cost {n}": cost_lines(speech, cost) for n, cost in enumerate(COSTS, 1)},
        "need": need_lines(speech, need(mixed=False)),
        "need of several positions": need_lines(speech, need(mixed=True)),
        "gaps, both signs": gap_lines(speech, gaps(supported=True)),
        "gaps, one sign": gap_lines(speech, gaps(supported=False)),
        "gaps, no appraisals": gap_lines(speech, gaps(supported=None)),
        "performance": performance_lines(speech, performance(1)),
        "performance of several positions": performance_lines(speech, performance(2)),
        "history": history_lines(speech, history()),
        "effect": effect_lines(speech, effect()),
        "goal": goal_lines(speech, goal()),
        "allocation": [
            *allocation_head(speech, allocation(), AllocationAsked()),
            *allocation_lines(speech, allocation()),
        ],
        "budget": budget_lines(speech, budget()),
    }


def gap_lines(speech: Speech, report: SkillGapReport) -> list[str]:
    """The gaps, numbered, and what follows from them."""
    rows = [line for _, line in gap_rows(speech, report)]
    numbered = [f"{at}. {line}" for at, line in enumerate(rows, 1)] if len(rows) > 1 else rows
    return [gap_head(speech, report), *numbered, *gap_remarks(speech, report)]


def budget_lines(speech: Speech, status: BudgetStatus) -> list[str]:
    """The sum, and what makes it up."""
    units = [unit_line(speech, line) for line in status.lines] if len(status.lines) > 1 else []
    return [*budget_head(speech, status), *units]


def history_lines(speech: Speech, report: HistoryReport) -> list[str]:
    courses = [history_course_line(speech, row) for row in report.history.courses]
    numbered = [f"{at}. {line}" for at, line in enumerate(courses, 1)]
    return [history_head(speech, report), *numbered, speech.say("history.source")]
