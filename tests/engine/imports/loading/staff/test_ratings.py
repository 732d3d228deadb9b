"""Appraisals beside the list."""

from decimal import Decimal

from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Appraisal
from tests.engine.imports.loading.staff.lists import load
from tests.engine.imports.tables import asked, changed, fates


def test_appraisals_are_kept_by_their_cycle(store: Database) -> None:
    text = "工号,姓名,部门,绩效等级,绩效分\n1,甲一,生产部,B,80\n2,乙二,生产部,,\n"
    assert fates(load(store, text)) == {"CHANGED": 1, "SAME": 1}
    assert fates(load(store, text)) == {"SAME": 2}
    worse = text.replace("B,80", "D,40")
    report = load(store, worse)
    assert asked(report) == ["appraisal_cycle"]
    assert [one.code for one in report.cells_left_out] == ["cycle_unclear", "cycle_unclear"]
    load(store, worse, {"appraisal_cycle": "2025"})
    with store.reading() as session:
        kept = {one.cycle: (one.rating, one.score) for one in session.scalars(select(Appraisal))}
    assert kept == {"imported": ("B", Decimal(80)), "2025": ("D", Decimal(40))}
    corrected = load(store, worse.replace("D,40", "D,41"), {"appraisal_cycle": "2025"})
    assert changed(corrected) == [("score", "40.00", "41.0")]
