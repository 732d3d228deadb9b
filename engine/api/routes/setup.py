"""What holds for the whole company: its settings and its policy."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from engine.api.bodies import CurrencyCode, Day, Name
from engine.api.person import Setter
from engine.policy.settings import Level, PolicySettings
from engine.usecases.company_settings import CompanyChange
from engine.usecases.setup.company import CompanyNow, change_settings, company_now
from engine.usecases.setup.policy import LONGEST, PolicyNow, policy_now, set_policy
from engine.usecases.setup.policy_settings import change_policy
from engine.usecases.setup.status import SetupStatus, setup_status

router = APIRouter(tags=["setup"])
Weight = Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)]
Approver = Literal["hr_head", "finance", "management"]
Setting = Literal["management", "finance", "hr", "head"]


class CompanyGiven(BaseModel):
    """What is to be different; what is left out stays. Currency and fiscal year stay where
    there are budgets or requests."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    currency: CurrencyCode | None = None
    time_zone: Annotated[str | None, Field(max_length=60)] = None
    fiscal_first_month: Annotated[int | None, Field(ge=1, le=12)] = None
    fiscal_named_by_start: bool | None = None

    def value(self) -> CompanyChange:
        return CompanyChange(
            name=self.name,
            currency=self.currency,
            time_zone=self.time_zone,
            fiscal_first_month=self.fiscal_first_month,
            fiscal_named_by_start=self.fiscal_named_by_start,
        )


class PolicyGiven(BaseModel):
    """The whole policy as TOML, with a `version` of its own; from today or `since` on."""

    model_config = ConfigDict(extra="forbid")

    toml: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]
    since: Day | None = None


class LevelGiven(BaseModel):
    """Up to a sum in the home currency (null: any sum) these approve, in order."""

    model_config = ConfigDict(extra="forbid")

    up_to: Annotated[Decimal | None, Field(gt=0, lt=10**12, decimal_places=2)] = None
    approvers: Annotated[list[Approver], Field(max_length=3)]


class PolicySettingsGiven(BaseModel):
    """What people mostly change of the policy; weights are shares of 1."""

    model_config = ConfigDict(extra="forbid")

    strategy: Weight
    business: Weight
    employee: Weight
    levels: Annotated[list[LevelGiven], Field(max_length=20)]
    separation: Literal["strict", "off"]
    set_by: Annotated[list[Setting], Field(max_length=4)]
    quarters: Literal["warn", "bind", "off"]
    since: Day | None = None

    def value(self) -> PolicySettings:
        return PolicySettings(
            strategy=self.strategy,
            business=self.business,
            employee=self.employee,
            levels=tuple(Level(one.up_to, tuple(one.approvers)) for one in self.levels),
            separation=self.separation,
            set_by=tuple(self.set_by),
            quarters=self.quarters,
        )


@router.get("/setup")
def get_setup(caller: Setter) -> SetupStatus:
    """What the store has of every kind of data, and what each missing one would make possible."""
    return caller.perform(setup_status)


@router.get("/setup/told")
def get_setup_told(
    caller: Setter, request: Request, accept_language: Annotated[str, Header()] = ""
) -> Any:
    """The same in words, kind by kind, in the language that the client prefers."""
    return request.app.state.setup_told(caller.perform(setup_status), accept_language)


@router.get("/company")
def get_company(caller: Setter) -> CompanyNow:
    """Its name, home currency, time zone and fiscal year."""
    return caller.perform(company_now)


@router.put("/company")
def put_company(given: CompanyGiven, caller: Setter) -> CompanyNow:
    """Change these."""
    return caller.perform(change_settings, given.value())


@router.get("/policy")
def get_policy(caller: Setter) -> PolicyNow:
    """The rules that hold, as their text."""
    return caller.perform(policy_now)


@router.put("/policy/settings")
def put_policy_settings(given: PolicySettingsGiven, caller: Setter) -> PolicyNow:
    """Change what is mostly changed; the rest of the rules stays."""
    return caller.perform(change_policy, given.value(), given.since)


@router.put("/policy")
def put_policy(given: PolicyGiven, caller: Setter) -> PolicyNow:
    """Let other rules hold."""
    return caller.perform(set_policy, given.toml, given.since)
