"""Results of KPIs: by person or unit, long or with months in columns."""

from decimal import Decimal

from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Kpi, KpiResult
from tests.engine.imports.tables import (
    CASES,
    Sheet,
    asked,
    changed,
    fates,
    load,
    needs_cases,
    refused,
    sheet,
    table,
)

HEAD = "工号,姓名,月份,指标,单位,目标值,实际值\n"


def results(database: Database) -> list[tuple[str, int | None, int | None, str, str, str]]:
    with database.reading() as session:
        rows = session.execute(
            select(Kpi.name, KpiResult)
            .join(Kpi, Kpi.id == KpiResult.kpi_id)
            .order_by(
                KpiResult.kpi_id,
                KpiResult.employee_id,
                KpiResult.org_unit_id,
                KpiResult.period_start,
            )
        )
        return [
            (
                name,
                one.employee_id,
                one.org_unit_id,
                f"{one.period_start}/{one.period_end}",
                _plain(one.target),
                _plain(one.actual),
            )
            for name, one in rows
        ]


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


def wide(text: str, kpi: str = "KPI") -> Sheet:
    """Months in columns; everything else by its heading."""
    made, known = sheet("kpi_results", table(text))
    months = [one for one in made.headings if one.endswith("月")]
    common = [one for one in known.fields if one.column not in months]
    maps = [FieldMap(field="actual", column=one, of={"period": one}) for one in months]
    return made, SheetMapping(
        file=made.file, sheet="", fingerprint="", kind="kpi_results", fields=(*common, *maps)
    )


def test_a_result_a_person_and_month_with_corrections(store: Database) -> None:
    text = (
        HEAD + "000001,赵伟芳,2025-01,设备故障次数,次,10,9\n000001,,2025-02,设备故障次数,次,10,15\n"
    )
    text += "000001,,2025-03,设备故障次数,次,10,\n999,,2025-03,设备故障次数,次,10,1\n"
    (report,) = load(store, sheet("kpi_results", text))
    assert fates(report) == {"LEFT_OUT": 1, "REFUSED": 1, "ADDED": 2}
    assert results(store) == [
        ("设备故障次数", 1, None, "2025-01-01/2025-01-31", "10", "9"),
        ("设备故障次数", 1, None, "2025-02-01/2025-02-28", "10", "15"),
    ]
    (report,) = load(store, sheet("kpi_results", text.replace(",9\n", ",8\n")))
    assert fates(report)["SAME"] == 1
    assert changed(report) == [("actual", "9", "8")]


def test_months_in_columns_take_their_year_from_an_answer(store: Database) -> None:
    text = "工号,姓名,KPI指标,单位,年度目标,1月,2月\n000001,赵伟芳,销售额,万元,600,50.9,\n"
    text += ",,回款率,%,90%,93.2%,82.2%\n,,新增客户数,家,24,3,4\n"
    (report,) = load(store, wide(text))
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 3}, ["year:f.csv"])
    (report,) = load(store, wide(text), answers={"year": "2025"})
    assert fates(report) == {"ADDED": 3}
    assert [(one[0], one[3][:7], *one[4:]) for one in results(store)] == [
        ("销售额", "2025-01", "-", "509000"),
        ("回款率", "2025-01", "0.9", "0.932"),
        ("回款率", "2025-02", "0.9", "0.822"),
        ("新增客户数", "2025-01", "-", "3"),
        ("新增客户数", "2025-02", "-", "4"),
    ]
    assert {one.code for one in report.cells_left_out} == {"target_of_the_year"}


def test_results_of_units_and_quarters(store: Database) -> None:
    text = "部门,期间,指标,目标值,实际值\n生产部,2025Q1,合格率,0.98,0.95\n销售部,2025Q1,合格率,0.98,0.99\n"
    text += "无此部,2025Q1,合格率,1,1\n生产部,2025-01,合格率,0.98,0.9\n"
    (report,) = load(store, sheet("kpi_results", text))
    assert refused(report) == [(4, "unknown_unit"), (5, "another_period_begins_then")]
    assert [one[1:] for one in results(store)] == [
        (None, 2, "2025-01-01/2025-03-31", "0.98", "0.95"),
        (None, 3, "2025-01-01/2025-03-31", "0.98", "0.99"),
    ]


def test_a_person_goes_on_and_a_unit_that_names_nobody_is_no_guess(store: Database) -> None:
    text = "工号,部门,月份,指标,实际值\n000001,生产部,2025-01,产量,5\n,生产部,2025-01,良品率,0.9\n"
    (report,) = load(store, sheet("kpi_results", text))
    assert refused(report) == [(3, "empty")]


def test_shares_without_a_sign_and_kpis_without_a_direction_are_asked(store: Database) -> None:
    text = HEAD + "000001,,2025-01,次品率,%,1,0.8\n000001,,2025-01,综合表现,分,10,9\n"
    (report,) = load(store, sheet("kpi_results", text))
    assert (fates(report), asked(report)) == (
        {"LEFT_OUT": 2},
        ["kpi_direction:综合表现", "kpi_share:次品率"],
    )
    answers = {"kpi_direction:综合表现": "higher", "kpi_share:次品率": "per_cent"}
    (report,) = load(store, sheet("kpi_results", text), answers=answers)
    assert fates(report) == {"ADDED": 2}
    assert [one[4:] for one in results(store)] == [("0.01", "0.008"), ("10", "9")]


def test_targets_in_lines_of_their_own(store: Database) -> None:
    text = (
        "工号,KPI,单位,目标/实际,1月,2月\n000001,产量,吨/班,目标,10,11\n000001,产量,吨/班,实际,9,\n"
    )
    text += "000002,产量,吨/班,实际,7,8\n000003,产量,吨/班,基线,7,8\n"
    (report,) = load(store, wide(text), answers={"year": "2025"})
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 1, "ADDED": 3}, ["word:figure=基线"])
    assert [(one[1], *one[4:]) for one in results(store)] == [
        (1, "10", "9"),
        (2, "-", "7"),
        (2, "-", "8"),
    ]


@needs_cases
def test_the_shared_case(either_store: Database) -> None:
    base = (CASES / "files" / "base_people.csv").read_text(encoding="utf-8-sig")
    text = (CASES / "files" / "c19_kpi.csv").read_text(encoding="utf-8-sig")
    load(either_store, sheet("people", base))
    (report,) = load(either_store, sheet("kpi_results", text))
    assert (fates(report), dict(report.things), asked(report)) == ({"ADDED": 60}, {"kpi": 1}, [])


def test_results_are_kept_in_the_order_of_the_file(store: Database) -> None:
    text = HEAD + "".join(
        f"000001,,2025-0{month},{kpi},次,,{month}\n" for month in (1, 2) for kpi in ("甲", "乙")
    )
    text = text.replace("指标,单位", "指标,单位,方向").replace(",次,", ",次,越小越好,")
    load(store, sheet("kpi_results", text))
    with store.reading() as session:
        rows = session.execute(
            select(Kpi.name, KpiResult.actual)
            .join(Kpi, Kpi.id == KpiResult.kpi_id)
            .order_by(KpiResult.id)
        )
        assert [(name, int(actual)) for name, actual in rows] == [
            ("甲", 1),
            ("乙", 1),
            ("甲", 2),
            ("乙", 2),
        ]
