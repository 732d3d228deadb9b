"""What a training costs, and what speaks for it, as lines of a reply."""

from __future__ import annotations

from decimal import Decimal

from assistant.rendering.caveats import caveat_line
from assistant.setup_told.telling import how_to_load, kinds_lacking
from assistant.speech import Speech
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.cost_estimate import BY_SESSION, QUOTATION
from engine.queries.rates import Conversion
from engine.usecases.estimate_cost import CostEstimate
from engine.usecases.need_evidence import KpiEvidence, NeedEvidence
from engine.usecases.propose_request import Proposal
from engine.values.results import Figure

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


def proposal_lines(speech: Speech, proposal: Proposal) -> list[str]:
    lines = cost_lines(speech, proposal.cost)
    if proposal.fit is not None:
        lines.append("· " + fit_line(speech, proposal.fit))
    if proposal.need is not None:
        lines += need_lines(speech, proposal.need)
    if proposal.lacks is not None:
        said = speech.say("evidence.lacking")
        lines.append("· " + how_to_load(speech, kinds_lacking()[proposal.lacks], said))
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
