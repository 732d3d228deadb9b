"""The topics: ours, and a company's own file over them. Knows neither the engine nor the store,
so that the training data can be made from it in any environment."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import read_toml

# What an answer may leave to be filled in, by `assistant.knowledge.figures`.
PLACEHOLDERS = frozenset(
    {
        "approval_levels",
        "approve_days",
        "carry_over",
        "contacts_hr",
        "currency",
        "current_year",
        "days_early",
        "days_longest",
        "days_shortest",
        "delegation_days",
        "effect_rules",
        "evaluate_days",
        "fewest_sessions",
        "fiscal_year",
        "fund_cap",
        "high_price",
        "history_years",
        "interval_level",
        "kept_of_record",
        "kept_of_talk",
        "months_after",
        "months_before",
        "most_beyond_plan",
        "next_year",
        "ratings_shown",
        "remind_days_before",
        "reserve_days",
        "messages_kept",
        "share_short",
        "short_notice",
        "shrink_below_sessions",
        "smallest_group",
        "survey_days",
        "unlikely_price",
        "validate_days",
        "vat_side",
        "weight_business",
        "weight_employee",
        "weight_strategy",
    }
)


@dataclass(frozen=True, slots=True)
class Topic:
    """How people ask for it, and what they are told; placeholders still in it."""

    asked: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a company's file, said to whoever runs the installation."""

    path: Path
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class NoTopic(ValueError):
    """An entry of a company's file that cannot be used; its text says why."""


@cache
def shipped(language: str) -> Mapping[str, Topic]:
    """Our own texts in a language, by topic; none where it has no file."""
    tables = read_toml(Path(__file__).parent / f"{language}.toml")
    return {name: _topic(table, None) for name, table in tables.items()}


def with_company(
    path: Path, ours: Mapping[str, Topic]
) -> tuple[Mapping[str, Topic], tuple[Problem, ...]]:
    """Our texts with a company's file over them. An entry that cannot be used is a problem,
    and what we say stands."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ours, ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return ours, (Problem(path, f"cannot be read, nothing of it is used: {error}"),)
    topics, problems = dict(ours), []
    for name, table in tables.items():
        try:
            topics[name] = _topic(table, ours.get(name))
        except NoTopic as error:
            problems.append(Problem(path, f"[{name}] is not used: {error}"))
    return topics, tuple(problems)


def placeholders(answer: str) -> frozenset[str]:
    """What an answer leaves to be filled in.

    Raises:
        ValueError: its braces do not match.
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(answer) if name is not None)


def _topic(table: Any, ours: Topic | None) -> Topic:
    if not isinstance(table, dict):
        raise NoTopic("it has to be a table with `asked` and `answer`")
    if unknown := sorted(table.keys() - {"asked", "answer"}):
        raise NoTopic(f"`{unknown[0]}` is neither `asked` nor `answer`")
    asked = _asked(table["asked"]) if "asked" in table else ()
    answer = _answer(table["answer"]) if "answer" in table else ""
    if ours is not None:
        return Topic((*ours.asked, *asked), answer or ours.answer)
    if not asked or not answer:
        raise NoTopic("a new topic needs both `asked` and `answer`")
    return Topic(asked, answer)


def _asked(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise NoTopic("`asked` has to be a list of sentences")
    if not given or not all(one.strip() for one in given):
        raise NoTopic("`asked` has no sentence, or an empty one")
    return tuple(one.strip() for one in given)


def _answer(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise NoTopic("`answer` has to be a text")
    try:
        unknown = sorted(placeholders(given) - PLACEHOLDERS)
    except ValueError as error:
        raise NoTopic(f"the braces in `answer` do not match ({error})") from None
    if unknown:
        raise NoTopic(
            f"there is no figure {{{unknown[0]}}}; there are {', '.join(sorted(PLACEHOLDERS))}"
        )
    return given.strip()
