"""The engine's values as lines of a reply."""

from __future__ import annotations

from decimal import Decimal

from assistant.speech import Speech
from engine.analysis.appraisal import DimensionGap
from engine.analysis.balance import Balance
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.cost_estimate import BY_SESSION, QUOTATION
from engine.analysis.skill_gap import CERTIFICATE, FlaggedNeed
from engine.queries.budget import BudgetLineBalance
from engine.queries.rates import Conversion
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.estimate_cost import CostEstimate
from engine.usecases.need_evidence import KpiEvidence, NeedEvidence
from engine.usecases.priorities import Priorities, PriorityRank
from engine.usecases.propose_request import Proposal
from engine.usecases.skill_gap import SkillGapReport
from engine.values.results import Caveat, Figure, Named

MOST_LINES = 8
# The caveat that stands beside the headline, for it says that the sum will not do.
SESSIONS_COST_MORE = "sessions_cost_more"


def cost_lines(speech: Speech, cost: CostEstimate) -> list[str]:
    """The amount first, and at once whether it pays for the sessions; then where it is from
    and what must be said of it."""
    quoted = cost.priced_by == QUOTATION
    lines = [_headline(speech, cost)]
    lines += ["· " + line for line in quoted_lines(speech, cost)]
    lines += [caveat_line(speech, one) for one in cost.caveats if one.code == SESSIONS_COST_MORE]
    if cost.history is not None:
        history = cost.history
        lines.append(
            "· "
            + speech.say(
                "cost.history_beside" if quoted else "cost.history",
                sessions=history.sessions,
                participants=history.participants,
                first=history.first,
                last=history.last,
                total=history.total,
                unit_cost=history.unit_cost,
            )
        )
    if cost.interval is not None:
        interval = cost.interval
        lines.append(
            "· "
            + speech.say(
                "cost.interval", level=interval.level, low=interval.low, high=interval.high
            )
        )
    others = [one for one in cost.caveats if one.code != SESSIONS_COST_MORE]
    return lines + ["· " + caveat_line(speech, caveat) for caveat in others]


def _headline(speech: Speech, cost: CostEstimate) -> str:
    said = {
        "topic": topic_of(cost),
        "headcount": cost.headcount,
        "total": cost.total,
        "unit_cost": cost.unit_cost,
    }
    plan = cost.by_session
    if cost.basis == BY_SESSION and plan is not None:
        said |= {"sessions": plan.sessions, "capacity": plan.capacity}
        return speech.say("cost.line_by_session", **said)
    return speech.say("cost.quoted" if cost.priced_by == QUOTATION else "cost.line", **said)


def quoted_lines(speech: Speech, cost: CostEstimate) -> list[str]:
    """How a quotation's sum came about: sessions, tax; and what it is in the home currency."""
    lines, quoted = [], cost.quoted
    if quoted is not None and quoted.sessions:
        each = quoted.given.per(quoted.sessions)
        lines.append(
            speech.say("cost.by_session", each=each, sessions=quoted.sessions, total=quoted.given)
        )
    if quoted is not None and quoted.tax is not None:
        key = "cost.tax_same" if quoted.tax == quoted.counts else "cost.tax_converted"
        lines.append(
            speech.say(
                key,
                given=quoted.given,
                tax=speech.say(f"tax.{quoted.tax}"),
                rate=quoted.tax_rate or Decimal(0),
                counts=speech.say(f"tax.{quoted.counts}"),
                total=quoted.total,
            )
        )
    if cost.home is not None:
        lines.append(home_line(speech, cost.home))
    return lines


def home_line(speech: Speech, home: Conversion) -> str:
    """A sum in another currency, with what it is at home by the rate of a day."""
    return speech.say(
        "cost.home",
        amount=home.amount,
        home=home.converted,
        rate=home.rate,
        day=home.rate_date,
    )


def fit_line(speech: Speech, fit: CeilingFit) -> str:
    """Whether it stays below what it may cost; if not, by how much, and how many would fit."""
    if fit.fits:
        return speech.say("ceiling.fits", cost=fit.cost, ceiling=fit.ceiling, left=fit.left)
    key = "ceiling.over"
    if fit.people is not None:
        key = "ceiling.over_people" if fit.people else "ceiling.over_nobody"
    return speech.say(
        key, cost=fit.cost, ceiling=fit.ceiling, lacking=-fit.left, people=fit.people or 0
    )


def topic_of(cost: CostEstimate) -> object:
    return cost.course or cost.topic


def caveat_line(speech: Speech, caveat: Caveat) -> str:
    return speech.say(f"caveat.{caveat.code}", **caveat.args)


def proposal_lines(speech: Speech, proposal: Proposal) -> list[str]:
    lines = cost_lines(speech, proposal.cost)
    if proposal.fit is not None:
        lines.append("· " + fit_line(speech, proposal.fit))
    if proposal.need is not None:
        lines += need_lines(speech, proposal.need)
    if proposal.narrower is not None:
        narrower = proposal.narrower
        lines.append(
            "· "
            + speech.say(
                "evidence.narrower",
                headcount=narrower.headcount,
                total=narrower.total,
                saving=narrower.saving,
            )
        )
    if proposal.rank is not None:
        rank = proposal.rank
        lines.append(
            "· " + speech.say("evidence.rank", rank=rank.rank, of=rank.of, score=rank.score)
        )
    elif proposal.cost.course is not None:
        lines.append("· " + speech.say("evidence.rank_none"))
    return lines


