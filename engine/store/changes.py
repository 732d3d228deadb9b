"""How often each table was changed: who keeps a copy of it asks by that what to copy anew.

It is counted at the end of the very transaction that changes it, and is there with the change or
not at all, whichever process made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.store.tables import Base, TableChange

# What somebody came in by, what he said, what was told or logged of it, how files got in: no figure
# is made of these, and they change all the time.
_NEVER_COPIED = frozenset(
    [
        "alias",
        "api_token",
        "audit_event",
        "audit_head",
        "channel_identity",
        "channel_usage",
        "command_receipt",
        "company_settings",
        "explanation",
        "external_id",
        "import_batch",
        "import_change",
        "import_file",
        "import_image",
        "import_insert",
        "import_load",
        "import_mapping",
        "import_refusal",
        "inbound_message",
        "notice",
        "number_series",
        "offered_button",
        "one_time_code",
        "outbox",
        "page_session",
        "policy_version",
        "report_file",
        "store_identity",
        "store_info",
        "table_change",
        "used_signature",
    ]
)
COUNTED = frozenset(Base.metadata.tables) - _NEVER_COPIED
# What the database itself changes along with a table.
ALONG: Mapping[str, str] = {"budget_entry": "budget_sum"}
# Under which a connection keeps the tables that its transaction has changed so far.
_CHANGED = "changed_tables"
_WRITES = re.compile(
    r'\s*+(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+"?(\w+)',
    re.IGNORECASE,
)
_READS = re.compile(
    r"\s*+(?:SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|SHOW|ANALYZE|EXPLAIN|CREATE"
    r"|DROP|ALTER|DECLARE|FETCH|CLOSE|LOCK)\b",
    re.IGNORECASE,
)
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def watch_changes(engine: Engine) -> None:
    """Let every statement over `engine` say which table it changes."""

    @event.listens_for(engine, "before_cursor_execute")
    def _look(
        connection: Connection,
        _cursor: Any,
        statement: str,
        _values: Any,
        _context: Any,
        _many: bool,
    ) -> None:
        written = _WRITES.match(statement)
        if written:
            tell_changed(connection, (written[1].lower(),))
        elif not _READS.match(statement):
            # Nobody knows what it does.
            tell_changed(connection, COUNTED)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.info.pop(_CHANGED, None)


def tell_changed(connection: Connection, tables: Iterable[str]) -> None:
    """That the open transaction changes them."""
    connection.info.setdefault(_CHANGED, set()).update(tables)


def count_changes(session: Session) -> None:
    """The last thing before it is committed; what was taken back changed nothing."""
    if not session.in_transaction():
        return
    session.flush()
    connection = session.connection()
    told: set[str] = connection.info.pop(_CHANGED, set())
    count(connection, told | {ALONG[one] for one in told if one in ALONG})
    connection.info.pop(_CHANGED, None)


def count(connection: Connection, tables: Iterable[str]) -> None:
    """In one order, so that nobody waits in a circle."""
    rows = [{"name": name, "version": 1} for name in sorted(COUNTED.intersection(tables))]
    if rows:
        insert = _INSERTS[connection.dialect.name](TableChange).values(rows)
        again = {"version": TableChange.version + 1}
        connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=again))


def count_all(connection: Connection) -> None:
    """After the tables themselves were made anew; those of a very old store are not counted yet."""
    if inspect(connection).has_table(TableChange.__tablename__):
        count(connection, COUNTED)


def versions(session: Session | Connection) -> dict[str, int]:
    """How often each table was changed; one that is missing never was."""
    rows = session.execute(select(TableChange.name, TableChange.version))
    return {name: version for name, version in rows}  # noqa: C416 - rows
