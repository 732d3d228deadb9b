"""The company's policy: weights, thresholds and rules, in one versioned TOML file."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

DEFAULT_POLICY = Path(__file__).parent / "default.toml"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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
    history_years: int
    interval_level: float
    fewest_sessions_for_interval: int


class NeedRules(_Section):
    """Thresholds of the need evidence (see `engine.analysis.need_evidence`)."""

    share_below_mean: float
    significance: float
    smallest_group: int


class Policy(_Section):
    """Everything a company may set; the defaults reproduce the source article's figures."""

    version: str
    priority: PriorityWeights
    cost: CostRules
    need: NeedRules


def load_policy(path: Path = DEFAULT_POLICY) -> Policy:
    """The policy in `path`; pydantic's ValidationError names what is wrong in it."""
    return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
