"""What the tests of the book of answers are made of."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from assistant.knowledge.figures import Figures
from engine.policy import Policy, load_policy
from engine.values.company import Company
from engine.values.fiscal import FiscalCalendar

HERE = Path(__file__).parent


def company(currency: str = "CNY", first_month: int = 1) -> Company:
    return Company(
        name="试用公司",
        currency=currency,
        time_zone="Asia/Shanghai",
        fiscal=FiscalCalendar(first_month),
    )


def figures(
    policy: Policy | None = None, of: Company | None = None, hr: tuple[str, ...] = ("谢建英",)
) -> Figures:
    return Figures(
        policy=policy or load_policy(), company=of or company(), hr=hr, today=date(2026, 11, 28)
    )


def held_out(language: str) -> list[tuple[str, str]]:
    """(topic, sentence) of those that are not among the texts."""
    topics = tomllib.loads((HERE / f"held_out_{language}.toml").read_text("utf-8"))
    return [(topic, text) for topic, texts in topics.items() for text in texts]


def others(language: str) -> list[str]:
    """300 sentences that ask for something else: a sample of the training sentences of the
    capabilities, but for those that ask for help."""
    return (HERE / f"others_{language}.txt").read_text("utf-8").splitlines()