def need_lines(speech: Speech, need: NeedEvidence) -> list[str]:
    lines = [
        "· "
        + speech.say(
            "evidence.skill_positions" if need.mixed else "evidence.skill",
            skill=need.skill,
            assessed=need.assessed,
            below_mean=need.below_mean,
            share=need.share_below_mean,
            mean=need.mean,
        )
    ]
    if need.kpi is not None:
        lines.append("· " + _kpi_line(speech, need.kpi))
    if need.must_do:
        lines.append("· " + speech.say("evidence.must_do"))
    return lines


def _kpi_line(speech: Speech, evidence: KpiEvidence) -> str:
    comparison = evidence.comparison
    return speech.say(
        "evidence.kpi_positions" if comparison.positions > 1 else "evidence.kpi",
        with_gap=comparison.with_gap,
        without_gap=comparison.without_gap,
        kpi=evidence.kpi,
        mean_with=Figure(comparison.mean_with_gap, evidence.unit),
        mean_without=Figure(comparison.mean_without_gap, evidence.unit),
        mean_alike=Figure(comparison.mean_alike, evidence.unit),
        positions=comparison.positions,
        missing_with=comparison.missing_with_gap,
        missing_without=comparison.missing_without_gap,
        p=comparison.p_value,
    )


def gap_lines(speech: Speech, report: SkillGapReport) -> list[str]:
    """The gaps, numbered, and what follows from them."""
    rows = [line for _, line in gap_rows(speech, report)[:MOST_LINES]]
    numbered = [f"{at}. {line}" for at, line in enumerate(rows, 1)] if len(rows) > 1 else rows
    return [gap_head(speech, report), *numbered, *gap_remarks(speech, report)]


def gap_head(speech: Speech, report: SkillGapReport) -> str:
    key = "gap.head_position" if report.position else "gap.head"
    return speech.say(key, unit=report.unit, position=report.position)


def gap_rows(speech: Speech, report: SkillGapReport) -> list[tuple[Named, str]]:
    """Each skill and certificate that is short, with its line."""
    found = report.report
    rows = [
        (
            row.group,
            speech.say(
                "gap.skill", skill=row.group, assessed=row.assessed, short=row.short, mean=row.mean
            ),
        )
        for row in found.skills
        if row.short
    ]
    rows += [
        (
            row.certificate,
            speech.say(
                "gap.certificate",
                certificate=row.certificate,
                required=row.required,
                missing=row.missing,
                share=row.missing / row.required,
            ),
        )
        for row in found.certificates
        if row.missing
    ]
    return rows


def gap_remarks(speech: Speech, report: SkillGapReport) -> list[str]:
    found = report.report
    lines = [] if gap_rows(speech, report) else [speech.say("gap.none")]
    lines += [_appraisal_line(speech, row) for row in found.appraisals if row.below]
    lines += [_need_line(speech, need) for need in found.needs]
    return [*(line for line in lines if line), speech.say("gap.source")]


def _appraisal_line(speech: Speech, gap: DimensionGap) -> str:
    key = "gap.appraisal_alike" if gap.alike else "gap.appraisal"
    return speech.say(key, dimension=gap.dimension, mean=gap.mean, other=gap.other_mean, n=gap.n)


def _need_line(speech: Speech, need: FlaggedNeed) -> str:
    """The course that would help; but a certificate that is missing is a need only where the
    appraisals are below the others' as well."""
    if need.kind == CERTIFICATE and not need.supported:
        key = "gap.no_appraisals" if need.supported is None else "gap.one_sign"
        return speech.say(key, subject=need.subject, headcount=need.headcount)
    if need.course is None or need.total is None:
        return ""
    return speech.say(
        "gap.remedy",
        subject=need.subject,
        course=need.course,
        headcount=need.headcount,
        total=need.total,
    )


def budget_lines(speech: Speech, status: BudgetStatus) -> list[str]:
    """The sum, and what makes it up."""
    units = [unit_line(speech, line) for line in status.lines] if len(status.lines) > 1 else []
    return [*budget_head(speech, status), *units]


def budget_head(speech: Speech, status: BudgetStatus) -> list[str]:
    balance = status.balance
    return [
        speech.say(
            "budget.head",
            unit=status.unit,
            year=status.fiscal_year,
            allocated=balance.allocated,
            available=balance.available,
        ),
        speech.say(
            "budget.parts",
            reserved=balance.reserved,
            committed=balance.committed,
            actual=balance.actual,
            rate=rate_of(balance),
        ),
    ]


def unit_line(speech: Speech, line: BudgetLineBalance) -> str:
    """All that is known of a line: whichever column was asked for is among it."""
    balance = line.balance
    return speech.say(
        "budget.line" if line.purpose is None else "budget.line_programme",
        unit=line.unit,
        programme=line.purpose,
        allocated=balance.allocated,
        actual=balance.actual,
        rate=rate_of(balance),
        committed=balance.committed,
        reserved=balance.reserved,
        available=balance.available,
    )


def rate_of(balance: Balance) -> float:
    """Which share of what is allocated is spent."""
    allocated = balance.allocated.amount
    return float(balance.actual.amount / allocated) if allocated else 0.0


def priority_lines(speech: Speech, priorities: Priorities) -> list[str]:
    rows = [f"{row.rank}. {rank_line(speech, row)}" for row in priorities.ranking[:MOST_LINES]]
    return [priority_head(speech, priorities), *rows, speech.say("priority.source")]


def priority_head(speech: Speech, priorities: Priorities) -> str:
    return speech.say("priority.head", year=priorities.year, **priorities.weights)


def rank_line(speech: Speech, row: PriorityRank) -> str:
    parts = [
        speech.say("priority.part", origin=speech.say(f"origin.{origin}"), score=score)
        for origin, score in row.parts.items()
        if score
    ]
    return speech.say(
        "priority.line",
        course=row.course,
        score=row.score,
        parts=speech.people(parts),
        headcount=row.headcount,
    )
