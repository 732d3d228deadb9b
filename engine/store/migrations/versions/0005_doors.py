"""doors: whose chat accounts, one-time codes, messages taken in, buttons, quotas; e-mail"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('channel_usage',
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('channel', 'month', 'kind', name=op.f('pk_channel_usage'))
    )
    op.create_table('inbound_message',
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('tenant', sa.String(length=120), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.String(length=120), nullable=False),
    sa.Column('dialogue', sa.String(length=400), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('received_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_try_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('lease_until', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('replies', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sent', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=300), nullable=True),
    sa.Column('taken_at', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_at', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('done_at', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbound_message')),
    sa.UniqueConstraint('channel', 'tenant', 'message_id', name=op.f('uq_inbound_message_channel_tenant_message_id'))
    )
    with op.batch_alter_table('inbound_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inbound_message_dialogue_state'), ['dialogue', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_inbound_message_received_at'), ['received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_inbound_message_state_next_try_at'), ['state', 'next_try_at'], unique=False)

    op.create_table('channel_identity',
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('tenant', sa.String(length=120), nullable=False),
    sa.Column('user_id', sa.String(length=120), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('linked_by', sa.String(length=20), nullable=False),
    sa.Column('linked_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_channel_identity_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel_identity')),
    sa.UniqueConstraint('channel', 'tenant', 'employee_id', name=op.f('uq_channel_identity_channel_tenant_employee_id')),
    sa.UniqueConstraint('channel', 'tenant', 'user_id', name=op.f('uq_channel_identity_channel_tenant_user_id'))
    )
    with op.batch_alter_table('channel_identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_channel_identity_employee_id'), ['employee_id'], unique=False)

    op.create_table('offered_button',
    sa.Column('token', sa.String(length=40), nullable=False),
    sa.Column('offer', sa.String(length=40), nullable=False),
    sa.Column('dialogue', sa.String(length=400), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('deed', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('origin', sa.JSON(), nullable=False),
    sa.Column('expires_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_offered_button_employee_id')),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_offered_button'))
    )
    with op.batch_alter_table('offered_button', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offered_button_dialogue'), ['dialogue'], unique=False)
        batch_op.create_index(batch_op.f('ix_offered_button_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_offered_button_offer'), ['offer'], unique=False)

    op.create_table('one_time_code',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('created_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', engine.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_one_time_code_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_one_time_code_code_hash'))
    )
    with op.batch_alter_table('one_time_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_code_employee_id'), ['employee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_one_time_code_expires_at'), ['expires_at'], unique=False)

    with op.batch_alter_table('employee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f('ix_employee_email'), ['email'], unique=False)

    with op.batch_alter_table('needs_survey', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminded_at', engine.store.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
