"""What was measured of trainings, on Kirkpatrick's levels."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Course, Evaluation
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet

HEAD = "培训名称,培训日期,评估层级,评估方式,参评人数,培训前,得分\n"


def measured(database: Database) -> list[tuple[str, int, str, str, str, str, int | None]]:
    with database.reading() as session:
        rows = session.execute(
            select(Course.name, Evaluation)
            .join(Course, Course.id == Evaluation.course_id)
            .order_by(Evaluation.id)
        )
        return [
            (name, one.year, one.level, one.measure, _plain(one.baseline), _plain(one.value), one.n)
            for name, one in rows
        ]


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


def test_scores_without_a_before_are_shares_of_their_scale(either_store: Database) -> None:
    text = (
        HEAD
        + "班组长TWI,2025-03-11,一级(反应层),问卷,22,,3.76\n班组长TWI,2025-03-11,二级,考试,14,62,85\n"
    )
    text += (
        "质量意识,2025-04-09,Level 3 - Behaviour,访谈,22,,80%\n质量意识,2025-04-09,一级,问卷,9,,-\n"
    )
    (report,) = load(either_store, sheet("evaluations", text))
    assert (fates(report), report.things["course"]) == ({"LEFT_OUT": 1, "ADDED": 3}, 2)
    assert measured(either_store) == [
        ("班组长TWI", 2025, "reaction", "问卷", "-", "0.752", 22),
        ("班组长TWI", 2025, "learning", "考试", "62", "85", 14),
        ("质量意识", 2025, "behaviour", "访谈", "-", "0.8", 22),
    ]
    (report,) = load(either_store, sheet("evaluations", text.replace("3.76", "4")))
    assert changed(report) == [("value", "0.752", "0.8")]


def test_sessions_of_a_year_are_one_measure(either_store: Database) -> None:
    text = HEAD + "TWI,2025-03-11,一级,问卷,10,,4\nTWI,2025-06-11,一级,问卷,30,,5\n"
    for right in ({"ADDED": 2}, {"SAME": 2}):
        (report,) = load(either_store, sheet("evaluations", text))
        assert fates(report) == right
    assert measured(either_store) == [("TWI", 2025, "reaction", "问卷", "-", "0.95", 40)]


def test_level_and_year_are_asked_where_nothing_tells(either_store: Database) -> None:
    one = sheet("evaluations", "课程名称,得分\nTWI,4.5\n")
    (report,) = load(either_store, one)
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 1}, ["evaluation_level:f.csv"])
    answers = {"evaluation_level": "reaction"}
    (report,) = load(either_store, one, answers=answers)
    assert asked(report) == ["year:f.csv"]
    (report,) = load(either_store, one, answers={**answers, "year": "2025"})
    assert measured(either_store) == [("TWI", 2025, "reaction", "得分", "-", "0.9", None)]


def test_the_heading_tells_level_and_scale(either_store: Database) -> None:
    text = "课程名称,年度,满意度(满分10分)\nTWI,2025,4.5\nSPC,2025,11\n"
    one = sheet("evaluations", text, value="满意度(满分10分)")
    (report,) = load(either_store, one)
    assert refused(report) == [(3, "off_the_scale")]
    assert measured(either_store) == [("TWI", 2025, "reaction", "满意度", "-", "0.45", None)]


def test_tests_before_and_after_are_of_learning(empty_store: Database) -> None:
    text = "Training,Date,Pre-test,Post-test,Participants\nLean,2025-03-01,55,82,20\n"
    load(empty_store, sheet("evaluations", text))
    assert measured(empty_store) == [("Lean", 2025, "learning", "post-test", "55", "82", 20)]


def test_a_request_that_is_not_there_is_refused(empty_store: Database) -> None:
    text = "课程名称,申请编号,年度,评估层级,得分\nTWI,TR-2025-0001,2025,一级,4\n"
    (report,) = load(empty_store, sheet("evaluations", text))
    assert refused(report) == [(2, "no_delivered_request")]


@pytest.mark.parametrize(("text", "share"), [("0.93", None), ("93", "0.93"), ("4.65", "0.93")])
def test_a_scale_that_may_be_two_is_asked(empty_store: Database, text: str, share: str) -> None:
    one = sheet(
        "evaluations", f"课程名称,年度,评估层级,评估指标,得分\nTWI,2025,一级,满意率,{text}\n"
    )
    (report,) = load(empty_store, one)
    assert asked(report) == ([] if share else ["scale:满意率"])
    assert [row[5] for row in measured(empty_store)] == ([share] if share else [])


def test_how_and_for_how_long_it_was_watched_is_kept(either_store: Database) -> None:
    text = "课程名称,年度,评估层级,评估指标,培训前,培训后,观察期(天),比较方法\n"
    text += "班组长TWI,2025,结果,故障,100,80,180,前后对比\n班组长TWI,2025,结果,产能,1,2,,\n"
    load(either_store, sheet("evaluations", text))
    with either_store.reading() as session:
        found = session.scalars(select(Evaluation).order_by(Evaluation.id))
        assert [(one.window_days, one.method) for one in found] == [
            (180, "before_after"),
            (None, "imported"),
        ]
