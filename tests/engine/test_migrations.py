"""The migrations make what the tables say, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError

from engine.store.bulk import restart_sequences
from engine.store.database import Database, _alembic_config
from engine.store.tables import (
    Base,
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetSum,
    Employee,
    ExternalId,
    KpiLink,
    KpiSkill,
)
from engine.trust.audit import ChainReport, verify
from engine.trust.invariants import breaches
from engine.usecases.access.sessions import open_sessions
from engine.usecases.access.tokens import make_token
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.listing import request_status
from engine.usecases.setup.roles import roles_now
from tests.conftest import engine_over
from tests.stores import database_url, recreate


def test_every_table_is_made(either_store: Database) -> None:
    made = set(inspect(either_store.engine).get_table_names())
    assert made == {*Base.metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(either_store: Database) -> None:
    either_store.migrate()
    with either_store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    # Types are compared by name on each database; nothing else may differ.
    assert [change for change in difference if change[0] != "modify_type"] == []


def test_a_filled_store_keeps_its_rows(tmp_path: Path) -> None:
    """From the first version on: tables that others refer to are made anew on SQLite."""
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with database.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0001")
    with database.engine.begin() as connection:
        for statement in (
            "INSERT INTO skill (id, code, name) VALUES (1, 'S', 'S')",
            "INSERT INTO kpi (id, code, name, unit, direction, skill_id) "
            "VALUES (1, 'A', 'A', 'share', 'higher', 1), (2, 'B', 'B', 'share', 'higher', NULL)",
            "INSERT INTO kpi_link (id, parent_id, child_id, form) VALUES (1, 1, 2, 'sum')",
        ):
            connection.execute(text(statement))
    database.migrate()
    with database.reading() as session:
        assert session.scalars(select(KpiLink.child_id)).all() == [2]
        moved = session.execute(select(KpiSkill.kpi_id, KpiSkill.skill_id)).all()
        assert [tuple(row) for row in moved] == [(1, 1)]
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A store without any table, on each database."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    else:
        server: str = request.getfixturevalue("postgres_server")
        recreate(server, "unmigrated")
        database = Database(database_url(server, "unmigrated"))
    yield database
    database.dispose()


OLD_ROWS = (
    "INSERT INTO org_unit (id, code, name, path) VALUES (1, 'C', 'C', '/C/')",
    "INSERT INTO employee (id, emp_no, name, org_unit_id, status) "
    "VALUES (1, 'E1', 'one', 1, 'active'), (2, 'E2', 'two', 1, 'active')",
    "INSERT INTO role_grant (id, employee_id, role, org_unit_id) VALUES (1, 2, 'hr', 1)",
    "INSERT INTO budget_version (id, fiscal_year, scenario, status) "
    "VALUES (1, 2027, 'base', 'active'), (2, 2027, 'more', 'draft')",
    "INSERT INTO budget_line (id, version_id, org_unit_id, programme, currency) "
    "VALUES (1, 1, 1, 'all', 'CNY'), (2, 2, 1, 'all', 'CNY')",
    "INSERT INTO request (id, number, requester_id, org_unit_id, fiscal_year, state, total, "
    "currency, channel, idempotency_key, created_at) VALUES (1, 'TR-2026-0041', 1, 1, 2027, "
    "'submitted', {hundred}, 'CNY', 'web', 'k1', '2026-11-20 09:00:00')",
    "INSERT INTO request_line (id, request_id, position_no, topic, headcount, unit_cost, total, "
    "priced_by, period_start, period_end) VALUES (1, 1, 1, 'topic', 1, {hundred}, {hundred}, "
    "'quotation', '2027-03-01', '2027-03-31')",
    "INSERT INTO budget_entry (id, line_id, kind, amount, request_id, idempotency_key, created_at) "
    "VALUES (1, 1, 'allocate', {thousand}, NULL, 'a1', '2026-11-01 09:00:00'), "
    "(2, 1, 'reserve', {hundred}, 1, 'r1', '2026-11-20 09:00:00'), "
    "(3, 2, 'allocate', {thousand}, NULL, 'a2', '2026-11-01 09:00:00')",
)


def test_people_of_the_version_before_are_found_by_how_their_names_sound(
    unmigrated: Database,
) -> None:
    with unmigrated.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0008")
    with unmigrated.engine.begin() as connection:
        for statement in (
            "INSERT INTO org_unit (id, code, name, path) VALUES (1, 'C', 'C', '/C/')",
            "INSERT INTO employee (id, emp_no, name, org_unit_id, status) "
            "VALUES (7, 'E1', '罗文', 1, 'active'), (9, 'E2', 'Baker, Tom', 1, 'left')",
        ):
            connection.execute(text(statement))
    unmigrated.migrate()
    with unmigrated.reading() as session:
        keys = select(Employee.name_key, Employee.surname_key).order_by(Employee.id)
        found = [tuple(row) for row in session.execute(keys)]
    assert found == [("luowen", "luo"), ("tombaker", "baker")]


@pytest.mark.parametrize(("tenants", "tenant"), [((), ""), (("c",), "c"), (("c", "d"), "")])
def test_departments_and_accounts_of_dingtalk_keep_their_ids(
    unmigrated: Database, tenants: tuple[str, ...], tenant: str
) -> None:
    with unmigrated.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0009")
    with unmigrated.engine.begin() as connection:
        for statement in (
            "INSERT INTO org_unit (id, code, name, path) VALUES (1, 'COMPANY', 'C', '/COMPANY/'), "
            "(2, 'DING-812', 'D', '/COMPANY/DING-812/'), (3, 'DINGO', 'O', '/COMPANY/DINGO/')",
            "INSERT INTO employee (id, emp_no, name, org_unit_id, status) "
            "VALUES (7, 'E1', 'one', 1, 'active'), (8, 'E2', 'two', 1, 'active')",
        ):
            connection.execute(text(statement))
        for number, known in enumerate(tenants):
            connection.execute(
                text(
                    "INSERT INTO channel_identity (id, channel, tenant, user_id, employee_id, "
                    "linked_by, linked_at) VALUES (:a, 'dingtalk', :tenant, 'u7', 7, 'directory', "
                    "'2026-11-20 09:00:00'), (:b, 'dingtalk', :tenant, 'u8', 8, 'code', "
                    "'2026-11-20 09:00:00')"
                ),
                {"a": 2 * number + 1, "b": 2 * number + 2, "tenant": known},
            )
    unmigrated.migrate()
    with unmigrated.transaction() as session:
        found = {
            (one.tenant, one.kind, one.external_id, one.org_unit_id or one.employee_id)
            for one in session.scalars(select(ExternalId).where(ExternalId.system == "dingtalk"))
        }
        assert {one.said == {} for one in session.scalars(select(ExternalId))} == {True}
    people = {(known, "person", "u7", 7) for known in tenants}
    assert found == {(tenant, "unit", "812", 2), *people}


def test_requests_and_budgets_of_the_version_before_go_on(unmigrated: Database) -> None:
    # SQLite keeps exact decimals as whole cents.
    cents = 100 if unmigrated.engine.dialect.name == "sqlite" else 1
    with unmigrated.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0002")
    with unmigrated.engine.begin() as connection:
        for statement in OLD_ROWS:
            filled = statement.format(hundred=100 * cents, thousand=1_000 * cents)
            connection.execute(text(filled))
    unmigrated.migrate()
    with unmigrated.transaction() as session:
        restart_sequences(session)
        assert breaches(session) == []
        planned = select(BudgetLine.planned).order_by(BudgetLine.id)
        assert session.scalars(planned).all() == [1_000, 1_000]
        assert session.scalars(select(BudgetEntry.id).order_by(BudgetEntry.id)).all() == [1, 2]
    engine = engine_over(unmigrated)
    found = engine.perform(request_status, "E2", "test", waiting_for_me=True).requests
    assert [one.number for one in found] == ["TR-2026-0041"]
    engine.perform(approve_request, "E2", "test", "TR-2026-0041", "a-key-of-it")
    assert engine.perform(request_status, "E2", "test").requests[0].state == "hr_validated"


STORE_OF_0016 = (
    "INSERT INTO org_unit (id, code, name, path) VALUES (1, 'C', 'C', '/C/')",
    "INSERT INTO employee (id, emp_no, name, org_unit_id, status) "
    "VALUES (1, 'E1', 'one', 1, 'active')",
    "INSERT INTO role_grant (id, employee_id, role, org_unit_id) VALUES (1, 1, 'hr', 1)",
    "INSERT INTO page_session (id, secret_hash, employee_id, began, since, last_seen, until) "
    "VALUES (1, 'h', 1, 'login', '2026-11-20 09:00:00+00:00', '2026-11-20 09:00:00+00:00', "
    "'2036-11-20 19:00:00+00:00')",
    # The log as the version of then wrote it, by its own hashes.
    "INSERT INTO audit_event (sequence, at, actor, channel, action, subject, detail, "
    "idempotency_key, previous_hash, hash) VALUES (1, '2026-11-20 09:00:00+00:00', 'operator', "
    "'operator', 'grant_role', 'E1', '{\"role\":\"hr\",\"unit\":\"C\"}', NULL, '{first}', "
    "'{one}'), (2, '2026-11-20 09:30:00+00:00', 'E1', 'web', 'sign_in', 'E1', "
    "'{\"by\":\"login\"}', 'E1:k', '{one}', '{two}')",
    "UPDATE audit_head SET sequence = 2, hash = '{two}'",
)
ALWAYS = timedelta(days=365)
HASHES_OF_0016 = {
    "{first}": "0" * 64,
    "{one}": "81c10e5796cdd5423f3908fb31308a7b07adc1977bbdf812805df322b3b0d3b4",
    "{two}": "0af62d15cdd516f883e60423220120daeeaac135ada02fba78c9b41901c6013a",
}


@pytest.fixture
def of_0016(unmigrated: Database) -> Database:
    """A store of the version that did not say in the log what somebody came in with."""
    with unmigrated.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0016")
    with unmigrated.engine.begin() as connection:
        for statement in STORE_OF_0016:
            for name, value in HASHES_OF_0016.items():
                statement = statement.replace(name, value)
            connection.exec_driver_sql(statement)
    unmigrated.migrate()
    with unmigrated.transaction() as session:
        restart_sequences(session)
    return unmigrated


def test_the_log_of_the_version_before_is_whole_and_goes_on(of_0016: Database) -> None:
    with of_0016.reading() as session:
        assert verify(session) == ChainReport(2, HASHES_OF_0016["{two}"], None, None)
    engine_over(of_0016).perform_as_operator(make_token, "E1", "", 1)
    with of_0016.reading() as session:
        found = verify(session, HASHES_OF_0016["{two}"])
    assert (found.rows, found.code) == (3, None)


def test_roles_and_sessions_of_the_version_before_hold(of_0016: Database) -> None:
    engine = engine_over(of_0016)
    held = engine.perform_as_operator(roles_now).held
    assert [(one.person.code, one.role, one.since, one.granted_by) for one in held] == [
        ("E1", "hr", None, None)
    ]
    sessions = engine.perform(open_sessions, "E1", "test", ALWAYS)
    assert [one.id for one in sessions] == [1]


POSTED = (
    # id, line, kind, amount, request, note, posting, reverses
    (4, 1, "reserve", 100, 1, None, "reserve-TR-2026-0041-1", None),
    (5, 1, "reserve", -100, 1, None, "commit-TR-2026-0041", None),
    (6, 1, "commit", 100, 1, None, "commit-TR-2026-0041", None),
    (7, 1, "commit", -10, 1, "INV-1", "invoice-TR-2026-0041-INV-1", None),
    (8, 1, "actual", 10, 1, "INV-1", "invoice-TR-2026-0041-INV-1", None),
    (9, 1, "commit", 10, 1, "wrong", "reversal-invoice-TR-2026-0041-INV-1", 7),
    (10, 1, "actual", -10, 1, "wrong", "reversal-invoice-TR-2026-0041-INV-1", 8),
    (11, 1, "commit", -20, 1, "INV-1", "invoice-TR-2026-0041-INV-1#2", None),
    (12, 1, "actual", 20, 1, "INV-1", "invoice-TR-2026-0041-INV-1#2", None),
    # Entered twice while numbers were compared letter by letter.
    (13, 1, "actual", 5, 1, "ｉｎｖ 1-7", "invoice-TR-2026-0041-ｉｎｖ 1-7", None),
    (14, 1, "actual", 5, 1, "INV1-7", "invoice-TR-2026-0041-INV1-7", None),
    (15, 1, "transfer", -1, None, "why", "transfer-E2-key-1", None),
    (16, 1, "transfer", 1, None, "why", "transfer-E2-key-1", None),
    (17, 1, "transfer", 0, None, "2026", "carry-2026-1", None),
)
BECAME = [
    # kind, request, document, key, repetition, refers to (the place in this list)
    ("allocate", None, "", "", 1, None),
    ("reserve", 1, "", "", 1, None),
    ("commit", 1, "", "", 1, None),
    ("invoice", 1, "INV-1", "inv-1", 1, None),
    ("reversal", 1, "INV-1", "inv-1", 1, 3),
    ("invoice", 1, "INV-1", "inv-1", 2, None),
    ("invoice", 1, "ｉｎｖ 1-7", "inv1-7", 1, None),
    ("invoice", 1, "INV1-7", "inv1-7", 2, None),
    ("transfer", None, "", "", 1, None),
    ("carry_over", None, "", "", 1, None),
]


def test_names_of_postings_become_documents(unmigrated: Database) -> None:
    units = 10_000 if unmigrated.engine.dialect.name == "sqlite" else 1
    with unmigrated.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0006")
    with unmigrated.engine.begin() as connection:
        for statement in _rows_of_0006(units):
            connection.execute(text(statement))
    unmigrated.migrate()
    with unmigrated.reading() as session:
        postings = session.scalars(select(BudgetPosting).order_by(BudgetPosting.id)).all()
        ids = [posting.id for posting in postings]
        found = [
            (
                one.kind,
                one.request_id,
                one.document,
                one.document_key,
                one.repetition,
                None if one.refers_to_id is None else ids.index(one.refers_to_id),
            )
            for one in postings
        ]
        assert found == BECAME
        rows = session.execute(
            select(BudgetEntry.id, BudgetEntry.amount, BudgetEntry.position).order_by(
                BudgetEntry.id
            )
        ).all()
        assert [(row.id, row.amount) for row in rows] == [(1, 1_000)] + [
            (row[0], row[3]) for row in POSTED
        ]
        assert [row.position for row in rows] == [1, 1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1, 2, 1]
        assert breaches(session) == []
    _is_guarded_and_summed(unmigrated)


REQUEST_OF_0006 = (
    "INSERT INTO request (id, number, requester_id, org_unit_id, fiscal_year, state, version, "
    "round, total, currency, channel, created_at) VALUES (1, 'TR-2026-0041', 1, 1, 2027, "
    "'approved', 1, 1, {hundred}, 'CNY', 'web', '2026-11-20 09:00:00')"
)


def _rows_of_0006(units: int) -> list[str]:
    filled = [
        statement.format(hundred=100 * units, thousand=1_000 * units)
        for statement in OLD_ROWS
        if "INTO budget_entry" not in statement and "INTO request" not in statement
    ]
    entry = (
        "INSERT INTO budget_entry (id, line_id, kind, amount, request_id, note, posting, "
        "reverses_id, booked_on, idempotency_key, created_at) VALUES ({})"
    )
    amounts = [(1, 1, "allocate", 1_000, None, None, "allocate-1-E2-k", None), *POSTED]
    return [
        statement.replace("programme, currency)", "programme, currency, planned)").replace(
            "'all', 'CNY')", "'all', 'CNY', 0)"
        )
        for statement in filled
    ] + [
        REQUEST_OF_0006.format(hundred=100 * units),
        *(
            entry.format(
                ", ".join(
                    "NULL" if value is None else repr(value)
                    for value in (
                        row[0],
                        row[1],
                        row[2],
                        row[3] * units,
                        *row[4:],
                        "2026-11-20",
                        f"key-{row[0]}",
                        "2026-11-20 09:00:00",
                    )
                )
            )
            for row in amounts
        ),
    ]


def _is_guarded_and_summed(database: Database) -> None:
    """What the tables had as triggers, they have again."""
    for statement in (
        "UPDATE budget_entry SET amount = 1",
        "DELETE FROM budget_entry",
        "UPDATE budget_posting SET document = ''",
        "DELETE FROM budget_posting",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            database.transaction() as session,
        ):
            session.execute(text(statement))
    with database.transaction() as session:
        posting = BudgetPosting(kind="opening")
        session.add(posting)
        session.flush()
        restart_sequences(session)
        session.add(
            BudgetEntry(
                line_id=1,
                kind="allocate",
                amount=5,
                posting_id=posting.id,
                booked_on=date(2026, 11, 20),
                created_at=datetime(2026, 11, 20, tzinfo=UTC),
            )
        )
    with database.reading() as session:
        kept = select(BudgetSum.amount).where(BudgetSum.kind == "allocate")
        assert session.scalars(kept).one() == 1_005
