"""The company's policy: weights, thresholds and rules, in one versioned TOML file."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

DEFAULT_POLICY = Path(__file__).parent / "default.toml"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PriorityWeights(_Section):
    """How much strategy, business and employee needs count; they sum to 1."""

    strategy: Decimal
    business: Decimal
    employee: Decimal

    @model_validator(mode="after")
    def _sum_to_one(self) -> PriorityWeights:
        if self.strategy + self.business + self.employee != 1:
            raise ValueError("the priority weights must sum to 1")
        return self


class CostRules(_Section):
    """How history becomes a price (see `engine.analysis.cost_estimate`).

    `annual_drift` is the price change a year that is assumed where the history shows none
    of its own beyond doubt (`drift_significance`).
    """

    history_years: int = Field(ge=1)
    interval_level: float = Field(gt=0, lt=1)
    fewest_sessions_for_interval: int = Field(ge=2)
    widest_interval: float = Field(gt=1)
    shrink_below_sessions: int = Field(ge=0)
    annual_drift: Decimal = Field(gt=-1)
    drift_significance: float = Field(ge=0, lt=1)
    contingency: Decimal = Field(ge=0)


class NeedRules(_Section):
    """Thresholds of need evidence and audiences (see `engine.analysis.need_evidence`)."""

    share_short: float = Field(gt=0, le=1)
    significance: float = Field(gt=0, lt=1)
    smallest_group: int = Field(ge=1)
    blanket_share: float = Field(gt=0, le=1)
    cut_recall: float = Field(gt=0, le=1)
    cut_precision: float = Field(gt=0, le=1)


class EffectRule(_Section):
    """When it holds, next year's money is this year's × `factor` ("4/3").

    `results_at_least` so many KPIs got better; all of `good_levels` are good; no other level
    than `only_levels` was measured; `none_good` of what was measured is; `unmeasured`.
    """

    name: str
    factor_as_written: str = Field(alias="factor")
    results_at_least: int = 0
    good_levels: tuple[str, ...] = ()
    only_levels: tuple[str, ...] | None = None
    none_good: bool = False
    unmeasured: bool = False
    replace: bool = False
    measure: bool = False

    @model_validator(mode="after")
    def _is_a_factor(self) -> EffectRule:
        if Fraction(self.factor_as_written) < 0:
            raise ValueError("a factor cannot be negative")
        return self

    @property
    def numerator(self) -> int:
        return Fraction(self.factor_as_written).numerator

    @property
    def denominator(self) -> int:
        return Fraction(self.factor_as_written).denominator

    @property
    def factor(self) -> Decimal:
        return Decimal(self.numerator) / self.denominator


class EffectRules(_Section):
    """How effects are measured, and what follows (see `engine.analysis.effect`).

    Means are taken over up to `months_before` and `months_after` the training.
    """

    months_before: int = Field(ge=1)
    months_after: int = Field(ge=1)
    fewest_periods_before: int = Field(ge=1)
    fewest_clusters: int = Field(ge=2)
    interval_level: float = Field(gt=0, lt=1)
    significance: float = Field(gt=0, lt=1)
    good_share: float = Field(gt=0, le=1)
    worth_keeping: float = Field(ge=0, lt=1)
    rules: tuple[EffectRule, ...]

    @model_validator(mode="after")
    def _always_one_holds(self) -> EffectRules:
        last = self.rules[-1]
        conditions = (last.results_at_least, last.good_levels, last.none_good, last.unmeasured)
        if any(conditions) or last.only_levels is not None:
            raise ValueError("the last effect rule must hold always")
        return self


class FundRules(_Section):
    """职工教育经费: deductible up to `cap` of the payroll actually paid."""

    cap: Decimal = Field(ge=0, le=1)


class PairwiseRules(_Section):
    """The consistency ratio up to which pairwise judgements are accepted."""

    consistency_ratio: float = Field(gt=0, lt=1)


class ApprovalLevel(_Section):
    """Up to `up_to` (home currency; without it, any amount) these approve, in order.

    For a `unit` (its code, with everything below) or a `programme`, it goes before the
    general levels.
    """

    up_to: Decimal | None = Field(default=None, ge=0)
    unit: str | None = None
    programme: str | None = None
    approvers: tuple[Literal["hr_head", "finance", "management"], ...] = Field(min_length=1)


class ApprovalRules(_Section):
    """Who approves what, and by when (see `engine.workflow.approval`).

    Each step has `days` by its duty; `remind_days_before` it falls due there is a reminder.
    `separation` strict: nobody takes steps of two roles in one request; off: who holds both may.
    What somebody asks for one unit within `split_days` counts together when it is decided who
    approves. A reservation that nobody decides on for `reserve_days` is given back. HR's check points
    out a price of `high_price` times the usual one, and a start within `short_notice` days.
    """

    validate_days: int = Field(ge=1)
    evaluate_days: int = Field(ge=1)
    approve_days: int = Field(ge=1)
    remind_days_before: int = Field(ge=0)
    reserve_days: int = Field(ge=1)
    high_price: float = Field(ge=1)
    short_notice: int = Field(ge=0)
    separation: Literal["strict", "off"] = "strict"
    split_days: int = Field(default=30, ge=0)
    levels: tuple[ApprovalLevel, ...]

    @model_validator(mode="after")
    def _somebody_approves_everything(self) -> ApprovalRules:
        general = [one for one in self.levels if one.unit is None and one.programme is None]
        if not any(level.up_to is None for level in general):
            raise ValueError("one general approval level must be without up_to")
        return self

    @property
    def separates(self) -> bool:
        """Whether each acts in one role alone in a request."""
        return self.separation == "strict"

    def days_for(self, duty: str) -> int:
        """How many days a step has; `duty` is validate, evaluate or approve."""
        days = {
            "validate": self.validate_days,
            "evaluate": self.evaluate_days,
            "approve": self.approve_days,
        }
        return days[duty]


class MoneyRules(_Section):
    """Which sums budgets count, and what is so unlikely that it is asked about.

    `budgets_include_vat`: what counts is the sum with value added tax. A price per head that
    is `unlikely_price` times the usual one or more, or less than one part in so many of it,
    is asked about.
    """

    budgets_include_vat: bool
    unlikely_price: Decimal = Field(gt=1)


class DeliveryRules(_Section):
    """What is plausible of a training that was held: up to `days_early` before it was to begin,
    and with up to `most_beyond_plan` (a share of those planned) more people."""

    days_early: int = Field(default=14, ge=0)
    most_beyond_plan: Decimal = Field(default=Decimal("0.5"), ge=0)


class CarryOverRules(_Section):
    """What goes into the next year at year end: `commitments`, or also what is `available`."""

    keep: Literal["commitments", "available"]


class BudgetRules(_Section):
    """Who sets budgets, as roles; and what it means that a quarter of a budget is used up:
    `warn` says so, `bind` refuses what goes beyond, `off` looks at years alone."""

    set_by: tuple[Literal["management", "finance", "hr", "head"], ...] = Field(
        default=("management",), min_length=1
    )
    quarters: Literal["warn", "bind", "off"] = "warn"


class RetentionRules(_Section):
    """For how many days what is said of and by people is kept. What requests and the ledger rest
    on is kept as long as they are."""

    # Less than a week, and what a chat tool sends again would be answered again.
    messages: int = Field(default=30, ge=7)
    conversations: int = Field(default=30, ge=1)
    explanations: int = Field(default=400, ge=1)
    notices: int = Field(default=180, ge=1)
    # Files as they were given, and what loading them changed: a load can be undone that long.
    files: int = Field(default=30, ge=1)
    # Of who has left: so long after it was said can he be erased.
    erase_after: int = Field(default=7, ge=0)


class Policy(_Section):
    """Everything a company may set; the defaults reproduce the source article's figures."""

    version: str
    priority: PriorityWeights
    pairwise: PairwiseRules
    cost: CostRules
    need: NeedRules
    effect: EffectRules
    education_fund: FundRules
    approval: ApprovalRules
    carry_over: CarryOverRules
    money: MoneyRules
    delivery: DeliveryRules = DeliveryRules()
    budget: BudgetRules = BudgetRules()
    retention: RetentionRules = RetentionRules()


def load_policy(path: Path = DEFAULT_POLICY) -> Policy:
    """The policy in `path`; pydantic's ValidationError names what is wrong in it."""
    return read_policy(path.read_text(encoding="utf-8"))


def read_policy(text: str) -> Policy:
    """The policy that a text says (TOML); errors as `load_policy`, and tomllib's own."""
    return Policy.model_validate(tomllib.loads(text))
