"""Appraisals: a cycle of their own each, on their own scale."""

from decimal import Decimal

from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.queries.appraisals import dimension_sums
from engine.store.database import Database
from engine.store.tables import Appraisal, AppraisalItem, Employee
from tests.engine.imports.tables import (
    CASES,
    asked,
    changed,
    fates,
    load,
    needs_cases,
    refused,
    sheet,
    table,
)


def appraisals(database: Database) -> list[tuple[str, str, str, str | None, str]]:
    with database.reading() as session:
        rows = session.execute(
            select(Employee.emp_no, Appraisal)
            .join(Employee, Employee.id == Appraisal.employee_id)
            .order_by(Employee.emp_no, Appraisal.cycle)
        )
        return [
            (no, one.cycle, _plain(one.score), one.rating, _plain(one.scale_max))
            for no, one in rows
        ]


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


def test_the_cycle_is_asked_with_the_year_of_the_file_proposed(store: Database) -> None:
    text = "工号,姓名,绩效等级,绩效得分\n000001,赵伟芳,B,80\n000002,,A,95.5\n000003,,-,\n"
    one = sheet("appraisals", table(text, file="rating_2025.csv"))
    (report,) = load(store, one)
    assert fates(report) == {"LEFT_OUT": 3}
    (question,) = report.questions
    assert (question.key, question.proposed, question.rows) == (
        "cycle:rating_2025.csv",
        "2025",
        2,
    )
    (report,) = load(store, one, answers={"cycle": "2025"})
    assert fates(report) == {"LEFT_OUT": 1, "ADDED": 2}
    (report,) = load(store, one, answers={"cycle": "2025年上半年"})
    assert fates(report) == {"LEFT_OUT": 1, "ADDED": 2}
    assert appraisals(store) == [
        ("000001", "2025", "80", "B", "100"),
        ("000001", "2025-H1", "80", "B", "100"),
        ("000002", "2025", "95.5", "A", "100"),
        ("000002", "2025-H1", "95.5", "A", "100"),
    ]


def test_a_cycle_of_the_file_is_corrected_by_the_file(store: Database) -> None:
    text = "工号,年度,考核等级\n000001,2024年度,B\n000001,2025年度,C\n000002,2025年度,A\n"
    load(store, sheet("appraisals", text))
    (report,) = load(store, sheet("appraisals", text.replace("C", "B")))
    assert (fates(report), changed(report)) == (
        {"SAME": 2, "CHANGED": 1},
        [("rating", "C", "B")],
    )


def test_cycles_in_columns_with_score_and_rating_each(store: Database) -> None:
    made = table("工号,a,b,c\n000001,97.8,A,NA\n000002,,,88\n")
    maps = [
        FieldMap(field="emp_no", column="工号"),
        FieldMap(field="score", column="a", of={"cycle": "2023年上半年"}),
        FieldMap(field="rating", column="b", of={"cycle": "2023年上半年"}),
        FieldMap(field="score", column="c", of={"cycle": "2023年下半年"}),
    ]
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="appraisals", fields=tuple(maps)
    )
    (report,) = load(store, (made, mapping))
    assert fates(report) == {"ADDED": 2}
    assert appraisals(store) == [
        ("000001", "2023-H1", "97.8", "A", "100"),
        ("000002", "2023-H2", "88", None, "100"),
    ]


def test_a_rating_of_the_year_beside_scores_of_its_quarters(store: Database) -> None:
    made = table("工号,a,b,c\n000001,80,90,B\n")
    maps = [
        FieldMap(field="emp_no", column="工号"),
        FieldMap(field="score", column="a", of={"cycle": "Q1"}),
        FieldMap(field="score", column="b", of={"cycle": "Q2"}),
        FieldMap(field="rating", column="c"),
        FieldMap(field="year", constant="2024"),
    ]
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="appraisals", fields=tuple(maps)
    )
    (report,) = load(store, (made, mapping))
    assert fates(report) == {"ADDED": 1}
    assert appraisals(store) == [
        ("000001", "2024", "-", "B", "-"),
        ("000001", "2024-Q1", "80", None, "100"),
        ("000001", "2024-Q2", "90", None, "100"),
    ]


