"""The settings of the policy changed by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.policy import load_policy
from engine.policy.settings import Level, PolicySettings, settings_of
from engine.store.database import Database
from engine.usecases.setup.policy import PolicyNow, policy_now
from engine.usecases.setup.policy_settings import change_policy
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import WORKER, Office, build, require_invariants

SETTINGS = settings_of(load_policy())
BIND = replace(SETTINGS, quarters="bind")
EVERY = ("hr_head", "finance", "management")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def change(office: Office, settings: PolicySettings, who: str = DIRECTOR) -> PolicyNow:
    now: PolicyNow = office.do(who, change_policy, settings)
    return now


def levels(*sums: int | None, approvers: tuple[str, ...] = EVERY) -> PolicySettings:
    found = (Level(None if one is None else Decimal(one), approvers) for one in sums)
    return replace(SETTINGS, levels=tuple(found))


def test_they_hold_at_once_under_the_day_as_their_version(office: Office) -> None:
    now = change(office, BIND)
    assert (now.version, now.settings) == (f"{YEAR}-11-23", BIND)
    assert office.engine.policy.budget.quarters == "bind"
    assert change(office, SETTINGS).version == f"{YEAR}-11-23-2"


def test_they_change_what_holds_on_their_own_day(office: Office) -> None:
    office.do(DIRECTOR, change_policy, BIND, date(YEAR, 12, 1))
    assert office.do(WORKER, policy_now).settings == SETTINGS
    office.later(days=8)
    assert office.do(WORKER, policy_now).settings == BIND


def test_hr_changes_weights_and_management_alone_who_decides(office: Office) -> None:
    weights = replace(SETTINGS, strategy=Decimal("0.3"), business=Decimal("0.4"))
    assert change(office, weights, HR).settings == weights
    with pytest.raises(NotPermitted, match="set_authority"):
        change(office, levels(None), HR)
    with pytest.raises(NotPermitted, match="set_authority"):
        change(office, replace(SETTINGS, separation="off"), HR)
    with pytest.raises(NotPermitted, match="set_up"):
        change(office, weights, WORKER)


def test_it_is_said_who_may(office: Office) -> None:
    found = {who: office.do(who, policy_now) for who in (DIRECTOR, HR, WORKER)}
    assert [(one.may, one.may_authority) for one in found.values()] == [
        (True, True),
        (True, False),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (replace(SETTINGS, strategy=Decimal("0.5")), "policy_weights"),
        (replace(SETTINGS, strategy=Decimal("-0.2"), business=Decimal("0.9")), "policy_weights"),
        (levels(), "policy_last_level"),
        (levels(100, 200), "policy_last_level"),
        (levels(None, None), "policy_last_level"),
        (levels(200, 100, None), "policy_levels_rise"),
        (levels(0, None), "policy_levels_rise"),
        (levels(None, approvers=()), "policy_level_of_nobody"),
        (replace(SETTINGS, set_by=()), "policy_nobody_sets_budgets"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    office: Office, settings: PolicySettings, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        change(office, settings)
