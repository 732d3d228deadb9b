"""what is booked as documents, not names; receipts kept with their keys; results of trainings"""

import unicodedata
from collections import defaultdict
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What a posting's name began with in earlier versions, and what that was. "-" ended it.
KINDS = {
    "reserve": "reserve",
    "commit": "commit",
    "release": "release",
    "suspend": "suspend",
    "allocate": "allocate",
    "activate": "scenario",
    "move": "scenario",
    "carry": "carry_over",
    "transfer": "transfer",
    "invoice": "invoice",
    "reversal": "reversal",
}
OF_A_REQUEST = ("reserve", "commit", "release", "invoice", "reversal")
BATCH = 10_000


def upgrade() -> None:
    _create_tables()
    _let_change()
    _fill()
    _change_entries()
    _refuse_changes("budget_entry")
    _refuse_changes("budget_posting")
    _add_result_columns()


def _create_tables() -> None:
    op.create_table(
        "command_receipt",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("command", sa.String(length=60), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column(
            "created_at", engine.store.types.UtcDateTime(timezone=True), nullable=False
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_command_receipt")),
    )
    op.create_table(
        "budget_posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_key", sa.String(length=300), nullable=False),
        sa.Column("repetition", sa.Integer(), nullable=False),
        sa.Column("refers_to_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_budget_posting_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["refers_to_id"], ["budget_posting.id"], name=op.f("fk_budget_posting_refers_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_posting")),
        sa.UniqueConstraint(
            "request_id",
            "kind",
            "document_key",
            "repetition",
            name=op.f("uq_budget_posting_request_id_kind_document_key_repetition"),
        ),
    )
    op.create_index(op.f("ix_budget_posting_refers_to_id"), "budget_posting", ["refers_to_id"])


def _fill() -> None:
    """A posting for each name; its entries get its number and their places."""
    with op.batch_alter_table("budget_entry") as batch_op:
        batch_op.add_column(sa.Column("posting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
    connection = op.get_bind()
    postings, entries = _read(connection)
    for start in range(0, len(postings), BATCH):
        connection.execute(sa.insert(_POSTING), postings[start : start + BATCH])
    change = (
        sa.update(_ENTRY)
        .where(_ENTRY.c.id == sa.bindparam("entry"))
        .values(posting_id=sa.bindparam("to"), position=sa.bindparam("place"))
    )
    for start in range(0, len(entries), BATCH):
        connection.execute(change, entries[start : start + BATCH])


_POSTING = sa.table(
    "budget_posting",
    *(
        sa.column(name)
        for name in (
            "id",
            "kind",
            "request_id",
            "document",
            "document_key",
            "repetition",
            "refers_to_id",
        )
    ),
)
_ENTRY = sa.table(
    "budget_entry",
    *(
        sa.column(name)
        for name in ("id", "posting", "request_id", "note", "reverses_id", "posting_id", "position")
    ),
)


def _read(connection: sa.Connection) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = connection.execute(
        sa.select(
            _ENTRY.c.posting, _ENTRY.c.id, _ENTRY.c.request_id, _ENTRY.c.note, _ENTRY.c.reverses_id
        ).order_by(_ENTRY.c.posting, _ENTRY.c.id)
    ).all()
    named = sorted(
        (list(group) for _, group in groupby(rows, key=lambda row: row.posting)),
        key=lambda group: group[0].id,
    )
    postings: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    of_entry: dict[int, dict[str, Any]] = {}
    times: dict[tuple[Any, ...], int] = defaultdict(int)
    for number, group in enumerate(named, 1):
        posting = _posting(number, group, of_entry)
        same = (posting["request_id"], posting["kind"], posting["document_key"])
        times[same] += posting["request_id"] is not None
        posting["repetition"] = max(times[same], 1)
        postings.append(posting)
        for place, row in enumerate(group, 1):
            of_entry[row.id] = posting
            entries.append({"entry": row.id, "to": number, "place": place})
    return postings, entries


def _posting(
    number: int, group: list[Any], of_entry: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    """An invoice's number is its entries' note; a reversal is of what its entries reverse."""
    first = group[0]
    kind = KINDS.get(first.posting.split("-", 1)[0], "opening")
    of = of_entry.get(first.reverses_id) if first.reverses_id else None
    document = (of["document"] if of else first.note if kind == "invoice" else None) or ""
    request_id = of["request_id"] if of else first.request_id if kind in OF_A_REQUEST else None
    return {
        "id": number,
        "kind": "reversal" if of else kind,
        "request_id": request_id,
        "document": document,
        "document_key": _key(document),
        "refers_to_id": of["id"] if of else None,
    }


def _key(document: str) -> str:
    """As `engine.usecases.ledger.documents.document_key` compared them in this version."""
    key = _narrow(document)
    while (again := _narrow(key)) != key:
        key = again
    return key


def _narrow(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (one for one in narrow if not one.isspace() and _category(one) not in ("Cf", "Cc"))
    dashes = "\u2212\u30fc\u2500"
    return "".join("-" if one in dashes or _category(one) == "Pd" else one for one in kept)


def _category(character: str) -> str:
    return unicodedata.category(character)


def _change_entries() -> None:
    with op.batch_alter_table("budget_entry") as batch_op:
        batch_op.alter_column("posting_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("position", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(op.f("ix_budget_entry_posting"))
        batch_op.drop_constraint(op.f("uq_budget_entry_idempotency_key"), type_="unique")
        batch_op.drop_column("posting")
        batch_op.drop_column("idempotency_key")
        batch_op.create_foreign_key(
            op.f("fk_budget_entry_posting_id"), "budget_posting", ["posting_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            op.f("uq_budget_entry_posting_id_position"), ["posting_id", "position"]
        )
    if op.get_bind().dialect.name == "sqlite":
        # Making the table anew dropped what kept the sums.
        op.execute(
            "CREATE TRIGGER budget_entry_sum AFTER INSERT ON budget_entry BEGIN "
            "INSERT INTO budget_sum (line_id, kind, amount) "
            "VALUES (NEW.line_id, NEW.kind, NEW.amount) ON CONFLICT (line_id, kind) "
            "DO UPDATE SET amount = budget_sum.amount + excluded.amount; END"
        )
    else:
        op.execute(
            "SELECT setval(pg_get_serial_sequence('budget_posting', 'id'), "
            "(SELECT COALESCE(MAX(id), 0) + 1 FROM budget_posting), false)"
        )


def _let_change() -> None:
    """The entries are changed this once; making SQLite's table anew must not fire triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for name in ("budget_entry_no_update", "budget_entry_no_delete", "budget_entry_sum"):
            op.execute(f"DROP TRIGGER {name}")
        return
    op.execute("DROP TRIGGER budget_entry_keep ON budget_entry")


def _refuse_changes(table: str) -> None:
    """The database itself keeps what is appended: whoever writes, and however."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
    )


def _add_result_columns() -> None:
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.add_column(sa.Column("request_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("measured_on", sa.Date(), nullable=True))
        batch_op.drop_constraint(
            op.f("uq_evaluation_course_id_year_level_measure"), type_="unique"
        )
        batch_op.create_foreign_key(
            op.f("fk_evaluation_request_id"), "request", ["request_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            op.f("uq_evaluation_request_id_course_id_level_measure"),
            ["request_id", "course_id", "level", "measure"],
        )
    op.create_index(
        "uq_evaluation_of_a_year",
        "evaluation",
        ["course_id", "year", "level", "measure"],
        unique=True,
        sqlite_where=sa.text("request_id IS NULL"),
        postgresql_where=sa.text("request_id IS NULL"),
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
