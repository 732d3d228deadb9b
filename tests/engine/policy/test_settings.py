"""What people mostly change of the policy, put into its text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.policy import DEFAULT_POLICY, read_policy
from engine.policy.settings import Level, PolicySettings, settings_of, with_settings

DEFAULT = DEFAULT_POLICY.read_text(encoding="utf-8")
SETTINGS = settings_of(read_policy(DEFAULT))
SPECIAL = '[[approval.levels]]\nunit = "W1"\napprovers = ["finance"]\n\n'
SAID = next(line for line in DEFAULT.splitlines(keepends=True) if line.startswith("separation"))
OTHERS = replace(
    SETTINGS,
    strategy=Decimal("0.5"),
    business=Decimal("0.2"),
    levels=(Level(Decimal(50_000), ("hr_head",)), Level(None, ("finance", "management"))),
    separation="off",
    set_by=("finance", "hr"),
    quarters="bind",
)


def changed(settings: PolicySettings, text: str = DEFAULT) -> str:
    found = with_settings(text, settings, "own-1")
    assert found is not None
    return found


def test_the_default_s_settings() -> None:
    assert SETTINGS.levels == (
        Level(Decimal(20_000), ("hr_head",)),
        Level(Decimal(100_000), ("hr_head", "finance")),
        Level(None, ("hr_head", "finance", "management")),
    )
    assert (SETTINGS.strategy, SETTINGS.set_by, SETTINGS.quarters) == (
        Decimal("0.40"),
        ("management",),
        "warn",
    )


def test_other_settings_are_read_back_from_the_text() -> None:
    policy = read_policy(changed(OTHERS))
    assert (settings_of(policy), policy.version) == (OTHERS, "own-1")


def test_all_else_and_the_comments_stay() -> None:
    before, after = DEFAULT.splitlines(), changed(replace(SETTINGS, quarters="bind")).splitlines()
    gone = [line for line in before if line not in after]
    assert [line.split("=")[0].strip() for line in gone] == ["version", "set_by", "quarters"]


@pytest.mark.parametrize("text", [DEFAULT, DEFAULT.replace(SAID, "")])
def test_separation_is_put_where_approval_is_said(text: str) -> None:
    policy = read_policy(changed(replace(SETTINGS, separation="off"), text))
    assert policy.approval.separates is False
    assert read_policy(text).approval.separates


def test_levels_of_single_units_stay() -> None:
    text = DEFAULT.replace("[[approval.levels]]", SPECIAL + "[[approval.levels]]", 1)
    levels = read_policy(changed(OTHERS, text)).approval.levels
    assert [one.unit for one in levels] == ["W1", None, None]


def test_a_section_that_is_missing_is_added() -> None:
    text = DEFAULT[: DEFAULT.index("[budget]")]
    assert settings_of(read_policy(changed(OTHERS, text))) == OTHERS


@pytest.mark.parametrize(
    "text",
    [
        DEFAULT[: DEFAULT.index("[budget]")].replace(
            'version = "', 'budget = { quarters = "off" }\nversion = "', 1
        ),
        DEFAULT.replace("[priority]", '["priority"]'),
    ],
)
def test_a_text_that_is_written_otherwise_is_left_alone(text: str) -> None:
    assert read_policy(text)
    assert with_settings(text, OTHERS, "own-1") is None