def test_dimensions_are_kept_and_compare_on_one_scale(store: Database) -> None:
    text = "工号,年度,维度,得分,权重\n000001,2025,专业能力,80,60%\n000001,2025,沟通,60,40%\n"
    text += "000002,2025,专业能力,100,60%\n"
    (report,) = load(store, sheet("appraisals", text))
    assert fates(report) == {"ADDED": 3}
    (report,) = load(store, sheet("appraisals", text))
    assert fates(report) == {"SAME": 3}
    old = "工号,年度,维度,得分\n000003,2025,专业能力,3\n000004,2025,专业能力,5\n"
    load(store, sheet("appraisals", old))
    with store.reading() as session:
        items = session.execute(
            select(AppraisalItem.dimension, AppraisalItem.score, AppraisalItem.weight).order_by(
                AppraisalItem.id
            )
        ).all()
        assert [(one[0], _plain(one[1]), _plain(one[2])) for one in items[:2]] == [
            ("专业能力", "80", "0.6"),
            ("沟通", "60", "0.4"),
        ]
        sums = dimension_sums(session, "/C/2/", "2025")
        skill = next(one for one in sums if one.dimension == "专业能力")
        assert (skill.n, skill.total, skill.other_n, skill.other_total) == (2, 180, 2, 160)


def test_dimensions_in_columns_with_their_weights(store: Database) -> None:
    made = table("工号,年度,工作业绩(40%),态度（60 %）,总分\n000001,2025,80,90,86\n")
    maps = [FieldMap(field="emp_no", column="工号"), FieldMap(field="cycle", column="年度")]
    maps += [
        FieldMap(field="dimension_score", column=one, of={"dimension": one})
        for one in made.headings[2:4]
    ]
    maps.append(FieldMap(field="score", column="总分"))
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="appraisals", fields=tuple(maps)
    )
    load(store, (made, mapping))
    with store.reading() as session:
        items = session.scalars(select(AppraisalItem).order_by(AppraisalItem.id)).all()
        assert [(one.dimension, _plain(one.weight)) for one in items] == [
            ("工作业绩", "0.4"),
            ("态度", "0.6"),
        ]


def test_a_scale_that_nothing_tells_is_asked(store: Database) -> None:
    text = "工号,年度,得分\n000001,2025,14\n000002,2025,x\n000009,2025,12\n"
    (report,) = load(store, sheet("appraisals", text))
    assert (asked(report), refused(report)) == (["scale:f.csv"], [(4, "unknown_employee")])
    (report,) = load(store, sheet("appraisals", text), answers={"scale": "0-20"})
    assert refused(report) == [(3, "no_number"), (4, "unknown_employee")]
    assert appraisals(store) == [("000001", "2025", "14", None, "20")]
    told = "工号,年度,得分(满分20)\n000001,2025,15\n"
    one = sheet("appraisals", told, score="得分(满分20)")
    (report,) = load(store, one)
    assert (asked(report), appraisals(store)[0][2:]) == ([], ("15", None, "20"))


@needs_cases
def test_the_shared_case(either_store: Database) -> None:
    """Two years are two cycles; nothing else of the people changes."""
    files = CASES / "files"
    load(either_store, sheet("people", (files / "base_people.csv").read_text("utf-8-sig")))
    for year in ("2024", "2025"):
        name = f"c14_rating_{year}.csv"
        made = table((files / name).read_text("utf-8-sig"), file=name)
        (report,) = load(either_store, sheet("appraisals", made), answers={"cycle": year})
        assert fates(report) == {"ADDED": 60}
    assert {one[1:] for one in appraisals(either_store)} == {
        ("2024", "80", "B", "100"),
        ("2025", "55", "D", "100"),
    }
