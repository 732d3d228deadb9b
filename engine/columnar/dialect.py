"""The statements of the store, as DuckDB takes them.

They are read alone: a dialect for that needs no more than this. Amounts are whole numbers of their
smallest unit, as they are on SQLite, so that sums of them are exact and quick.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.engine.interfaces import DBAPIModule
from sqlalchemy.sql.compiler import DDLCompiler, GenericTypeCompiler, SQLCompiler

from engine.store.types import DUCKDB


class _Statements(SQLCompiler):
    """What is spelt otherwise."""

    def visit_floordiv_binary(self, binary: Any, operator: Any, **given: Any) -> str:
        return f"{self.process(binary.left, **given)} // {self.process(binary.right, **given)}"

    def visit_json_getitem_op_binary(self, binary: Any, operator: Any, **given: Any) -> str:
        """As a text, which is all that is asked of what is kept so."""
        json, key = (self.process(one, **given) for one in (binary.left, binary.right))
        return f"json_extract_string({json}, {key})"


class _Types(GenericTypeCompiler):
    """What columns are made of, and values are cast to."""

    def visit_INTEGER(self, type_: Any, **given: Any) -> str:  # noqa: N802 - SQLAlchemy's
        return "BIGINT"

    def visit_FLOAT(self, type_: Any, **given: Any) -> str:  # noqa: N802 - SQLAlchemy's
        return "DOUBLE"

    def visit_JSON(self, type_: Any, **given: Any) -> str:  # noqa: N802 - SQLAlchemy's
        return "VARCHAR"


class _Moment(DateTime):
    """Kept as UTC without a zone: DuckDB would reckon with that of the machine."""

    def bind_processor(self, dialect: Dialect) -> Any:
        def plain(value: datetime | None) -> datetime | None:
            return value.replace(tzinfo=None) if value is not None else None

        return plain


class DuckDialect(DefaultDialect):
    name = DUCKDB
    driver = "duckdb"
    default_paramstyle = "qmark"
    statement_compiler = _Statements
    ddl_compiler = DDLCompiler
    type_compiler_cls = _Types
    colspecs = {DateTime: _Moment}  # noqa: RUF012 - SQLAlchemy's
    supports_statement_cache = True
    supports_native_boolean = True
    supports_native_decimal = True
    div_is_floordiv = False
    # Kept in the type as JSON's.
    _json_deserializer = None
    _json_serializer = None

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing is written, and what is read never changes: there are no transactions."""

    do_commit = do_rollback

    @classmethod
    def import_dbapi(cls) -> DBAPIModule:
        import duckdb

        return duckdb  # type: ignore[return-value]
