"""surveys, goals, ratings and files: what people are asked, say, and take away"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('course_rating',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('stars', engine.store.types.ExactDecimal(precision=4, scale=2), nullable=True),
    sa.Column('comment', sa.String(length=1000), nullable=False),
    sa.Column('created_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_course_rating_course_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_course_rating_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_rating')),
    sa.UniqueConstraint('course_id', 'employee_id', 'year', name=op.f('uq_course_rating_course_id_employee_id_year'))
    )
    with op.batch_alter_table('course_rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_rating_employee_id'), ['employee_id'], unique=False)

    op.create_table('needs_survey',
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('org_unit_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['opened_by_id'], ['employee.id'], name=op.f('fk_needs_survey_opened_by_id')),
    sa.ForeignKeyConstraint(['org_unit_id'], ['org_unit.id'], name=op.f('fk_needs_survey_org_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_needs_survey')),
    sa.UniqueConstraint('number', name=op.f('uq_needs_survey_number'))
    )
    with op.batch_alter_table('needs_survey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_needs_survey_org_unit_id'), ['org_unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_needs_survey_year'), ['year'], unique=False)

    op.create_table('report_file',
    sa.Column('secret', sa.String(length=64), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('expires_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_report_file_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_file')),
    sa.UniqueConstraint('secret', name=op.f('uq_report_file_secret'))
    )
    with op.batch_alter_table('report_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_file_employee_id'), ['employee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_file_expires_at'), ['expires_at'], unique=False)

    op.create_table('goal_statement',
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=True),
    sa.Column('stated_by_id', sa.Integer(), nullable=False),
    sa.Column('org_unit_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('statement', sa.String(length=2000), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=True),
    sa.Column('percent_from', engine.store.types.ExactDecimal(precision=18, scale=6), nullable=True),
    sa.Column('percent_to', engine.store.types.ExactDecimal(precision=18, scale=6), nullable=True),
    sa.Column('skill_id', sa.Integer(), nullable=True),
    sa.Column('topic', sa.String(length=200), nullable=True),
    sa.Column('created_at', engine.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_goal_statement_kpi_id')),
    sa.ForeignKeyConstraint(['org_unit_id'], ['org_unit.id'], name=op.f('fk_goal_statement_org_unit_id')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_goal_statement_skill_id')),
    sa.ForeignKeyConstraint(['stated_by_id'], ['employee.id'], name=op.f('fk_goal_statement_stated_by_id')),
    sa.ForeignKeyConstraint(['survey_id'], ['needs_survey.id'], name=op.f('fk_goal_statement_survey_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal_statement')),
    sa.UniqueConstraint('number', name=op.f('uq_goal_statement_number'))
    )
    with op.batch_alter_table('goal_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_statement_org_unit_id'), ['org_unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_goal_statement_stated_by_id'), ['stated_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_goal_statement_survey_id'), ['survey_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_goal_statement_year'), ['year'], unique=False)



def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
