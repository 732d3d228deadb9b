"""KPIs that move others, and skills behind them."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Kpi, KpiLink, KpiSkill
from tests.engine.imports.tables import asked, fates, load, refused, sheet

LINKS = "上级指标,下级指标,关系,系数,系数单位\n"


@pytest.fixture
def store(empty_store: Database) -> Database:
    with empty_store.transaction() as session:
        for key, name, unit in ((1, "故障", "count"), (2, "产能", "count"), (3, "良率", "share")):
            session.add(Kpi(id=key, code=f"K{key}", name=name, unit=unit, direction="higher"))
    return empty_store


def test_links_say_how_one_moves_the_other(store: Database) -> None:
    text = LINKS + "产能,故障,弹性,-0.2,相对\n产能,良率,乘积,,\n产能,销量,求和,,\n故障,良率,,,\n"
    (report,) = load(store, sheet("kpi_links", text))
    assert fates(report) == {"REFUSED": 2, "ADDED": 2}
    assert refused(report) == [(4, "unknown_name"), (5, "empty")]
    with store.reading() as session:
        one, other = session.scalars(select(KpiLink).order_by(KpiLink.id))
        assert (one.parent_id, one.child_id, one.form) == (2, 1, "elasticity")
        assert (one.coefficient, one.coefficient_unit) == (Decimal("-0.2"), "relative")
        assert (other.child_id, other.form, other.coefficient) == (3, "product", None)


def test_a_circle_is_refused(store: Database) -> None:
    text = LINKS + "产能,故障,求和,,\n故障,良率,求和,,\n良率,产能,求和,,\n良率,良率,求和,,\n"
    (report,) = load(store, sheet("kpi_links", text))
    assert refused(report) == [(4, "circle"), (5, "circle")]


def test_what_a_coefficient_counts_in_is_asked(store: Database) -> None:
    one = sheet("kpi_skills", "指标,技能,系数\n故障,设备操作,-2\n良率,质量检验,5\n产能,排产,\n")
    (report,) = load(store, one, dry_run=True)
    assert (fates(report), asked(report)) == (
        {"LEFT_OUT": 2, "ADDED": 1},
        ["coefficient_unit:f.csv"],
    )
    (report,) = load(store, one, answers={"coefficient_unit": "pp"})
    assert (fates(report), report.things["skill"]) == ({"REFUSED": 1, "ADDED": 2}, 3)
    assert refused(report) == [(3, "share_above_one")]
    with store.reading() as session:
        behind = session.scalars(select(KpiSkill).order_by(KpiSkill.id)).all()
        assert [(one.kpi_id, one.coefficient) for one in behind] == [(1, Decimal(-2)), (2, None)]
