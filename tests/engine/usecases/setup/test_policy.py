"""The policy that a store keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.policy import DEFAULT_POLICY, load_policy
from engine.store.database import Database
from engine.usecases.budgets.setting import set_budget
from engine.usecases.context import Context
from engine.usecases.setup.policy import PolicyNow, policy_now, set_policy
from engine.values.errors import InvalidInput, NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import FINANCE, HEAD, WORKER, Office, build, require_invariants

DEFAULT = DEFAULT_POLICY.read_text(encoding="utf-8")
VERSION = load_policy().version


def changed(old: str = "", new: str = "", version: str = "own-1") -> str:
    """The default with something else in it."""
    assert old in DEFAULT
    return DEFAULT.replace(f'version = "{VERSION}"', f'version = "{version}"').replace(old, new)


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def put(office: Office, text: str, who: str = DIRECTOR, since: date | None = None) -> PolicyNow:
    now: PolicyNow = office.do(who, set_policy, text, since)
    return now


def days(context: Context) -> int:
    return context.policy.approval.reserve_days


def test_who_has_set_none_has_the_default(office: Office) -> None:
    now = office.do(WORKER, policy_now)
    assert (now.toml, now.version, now.since, now.by) == (DEFAULT, VERSION, None, None)
    assert office.engine.policy == load_policy()


def test_what_is_set_holds_at_once(office: Office) -> None:
    now = put(office, changed("reserve_days = 60", "reserve_days = 30"), HR)
    assert (now.version, now.since, now.by) == ("own-1", date(YEAR, 11, 23), f"name of {HR}")
    assert office.do(WORKER, days) == 30
    assert office.engine.policy.approval.reserve_days == 30
    assert office.submit(20)


def test_it_may_hold_from_a_later_day_on(office: Office) -> None:
    start = date(YEAR, 12, 1)
    now = put(office, changed("reserve_days = 60", "reserve_days = 30"), since=start)
    assert (now.version, now.coming) == (VERSION, (start,))
    assert office.do(WORKER, days) == 60
    office.later(days=8)
    assert office.do(WORKER, days) == 30
    assert office.do(WORKER, policy_now).coming == ()


def test_the_last_of_a_day_holds_and_the_same_again_is_nothing(office: Office) -> None:
    put(office, changed("reserve_days = 60", "reserve_days = 30"))
    put(office, changed("reserve_days = 60", "reserve_days = 20", "own-2"))
    deeds = office.deeds()
    assert (
        put(office, changed("reserve_days = 60", "reserve_days = 20", "own-2")).version == "own-2"
    )
    assert (office.do(WORKER, days), office.deeds()) == (20, deeds)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("version = ", "policy_unreadable"),
        (changed('strategy = "0.40"', 'strategy = "0.50"'), "policy_invalid"),
        (changed("reserve_days = 60", "reserve_days = 0"), "policy_invalid"),
        (changed('quarters = "warn"', 'quarters = "perhaps"'), "policy_invalid"),
        (changed('set_by = ["management"]', "set_by = []"), "policy_invalid"),
        (changed('set_by = ["management"]', 'set_by = ["employee"]'), "policy_invalid"),
        (changed("reserve_days = 60", "reserve_days = 60\nreserve_day = 5"), "policy_invalid"),
        (changed('factor = "4/3"', 'factor = "4/0"'), "policy_unreadable"),
        ("x" * 100_001, "policy_too_long"),
    ],
)
def test_what_is_no_policy_is_refused(office: Office, text: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        put(office, text)
    assert office.do(WORKER, policy_now).version == VERSION


def test_the_field_that_is_wrong_is_named(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        put(office, changed("reserve_days = 60", "reserve_days = 0"))
    assert refused.value.args_by_name["field"] == "approval.reserve_days"


def test_a_version_names_one_text(office: Office) -> None:
    with pytest.raises(InvalidInput, match="policy_version_taken"):
        put(office, changed("reserve_days = 60", "reserve_days = 30", VERSION))
    put(office, changed("reserve_days = 60", "reserve_days = 30"))
    with pytest.raises(InvalidInput, match="policy_version_taken"):
        put(office, changed("reserve_days = 60", "reserve_days = 20"))
    # Back to what it was, by the name it had.
    assert put(office, DEFAULT).version == VERSION


def test_not_of_the_past_nor_of_units_that_are_not_there(office: Office) -> None:
    with pytest.raises(InvalidInput, match="policy_of_the_past"):
        put(office, changed(), since=office.now.date() - timedelta(days=1))
    level = '[[approval.levels]]\nunit = "{}"\napprovers = ["hr_head"]\n\n[carry_over]'
    with pytest.raises(InvalidInput, match="policy_unknown_unit"):
        put(office, changed("[carry_over]", level.format("U99")))
    put(office, changed("[carry_over]", level.format("U2")))


@pytest.mark.parametrize("who", [WORKER, HEAD, FINANCE])
def test_who_may_not(office: Office, who: str) -> None:
    with pytest.raises(NotPermitted, match="set_up"):
        put(office, changed(), who)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('set_by = ["management"]', 'set_by = ["hr"]'),
        ('up_to = "20000"', 'up_to = "200000"'),
    ],
)
def test_who_decides_about_money_is_the_managements_to_say(
    office: Office, old: str, new: str
) -> None:
    with pytest.raises(NotPermitted, match="set_authority"):
        put(office, changed(old, new), HR)
    put(office, changed(old, new), since=date(YEAR, 12, 1))
    # Nor may HR take the place of what is to come.
    with pytest.raises(NotPermitted, match="set_authority"):
        put(office, changed(version="own-2"), HR, since=date(YEAR, 12, 1))


def test_who_sets_budgets_follows_it(office: Office) -> None:
    money, args = Money(Decimal(120_000), "CNY"), ("U2", YEAR + 1)

    def as_hr() -> Any:
        return office.do(HR, set_budget, *args, money, office.key())

    with pytest.raises(NotPermitted):
        as_hr()
    put(office, changed('set_by = ["management"]', 'set_by = ["hr", "management"]'))
    assert as_hr().line.balance.allocated == money
