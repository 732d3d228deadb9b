"""What holds for the whole company: its settings and its policy."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from engine.api.bodies import CurrencyCode, Name
from engine.api.person import Setter
from engine.usecases.company_settings import CompanyChange
from engine.usecases.setup.company import CompanyNow, change_settings, company_now
from engine.usecases.setup.policy import LONGEST, PolicyNow, policy_now, set_policy
from engine.usecases.setup.status import SetupStatus, setup_status

router = APIRouter(tags=["setup"])


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
    since: date | None = None


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


@router.put("/policy")
def put_policy(given: PolicyGiven, caller: Setter) -> PolicyNow:
    """Let other rules hold."""
    return caller.perform(set_policy, given.toml, given.since)
