"""Is a request in order? Its lines against the roster, the profiles and the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.method import Method
from engine.values.money import Money

OK, NOTE, PROBLEM = "ok", "note", "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What is known about one line.

    `roster`: people who work in the unit. Of `assessed` people there, `short` have the gap
    that the course closes (None: it teaches no known skill). `usual`: cost per participant
    so far. `recent`: people of the unit who took the course in the last twelve months.
    `others`: other requests for the same programme. `days_left` until it begins.
    """

    line: int
    headcount: int
    roster: int
    assessed: int | None
    short: int | None
    unit_cost: Money
    usual: Money | None
    recent: int
    others: tuple[str, ...]
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInputs:
    """`asked` is the sum, `reserved` what is set aside for it (None: no budget is set).

    A group of fewer than `smallest_group` assessed says nothing. A price is high from
    `high_price` times the usual one; a start within `short_notice` days is soon.
    """

    number: str
    asked: Money
    reserved: Money | None
    smallest_group: int
    high_price: float
    short_notice: int
    rows: tuple[LineFacts, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, about a line or (`line` 0) the whole: ok, note or problem."""

    line: int
    level: str
    code: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    findings: tuple[Finding, ...]
    problems: int


def check_request(inputs: CheckInputs) -> CheckResult:
    """Every line against what the company knows; and whether there is money."""
    findings = [finding for row in inputs.rows for finding in _line(inputs, row)]
    findings.append(_money(inputs))
    problems = sum(finding.level == PROBLEM for finding in findings)
    return CheckResult(tuple(findings), problems)


def _line(inputs: CheckInputs, row: LineFacts) -> Iterator[Finding]:
    yield _headcount(row)
    yield _gap(inputs, row)
    yield _price(inputs, row)
    if row.recent:
        yield Finding(row.line, NOTE, "trained_recently", {"recent": row.recent})
    if row.others:
        yield Finding(row.line, NOTE, "asked_elsewhere", {"numbers": row.others})
    if row.days_left < inputs.short_notice:
        yield Finding(row.line, NOTE, "starts_soon", {"days": max(row.days_left, 0)})


def _headcount(row: LineFacts) -> Finding:
    args = {"headcount": row.headcount, "roster": row.roster}
    if row.headcount > row.roster:
        return Finding(row.line, PROBLEM, "headcount_beyond_unit", args)
    return Finding(row.line, OK, "headcount_fits", args)


def _gap(inputs: CheckInputs, row: LineFacts) -> Finding:
    if row.short is None or row.assessed is None or row.assessed < inputs.smallest_group:
        return Finding(row.line, NOTE, "gap_unknown")
    args = {"headcount": row.headcount, "short": row.short, "assessed": row.assessed}
    if row.headcount > row.short:
        return Finding(row.line, NOTE, "more_than_have_the_gap", args)
    return Finding(row.line, OK, "gap_is_there", args)


def _price(inputs: CheckInputs, row: LineFacts) -> Finding:
    if row.usual is None or row.usual.currency != row.unit_cost.currency:
        return Finding(row.line, NOTE, "price_unchecked", {"unit_cost": row.unit_cost})
    args = {"unit_cost": row.unit_cost, "usual": row.usual}
    if float(row.unit_cost.amount) > float(row.usual.amount) * inputs.high_price:
        return Finding(row.line, NOTE, "price_above_history", args)
    return Finding(row.line, OK, "price_as_history", args)


def _money(inputs: CheckInputs) -> Finding:
    if inputs.reserved is None:
        return Finding(0, PROBLEM, "no_budget_is_set", {"asked": inputs.asked})
    if inputs.reserved.amount == 0 and inputs.asked.amount > 0:
        return Finding(0, PROBLEM, "nothing_is_reserved", {"asked": inputs.asked})
    return Finding(0, OK, "money_is_reserved", {"reserved": inputs.reserved})


REQUEST_CHECK = Method(
    name="request_check",
    version=1,
    formula="headcount ≤ roster; headcount ≤ people with the gap; price per head ≤ usual × factor",
    inputs=CheckInputs,
    compute=check_request,
)
