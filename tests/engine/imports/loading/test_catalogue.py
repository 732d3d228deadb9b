"""Catalogues: skills, positions, certificates and KPIs with their codes and other names."""

import pytest
from sqlalchemy import select

from engine.imports.values.kpi_nature import told
from engine.store.database import Database
from engine.store.tables import Alias, Certificate, Kpi, Position, Skill
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet


def test_skills_have_codes_and_other_names(either_store: Database) -> None:
    text = "技能编码,技能名称,英文名,别名\nSK1,焊接,Welding,电焊、气焊\nSK2,钳工,,\nSK3,,,\n"
    (report,) = load(either_store, sheet("skill_names", text))
    assert (fates(report), refused(report)) == ({"REFUSED": 1, "ADDED": 2}, [(4, "empty")])
    (report,) = load(either_store, sheet("skill_names", text.replace("气焊", "气焊;弧焊")))
    assert changed(report) == [("aliases", "—", "弧焊")]
    with either_store.reading() as session:
        skill = session.scalars(select(Skill).where(Skill.code == "SK1")).one()
        assert (skill.name, skill.name_en) == ("焊接", "Welding")
        names = set(session.scalars(select(Alias.name).where(Alias.code == "SK1")))
        assert names == {"电焊", "气焊", "弧焊"}


def test_a_code_comes_to_what_had_none_and_a_new_name_keeps_the_old(empty_store: Database) -> None:
    load(empty_store, sheet("positions", "岗位名称,岗位序列\n操作工,技术\n"))
    (report,) = load(empty_store, sheet("positions", "岗位编码,岗位名称\nP1,操作工\n"))
    assert changed(report) == [("code", "操作工", "P1")]
    (report,) = load(empty_store, sheet("positions", "岗位编码,岗位名称\nP1,高级操作工\n"))
    assert changed(report) == [("name", "操作工", "高级操作工")]
    (report,) = load(empty_store, sheet("positions", "岗位名称\n操作工\n"))
    assert fates(report) == {"SAME": 1}
    with empty_store.reading() as session:
        position = session.scalars(select(Position)).one()
        assert (position.code, position.name, position.family) == ("P1", "高级操作工", "技术")


def test_one_position_in_two_units_is_one(empty_store: Database) -> None:
    text = "岗位编码,岗位名称,岗位序列\nG1,负责人,管理\nG2,负责人,职能\nG3,专员,职能\n"
    (report,) = load(empty_store, sheet("positions", text))
    assert fates(report) == {"CHANGED": 1, "ADDED": 2}
    (report,) = load(empty_store, sheet("positions", text))
    assert (fates(report), changed(report)) == ({"SAME": 3}, [])


def test_certificates_hold_for_months_and_prove_a_skill(empty_store: Database) -> None:
    text = "证书名称,有效期(月),对应技能\n叉车证,48,叉车驾驶\n电工证,,\n"
    (report,) = load(empty_store, sheet("certificate_names", text))
    assert dict(report.things) == {"skill": 1, "certificate": 2}
    with empty_store.reading() as session:
        one, other = session.scalars(select(Certificate).order_by(Certificate.id))
        assert (one.validity_months, one.skill_id is None) == (48, False)
        assert (other.validity_months, other.skill_id) == (None, None)


def test_a_kpi_is_what_the_file_its_name_or_an_answer_says(empty_store: Database) -> None:
    text = "指标名称,单位,方向\n设备故障次数,次,\n回款率,%,越大越好\n综合表现,分,\n人工成本,元,\n"
    (report,) = load(empty_store, sheet("kpis", text))
    assert fates(report) == {"LEFT_OUT": 1, "ADDED": 3}
    assert asked(report) == ["kpi_direction:综合表现"]
    load(empty_store, sheet("kpis", text), answers={"kpi_direction:综合表现": "higher"})
    with empty_store.reading() as session:
        kpis = session.scalars(select(Kpi).order_by(Kpi.id)).all()
        assert [(one.name, one.unit, one.direction) for one in kpis] == [
            ("设备故障次数", "count", "lower"),
            ("回款率", "share", "higher"),
            ("人工成本", "money", "lower"),
            ("综合表现", "score", "higher"),
        ]


@pytest.mark.parametrize(
    ("name", "unit", "direction"),
    [
        ("不合格率", "share", "lower"),
        ("一次合格率", "share", "higher"),
        ("培训成本占比", "share", "lower"),
        ("成本降低额", "money", None),
        ("Customer complaints", "count", "lower"),
        ("Revenue vs target", "money", "higher"),
        ("Debtors days", "days", "lower"),
        ("新增客户数", "count", "higher"),
        ("投诉关闭及时率", "share", "higher"),
        ("故障未完成率", "share", "lower"),
        ("不良品率", "share", "lower"),
        ("库存周转率", "count", "higher"),
        ("Employee turnover", "share", "lower"),
        ("流失客户数", "count", None),
        ("综合表现", None, None),
    ],
)
def test_what_a_name_tells(name: str, unit: str | None, direction: str | None) -> None:
    assert (told(name, "unit"), told(name, "direction")) == (unit, direction)
