"""What is kept of people: what, why, for how long, who sees it, and what erasing leaves of it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import fallen_back
from assistant.speech import Speech
from engine.access import Right
from engine.access.rights import roles_of
from engine.personal.kept import KEPT, NOBODY, OWN, Kept, all_kept
from engine.policy import RetentionRules

TEXTS = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One kind of data, in a language; `asked` as in `kept.toml`."""

    table: str
    what: str
    purpose: str
    kept: str
    seen_by: str
    erased: str
    asked: str | None


def told(speech: Speech, rules: RetentionRules) -> tuple[Told, ...]:
    """Every kind, in the order of `kept.toml`."""
    words = fallen_back(_texts, speech.language)
    return tuple(_told(words, rules, one) for one in all_kept())


def as_plain(speech: Speech, rules: RetentionRules) -> list[dict[str, str]]:
    """The same for programs and pages."""
    return [
        {name: getattr(one, name) for name in Told.__dataclass_fields__ if name != "asked"}
        for one in told(speech, rules)
    ]


def page(speech: Speech, rules: RetentionRules) -> str:
    """A page for the company's lawyer, as Markdown."""
    words = fallen_back(_texts, speech.language)
    columns = words["column"]
    rows = [
        (one.what, one.table, one.purpose, one.kept, one.seen_by, one.erased)
        for one in told(speech, rules)
    ]
    table = _table(
        [columns[name] for name in ("what", "table", "purpose", "kept", "seen_by", "erased")], rows
    )
    text: str = words["page"]["text"]
    return text.format(table=table, conversations=_days(words, rules.conversations))


def _told(words: Any, rules: RetentionRules, one: Kept) -> Told:
    days = getattr(rules, one.kept) if one.is_forgotten else 0
    return Told(
        table=one.table,
        what=words["table"][one.table],
        purpose=words["purpose"][one.purpose],
        kept=_days(words, days) if one.is_forgotten else words["kept"][one.kept],
        seen_by=_seen_by(words, one),
        erased=words["erased"][_erasing(one)],
        asked=one.asked,
    )


def _erasing(one: Kept) -> str:
    return "cleared" if one.erased == KEPT and one.cleared else one.erased


def _seen_by(words: Any, one: Kept) -> str:
    if one.seen_by in (OWN, NOBODY):
        return str(words["seen_by"][one.seen_by])
    roles = [words["role"][role] for role in roles_of(Right(one.seen_by))]
    return str(words["seen_by"]["and"].join(roles))


def _days(words: Any, days: int) -> str:
    return str(words["kept"]["days"]).format(days=days)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    return "\n".join([line(headings), "|" + "---|" * len(headings), *map(line, rows)])


@cache
def _texts(language: str) -> Any:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
