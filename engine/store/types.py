"""Column types that mean the same on SQLite and PostgreSQL, and on the columnar copy (DuckDB)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Float,
    Numeric,
    SQLColumnExpression,
    String,
    TypeDecorator,
    func,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from engine.store.column_bounds import too_large

# Under which a session's `info` holds the moment at which its transaction happens.
MOMENT = "moment"
# And whether who heads a unit needs nobody else's word when it is said in it; unless told, it does not.
VOUCHED = "vouched"
# And of whom it is said anew in it whether he works here: what was said before, by his id.
SAID_BEFORE = "said before"
# Which databases keep exact decimals as whole numbers of their smallest unit.
DUCKDB = "duckdb"
OF_UNITS = ("sqlite", DUCKDB)


class ExactDecimal(TypeDecorator[Decimal]):
    """NUMERIC on PostgreSQL; on SQLite, which has no exact decimal, an integer of units, and on
    DuckDB, which adds those up faster.

    SUM, MIN and MAX in SQL stay exact on both. AVG does not: sum and count, then divide.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        self.precision, self.scale = precision, scale
        super().__init__(precision, scale)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in OF_UNITS:
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(self.precision, self.scale))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        exact = self._exact(Decimal(value))
        return int(exact.scaleb(self.scale)) if dialect.name in OF_UNITS else exact

    def _exact(self, value: Decimal) -> Decimal:
        """With the digits of the column, which has the same on both databases."""
        if not value.is_finite() or value.copy_abs() >= Decimal(10) ** (
            self.precision - self.scale
        ):
            raise too_large(str(value)[:40])
        return value.quantize(Decimal(1).scaleb(-self.scale))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        return Decimal(value).scaleb(-self.scale) if dialect.name in OF_UNITS else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored and read as UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class as_double(FunctionElement[float]):  # noqa: N801 - reads as the SQL function it is
    """An exact decimal as a double, for statistics: squares would overflow SQLite's integers."""

    inherit_cache = True
    type = Float()

    def __init__(self, column: SQLColumnExpression[Any]) -> None:
        scale = cast(ExactDecimal, cast(ColumnElement[Any], column).type).scale
        super().__init__(column, literal_column(str(10**scale)))


@compiles(as_double)
def _double(element: as_double, compiler: Any, **options: Any) -> str:
    value, _ = element.clauses
    return f"CAST({compiler.process(value, **options)} AS DOUBLE PRECISION)"


@compiles(as_double, "sqlite")
def _double_of_units(element: as_double, compiler: Any, **options: Any) -> str:
    units, scale = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({units} AS REAL) / {scale})"


@compiles(as_double, "duckdb")
def _double_of_whole_units(element: as_double, compiler: Any, **options: Any) -> str:
    units, scale = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({units} AS DOUBLE) / {scale})"


class part_of_path(FunctionElement[str]):  # noqa: N801 - reads as the SQL function it is
    """The code that follows the first `place` characters of a unit's path."""

    inherit_cache = True
    type = String()

    def __init__(self, path: ColumnElement[str] | InstrumentedAttribute[str], place: int) -> None:
        super().__init__(func.substr(path, place + 1))


@compiles(part_of_path)
def _first_part(element: part_of_path, compiler: Any, **options: Any) -> str:
    (rest,) = element.clauses
    return f"split_part({compiler.process(rest, **options)}, '/', 1)"


@compiles(part_of_path, "sqlite")
def _up_to_the_next(element: part_of_path, compiler: Any, **options: Any) -> str:
    (rest,) = element.clauses
    text = compiler.process(rest, **options)
    return f"substr({text}, 1, instr({text}, '/') - 1)"


def money_amount() -> ExactDecimal:
    """NUMERIC(18, 4): no currency has more digits."""
    return ExactDecimal(18, 4)


def share_value() -> ExactDecimal:
    """NUMERIC(9, 6): shares, rates, weights."""
    return ExactDecimal(9, 6)


def level_value() -> ExactDecimal:
    """NUMERIC(4, 2): a skill level."""
    return ExactDecimal(4, 2)


def score_value() -> ExactDecimal:
    """NUMERIC(9, 2): a score, on whatever scale."""
    return ExactDecimal(9, 2)


def kpi_value() -> ExactDecimal:
    """NUMERIC(18, 6): a KPI's value, in the KPI's unit."""
    return ExactDecimal(18, 6)


def rate_value() -> ExactDecimal:
    """NUMERIC(18, 8): an exchange rate."""
    return ExactDecimal(18, 8)


def org_path() -> TypeEngine[str]:
    """A path of codes; a subtree is one range of an index."""
    return bytewise(700)


def bytewise(length: int) -> TypeEngine[str]:
    """A text that is compared byte by byte, so that what begins alike is one range of an index."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")
