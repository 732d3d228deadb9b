"""Kirkpatrick's four levels, and next year's money by the policy's rule table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.kpi import improvement, relative_change
from engine.analysis.method import Method
from engine.policy import EffectRule, EffectRules
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.results import Caveat, Named

REACTION, LEARNING, BEHAVIOUR, RESULTS = "reaction", "learning", "behaviour", "results"
LEVELS = (REACTION, LEARNING, BEHAVIOUR, RESULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One evaluation: `value` after, `baseline` before, `planned` after, in its own unit."""

    level: str
    measure: str
    kpi: Named | None
    direction: str
    baseline: float | None
    value: float
    planned: float | None
    n: int | None
    method: str


@dataclass(frozen=True, slots=True)
class EffectStrength:
    """How much of a KPI's estimated effect its interval leaves (0–1)."""

    kpi: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYearInputs:
    """`spent` on the course in `year`; `strengths` where an interval is known."""

    course: Named
    year: int
    spent: Money
    rules: EffectRules
    rows: tuple[Measured, ...]
    strengths: tuple[EffectStrength, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`change` is relative to the baseline; `attainment` the share of the planned change
    that came. None: not measured against one."""

    level: str
    measure: str
    kpi: Named | None
    baseline: float | None
    value: float
    change: float | None
    attainment: float | None
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """`rule` of the policy gave `factor`; `amount` = spent × factor. A level without an
    outcome is missing, which is not bad."""

    outcomes: tuple[Outcome, ...]
    missing: tuple[str, ...]
    rule: str
    factor: Decimal
    amount: Money
    replace: bool
    caveats: tuple[Caveat, ...]


def propose_next_year(inputs: NextYearInputs) -> NextYear:
    """The first rule of the policy that holds; a rise is scaled by the effect's lower bound.

    Raises:
        InvalidInput: a level that Kirkpatrick has not, negative spending.
    """
    if inputs.spent.amount < 0:
        raise InvalidInput("amount_negative", amount=inputs.spent)
    outcomes = tuple(judge(row, inputs.rules) for row in inputs.rows)
    rule = next(rule for rule in inputs.rules.rules if holds(rule, outcomes))
    strength = min((row.strength for row in inputs.strengths), default=1.0)
    above = rule.numerator > rule.denominator
    amount = Money(inputs.spent.amount * rule.numerator / rule.denominator, inputs.spent.currency)
    if above and strength < 1:
        amount = inputs.spent + (amount - inputs.spent) * Decimal(repr(strength))
    return NextYear(
        outcomes=outcomes,
        missing=tuple(level for level in LEVELS if level not in {o.level for o in outcomes}),
        rule=rule.name,
        factor=_factor(inputs.spent, amount, rule),
        amount=amount,
        replace=rule.replace,
        caveats=_caveats(rule, above, strength, outcomes),
    )


def _factor(spent: Money, amount: Money, rule: EffectRule) -> Decimal:
    exact = amount.amount / spent.amount if spent.amount else rule.factor
    return exact.quantize(Decimal("0.0001"))


def judge(row: Measured, rules: EffectRules) -> Outcome:
    """Good is better than before; without a before, at least the policy's threshold."""
    if row.level not in LEVELS:
        raise InvalidInput("unknown_level", level=row.level)
    change = None
    if row.baseline is not None:
        change = relative_change(row.baseline, row.value)
        good = improvement(row.value - row.baseline, row.direction) > 0
    else:
        good = row.value >= rules.good_share
    return Outcome(
        level=row.level,
        measure=row.measure,
        kpi=row.kpi,
        baseline=row.baseline,
        value=row.value,
        change=change,
        attainment=_attainment(row),
        good=good,
    )


def _attainment(row: Measured) -> float | None:
    """What came of the planned change: (value − baseline) / (planned − baseline)."""
    if row.baseline is None or row.planned is None or row.planned == row.baseline:
        return None
    return round((row.value - row.baseline) / (row.planned - row.baseline), 9)


def holds(rule: EffectRule, outcomes: Sequence[Outcome]) -> bool:
    """Whether every condition that the rule makes is met."""
    by_level = _by_level(outcomes)
    results = {o.kpi.code if o.kpi else o.measure for o in outcomes if _is_good_result(o)}
    good = {level for level, rows in by_level.items() if all(row.good for row in rows)}
    return (
        len(results) >= rule.results_at_least
        and set(rule.good_levels) <= good
        and (rule.only_levels is None or set(by_level) == set(rule.only_levels))
        and not (rule.none_good and (any(o.good for o in outcomes) or not outcomes))
        and not (rule.unmeasured and outcomes)
    )


def _is_good_result(outcome: Outcome) -> bool:
    return outcome.level == RESULTS and outcome.good


def _by_level(outcomes: Sequence[Outcome]) -> Mapping[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.level, []).append(outcome)
    return found


def _caveats(
    rule: EffectRule, above: bool, strength: float, outcomes: Sequence[Outcome]
) -> tuple[Caveat, ...]:
    found = []
    if rule.measure:
        found.append(Caveat("measure_the_effect"))
    if rule.replace:
        found.append(Caveat("replace_by_a_better_course"))
    if above and strength < 1:
        found.append(Caveat("scaled_by_lower_bound", {"strength": strength}))
    if any(outcome.change is not None for outcome in outcomes):
        found.append(Caveat("no_control_group"))
    return tuple(found)


NEXT_YEAR = Method(
    name="next_year_by_effect",
    version=1,
    formula="spent × factor of the first rule that holds; a rise × (lower bound / estimate)",
    inputs=NextYearInputs,
    compute=propose_next_year,
)
