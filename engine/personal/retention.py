"""Forgetting what was kept for its time, as the policy says; done by the housekeeping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, and_, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.policy import RetentionRules
from engine.store.tables import (
    Explanation,
    ImportBatch,
    ImportChange,
    ImportFile,
    ImportImage,
    ImportInsert,
    ImportLoad,
    ImportRefusal,
    Notice,
    Outbox,
    StoredMessage,
)
from engine.store.tables.base import Base

FINISHED = ("done", "failed")


def forget(session: Session, rules: RetentionRules, now: datetime) -> Mapping[str, int]:
    """Delete what is older than its days; how many rows of which table went."""
    gone: dict[str, int] = {}
    for statement in _outdated(rules, now):
        table = str(statement.entity_description["table"].name)
        result = session.execute(statement.execution_options(synchronize_session=False))
        gone[table] = gone.get(table, 0) + result.rowcount  # type: ignore[attr-defined]
    files = update(ImportFile).where(
        ImportFile.content.is_not(None), ImportFile.load_id.in_(_loads(rules, now))
    )
    session.execute(files.values(content=None).execution_options(synchronize_session=False))
    return {table: number for table, number in gone.items() if number}


def is_referred_to(column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a row of any table refers to the row with this id."""
    wanted = column.property.columns[0]
    return or_(
        *(
            exists().where(other == column)
            for table in Base.metadata.tables.values()
            for other in table.columns
            if any(key.column is wanted for key in other.foreign_keys)
        )
    )


def _outdated(rules: RetentionRules, now: datetime) -> list[Delete]:
    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    notices = select(Notice.id).where(Notice.created_at < before(rules.notices))
    loads = _loads(rules, now)
    batches = select(ImportBatch.id).where(ImportBatch.load_id.in_(loads))
    return [
        delete(StoredMessage).where(
            StoredMessage.state.in_(FINISHED),
            StoredMessage.received_at < before(rules.messages),
        ),
        delete(Outbox).where(Outbox.notice_id.in_(notices)),
        delete(Notice).where(Notice.id.in_(notices)),
        delete(Explanation).where(
            and_(
                Explanation.created_at < before(rules.explanations),
                ~is_referred_to(Explanation.id),
            )
        ),
        delete(ImportChange).where(ImportChange.batch_id.in_(batches)),
        delete(ImportRefusal).where(ImportRefusal.batch_id.in_(batches)),
        delete(ImportImage).where(ImportImage.load_id.in_(loads)),
        delete(ImportInsert).where(ImportInsert.load_id.in_(loads)),
    ]


def _loads(rules: RetentionRules, now: datetime):  # type: ignore[no-untyped-def]
    return select(ImportLoad.id).where(ImportLoad.created_at < now - timedelta(days=rules.files))
