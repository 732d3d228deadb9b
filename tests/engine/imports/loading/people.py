"""A small company for the loaders of evidence: two units and some people."""

from __future__ import annotations

from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, Position

PEOPLE = (
    ("000001", "赵伟芳", 2),
    ("000002", "钱磊静", 2),
    ("000003", "孙涛磊", 3),
    ("000004", "李丽勇", 3),
)


def add_company(database: Database) -> None:
    with database.transaction() as session:
        for key, name, path in ((1, "C", "/C/"), (2, "生产部", "/C/2/"), (3, "销售部", "/C/3/")):
            parent = 1 if key > 1 else None
            session.add(OrgUnit(id=key, code=str(key), name=name, parent_id=parent, path=path))
        session.add(Position(id=1, code="操作工", name="操作工"))
        session.flush()
        for key, (number, name, unit) in enumerate(PEOPLE, start=1):
            session.add(
                Employee(
                    id=key,
                    emp_no=number,
                    name=name,
                    org_unit_id=unit,
                    position_id=1,
                    status="active",
                )
            )
