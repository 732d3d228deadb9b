"""A load as it stands, in words of both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from textwrap import dedent

import pytest

from assistant.imports_told.telling import told
from assistant.imports_told.text import mapping_text, report_text
from assistant.imports_told.wording import Wording, kind_named
from engine.imports.questions import Question
from engine.imports.shape.table import Fact
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport
from engine.queries.import_totals import CostTotal
from engine.usecases.imports.views import Answered, ImportLook, SheetLook, StoreTotals
from engine.values.company import Company
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money

COMPANY = Company(name=None, currency="CNY", time_zone="Asia/Shanghai", fiscal=FiscalCalendar())
PAID = Money(Decimal("1500.00"), "USD")


def report() -> SheetReport:
    found = SheetReport(file="a.xlsx", sheet="培训", kind="trainings")
    found.facts = [
        Fact("headings_in_row", {"row": 3}),
        Fact("amounts_in", {"scale": "万元"}),
        Fact("unheard_of", {}),
    ]
    found.read = 6
    found.took(4, Fate.ADDED)
    found.took(5, Fate.SAME)
    found.took(9, Fate.LEFT_OUT)
    for row in range(6, 8):
        found.change(row, "1 焊接 2026-03-10", "cost", Money(Decimal("100.00"), "CNY"), PAID)
    found.refuse(8, "start_date", "31.2.2026", "no_date")
    found.leave_out(4, "结果", "Maybe", "unknown_word")
    found.things["course"] += 2
    found.paid["USD"] += PAID.amount
    found.opened["CNY"] += Decimal("400")
    found.unpaid["CNY"] += Decimal("20")
    for row in range(7):
        found.remark("heads_unknown", row, named=3)
    return found


MAPPING = SheetMapping(
    file="a.xlsx",
    sheet="培训",
    fingerprint="f",
    kind="trainings",
    fields=(
        FieldMap(field="course", column="课程"),
        FieldMap(field="cost", column="一月", of={"period": "2026-01"}),
    ),
)
QUESTIONS = (
    Question(
        code="word",
        subject="outcome=Maybe",
        args={"kind": "trainings", "field": "outcome", "text": "Maybe"},
        options=("passed", "not_taken", ""),
        rows=12,
    ),
    Question(code="kind", subject="a.xlsx|培训", options=("people", ""), proposed="people"),
    Question(code="currency", proposed="CNY", rows=3),
)


def look(questions: tuple[Question, ...] = ()) -> ImportLook:
    total = CostTotal(name="焊接", participations=3, totals=(PAID,))
    return ImportLook(
        id=1,
        state="draft",
        files=("a.xlsx",),
        sheets=(
            SheetLook(
                file="a.xlsx",
                sheet="培训",
                rows=6,
                headings=("课程", "一月", "备注"),
                first_rows=(),
                top=(),
                heading_rows=(1, 1),
                confidence=0.6,
                likely=(("trainings", 0.6), ("people", 0.3)),
                mapping=MAPPING,
                report=report(),
            ),
        ),
        aside=(),
        unread=(),
        questions=questions,
        offers=(),
        answered=(),
        answers={},
        totals=StoreTotals(
            employees=6,
            participations=4,
            total_costs=(PAID,),
            by_course=(total,),
            by_unit=(),
            outcomes={"passed": 2},
        ),
        company=COMPANY,
        is_first=True,
        shown="as it was",
    )


def lines(text: str) -> str:
    return dedent(text).strip()


def test_the_report_in_english() -> None:
    found, wording = told(look(), "en"), Wording("en")
    assert mapping_text(wording, found) == lines("""
        a.xlsx [培训]: probably trainings, 6 rows (it could also be: people)
          headings in row 3
          amounts in 万元
          unheard_of
          课程 → course, 一月 → cost (2026-01)
          not used: 备注
    """)
    assert report_text(wording, found) == lines("""
        a.xlsx [培训]: 6 rows read, 1 added, 2 changed, 1 known already, 1 refused, 1 left out
          amounts loaded: 1,500.00 USD
          committed and spent before (opening figures, within the budgets): 400.00 CNY
          amounts not loaded (their rows were refused or left out): 20.00 CNY
          2 changed in cost: row 6, 1 焊接 2026-03-10: 100.00 CNY → 1,500.00 USD; row 7, 1 焊接 2026-03-10: 100.00 CNY → 1,500.00 USD
          new along with them: courses (2)
          row 8, training date: '31.2.2026' is no date
          row 4, 结果: 'Maybe' is a word that is not known here: left out until you say what it means (only this cell is left out)
          row 0: how many people took part is not said; the 3 names were counted
          row 1: how many people took part is not said; the 3 names were counted
          row 2: how many people took part is not said; the 3 names were counted
          row 3: how many people took part is not said; the 3 names were counted
          row 4: how many people took part is not said; the 3 names were counted
          and 2 more like it

        Afterwards: 6 employees, 4 participations, total cost 1,500.00 USD
        Of this load, by course:
          焊接: 3 participations, 1,500.00 USD, 500.00 USD a head
        Outcomes of this load: passed 2
        The company's home currency is CNY, and all costs are in USD. If USD is its home currency, say so before there is a budget: ./peisuan company --currency USD
    """)


def test_the_report_in_chinese() -> None:
    found, wording = told(look(), "zh"), Wording("zh")
    text = f"{mapping_text(wording, found)}\n{report_text(wording, found)}"
    for said in (
        "a.xlsx [培训]：多半是培训记录，6 行（也可能是：人员名单）",
        "表头在第 3 行",
        "金额单位为万元",
        "未使用的列：备注",
        "读了 6 行，新增 1，更改 2，原已有 1，拒收 1，略过 1",
        "已计入的金额：1,500.00 USD",
        "同时新增：课程（2）",
        "第 8 行，培训日期：“31.2.2026”不是日期",
        "另有 2 条类似的提示",
        "导入之后：员工 6 人，参训 4 人次，费用合计 1,500.00 USD",
        "培训结果：通过 2",
    ):
        assert said in text


def test_questions_are_told_with_what_can_be_answered() -> None:
    asked = told(look(QUESTIONS), "en").questions
    assert [one.text for one in asked] == [
        'What does "Maybe" mean under outcome? (12 rows)',
        "What is in a.xlsx [培训]?",
        "The amounts of 3 rows carry no currency. Which is it?",
    ]
    assert [(one.value, one.label) for one in asked[0].options] == [
        ("passed", "passed"),
        ("not_taken", "did not take part"),
        ("", "leave it out"),
    ]
    assert [one.label for one in asked[1].options] == ["people", "do not load it"]
    text = report_text(Wording("en"), told(look(QUESTIONS), "en"))
    assert "--answer 'word:outcome=Maybe=passed'   passed" in text
    assert "--answer 'currency=CNY'" in text


def test_what_could_be_said_besides_stands_below_what_is_asked() -> None:
    offered = Question(code="pass_mark", subject="a.xlsx", args={"rows": 3, "highest": "95"})
    found = told(replace(look(QUESTIONS[:1]), offers=(offered,)), "en")
    assert report_text(Wording("en"), found).splitlines()[-3:] == [
        "What could be said besides (nothing waits for it):",
        "  From which mark on is it passed? (3 marks, the highest is 95)",
        "    --answer 'pass_mark:a.xlsx=…'",
    ]


@pytest.mark.parametrize(
    ("question", "value", "label"),
    [
        (QUESTIONS[0], "not_taken", "did not take part"),
        (QUESTIONS[0], "", "leave it out"),
        (Question(code="kind", subject="a.xlsx|"), "people", "people"),
        (Question(code="day", subject="a.xlsx"), "2026-06-30", "2026-06-30"),
    ],
)
def test_an_answer_is_told_as_it_was_chosen(question: Question, value: str, label: str) -> None:
    (one,) = told(replace(look(), answered=(Answered(question, value),)), "en").answered
    assert (one.question.key, one.value, one.label) == (question.key, value, label)


def test_a_sheet_that_is_not_loaded_says_so_and_no_more() -> None:
    one = look().sheets[0]
    empty = SheetReport(file="a.xlsx", sheet="培训", kind="")
    aside = replace(one, mapping=replace(MAPPING, kind=None, fields=()), report=empty)
    found = told(replace(look(), sheets=(aside,)), "en")
    assert mapping_text(Wording("en"), found) == "a.xlsx [培训]: not loaded (6 rows)"
    assert report_text(Wording("en"), found).startswith("\nAfterwards")


def test_what_a_loader_does_not_say_is_left_open() -> None:
    assert Wording("en").question(Question(code="word", rows=2)) == (
        'What does "…" mean under …? (2 rows)'
    )


@pytest.mark.parametrize("said", ["people", "People", "人员名单"])
def test_a_kind_is_found_by_its_name_in_any_language(said: str) -> None:
    assert kind_named(said) == "people"
    assert kind_named("nothing") is None


def test_what_a_word_field_held_is_said_in_words() -> None:
    wording = Wording("zh")
    assert wording.held("people", "status", "left") == wording.word("left") != "left"
    assert wording.held("people", "name", "left") == "left"
