"""What a column holds is the same on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.bulk import insert_plainly, insert_rows
from engine.store.database import Database
from engine.store.tables import KpiResult, OrgUnit, Position, Skill
from engine.values.errors import InvalidInput

WRONG: list[tuple[Any, str]] = [
    (Skill(code="a\x00b", name="n"), "text_not_stored"),
    (Skill(code="a", name="\ud800"), "text_not_stored"),
    (Skill(code="a" * 65, name="n"), "text_too_long"),
    (Skill(code="a", name="n" * 201), "text_too_long"),
    (OrgUnit(code="U", name="n", path="/U/", parent_id=2**31), "number_not_stored"),
    (OrgUnit(code="U", name="n", path="/U/", parent_id=2**63), "number_not_stored"),
    (OrgUnit(code="U", name="n", path="/U/", parent_id=2**200), "number_not_stored"),
]


@pytest.mark.parametrize(("row", "code"), WRONG, ids=lambda one: getattr(one, "code", one)[:12])
def test_what_one_database_would_refuse_both_do(
    either_store: Database, row: Any, code: str
) -> None:
    made = type(row)(**{name: value for name, value in vars(row).items() if name[0] != "_"})
    with pytest.raises(InvalidInput) as refused, either_store.transaction() as session:
        session.add(made)
    assert refused.value.code == code


@pytest.mark.parametrize("value", ["1E+99999999", "NaN", "Infinity", "1000000000000", "-1E+30"])
def test_a_decimal_without_room_is_refused(either_store: Database, value: str) -> None:
    result = KpiResult(
        kpi_id=1, org_unit_id=1, period_start=date(2026, 1, 1), actual=Decimal(value)
    )
    with (
        pytest.raises(InvalidInput, match="number_not_stored"),
        either_store.transaction() as session,
    ):
        session.add(result)


@pytest.mark.parametrize("insert", [insert_rows, insert_plainly])
def test_many_rows_are_looked_at_too(either_store: Database, insert: Any) -> None:
    rows = [{"code": f"P{at}", "name": "n" * (199 + at)} for at in range(3)]
    with pytest.raises(InvalidInput, match="text_too_long"), either_store.transaction() as session:
        insert(session, Position, rows)


@pytest.mark.parametrize("asked", ["\x00", "\ud800", 2**63, 2**200])
def test_what_is_asked_for_is_looked_at_too(either_store: Database, asked: Any) -> None:
    column = Skill.code if isinstance(asked, str) else Skill.id
    with pytest.raises(InvalidInput), either_store.reading() as session:
        session.scalars(select(Skill).where(column == asked)).all()
