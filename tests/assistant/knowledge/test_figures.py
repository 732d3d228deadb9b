"""The figures in the answers are those of the policy and of the company's settings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.knowledge.book import load_book
from assistant.knowledge.figures import said
from engine.access import Right
from engine.access.rights import roles_of
from engine.personal.kept import RECORD, all_kept
from engine.policy import ApprovalLevel, Policy, load_policy
from tests.assistant.knowledge.sources import company, figures


def changed(section: str, **values: Any) -> Policy:
    policy = load_policy()
    part = getattr(policy, section).model_copy(update=values)
    return policy.model_copy(update={section: part})


BOOK = load_book()


def told(topic: str, language: str, policy: Policy | None = None) -> str:
    return BOOK.answer(topic, language, said(figures(policy), language))


DEFAULTS: Mapping[str, str] = {
    "validate_days": "3 days",
    "approve_days": "5 days",
    "days_shortest": "11 days",
    "days_longest": "21 days",
    "remind_days_before": "1 day",
    "reserve_days": "60 days",
    "fund_cap": "8%",
    "high_price": "20%",
    "interval_level": "80%",
    "weight_strategy": "40%",
    "smallest_group": "5",
    "unlikely_price": "5",
    "months_before": "6 months",
    "vat_side": "with tax",
}


@pytest.mark.parametrize(("name", "expected"), DEFAULTS.items())
def test_the_default_policy_reads(name: str, expected: str) -> None:
    assert said(figures(), "en")[name] == expected


@settings(deadline=None)
@given(days=some.integers(min_value=2, max_value=365))
def test_another_deadline_is_told(days: int) -> None:
    policy = changed("approval", approve_days=days)
    assert f"每一级审批 {days} 天" in told("how_long", "zh", policy)


def test_the_limits_of_approval_are_told_in_order() -> None:
    assert told("who_approves", "zh").splitlines()[1:4] == [
        "· 不超过 20,000 元：人力资源负责人",
        "· 不超过 100,000 元：人力资源负责人、财务",
        "· 超过 100,000 元：人力资源负责人、财务、管理层",
    ]


def test_one_level_for_all_sums() -> None:
    policy = changed("approval", levels=(ApprovalLevel(approvers=("management",)),))
    assert told("who_approves", "en", policy).splitlines()[1] == "· any sum: management"


def test_levels_of_units_are_mentioned() -> None:
    levels = load_policy().approval.levels
    own = ApprovalLevel(unit="RD", up_to=Decimal(5), approvers=("finance",))
    policy = changed("approval", levels=(*levels, own))
    assert "Some units or programmes have rules of their own" in told("who_approves", "en", policy)


@pytest.mark.parametrize(
    ("keep", "words"), [("commitments", "没用的不转"), ("available", "都转到下一年")]
)
def test_the_carry_over_is_the_policys(keep: str, words: str) -> None:
    assert words in told("year_end", "zh", changed("carry_over", keep=keep))


def test_budgets_without_tax() -> None:
    policy = changed("money", budgets_include_vat=False)
    assert told("tax", "zh", policy).startswith("预算按不含税金额算")


def test_rules_of_effect_are_told_with_their_factors() -> None:
    assert "· 两项以上业务指标变好：×1.33" in told("next_year_money", "zh")


def test_a_rule_without_a_phrase_is_not_told_by_its_key() -> None:
    rules = load_policy().effect.rules
    own = rules[0].model_copy(update={"name": "house_rule"})
    policy = changed("effect", rules=(own, *rules))
    assert "house_rule" not in told("next_year_money", "en", policy)


def test_the_homes_currency_is_told() -> None:
    values = said(figures(of=company(currency="EUR")), "en")
    assert "up to EUR 20,000" in values["approval_levels"]


def test_a_fiscal_year_that_is_no_calendar_year() -> None:
    values = said(figures(of=company(first_month=4)), "en")
    assert values["fiscal_year"].startswith("The fiscal year runs from April to March")


def test_the_year_of_today() -> None:
    assert said(figures(), "zh")["current_year"] == "2026 年"


def test_hr_is_named() -> None:
    assert said(figures(hr=("谢建英", "李华")), "zh")["contacts_hr"] == "人力资源部（谢建英、李华）"


def test_without_people_hr_is_the_department() -> None:
    assert said(figures(hr=()), "zh")["contacts_hr"] == "人力资源部"


@pytest.mark.parametrize(
    ("topic", "language", "line"),
    [
        (
            "record_privacy",
            "zh",
            "· 技能评估：到清除个人资料为止；各级负责人、人力资源部可看",
        ),
        (
            "record_privacy",
            "en",
            "· Skill assessments: until the person is erased; seen by the heads above, HR",
        ),
        ("data_location", "zh", "· 对助手说的话和回答：45 天；仅本人可看"),
        (
            "data_location",
            "en",
            "· What was said to the assistant, and its replies: 45 days; seen by nobody",
        ),
    ],
)
def test_who_sees_what_and_for_how_long_is_told_from_the_list_itself(
    topic: str, language: str, line: str
) -> None:
    assert line in told(topic, language, changed("retention", messages=45)).splitlines()


def test_the_answer_that_finance_sees_no_record_is_true() -> None:
    for kept in all_kept():
        if kept.asked == RECORD:
            assert "finance" not in roles_of(Right(kept.seen_by))
