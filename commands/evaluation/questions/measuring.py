"""Whether queries give the figures that were reckoned in SQL by hand: each question has its
statements (`sql`), and beside it stands as which queries it is asked (`asks`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands.evaluation.questions.agreeing import Found, lacking
from engine.api.routes.query import QueryAsked
from engine.query.value import Query
from engine.store.tables import Base
from engine.store.types import ExactDecimal, money_amount
from engine.usecases.context import BudgetEngine
from engine.usecases.query import QueryAnswer, query
from engine.values.errors import EngineError, NotFound, NotPermitted

# What became of a question.
EQUAL, DIFFERS, IMPOSSIBLE, REFUSED, BESIDE = "equal", "differs", "impossible", "refused", "beside"
# Of a unit of money.
CENTS, MONEY_PARTS = 100, 10 ** money_amount().scale
REFUSALS = {"not_permitted": NotPermitted, "not_found": NotFound}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """`outcome`: the figures are equal, or differ; the query is impossible; it is refused, as it
    should be; or the question is for no query (`why` says for what instead)."""

    id: str
    kind: str
    outcome: str
    why: str = ""


def measured(
    questions: Sequence[Mapping[str, Any]],
    asked_as: Mapping[str, Mapping[str, Any]],
    engine: BudgetEngine,
    reference: Path,
) -> list[Measured]:
    """Each question by the engine, beside its statements on the SQLite store `reference`."""
    with closing(sqlite3.connect(f"file:{reference}?mode=ro", uri=True)) as store:
        _keep_cents(store)

        def found_by(statement: str) -> Found:
            return Found(store.execute(statement).fetchall(), " limit " not in statement)

        return [_measured(one, asked_as.get(one["id"], {}), engine, found_by) for one in questions]


def _keep_cents(store: sqlite3.Connection) -> None:
    """The statements read sums as cents, whatever part of a unit of money the store keeps."""
    for table in Base.metadata.sorted_tables:
        money = {one.name for one in table.columns if _is_money(one.type)}
        if money:
            columns = ", ".join(
                f"{one.name} * 1.0 / {MONEY_PARTS / CENTS} AS {one.name}"
                if one.name in money
                else one.name
                for one in table.columns
            )
            view = f"SELECT {columns} FROM main.{table.name}"  # noqa: S608 - names of our own
            store.execute(f"CREATE TEMP VIEW {table.name} AS {view}")


def _is_money(kind: object) -> bool:
    usual = money_amount()
    return isinstance(kind, ExactDecimal) and (kind.precision, kind.scale) == (
        usual.precision,
        usual.scale,
    )


def _measured(
    question: Mapping[str, Any],
    asked: Mapping[str, Any],
    engine: BudgetEngine,
    found_by: Callable[[str], Found],
) -> Measured:
    def became(outcome: str, why: str = "") -> Measured:
        return Measured(id=question["id"], kind=question["kind"], outcome=outcome, why=why)

    if "asks" not in asked:
        return became(BESIDE, asked.get("beside", "nothing says how it is asked"))
    who = asked.get("as", question["as"])
    refusal = asked.get("refused", "")
    try:
        answers = [_answer(engine, who, one) for one in asked["asks"]]
    except EngineError as error:
        meant = error.code == refusal or isinstance(error, REFUSALS.get(refusal, ()))
        return became(REFUSED if meant else IMPOSSIBLE, str(error))
    if refusal:
        return became(DIFFERS, f"answered, and not refused as {refusal}")
    wrong = lacking([found_by(one) for one in _statements(question, asked)], answers)
    return became(DIFFERS if wrong else EQUAL, wrong)


def _answer(engine: BudgetEngine, who: str, asked: Mapping[str, Any]) -> QueryAnswer:
    value: Query = QueryAsked.model_validate(asked).value()
    return engine.perform(query, who, "evaluation", value)


def _statements(question: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    """Those that a query can answer: all, unless `sql` says which, or what of which ("{0}")."""
    every = [one for one in question["sql"].split(";\n") if one.strip()]
    return [one.format(*every) for one in asked["sql"]] if "sql" in asked else every
