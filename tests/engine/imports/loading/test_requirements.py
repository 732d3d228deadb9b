"""What positions require."""

import pytest
from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Certificate, Position, PositionCertificate, PositionSkill, Skill
from tests.engine.imports.loading.people import add_company
from tests.engine.imports.tables import changed, fates, load, refused, sheet, table


@pytest.fixture
def store(empty_store: Database) -> Database:
    add_company(empty_store)
    return empty_store


def required(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        rows = session.execute(
            select(
                Position.name, Skill.name, PositionSkill.required_level, PositionSkill.criticality
            )
            .join(Position, Position.id == PositionSkill.position_id)
            .join(Skill, Skill.id == PositionSkill.skill_id)
            .order_by(PositionSkill.id)
        )
        return [
            (one, two, f"{level.normalize():f}", f"{share.normalize():f}")
            for one, two, level, share in rows
        ]


def test_skills_with_levels_and_certificates(store: Database) -> None:
    text = "岗位,技能,要求等级,重要性,证书\n操作工,焊接,3,高,\n操作工,钳工,2,0.4,\n"
    text += "电工,,,,电工证、高处作业证\n质检员,,,,\n质检员,检验,,,\n"
    (report,) = load(store, sheet("requirements", text))
    assert (fates(report), refused(report)) == (
        {"REFUSED": 2, "ADDED": 3},
        [(5, "empty"), (6, "empty")],
    )
    assert dict(report.things) == {"skill": 2, "position": 2, "certificate": 2}
    assert required(store) == [("操作工", "焊接", "3", "0.8"), ("操作工", "钳工", "2", "0.4")]
    with store.reading() as session:
        names = select(Certificate.name).join(
            PositionCertificate, PositionCertificate.certificate_id == Certificate.id
        )
        assert set(session.scalars(names)) == {"电工证", "高处作业证"}


def test_a_matrix_of_positions_and_skills(store: Database) -> None:
    made = table("岗位,焊接,钳工\n操作工,3,\n焊工,4,0\n")
    maps = [FieldMap(field="position", column="岗位")]
    maps += [FieldMap(field="level", column=one, of={"skill": one}) for one in ("焊接", "钳工")]
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="requirements", fields=tuple(maps)
    )
    (report,) = load(store, (made, mapping))
    assert fates(report) == {"ADDED": 2}
    (report,) = load(
        store, sheet("requirements", "岗位,技能,要求等级\n操作工,焊接,4\n焊工,焊接,4\n")
    )
    assert (fates(report), changed(report)) == (
        {"SAME": 1, "CHANGED": 1},
        [("required_level", "3", "4")],
    )
    assert required(store) == [("操作工", "焊接", "4", "1"), ("焊工", "焊接", "4", "1")]
