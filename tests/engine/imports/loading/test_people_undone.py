"""A load of people and units is taken back as if it had never been."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.writing.undo import Loaded
from engine.store.database import Database
from engine.store.tables import Base
from tests.engine.imports.tables import Sheet, load_to_undo, sheet

TABLES = (
    "org_unit",
    "employee",
    "employee_assignment",
    "position",
    "alias",
    "appraisal",
    "role_grant",
)
FIRST = """工号,姓名,部门,岗位,入职日期,状态,绩效等级
1,甲一,生产部,班长,2020-03-01,在职,A
2,乙二,生产部,操作工,2021-03-01,在职,
3,丙三,销售部,销售,2019-05-06,在职,B
4,丁四,销售部,销售,2018-05-06,离职,
5,戊五,财务部,会计,2018-05-06,在职,
"""
# A unit renamed and put elsewhere, a move, a number given to another, a leaver, a new hire
# without a number, a corrected day.
SECOND = """工号,姓名,部门,岗位,入职日期,状态,绩效等级
1,甲一,中心/制造部,班长,2020-03-02,在职,A
2,乙二,中心/制造部,班长,2021-03-01,在职,
3,丙三,财务部,会计,2019-05-06,休假,B
4,钱进,销售部,销售,2026-11-01,在职,C
,王一,中心/设备部,实习生,2026-11-01,实习,
"""
UNITS = "部门,上级部门,部门编码,负责人,成本中心\n销售部,中心,S1,甲一,CC1\n财务部,,F1,丙三,\n"
ROLES = "工号,角色\n1,HR\n"
ANSWERS = {
    "unit_renamed": "renamed",
    "number_reused": "yes",
    "not_in_the_list": "left",
    "units_moved": "yes",
    "unit_paths": "yes",
}


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name in TABLES:
        table = Base.metadata.tables[name]
        stored = session.execute(select(table).order_by(table.c.id)).mappings()
        found[name] = [dict(one) for one in stored]
    return found


@pytest.mark.parametrize(
    "sheets",
    [
        (sheet("people", FIRST),),
        (sheet("people", SECOND),),
        (sheet("organisation", UNITS),),
        (sheet("people", SECOND), sheet("organisation", UNITS), sheet("roles", ROLES)),
    ],
)
def test_everything_is_as_it_was(either_store: Database, sheets: tuple[Sheet, ...]) -> None:
    load_to_undo(either_store, sheet("people", FIRST))
    with either_store.reading() as session:
        before = rows(session)
    load = load_to_undo(either_store, *sheets, answers=ANSWERS)
    with either_store.transaction() as session:
        loaded = Loaded(session, load)
        assert loaded.in_the_way() == []
        loaded.take_back()
    with either_store.reading() as session:
        assert rows(session) == before
