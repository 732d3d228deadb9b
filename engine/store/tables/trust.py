"""What the store knows of itself: whose it is, and where its rows came from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified
from engine.store.types import UtcDateTime


class StoreInfo(Base):
    """One row: `kind` is sample (the generated company) or company (somebody's own)."""

    __tablename__ = "store_info"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))


class ImportBatch(Identified, Base):
    __tablename__ = "import_batch"

    file: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(40))
    rows_read: Mapped[int]
    rows_added: Mapped[int]
    rows_known: Mapped[int]
    rows_refused: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class ImportRefusal(Identified, Base):
    """One value that was refused, and why."""

    __tablename__ = "import_refusal"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row: Mapped[int]
    column: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(60))
