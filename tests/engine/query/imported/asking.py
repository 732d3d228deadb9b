"""What is asked about the imported company, and what was reckoned of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.api.routes.query import QueryAsked
from engine.query.subject import CURRENCY
from engine.query.value import Query
from engine.usecases.query import QueryAnswer
from engine.values.money import Money
from engine.values.results import Named
from tests.engine.query.imported.reckoned import FIGURES, HERE, Rows

LANGUAGES = ("zh", "en")
# Who asks has no more in his hands than the files gave him.
PEOPLE = {"hr": "70542", "finance": "70584"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """`said` is how it is asked in talk, by language; none where it is asked as a query alone."""

    name: str
    who: str
    query: Query
    said: Mapping[str, str]
    right: Rows


def questions() -> list[Question]:
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line), figures) for line in lines]


def _question(line: dict[str, Any], figures: Mapping[str, Rows]) -> Question:
    return Question(
        name=line["id"],
        who=PEOPLE[line["as"]],
        query=QueryAsked(**line["query"]).value(),
        said={one: line[one] for one in LANGUAGES if one in line},
        right=figures[line["id"]],
    )


def rows_of(answer: QueryAnswer, names: list[str]) -> Rows:
    """What is told in these columns: things by their names, money by its cents."""
    kept = [at for at, one in enumerate(answer.columns) if one.name in names]
    return [[told(row[at]) for at in kept] for row in answer.rows]


def columns_of(answer: QueryAnswer) -> list[str]:
    return [one.name for one in answer.columns if one.name != CURRENCY]


def told(cell: Any) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, Named):
        return cell.name
    if isinstance(cell, Money):
        return f"{cell.amount:.2f}"
    return f"{round(cell, 4).normalize():f}" if isinstance(cell, Decimal) else str(cell)
