"""Answers of form tools."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Employee, Survey, SurveyAnswer
from tests.engine.imports.loading.people import add_company
from tests.engine.imports.tables import Sheet, asked, changed, fates, load, refused, table


@pytest.fixture
def store(either_store: Database) -> Database:
    add_company(either_store)
    with either_store.transaction() as session:
        session.get_one(Employee, 2).email = "qian@example.com"
    return either_store


def form(text: str, **common: str) -> Sheet:
    """What `common` does not name is a question."""
    made = table(text, file="满意度2026.csv")
    maps = [FieldMap(field=field, column=column) for field, column in common.items()]
    maps += [
        FieldMap(field="answer", column=one, of={"question": one})
        for one in made.headings
        if one not in common.values()
    ]
    return made, SheetMapping(
        file=made.file, sheet="", fingerprint="", kind="survey_answers", fields=tuple(maps)
    )


def answers(database: Database) -> list[tuple[int | None, str, Decimal | None, str | None, str]]:
    with database.reading() as session:
        rows = session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id))
        return [
            (one.employee_id, one.question, one.score, one.text, str(one.answered_on))
            for one in rows
        ]


def test_scores_and_texts_of_whoever_answered(store: Database) -> None:
    common = {"emp_no": "工号", "email": "邮箱", "answered_on": "时间"}
    text = "时间,工号,邮箱,总体满意吗,还有什么建议\n2026/5/16 9:10:53,000001,,4.5,多一些练习\n"
    text += "2026/5/17 9:10:53,,Qian@example.com,5,\n2026/5/17,,,3,没有\n2026/5/17,000003,,,\n"
    (report,) = load(store, form(text, **common))
    assert fates(report) == {"LEFT_OUT": 1, "ADDED": 3}
    assert answers(store) == [
        (1, "总体满意吗", Decimal("4.5"), None, "2026-05-16"),
        (1, "还有什么建议", None, "多一些练习", "2026-05-16"),
        (2, "总体满意吗", Decimal(5), None, "2026-05-17"),
        (None, "总体满意吗", Decimal(3), None, "2026-05-17"),
        (None, "还有什么建议", None, "没有", "2026-05-17"),
    ]
    with store.reading() as session:
        assert session.scalars(select(Survey.name)).all() == ["满意度2026"]
    (report,) = load(store, form(text.replace("4.5", "4"), **common))
    assert changed(report) == [("score", "4.5", "4")]
    (report,) = load(store, form(text.replace("4.5", "4"), **common))
    assert fates(report) == {"LEFT_OUT": 1, "SAME": 3}


def test_a_longer_answer_than_can_be_kept_is_refused(store: Database) -> None:
    text = f"工号,建议\n000001,{'长' * 2001}\n000002,{'长' * 2000}\n"
    (report,) = load(store, form(text, emp_no="工号"))
    assert refused(report) == [(2, "too_long")]
    assert [len(one[3] or "") for one in answers(store)] == [2000]


def respondents(database: Database) -> list[tuple[int | None, int]]:
    """Of each respondent, whose he is and how many answers he gave."""
    found: dict[tuple[int | None, str | None], int] = {}
    with database.reading() as session:
        for one in session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)):
            key = (one.employee_id, one.respondent)
            found[key] = found.get(key, 0) + 1
    return [(person, times) for (person, _), times in found.items()]


def test_two_anonymous_answers_stay_two_though_they_say_the_same(store: Database) -> None:
    text = "提交时间,满意吗,有用吗\n2026-05-16,4,5\n2026-05-16,4,5\n2026-05-16,3,5\n"
    for right in ({"ADDED": 3}, {"SAME": 3}):
        (report,) = load(store, form(text, answered_on="提交时间"))
        assert fates(report) == right
        assert [(one.code, one.args) for one in report.remarks] == [
            ("anonymous_answers", {"people": 3})
        ]
    assert respondents(store) == [(None, 2)] * 3


def test_more_answers_above_the_old_ones_are_the_new_ones_alone(store: Database) -> None:
    load(store, form("满意吗\n4\n5\n"))
    (report,) = load(store, form("满意吗\n2\n4\n5\n"))
    assert fates(report) == {"ADDED": 1, "SAME": 2}


def test_who_has_a_number_corrects_his_answer(store: Database) -> None:
    load(store, form("序号,满意吗\n1,4\n2,4\n", respondent="序号"))
    (report,) = load(store, form("序号,满意吗\n1,4\n2,5\n", respondent="序号"))
    assert (fates(report), changed(report)) == (
        {"SAME": 1, "CHANGED": 1},
        [("score", "4", "5")],
    )


AGAIN = "anonymous_again"


def scores(database: Database) -> list[int]:
    return sorted(int(score or 0) for _, _, score, _, _ in answers(database))


def test_whether_anonymous_answers_were_corrected_is_asked(store: Database) -> None:
    load(store, form("满意吗\n4\n5\n3\n"))
    later = form("满意吗\n4\n5\n2\n")
    (report,) = load(store, later)
    (question,) = report.questions
    assert (question.code, question.options, question.proposed) == (
        AGAIN,
        ("replace", "add"),
        "replace",
    )
    assert (fates(report), scores(store)) == ({"LEFT_OUT": 1, "SAME": 2}, [3, 4, 5])
    (report,) = load(store, later, answers={AGAIN: "replace"})
    assert (fates(report), scores(store)) == ({"ADDED": 1, "SAME": 2}, [2, 4, 5])
    (report,) = load(store, later)
    assert (fates(report), asked(report)) == ({"SAME": 3}, [])


def test_further_anonymous_answers_are_kept_beside_the_old_ones(store: Database) -> None:
    load(store, form("满意吗\n4\n5\n"))
    (report,) = load(store, form("满意吗\n1\n2\n"))
    assert [one.proposed for one in report.questions] == ["add"]
    load(store, form("满意吗\n1\n2\n"), answers={AGAIN: "add"})
    assert scores(store) == [1, 2, 4, 5]
