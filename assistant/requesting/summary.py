"""What is stored with a yes, as it is shown before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.base import Turn
from assistant.draft import period_of, request_draft
from assistant.flows.flow import Summary
from assistant.rendering.costs import fit_line, quoted_lines
from assistant.requesting.grouping import say_groups
from assistant.requesting.groups import groups_in
from assistant.requesting.lines import lines_of, turn_to
from engine.analysis.cost_estimate import BY_SESSION
from engine.queries.budget import BudgetLineBalance
from engine.usecases.estimate_cost import CostEstimate
from engine.usecases.requests.draft import RequestPreview, preview_request
from engine.values.encoding import to_plain
from engine.values.money import Money
from engine.values.period import Period


def summary_lines(turn: Turn, preview: RequestPreview, period: Period) -> list[str]:
    lines = line_lines(turn, preview, period)
    lines.append(_budget_line(turn, preview, period))
    lines += _short_quarters(turn, preview)
    fiscal = turn.message.fiscal
    begun, ended = fiscal.year_of(period.start), fiscal.year_of(period.end)
    if begun != ended:
        lines.append(turn.say("summary.over_year_end", year=begun, next_year=ended))
    return lines


def line_lines(turn: Turn, preview: RequestPreview, period: Period) -> list[str]:
    """One training: what it is, what it costs, for whom and why; by the slots at hand."""
    cost = preview.costs[0]
    lines = [
        turn.say(
            "summary.line",
            topic=cost.course or cost.topic,
            unit=preview.unit,
            headcount=cost.headcount,
            period=period,
        ),
        _cost_line(turn, cost),
        *("· " + line for line in (*quoted_lines(turn.speech, cost), *_tax_unsaid(turn, cost))),
        *("· " + fit_line(turn.speech, fit) for fit in preview.fits if fit is not None),
    ]
    if turn.slots.get("audience") == "narrow":
        lines.append(turn.say("summary.audience"))
    lines += _who(turn)
    if turn.slots.get("reason"):
        lines.append(turn.say("summary.reason", reason=turn.slots["reason"]))
    return lines


def _who(turn: Turn) -> list[str]:
    """The groups, or the position, that the people are of."""
    if groups := groups_in(turn.slots):
        return [turn.say("summary.groups", groups=say_groups(turn, groups))]
    position = turn.slots.get("position")
    return [turn.say("summary.position", position=position)] if position else []


def _cost_line(turn: Turn, cost: CostEstimate) -> str:
    if cost.basis == BY_SESSION and cost.by_session is not None:
        return turn.say(
            "summary.cost_by_session", total=cost.total, sessions=cost.by_session.sessions
        )
    return turn.say("summary.cost", total=cost.total, unit_cost=cost.unit_cost)


def _tax_unsaid(turn: Turn, cost: CostEstimate) -> list[str]:
    """A price of which nobody said whether tax is in it counts as it is, and that is said."""
    if cost.quoted is None or cost.quoted.tax is not None:
        return []
    return [turn.say("cost.tax_unsaid", counts=turn.say(f"tax.{cost.quoted.counts}"))]


def _budget_line(turn: Turn, preview: RequestPreview, period: Period) -> str:
    year = turn.message.fiscal.year_of(period.start)
    if preview.line is None:
        return turn.say("summary.no_budget", year=year)
    return _left_line(turn, preview.line, year, preview.charged)


def _short_quarters(turn: Turn, preview: RequestPreview) -> list[str]:
    """The quarters that have less left than this takes of them."""
    return [
        turn.say(
            "summary.quarter_short",
            quarter=one.quarter,
            left=one.left,
            asked=one.asked,
            beyond=one.asked - one.left,
        )
        for one in preview.short
    ]


def _left_line(turn: Turn, line: BudgetLineBalance, year: int, charged: Money) -> str:
    """What is there, what this takes, and what is left of it then."""
    available = line.balance.available
    key = "summary.short" if available < charged else "summary.budget"
    said = {"unit": line.unit, "year": year, "available": available, "total": charged}
    return turn.say(key, **said, after=available - charged)


# --- of several ---------------------------------------------------------------------------
def summary_of_all(turn: Turn) -> Summary:
    """Every training by itself, and what all of them together do to the budget."""
    at_hand = int(turn.slots["place"])
    lines, previews = [], []
    for line in lines_of(turn.slots):
        turn_to(turn, int(line["place"]))
        draft, period = request_draft(turn.slots), period_of(turn.slots)
        assert draft is not None, "the summary comes when all is known of all"
        assert period is not None, "the summary comes when all is known of all"
        preview = turn.perform(preview_request, replace(draft, agreed=None))
        turn.set(agreed=to_plain(preview.home.converted))
        lines += [*line_lines(turn, preview, period), *_short_quarters(turn, preview)]
        previews.append((turn.message.fiscal.year_of(period.start), preview))
    turn_to(turn, at_hand)
    total = _sum([one.home.converted for _, one in previews])
    return Summary(
        lines=(
            turn.say("line.summary", count=len(previews)),
            *lines,
            turn.say("line.sum", total=total),
            *_budget_lines(turn, previews),
        ),
        question=turn.say("line.confirm", count=len(previews)),
        yes=turn.say("summary.yes"),
        no=turn.say("summary.no"),
    )


def _budget_lines(turn: Turn, previews: Sequence[tuple[int, RequestPreview]]) -> list[str]:
    """One for each budget that pays for some of them."""
    said = []
    for year in sorted({one for one, preview in previews if preview.line is None}):
        said.append(turn.say("summary.no_budget", year=year))
    paid = [(year, one.line, one.charged) for year, one in previews if one.line is not None]
    for line_id in dict.fromkeys(line.line_id for _, line, _ in paid):
        same = [one for one in paid if one[1].line_id == line_id]
        year, line, _ = same[0]
        said.append(_left_line(turn, line, year, _sum([one[2] for one in same])))
    return said


def _sum(sums: Sequence[Money]) -> Money:
    return sum(sums[1:], sums[0])
