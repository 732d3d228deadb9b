"""The figures in the answers: of the policy, the company's settings, and who helps."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from assistant.language import fallen_back, writes
from assistant.personal_told.telling import told
from assistant.speech.speech import Speech
from engine.personal.kept import ASKED
from engine.policy import ApprovalLevel, Policy
from engine.usecases.ratings import FEWEST_SHOWN
from engine.usecases.requests.delegating import LONGEST_DAYS
from engine.usecases.surveys import USUAL_DAYS
from engine.values.company import Company
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Where the figures come from; `hr` are the people of HR for whoever asks, `today` the day
    at the company."""

    policy: Policy
    company: Company
    hr: tuple[str, ...]
    today: date


def said(figures: Figures, language: str) -> Mapping[str, str]:
    """Every figure an answer can have, as it reads in a language, by its placeholder."""
    voice = _Voice(language, figures.company)
    return {
        **_days(figures.policy, voice),
        **_shares(figures.policy, voice),
        **_counts(figures.policy),
        **_rules(figures, voice),
        **_company(figures, voice),
        **_kept(figures.policy, voice),
    }


class _Voice:
    """The pieces of sentences around figures, in one language."""

    def __init__(self, language: str, company: Company) -> None:
        self.speech = Speech(language, company.fiscal)
        self._pieces = fallen_back(lambda one: _pieces().get(one, {}), language)

    def __call__(self, piece: str, /, **values: object) -> str:
        return self.speech.format(self._pieces[piece], **values)

    def knows(self, piece: str) -> bool:
        return piece in self._pieces

    def month(self, number: int) -> str:
        name: str = writes(self.speech.language)["month_names_in_full"][number - 1]
        return name

    def days(self, number: int) -> str:
        return self("day" if number == 1 else "days", n=number)

    def months(self, number: int) -> str:
        return self("month" if number == 1 else "months", n=number)


@cache
def _pieces() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "said.toml").read_text("utf-8"))


def _days(policy: Policy, voice: _Voice) -> Mapping[str, str]:
    rules = policy.approval
    before = rules.validate_days + rules.evaluate_days
    steps = [len(level.approvers) for level in _general(policy)]
    days = {
        "validate_days": rules.validate_days,
        "evaluate_days": rules.evaluate_days,
        "approve_days": rules.approve_days,
        "days_shortest": before + min(steps) * rules.approve_days,
        "days_longest": before + max(steps) * rules.approve_days,
        "remind_days_before": rules.remind_days_before,
        "reserve_days": rules.reserve_days,
        "short_notice": rules.short_notice,
        "days_early": policy.delivery.days_early,
        "delegation_days": LONGEST_DAYS,
        "survey_days": USUAL_DAYS,
        "messages_kept": policy.retention.messages,
    }
    return {
        **{name: voice.days(number) for name, number in days.items()},
        "months_before": voice.months(policy.effect.months_before),
        "months_after": voice.months(policy.effect.months_after),
    }


def _kept(policy: Policy, voice: _Voice) -> Mapping[str, str]:
    """What is kept of whoever asks, for how long and who sees it: of `kept.toml` itself."""
    every = told(voice.speech, policy.retention)
    return {
        f"kept_of_{of}": "\n".join(
            voice("kept_line", what=one.what, kept=one.kept, seen_by=one.seen_by)
            for one in every
            if one.asked == of
        )
        for of in ASKED
    }


def _shares(policy: Policy, voice: _Voice) -> Mapping[str, str]:
    shares: Mapping[str, float | Decimal] = {
        "fund_cap": policy.education_fund.cap,
        "high_price": policy.approval.high_price - 1,
        "interval_level": policy.cost.interval_level,
        "most_beyond_plan": policy.delivery.most_beyond_plan,
        "share_short": policy.need.share_short,
        "weight_business": policy.priority.business,
        "weight_employee": policy.priority.employee,
        "weight_strategy": policy.priority.strategy,
    }
    return {name: voice.speech.percent(share) for name, share in shares.items()}


def _counts(policy: Policy) -> Mapping[str, str]:
    counts: Mapping[str, int | Decimal] = {
        "fewest_sessions": policy.cost.fewest_sessions_for_interval,
        "history_years": policy.cost.history_years,
        "ratings_shown": FEWEST_SHOWN,
        "shrink_below_sessions": policy.cost.shrink_below_sessions,
        "smallest_group": policy.need.smallest_group,
        "unlikely_price": policy.money.unlikely_price,
    }
    return {
        name: f"{count:f}" if isinstance(count, Decimal) else str(count)
        for name, count in counts.items()
    }


def _rules(figures: Figures, voice: _Voice) -> Mapping[str, str]:
    policy = figures.policy
    vat = "included" if policy.money.budgets_include_vat else "excluded"
    return {
        "approval_levels": "\n".join(_approval(policy, figures.company.currency, voice)),
        "carry_over": voice(f"carry_{policy.carry_over.keep}"),
        "effect_rules": "\n".join(_effects(policy, voice)),
        "vat_side": voice(f"vat_{vat}"),
    }


def _approval(policy: Policy, currency: str, voice: _Voice) -> Sequence[str]:
    """A line for each general level, and one that says that there are others."""
    lines, reached = [], None
    for level in _general(policy):
        approvers = [voice(duty) for duty in level.approvers]
        if level.up_to is not None:
            reached = Money(level.up_to, currency)
            lines.append(voice("level_up_to", amount=reached, approvers=approvers))
        elif reached is not None:
            lines.append(voice("level_above", amount=reached, approvers=approvers))
        else:
            lines.append(voice("level_any", approvers=approvers))
    if len(_general(policy)) < len(policy.approval.levels):
        lines.append(voice("levels_besides"))
    return lines


def _general(policy: Policy) -> Sequence[ApprovalLevel]:
    """The levels for every unit and programme, the lowest first."""
    general = [one for one in policy.approval.levels if one.unit is None and one.programme is None]
    return sorted(general, key=lambda one: Decimal("Infinity") if one.up_to is None else one.up_to)


def _effects(policy: Policy, voice: _Voice) -> Sequence[str]:
    """The rules that there is a phrase for: a company's own have a name only."""
    return [
        voice("effect_rule", rule=voice(f"rule_{rule.name}"), factor=rule.factor)
        for rule in policy.effect.rules
        if voice.knows(f"rule_{rule.name}")
    ]


def hr_said(company: Company, hr: Sequence[str], language: str) -> str:
    """HR with its people, where any are named."""
    return _hr(hr, _Voice(language, company))


def _hr(people: Sequence[str], voice: _Voice) -> str:
    return voice("hr_named", people=people) if people else voice("hr_unnamed")


def _company(figures: Figures, voice: _Voice) -> Mapping[str, str]:
    fiscal, hr = figures.company.fiscal, figures.hr
    year = fiscal.year_of(figures.today)
    first, last = fiscal.days(year)
    return {
        "contacts_hr": _hr(hr, voice),
        "currency": voice.speech.currency(figures.company.currency),
        "current_year": voice.speech.fiscal_year(year),
        "fiscal_year": voice("calendar_year")
        if fiscal.is_calendar_year
        else voice("fiscal_year", first=voice.month(first.month), last=voice.month(last.month)),
        "next_year": voice.speech.fiscal_year(year + 1),
    }
