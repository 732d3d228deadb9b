"""workflow, ledger and trust: approval steps, delegations, locks, rates, the audit log, notices"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = ("budget_entry", "audit_event")


def upgrade() -> None:
    _create_tables()
    _add_columns()
    _drop_keys()
    _fill()
    op.execute("INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '%s')" % ("0" * 64))
    for table in APPEND_ONLY:
        _refuse_changes(table)
    _keep_sums()


def _create_tables() -> None:
    op.create_table('audit_event',
    sa.Column('sequence', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', engine.store.types.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=150), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('idempotency_key', sa.String(length=200), nullable=True),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_audit_event')),
    sa.UniqueConstraint('idempotency_key', name=op.f('uq_audit_event_idempotency_key'))
    )
    with op.batch_alter_table('audit_event') as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_actor'), ['actor'])
        batch_op.create_index(batch_op.f('ix_audit_event_subject'), ['subject'])

    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('exchange_rate',
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('quote', sa.String(length=3), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('rate', engine.store.types.ExactDecimal(precision=18, scale=8), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_rate')),
    sa.UniqueConstraint('currency', 'quote', 'valid_from', name=op.f('uq_exchange_rate_currency_quote_valid_from'))
    )
    op.create_table('number_series',
    sa.Column('prefix', sa.String(length=20), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('prefix', name=op.f('pk_number_series'))
    )
    op.create_table('delegation',
    sa.Column('principal_id', sa.Integer(), nullable=False),
    sa.Column('delegate_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('revoked_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('created_at', engine.store.types.UtcDateTime(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['delegate_id'], ['employee.id'], name=op.f('fk_delegation_delegate_id')),
    sa.ForeignKeyConstraint(['principal_id'], ['employee.id'], name=op.f('fk_delegation_principal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation'))
    )
    with op.batch_alter_table('delegation') as batch_op:
        batch_op.create_index(batch_op.f('ix_delegation_delegate_id'), ['delegate_id'])
        batch_op.create_index(batch_op.f('ix_delegation_principal_id'), ['principal_id'])

    op.create_table('notice',
    sa.Column('recipient_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('args', sa.JSON(), nullable=False),
    sa.Column('created_at', engine.store.types.UtcDateTime(), nullable=False),
    sa.Column('seen_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['recipient_id'], ['employee.id'], name=op.f('fk_notice_recipient_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice') as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_recipient_id_seen_at'), ['recipient_id', 'seen_at'])

    op.create_table('period_lock',
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('locked_by_id', sa.Integer(), nullable=False),
    sa.Column('locked_at', engine.store.types.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['locked_by_id'], ['employee.id'], name=op.f('fk_period_lock_locked_by_id')),
    sa.PrimaryKeyConstraint('month', name=op.f('pk_period_lock'))
    )
    op.create_table('approval_step',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=20), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('policy_version', sa.String(length=40), nullable=False),
    sa.Column('opened_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('due_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('reminded_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('escalated_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('decision', sa.String(length=20), nullable=True),
    sa.Column('decided_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('on_behalf_of_id', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(length=20), nullable=True),
    sa.Column('comment', sa.String(length=1000), nullable=True),
    sa.Column('explanation_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by_id'], ['employee.id'], name=op.f('fk_approval_step_decided_by_id')),
    sa.ForeignKeyConstraint(['explanation_id'], ['explanation.id'], name=op.f('fk_approval_step_explanation_id')),
    sa.ForeignKeyConstraint(['on_behalf_of_id'], ['employee.id'], name=op.f('fk_approval_step_on_behalf_of_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_approval_step_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_step')),
    sa.UniqueConstraint('request_id', 'round', 'sequence', name=op.f('uq_approval_step_request_id_round_sequence'))
    )
    with op.batch_alter_table('approval_step') as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_step_decided_by_id'), ['decided_by_id'])
        batch_op.create_index(batch_op.f('ix_approval_step_decision_due_at'), ['decision', 'due_at'])

    op.create_table('outbox',
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('carrier', sa.String(length=20), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_try_at', engine.store.types.UtcDateTime(), nullable=False),
    sa.Column('done_at', engine.store.types.UtcDateTime(), nullable=True),
    sa.Column('outcome', sa.String(length=300), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_outbox_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('notice_id', 'carrier', name=op.f('uq_outbox_notice_id_carrier'))
    )
    with op.batch_alter_table('outbox') as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_done_at_next_try_at'), ['done_at', 'next_try_at'])


def _add_columns() -> None:
    with op.batch_alter_table('budget_entry') as batch_op:
        batch_op.add_column(sa.Column('posting', sa.String(length=150), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('booked_on', sa.Date(), nullable=False, server_default="2000-01-01"))
        batch_op.add_column(sa.Column('posted_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reverses_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('original_amount', engine.store.types.ExactDecimal(precision=18, scale=2), nullable=True))
        batch_op.add_column(sa.Column('original_currency', sa.String(length=3), nullable=True))
        batch_op.add_column(sa.Column('fx_rate', engine.store.types.ExactDecimal(precision=18, scale=8), nullable=True))
        batch_op.add_column(sa.Column('fx_date', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_budget_entry_posting'), ['posting'])
        batch_op.create_unique_constraint(batch_op.f('uq_budget_entry_reverses_id'), ['reverses_id'])
        batch_op.create_foreign_key(batch_op.f('fk_budget_entry_posted_by_id'), 'employee', ['posted_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_budget_entry_reverses_id'), 'budget_entry', ['reverses_id'], ['id'])

    with op.batch_alter_table('budget_line') as batch_op:
        batch_op.add_column(sa.Column('planned', engine.store.types.ExactDecimal(precision=18, scale=2), nullable=False, server_default="0"))

    with op.batch_alter_table('request') as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column('round', sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column('fx_rate', engine.store.types.ExactDecimal(precision=18, scale=8), nullable=True))
        batch_op.add_column(sa.Column('fx_date', sa.Date(), nullable=True))

    with op.batch_alter_table('request_line') as batch_op:
        batch_op.add_column(sa.Column('programme', sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('delivered', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_request_line_programme'), ['programme'])


def _drop_keys() -> None:
    """Which message stored what is in the audit log now."""
    for table in ("request", "need"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"uq_{table}_idempotency_key"), type_="unique")
            batch_op.drop_column("idempotency_key")


def _fill() -> None:
    """What earlier versions stored, as this one would have."""
    op.execute(
        "UPDATE budget_line SET planned = COALESCE((SELECT SUM(amount) FROM budget_entry "
        "WHERE line_id = budget_line.id AND kind IN ('allocate', 'transfer')), 0)"
    )
    op.execute(
        "DELETE FROM budget_entry WHERE line_id IN (SELECT budget_line.id FROM budget_line "
        "JOIN budget_version ON budget_version.id = version_id WHERE status = 'draft')"
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "substr(created_at, 1, 10)" if is_sqlite else "CAST(created_at AS DATE)"
    op.execute(f"UPDATE budget_entry SET posting = idempotency_key, booked_on = {day}")
    op.execute(
        "UPDATE request_line SET programme = (SELECT org_unit.code || ':' || COALESCE("
        "(SELECT course.code FROM course WHERE course.id = request_line.course_id), topic) "
        "FROM request JOIN org_unit ON org_unit.id = request.org_unit_id "
        "WHERE request.id = request_line.request_id)"
    )
    op.execute("UPDATE request SET round = 1")
    op.execute(
        "INSERT INTO approval_step (request_id, round, sequence, duty, role, policy_version, "
        "opened_at, due_at) SELECT id, 1, 1, 'validate', 'hr', '2026-2', created_at, created_at "
        "FROM request WHERE state = 'submitted'"
    )


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
        f"CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
    )


def _keep_sums() -> None:
    """What is left is asked for at every step, and entries grow without end: so each new one
    is added to its line's sum by the database."""
    op.create_table(
        "budget_sum",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", engine.store.types.ExactDecimal(18, 2), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["budget_line.id"], name=op.f("fk_budget_sum_line_id")
        ),
        sa.PrimaryKeyConstraint("line_id", "kind", name=op.f("pk_budget_sum")),
    )
    op.execute(
        "INSERT INTO budget_sum (line_id, kind, amount) "
        "SELECT line_id, kind, SUM(amount) FROM budget_entry GROUP BY line_id, kind"
    )
    add = (
        "INSERT INTO budget_sum (line_id, kind, amount) VALUES (NEW.line_id, NEW.kind, NEW.amount) "
        "ON CONFLICT (line_id, kind) DO UPDATE SET amount = budget_sum.amount + excluded.amount;"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER budget_entry_sum AFTER INSERT ON budget_entry BEGIN {add} END"
        )
        return
    op.execute(
        "CREATE FUNCTION budget_entry_sum() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {add} RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER budget_entry_sum AFTER INSERT ON budget_entry "
        "FOR EACH ROW EXECUTE FUNCTION budget_entry_sum()"
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
