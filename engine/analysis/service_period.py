"""What an employee who leaves early may be asked to pay back (Labour Contract Law, art. 22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.analysis.method import Method
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.months import full_months
from engine.values.results import Caveat


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`special_fund`: professional training paid from a special fund; no other may bind."""

    employee: str
    agreed_cost: Money
    months: int
    starts_on: date
    special_fund: bool


@dataclass(frozen=True, slots=True)
class ServiceInputs:
    leaves_on: date
    rows: Agreement


@dataclass(frozen=True, slots=True)
class ServicePenalty:
    """The most that may be asked for; months are full months served."""

    served: int
    unserved: int
    penalty: Money
    caveats: tuple[Caveat, ...]


def service_penalty(inputs: ServiceInputs) -> ServicePenalty:
    """penalty ≤ agreed cost × unserved months / agreed months.

    Raises:
        InvalidInput: an agreed time or cost that is none, or leaving before it begins.
    """
    agreement = inputs.rows
    if agreement.months < 1 or agreement.agreed_cost.amount < 0:
        raise InvalidInput("agreement_impossible", months=agreement.months)
    if inputs.leaves_on < agreement.starts_on:
        raise InvalidInput("leaves_before_agreement", starts_on=agreement.starts_on)
    served = min(agreement.months, full_months(agreement.starts_on, inputs.leaves_on))
    unserved = agreement.months - served
    if not agreement.special_fund:
        nothing = agreement.agreed_cost * 0
        return ServicePenalty(served, unserved, nothing, (Caveat("training_does_not_bind"),))
    penalty = (agreement.agreed_cost * unserved).per(agreement.months)
    return ServicePenalty(served, unserved, penalty, (Caveat("penalty_is_the_most"),))


SERVICE_PENALTY = Method(
    name="service_penalty",
    version=1,
    formula="agreed cost × unserved months / agreed months",
    inputs=ServiceInputs,
    compute=service_penalty,
)
