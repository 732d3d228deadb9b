"""Loads of a company's files: what was given, how it was read, what it changed, and what it takes
to undo it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified
from engine.store.types import UtcDateTime


class ImportLoad(Identified, Base):
    """Files that somebody gave together. `state` is draft, loaded or undone. `mappings` and
    `answers` are what was said of them so far, `options` which sheets a person read otherwise
    than proposed, and by which message of a chat they came."""

    __tablename__ = "import_load"

    state: Mapped[str] = mapped_column(String(20))
    # The employee number, or "operator".
    actor: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    loaded_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    mappings: Mapped[Any] = mapped_column(JSON)
    answers: Mapped[Any] = mapped_column(JSON)
    options: Mapped[Any] = mapped_column(JSON)


class ImportFile(Identified, Base):
    """A file as it was given; its content goes after a while."""

    __tablename__ = "import_file"

    load_id: Mapped[int] = mapped_column(ForeignKey("import_load.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class ImportMapping(Identified, Base):
    """How a sheet of these headings was read the last time."""

    __tablename__ = "import_mapping"

    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[Any] = mapped_column(JSON)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime())


class ImportBatch(Identified, Base):
    """A sheet of a load."""

    __tablename__ = "import_batch"

    load_id: Mapped[int | None] = mapped_column(ForeignKey("import_load.id"), index=True)
    sheet: Mapped[str | None] = mapped_column(String(200))
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


class ImportChange(Identified, Base):
    """One value that an import changed: whose (`subject`), which, what it was and what it is."""

    __tablename__ = "import_change"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row: Mapped[int]
    subject: Mapped[str] = mapped_column(String(300))
    field: Mapped[str] = mapped_column(String(60))
    old: Mapped[str] = mapped_column(String(300))
    new: Mapped[str] = mapped_column(String(300))


class ImportInsert(Identified, Base):
    """Rows that a load added: the ids from `first_id` to `last_id` of a table."""

    __tablename__ = "import_insert"

    load_id: Mapped[int] = mapped_column(ForeignKey("import_load.id"), index=True)
    table: Mapped[str] = mapped_column(String(60))
    first_id: Mapped[int]
    last_id: Mapped[int]


class ImportImage(Identified, Base):
    """A row that a load changed, by its primary key: the columns that it changed as they were
    and as they became. `before` is null for a row that was added, `after` for one deleted."""

    __tablename__ = "import_image"

    load_id: Mapped[int] = mapped_column(ForeignKey("import_load.id"), index=True)
    table: Mapped[str] = mapped_column(String(60))
    key: Mapped[Any] = mapped_column(JSON)
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
